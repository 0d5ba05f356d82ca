using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>A letter as a text for the village loudspeaker: two minutes, whole sentences, no address that nobody can hear. What does not fit is left for the page.</summary>
/// <param name="Paragraphs">What is read, one breath after the other.</param>
/// <param name="Left">How many things there was no time for.</param>
public sealed record ReadAloud(IReadOnlyList<string> Paragraphs, int Left)
{
    /// <summary>How long it may take.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    // Read slowly over a loudspeaker: about five syllables in two seconds, and a Thai syllable has some three and a half letters with their marks; English some five
    const double ThaiPerSecond = 9, EnglishPerSecond = 13;
    static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>How long it takes to read.</summary>
    public TimeSpan Takes => TimeSpan.FromTicks(Paragraphs.Sum(p => TimeOf(p).Ticks));

    /// <summary>The text of a letter's sections.</summary>
    /// <param name="name">What the letter is called.</param>
    /// <param name="sections">Its headings and what stands below them.</param>
    /// <param name="w">The language.</param>
    public static ReadAloud Of(string name, IEnumerable<(string Heading, IReadOnlyList<DigestLine> Lines)> sections, Wording w)
    {
        var (greeting, end) = (w["สวัสดีพี่น้องทุกท่าน ต่อไปนี้เป็นข่าวจากลานความรู้เมืองนคร {0}", name], w["อยากอ่านเรื่องเต็ม ดูแผ่นประกาศที่ศาลา สแกนรูปด้วยกล้องมือถือ หรือถามเจ้าหน้าที่ตำบลได้ ขอบคุณที่รับฟัง"]);
        List<string> said = [greeting];
        var (room, nth, left) = (Most - TimeOf(greeting) - TimeOf(end), 0, 0);
        foreach (var (heading, lines) in sections)
        {
            var first = true;
            foreach (var line in lines)
            {
                var text = (first ? heading + " " : "") + w["เรื่องที่ {0}", nth + 1] + " " + Sentence(line, w);
                if (TimeOf(text) > room)
                {
                    left++;
                    continue;
                }
                (room, first, nth) = (room - TimeOf(text), false, nth + 1);
                said.Add(text);
            }
        }
        return new([.. said, end], left);
    }

    static string Sentence(DigestLine line, Wording w)
    {
        var by = line.By.Split(" · ")[0];
        return string.Join(' ', new[] { line.Title.TrimEnd('…'), line.Kicker.Split(" · ")[^1], by.Length == 0 ? "" : line.By.StartsWith(w["เจ้าภาพ: {0}", ""], StringComparison.Ordinal) ? by : w["เขียนโดย {0}", by], line.Summary.TrimEnd('…') }.Where(p => p.Length > 0));
    }

    static TimeSpan TimeOf(string text) => Breath + TimeSpan.FromSeconds(text.Sum(c => c is >= 'ก' and <= '๛' ? 1 / ThaiPerSecond : 1 / EnglishPerSecond));
}
