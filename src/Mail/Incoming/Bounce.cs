using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>How bad a bounce is.</summary>
public enum BounceKind
{
    /// <summary>It will not go there: failed, with a status of 5. Mind that 5.2.2 is a full mailbox and 5.7 an opinion about the sender; neither says that the address is dead.</summary>
    Hard,

    /// <summary>It did not go now: delayed, or failed with a status of 4.</summary>
    Soft,
}

/// <summary>
/// What a mail host says of a letter that could not be delivered (RFC 3464). Anybody can write one about anybody: act on it only when it came to a <see cref="SealedAddress"/> of ours.
/// </summary>
/// <param name="Kind">How bad it is.</param>
/// <param name="Action"><c>failed</c> or <c>delayed</c>, in lower case; null when it is not said.</param>
/// <param name="Status">The status (RFC 3463), such as <c>5.1.1</c>; null when there is none.</param>
/// <param name="FinalRecipient">The address it could not be delivered to, or null.</param>
/// <param name="DiagnosticCode">What the other host said, on one line, or null.</param>
/// <param name="OriginalMessageId">The id of the letter it speaks of, without angle brackets, or null.</param>
public sealed partial record Bounce(BounceKind Kind, string? Action, string? Status, string? FinalRecipient, string? DiagnosticCode, string? OriginalMessageId)
{
    /// <summary>Reads a bounce: a delivery report, or the text of a mail program that writes none, where it names a status. Of several recipients, the worst off.</summary>
    /// <returns>Null when it is none, or tells of a letter that arrived.</returns>
    public static Bounce? Read(IncomingLetter letter)
    {
        // Not what lies in a letter that somebody sent on: that tree is not opened
        if (letter.Tree.All.FirstOrDefault(part => part.Type is "message/delivery-status" or "message/global-delivery-status") is not { } report) return BounceText.Read(letter);
        var id = letter.Tree.All.SkipWhile(part => part != report).Skip(1).Select(OriginalId).FirstOrDefault(found => found is not null);
        return Groups(report.Decoded).Select(group => Of(group, id)).Where(bounce => bounce is not null).MinBy(bounce => bounce!.Kind);
    }

    /// <summary>The same of a letter that the next host did not take at all.</summary>
    /// <param name="refused">Its answer.</param>
    public static Bounce Of(Delivery refused) => new(BounceKind.Hard, "failed", StatusIn(refused.Reply), null, refused.Reply, null);

    private static Bounce? Of(HeaderFields group, string? id)
    {
        var (action, diagnostic) = (group.First("Action")?.ToLowerInvariant(), AfterType(group.First("Diagnostic-Code")));
        var status = StatusIn(group.First("Status")) ?? StatusIn(diagnostic);
        BounceKind? kind = (action, status?[0]) switch
        {
            ("delayed", _) or ("failed", '4') => BounceKind.Soft,
            ("failed", _) => BounceKind.Hard,
            (null, '4') => BounceKind.Soft,
            (null, '5') => BounceKind.Hard,
            _ => null,
        };
        var recipient = AfterType(group.First("Final-Recipient")) ?? AfterType(group.First("Original-Recipient"));
        return kind is { } said ? new(said, action, status, MailAddressParser.TryParse(recipient?.Trim('<', '>'), out var address) ? address : null, diagnostic, id) : null;
    }

    // First the fields of the message, then those of each recipient, with empty lines between
    private static List<HeaderFields> Groups(ReadOnlyMemory<byte> report)
    {
        var groups = new List<HeaderFields>();
        while (report.Length > 0 && groups.Count < 100)
        {
            var group = HeaderFields.Read(report, out var rest);
            if (group.All.Count > 0) groups.Add(group);
            report = rest.Length < report.Length ? rest : default;
        }
        return groups;
    }

    private static string? OriginalId(MimePart part) => part.Type switch
    {
        "message/rfc822" or "text/rfc822-headers" or "message/global" or "message/global-headers" or "message/rfc822-headers" =>
            HeaderFields.Read(part.Decoded, out _).First("Message-ID") is { } raw ? IncomingLetter.IdsIn(raw).FirstOrDefault() : null,
        _ => null,
    };

    // "rfc822; somebody@example" and "smtp; 550 5.1.1 no such user"
    private static string? AfterType(string? value) => value?[(value.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim();

    internal static string? StatusIn(string? text) => text is not null && Enhanced().Match(text) is { Success: true } match ? match.Value : null;

    [GeneratedRegex(@"(?<![\w.])[245]\.[0-9]{1,3}\.[0-9]{1,3}(?!\.?[0-9])")]
    private static partial Regex Enhanced();
}
