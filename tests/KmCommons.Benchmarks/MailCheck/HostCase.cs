using KmCommons.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>How much of the letter a host may have got.</summary>
enum Got
{
    /// <summary>Neither envelope nor sign-in.</summary>
    NotAWord,

    /// <summary>The envelope perhaps, and no letter.</summary>
    NoLetter,

    /// <summary>The beginning of the letter, and never its end.</summary>
    Part,

    /// <summary>One letter, byte for byte, that it did not answer for.</summary>
    Whole,

    /// <summary>One letter, byte for byte, and kept.</summary>
    Kept,
}

/// <summary>One way of a host to be odd, and what is right then.</summary>
/// <param name="Words">The oddity, in words.</param>
/// <param name="Odd">The same for <c>host.mjs</c>.</param>
/// <param name="Outcome">What the library should say became of the letter.</param>
/// <param name="Code">The reply code that it should tell; 0 for none.</param>
/// <param name="Got">What the host should have got.</param>
sealed record HostCase(string Words, string Odd, Outcome Outcome, int Code, Got Got)
{
    private const string Wait = "60000";

    /// <summary>The certificate the host shows: <c>host</c>, or one that is wrong.</summary>
    public string Certificate { get; init; } = "host";

    /// <summary>The password we have, if the host wants one; the right one is «รหัส ลับ».</summary>
    public string? Password { get; init; }

    /// <summary>By which way the host should have been told the password; null for none.</summary>
    public string? SignedInBy { get; init; }

    /// <summary>True for a letter larger than all buffers on the way: smaller ones are gone before anybody can notice that the line is.</summary>
    public bool Large { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HostCase> All { get; } =
    [
        new("nothing odd", "{}", Outcome.Sent, 250, Got.Kept),
        new("4xx at RCPT", """{"no":{"rcpt":[451,"busy"]}}""", Outcome.TryLater, 451, Got.NoLetter),
        new("5xx at RCPT", """{"no":{"rcpt":[550,"no such user"]}}""", Outcome.Refused, 550, Got.NoLetter),
        new("4xx after the dot", """{"no":{"dot":[452,"no room"]}}""", Outcome.TryLater, 452, Got.Whole),
        new("5xx after the dot", """{"no":{"dot":[554,"looks like spam"]}}""", Outcome.Refused, 554, Got.Whole),
        new("421 instead of a greeting", """{"no":{"connect":[421,"closing"]}}""", Outcome.TryLater, 421, Got.NotAWord),
        new("the line drops in DATA", """{"drop":"data"}""", Outcome.TryLater, 0, Got.Part) { Large = true },
        new("the line drops after the dot", """{"drop":"dot"}""", Outcome.Unknown, 0, Got.Whole),
        new("tarpit: 1.2 s for each answer, 3 s allowed", """{"wait":{"connect":1200,"mail":1200,"rcpt":1200,"dot":1200}}""", Outcome.Sent, 250, Got.Kept),
        new("silence at the greeting, longer than the timeout", $$$"""{"wait":{"connect":{{{Wait}}}}}""", Outcome.TryLater, 0, Got.NotAWord),
        new("silence at RCPT, longer than the timeout", $$$"""{"wait":{"rcpt":{{{Wait}}}}}""", Outcome.TryLater, 0, Got.NoLetter),
        new("silence after the dot, longer than the timeout", $$$"""{"wait":{"dot":{{{Wait}}}}}""", Outcome.Unknown, 0, Got.Whole),
        new("no STARTTLS offered", """{"plain":true,"auth":["PLAIN","LOGIN"]}""", Outcome.TryLater, 0, Got.NotAWord) { Password = "รหัส ลับ" },
        new("AUTH PLAIN only", """{"auth":["PLAIN"]}""", Outcome.Sent, 250, Got.Kept) { Password = "รหัส ลับ", SignedInBy = "PLAIN" },
        new("AUTH LOGIN only", """{"auth":["LOGIN"]}""", Outcome.Sent, 250, Got.Kept) { Password = "รหัส ลับ", SignedInBy = "LOGIN" },
        new("no way to sign in that we speak", """{"auth":["XOAUTH2"]}""", Outcome.TryLater, 0, Got.NotAWord) { Password = "รหัส ลับ" },
        new("a wrong password", """{"auth":["PLAIN","LOGIN"]}""", Outcome.TryLater, 535, Got.NoLetter) { Password = "เดา", SignedInBy = "PLAIN" },
        new("a password is wanted and we have none", """{"auth":["PLAIN"]}""", Outcome.TryLater, 530, Got.NoLetter),
        new("a certificate for another name", "{}", Outcome.TryLater, 0, Got.NotAWord) { Certificate = "other" },
        new("a certificate that nobody vouches for", "{}", Outcome.TryLater, 0, Got.NotAWord) { Certificate = "stranger" },
    ];
}
