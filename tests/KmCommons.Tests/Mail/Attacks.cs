namespace KmCommons.Tests.Mail;

/// <summary>Strings that have got a header, a recipient or a command into somebody's letter.</summary>
internal static class Attacks
{
    /// <summary>With a control character, a line separator or half a character in them: no field may take one.</summary>
    public static readonly string[] Controls =
    [
        "x\r\nBcc: victim@evil.example", "x\nBcc: victim@evil.example", "x\rBcc: victim@evil.example", "\r\nBcc: victim@evil.example", "\nBcc: victim@evil.example",
        "x\r\n\r\n<b>body</b>", "x\n\nbody", "x\r\rbody", "x\n\rBcc: v@evil.example", "x\r\n Bcc: v@evil.example", "x\r\n\tBcc: v@evil.example", "x\r\n", "x\n", "x\r",
        "x\0Bcc: v@evil.example", "x\0", "x\u000bBcc: v@evil.example", "x\u000cBcc: v@evil.example", "x\u0085Bcc: v@evil.example", "x\u2028Bcc: v@evil.example", "x\u2029Bcc: v@evil.example",
        "x\u001b[2J", "x\bBcc", "x\u007f", "x\u0009y", "x\u0080", "x\u009f", "\u0001", "x\u001e", "x\u001f", "x\ud800", "\udc00x", "x\r\n.\r\nMAIL FROM:<v@evil.example>", "ก\r\nBcc: ข@evil.example",
        "=?utf-8?B?eA==?=\r\nBcc: v@evil.example", "x\r\nContent-Type: text/html", "x\\\r\nBcc: v@evil.example",
    ];

    /// <summary>Without: where text is allowed, they must arrive as the text that they are.</summary>
    public static readonly string[] Texts =
    [
        "x%0d%0aBcc: v@evil.example", "x%0ABcc:v", "x\\r\\nBcc: v@evil.example", "x&#13;&#10;Bcc: v", "=?utf-8?Q?x=0D=0ABcc:_v@evil.example?=", "=?utf-8?B?eA0KQmNjOiB2?=", "x> <v@evil.example>, y <z@evil.example",
        "\"x\" <v@evil.example>,", "x, v@evil.example", "x; v@evil.example", "(x) <v@evil.example>", "x嘊嘍Bcc: v@evil.example", "Bcc: v@evil.example", "x:;", "a\\\" <v@evil.example>", "<", ">", "@", "group: v@evil.example;", "=?", "?=", "x =?y",
        "=?utf-8?Q?=0D=0ABcc:_v@evil.example?=", "=?us-ascii?Q?x?= =?us-ascii?Q?=0D=0ABcc:_v?=", "=?utf-8?Q?x=40evil.example=2C_v?=", "=?x@evil.example?=", "undisclosed-recipients:;", "a,b;c,d", "''", "x\"", "\\", "(((", ")", "[v@evil.example]",
        "<v@evil.example>", "v@evil.example", "v@evil.example, ", "x (comment (nested)) y", "Bcc:", "--", "%00", "\u202ecod.exe", "\ufeff", "x\u200by",
    ];
}
