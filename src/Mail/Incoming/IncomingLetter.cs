using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>
/// A letter that came in, as far as it can be read: any bytes make one, and nothing here throws. What it says of itself is only said; who wants to know who wrote
/// looks for a token of ours among the <see cref="Recipients"/>, such as a <see cref="SealedAddress"/>.
/// </summary>
public sealed partial class IncomingLetter
{
    private readonly MimePart _letter;

    private IncomingLetter(MimePart letter, bool isCut) => (_letter, IsCut) = (letter, isCut);

    /// <summary>Reads a letter.</summary>
    /// <param name="bytes">The letter as it lies in a mailbox, with line ends of either kind.</param>
    /// <param name="isCut">True when these are not all of its bytes.</param>
    public static IncomingLetter Read(ReadOnlyMemory<byte> bytes, bool isCut = false) => new(MimePart.Read(bytes), isCut);

    /// <summary>True when the letter was longer than is read.</summary>
    public bool IsCut { get; }

    /// <summary>The header fields in their order, each on one line and decoded, Thai as Thai. At most 1,000.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers => field ??= [.. _letter.Fields.All.Select(header => (header.Name, HeaderFields.OneLine(HeaderWords.Decode(header.Raw))))];

    /// <summary>The first value of a field, which is the one that was added last on the way, or null.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The subject; empty when there is none.</summary>
    public string Subject => Header("Subject") ?? "";

    /// <summary>The address it says it is from; null unless it names exactly one.</summary>
    public string? From => Addresses("From").ToList() is [var only] && _letter.Fields.Of("From").Count() == 1 ? only : null;

    /// <summary>Its own id without angle brackets, or null.</summary>
    public string? MessageId => Ids("Message-ID").FirstOrDefault();

    /// <summary>The ids of the letters it answers, without angle brackets, the nearest first.</summary>
    public IReadOnlyList<string> Answers => field ??= [.. Ids("In-Reply-To").Concat(Ids("References").Reverse()).Distinct(StringComparer.Ordinal)];

    /// <summary>The addresses it was delivered to, the surest first: what the mail host wrote down (Delivered-To, X-Original-To, Envelope-To), then what the letter itself says (To).</summary>
    public IReadOnlyList<string> Recipients => field ??= [.. new[] { "Delivered-To", "X-Original-To", "Envelope-To", "To" }.SelectMany(Addresses).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What was written: the plain text, or the HTML without its tags. Line ends are LF and no other control character but the tab is in it. <see cref="ReplyText"/> takes the answer out of it.</summary>
    public string Text => field ??= LetterText.Of(_letter);

    /// <summary>Whether a machine wrote it: a holiday reply, a bounce, a list. Such a letter is never answered and is nobody's comment.</summary>
    public bool IsAutomatic =>
        Header("Auto-Submitted") is { } submitted && !submitted.Split([';', ' '])[0].Equals("no", StringComparison.OrdinalIgnoreCase)
        || Header("Precedence")?.ToUpperInvariant() is "BULK" or "AUTO_REPLY" or "JUNK" or "LIST"
        || Header("List-Id") is not null
        || Header("X-Autoreply") is not null || Header("X-Autorespond") is not null
        || Header("Return-Path") is "<>" or ""
        || _letter.Type == "multipart/report";

    internal MimePart Tree => _letter;

    // Out of the raw value: an encoded word may hold an address that is only part of somebody's name
    private IEnumerable<string> Addresses(string name)
    {
        foreach (var raw in _letter.Fields.Of(name))
        {
            var value = NameOrComment().Replace(raw.Length > 10_000 ? raw[..10_000] : raw, " ");
            var bracketed = Bracketed().Matches(value);
            foreach (var text in bracketed.Count > 0 ? bracketed.Select(match => match.Groups[1].Value) : value.Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                if (MailAddressParser.TryParse(text, out var address)) yield return address;
        }
    }

    private IEnumerable<string> Ids(string name) => _letter.Fields.Of(name).SelectMany(raw => IdsIn(raw));

    internal static IEnumerable<string> IdsIn(string raw) => Bracketed().Matches(raw.Length > 10_000 ? raw[..10_000] : raw).Select(match => match.Groups[1].Value).Take(100);

    [GeneratedRegex(@"<\s*([^<>\s]{1,320})\s*>")]
    private static partial Regex Bracketed();

    [GeneratedRegex(@"""(?:\\.|[^""\\])*""|\([^()]*\)|=\?[^?\s]+\?[bBqQ]\?[^?]*\?=")]
    private static partial Regex NameOrComment();
}
