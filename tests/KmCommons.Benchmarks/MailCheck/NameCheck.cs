using System.Globalization;
using FsCheck.Fluent;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Names and subjects by chance, the same kind as in the tests, read by two parsers.</summary>
static class NameCheck
{
    private const int Letters = 10_000;

    /// <summary>Ten thousand letters with a name and a subject each.</summary>
    public static void Run(Desk desk, Findings findings)
    {
        Findings.Title("Names and subjects by chance");
        var texts = AnyName.Text.Sample(2 * Letters, 40).ToArray();
        var letters = Enumerable.Range(0, Letters).Select(i => Samples.Letter() with
        {
            To = new MailAddress("reader@example.th", texts[2 * i]), Subject = texts[2 * i + 1], Text = "x", Html = null, MessageId = i.ToString(CultureInfo.InvariantCulture) + "@km.example",
        }).ToArray();
        var bytes = letters.Select(letter => letter.Compose()).ToArray();
        var (python, node) = (PythonJudge.Read(bytes), ParserReading.Of(desk.Folder, bytes));
        findings.Say($"{Letters} letters composed: 0 bare CR or LF, 7-bit only, the longest line has {bytes.Max(RawBytes.LongestLine)} of 998 bytes", bytes.SelectMany(RawBytes.Faults));
        findings.Say($"{texts.Distinct(StringComparer.Ordinal).Count()} different names and subjects read as composed by mailparser and by Python (decode_header and the modern policy)",
            letters.SelectMany((letter, i) => Comparison.Differences(letter, python[i], node[i])));
        findings.Say("normalised before comparing: nothing of a name or a subject");
    }
}
