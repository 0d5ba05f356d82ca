using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>Bounces of mail programs that write for people only: qmail, Exim, and Postfix where it is set so. Only what names a status is taken for one.</summary>
internal static partial class BounceText
{
    /// <summary>What the text says, or null. It must come from a mail program: a holiday reply may speak of room 550 too.</summary>
    public static Bounce? Read(IncomingLetter letter)
    {
        var failed = letter.Header("X-Failed-Recipients");
        if (failed is null && !IsFromProgram(letter)) return null;
        var copy = Copy().Match(letter.Text);
        var said = copy.Success ? letter.Text[..copy.Index] : letter.Text;
        if (said.Length > 20_000) said = said[..20_000];
        var code = Code().Match(said);
        var status = Bounce.StatusIn(said) ?? (code.Success ? $"{code.Groups[1].Value[0]}.0.0" : null);
        if (status is null || status[0] == '2') return null;
        var id = copy.Success ? MessageId().Match(letter.Text, copy.Index) : Match.Empty;
        var soft = status[0] == '4' || Delayed().IsMatch(letter.Subject) || Delayed().IsMatch(said);
        return new(soft ? BounceKind.Soft : BounceKind.Hard, null, status, Recipient(failed, said), code.Success ? Line(said, code.Groups[1].Index) : null,
            id.Success ? IncomingLetter.IdsIn(id.Value).FirstOrDefault() : null);
    }

    private static bool IsFromProgram(IncomingLetter letter) =>
        (letter.From ?? letter.Header("From") ?? "").TrimStart('<', ' ') is var from &&
        (from.StartsWith("mailer-daemon", StringComparison.OrdinalIgnoreCase) || from.StartsWith("postmaster@", StringComparison.OrdinalIgnoreCase));

    private static string? Recipient(string? failed, string said)
    {
        if (failed is not null && MailAddressParser.TryParse(failed.Split(',')[0].Trim(), out var address)) return address;
        return Failed().Matches(said).Select(match => MailAddressParser.TryParse(match.Groups[1].Value, out var found) ? found : null).FirstOrDefault(found => found is not null);
    }

    private static string Line(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return text[at..(end < 0 ? text.Length : end)].Trim();
    }

    // Where the program's own words end and the letter begins
    [GeneratedRegex(@"^.*(below this line is a copy of|this is a copy of (the|your) message|header of the original message|original message follows|undelivered message headers).*$", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Copy();

    [GeneratedRegex(@":\s+([45][0-9][0-9])(?=[\s-])")]
    private static partial Regex Code();

    [GeneratedRegex(@"^\s*<?([^\s<>:,;]{1,64}@[^\s<>:,;]{1,253})>?:?(?:\s|$)", RegexOptions.Multiline)]
    private static partial Regex Failed();

    [GeneratedRegex(@"^Message-ID:\s*<[^<>\s]+>", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex MessageId();

    [GeneratedRegex(@"delayed|still trying|will be retried|will continue to try|do not need to resend|delivery attempts will continue", RegexOptions.IgnoreCase)]
    private static partial Regex Delayed();
}
