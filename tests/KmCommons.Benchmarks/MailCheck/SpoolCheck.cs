using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>The letters that a site has put into its spool, read by two parsers that others wrote.</summary>
static class SpoolCheck
{
    private const int Largest = 60 * 1024;

    /// <summary>Judges every letter of <c>new/</c> under a spool folder.</summary>
    public static void Run(Desk desk, Findings findings, string spool)
    {
        Findings.Title($"The letters in {spool}");
        var paths = Directory.GetFiles(Path.Combine(spool, "new"), "*.eml").Order(StringComparer.Ordinal).ToArray();
        var letters = paths.Select(File.ReadAllBytes).ToArray();
        findings.Say($"{letters.Length} letters", letters.Length > 0 ? [] : ["there are none"]);
        if (letters.Length == 0) return;
        IEnumerable<string> Each(Func<int, IEnumerable<string>> faults) => paths.SelectMany((path, i) => faults(i).Select(fault => $"{Path.GetFileName(path)}: {fault}"));
        findings.Say($"the largest has {letters.Max(letter => letter.Length)} of {Largest} bytes", Each(i => letters[i].Length > Largest ? [$"{letters[i].Length} bytes"] : []));
        findings.Say($"0 bare CR or LF, 7-bit only, the longest line has {letters.Max(RawBytes.LongestLine)} of 998 bytes", Each(i => RawBytes.Faults(letters[i])));
        var (python, node) = (PythonJudge.Read(letters), ParserReading.Of(desk.Folder, letters));
        findings.Say("Python names no defect", Each(i => python[i].Faults));
        findings.Say("mailparser and Python read the same subject, From, To, text and HTML", Each(i => Disagreements(python[i], node[i])));
        var (count, html) = (0, python.Select(read => Form(read, "text/html")).ToArray());
        // A letter to one person about their own account is plain text alone
        findings.Say("every letter has one recipient, a text, and HTML unless it is plain alone", Each(i => python[i].To.Length == 1 && Form(python[i], "text/plain").Length > 0 && (html[i].Length > 0 || python[i].Shape is ["text/plain"]) ? [] : ["it does not"]));
        var lost = Each(i =>
        {
            if (html[i].Length == 0) return [];
            var (text, rich) = (Links.OfText(Form(python[i], "text/plain")), Links.OfHtml(html[i]));
            count += text.Length;
            return [.. text.Except(rich).Select(link => "only in the text: " + link), .. rich.Except(text).Select(link => "only in the HTML: " + link)];
        }).ToList();
        findings.Say($"{count} links, each in the text and in the HTML", lost);
    }

    private static string Form(PythonJudge.Reading read, string type) => read.Parts.FirstOrDefault(part => part.Type == type && part.Disposition is null)?.Text ?? "";

    private static IEnumerable<string> Disagreements(PythonJudge.Reading python, ParserReading node)
    {
        (string What, string One, string Other)[] pairs =
        [
            ("subject", python.DecodedSubject, node.Subject), ("From", Told(python.From), Told(node.From)), ("To", Told(python.To), Told(node.To)),
            ("text", Form(python, "text/plain").TrimEnd('\n'), node.Text.TrimEnd('\n')), ("HTML", Form(python, "text/html").TrimEnd('\n'), node.Html.TrimEnd('\n')),
        ];
        return pairs.Where(pair => pair.One != pair.Other).Select(pair => $"{pair.What}: {Findings.Escaped(pair.One)} and {Findings.Escaped(pair.Other)}");
    }

    private static string Told(string[][] people) => string.Join('|', people.SelectMany(person => person));
}
