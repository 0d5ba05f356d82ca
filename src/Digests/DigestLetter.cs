using System.Text;
using KmCommons.Foundation;

namespace KmCommons.Digests;

/// <summary>A digest as a letter, in Thai: subject, plain text and HTML with the same facts and the same links. Links are absolute.</summary>
public sealed partial record DigestLetter
{
    /// <summary>The most a letter weighs with headers and transfer encoding, in bytes; lines are left out from the end until it fits.</summary>
    public const int MostBytes = 60_000;

    // Base64 is the larger of the two encodings a part may get: 4 characters for 3 bytes, and a line end after 76
    const double PerByte = 4.0 / 3 * 78 / 76;
    const int HeaderBytes = 3000;

    readonly Digest digest;
    readonly string site, leave;

    DigestLetter(Digest digest, string site, string leave)
    {
        (this.digest, this.site, this.leave) = (digest, site, leave);
        Subject = $"สรุปสัปดาห์ {digest.Week.Days}: {Headline}";
        Text = WriteText();
        Html = WriteHtml();
    }

    /// <summary>The subject.</summary>
    public string Subject { get; }
    /// <summary>The plain text.</summary>
    public string Text { get; }
    /// <summary>The same as an HTML document without anything remote.</summary>
    public string Html { get; }

    /// <summary>The letter for a digest that is not empty.</summary>
    /// <param name="site">The site's address without a slash at the end.</param>
    /// <param name="leave">The recipient's own link to leave with.</param>
    public static DigestLetter Of(Digest digest, string site, string leave)
    {
        var letter = new DigestLetter(digest, site, leave);
        return letter.Weight <= MostBytes || digest.Lines.Count == 1 ? letter : Of(digest.Shorter(), site, leave);
    }

    double Weight => (Encoding.UTF8.GetByteCount(Text) + Encoding.UTF8.GetByteCount(Html)) * PerByte + HeaderBytes;

    string Headline => (digest.News, digest.Answered) switch
    {
        (0, var answered) => $"{answered} เรื่องของท่านมีคนตอบ",
        (var news, 0) => $"{news} เรื่องใหม่{digest.Origin}",
        var (news, answered) => $"{news} เรื่องใหม่{digest.Origin} และ {answered} เรื่องของท่านมีคนตอบ",
    };

    IEnumerable<(string Heading, IReadOnlyList<DigestLine> Lines)> Sections =>
        new (string, IReadOnlyList<DigestLine>)[] { ("มีคนตอบท่าน", [.. digest.Lines.Where(l => l.IsAnswer)]), ("เรื่องใหม่", [.. digest.Lines.Where(l => !l.IsAnswer)]) }
            .Where(section => section.Item2.Count > 0);

    string MoreWords => $"ยังมีอีก {digest.More} เรื่อง อ่านต่อที่";
    const string Why = "ได้จดหมายนี้เพราะท่านเลือกรับสรุปทุกวันจันทร์เวลา 07:00 น.";
    const string ChangeWords = "เปลี่ยนวิธีรับ";
    const string LeaveWords = "เลิกรับจดหมายนี้";
    string ChangeLink => $"{site}/me/digests";

    string WriteText()
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line(Site.Name);
        Line($"สรุปสัปดาห์ {digest.Week.Days}");
        Line(Headline);
        foreach (var (heading, lines) in Sections)
        {
            Line();
            Line($"— {heading} —");
            foreach (var line in lines)
            {
                Line();
                Line(line.Title);
                foreach (var part in new[] { line.Kicker, line.Summary, line.By, line.Because }.Where(p => p.Length > 0))
                    Line("  " + part);
                Line("  " + site + line.Path);
            }
        }
        if (digest.More > 0)
        {
            Line();
            Line($"{MoreWords} {site}/");
        }
        Line();
        Line("-- ");
        Line(Why);
        Line($"{ChangeWords}: {ChangeLink}");
        Line($"{LeaveWords}: {leave}");
        return text.ToString();
    }
}
