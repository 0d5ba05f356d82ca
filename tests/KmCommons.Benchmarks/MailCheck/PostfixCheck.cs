using System.Text;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Sealed letters through STARTTLS to a Postfix of our own, and out of its Maildir again.</summary>
static class PostfixCheck
{
    private const string Reader = "reader@example.th";

    /// <summary>The envelope senders of this check's letters.</summary>
    public static SealedAddress Bounces { get; } = new("bounce@km.example", "only for this check"u8);

    /// <summary>Sends the samples once for each kind of key and judges what arrived.</summary>
    public static async Task Run(Desk desk, Findings findings)
    {
        Findings.Title("Postfix: the samples, over STARTTLS by an authority of our own, sealed, read back from the Maildir");
        foreach (var kind in new[] { "rsa", "ed25519" })
        {
            var options = desk.Options(desk.Port, ("Dkim:Selector", kind), ("Dkim:Key", desk.At(kind + ".pem")));
            var letters = SampleSet.Of(kind, Reader);
            await Send(options, letters, kind, findings);
            await Judge(desk, options.Dkim!, letters, kind, findings);
        }
    }

    private static async Task Send(MailOptions options, Letter[] letters, string kind, Findings findings)
    {
        var faults = new List<string>();
        await using var way = options.Open();
        for (var i = 0; i < letters.Length; i++)
        {
            var delivery = await way.Send(Bounces.For(i), letters[i].To.Address, letters[i].Compose(), letters[i].FileName);
            if (delivery.Outcome != Outcome.Sent) faults.Add($"{letters[i].MessageId}: {delivery}");
        }
        findings.Say($"{kind}: {letters.Length - faults.Count} of {letters.Length} letters taken by Postfix", faults);
    }

    private static async Task Judge(Desk desk, Dkim dkim, Letter[] letters, string kind, Findings findings)
    {
        var stored = await Arrived.In(desk.At("mail", "reader"), letters.Length, $"<{kind}.");
        findings.Say($"{kind}: {stored.Count} of {letters.Length} are in the Maildir", stored.Count == letters.Length ? [] : ["the others are missing, or some came twice"]);
        var sent = letters.Select(letter => dkim.Sign(letter.Compose())).ToArray();
        findings.Say($"{kind}: as sent: 0 bare CR or LF, 7-bit only, the longest line has {sent.Max(RawBytes.LongestLine)} of 998 bytes", sent.SelectMany(RawBytes.Faults));
        var pairs = letters.Zip(sent).Select(pair => (Letter: pair.First, Sent: pair.Second, Stored: stored.Find(file => Text(file).Contains($"Message-ID: <{pair.First.MessageId}>", StringComparison.Ordinal)))).Where(pair => pair.Stored is not null).ToList();
        findings.Say($"{kind}: stored byte for byte as sent, below Postfix's own lines, with LF for CRLF", pairs.Where(pair => !Text(pair.Stored!).EndsWith("\r\n" + Text(pair.Sent), StringComparison.Ordinal)).Select(pair => pair.Letter.MessageId));
        findings.Say($"{kind}: each with an envelope sender of its own that names the letter", letters.Select((letter, i) => (letter, i)).Where(of => !pairs.Any(pair => pair.Letter == of.letter && Text(pair.Stored!).StartsWith($"Return-Path: <{Bounces.For(of.i)}>\r\n", StringComparison.Ordinal))).Select(of => of.letter.MessageId));
        byte[][] files = [.. pairs.Select(pair => pair.Stored!)];
        var (python, node) = (PythonJudge.Read(files), ParserReading.Of(desk.Folder, files));
        findings.Say($"{kind}: subject, From, To, Reply-To, text, HTML and files read as composed by mailparser and by Python", pairs.SelectMany((pair, i) => Comparison.Differences(pair.Letter, python[i], node[i])));
        var links = pairs.Sum(pair => Links.OfText(pair.Letter.Text).Length);
        findings.Say($"{kind}: {links} links, each in the text and in the HTML, as both parsers read them", pairs.SelectMany((pair, i) => Lost(pair.Letter, python[i], node[i])));
        SealCheck.Run(desk, dkim, files, kind, findings);
    }

    private static IEnumerable<string> Lost(Letter letter, PythonJudge.Reading python, ParserReading node)
    {
        var links = Links.OfText(letter.Text);
        string[][] read = [Links.OfHtml(letter.Html!), Links.OfText(python.Parts[0].Text), Links.OfHtml(python.Parts[1].Text), Links.OfText(node.Text), Links.OfHtml(node.Html)];
        return read.Where(found => !found.SequenceEqual(links)).Select(found => $"{letter.MessageId}: {string.Join(' ', links.Except(found).Concat(found.Except(links)))}");
    }

    private static string Text(byte[] letter) => Encoding.Latin1.GetString(letter);
}
