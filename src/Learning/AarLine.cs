using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>One point under one question.</summary>
public sealed partial class AarLine
{
    /// <summary>The most points under one question, and the longest point in UTF-16 units.</summary>
    public const int Most = 60, Longest = 600;

    /// <summary>Identity; it stays when the lines around it change.</summary>
    public long Id { get; private set; }
    /// <summary>The review.</summary>
    public long Number { get; private set; }
    /// <summary>The question it answers.</summary>
    public AarQuestion Question { get; init; }
    /// <summary>Its place under the question, from 1.</summary>
    public int Position { get; set; }
    /// <summary>What was said.</summary>
    public string Text { get; init; } = "";
    /// <summary>Who will do it; only under <see cref="AarQuestion.Next"/>, may be empty.</summary>
    public string Who { get; set; } = "";
    /// <summary>By when, in the speaker's words; only under <see cref="AarQuestion.Next"/>, may be empty.</summary>
    public string Due { get; set; } = "";

    /// <summary>Who and when as they are read and typed: <c>คุณลิขิต ต.เคร็ง, วันเสาร์นี้</c>; empty when neither was said.</summary>
    public string WhoAndWhen => string.Join(", ", new[] { Who, Due }.Where(said => said.Length > 0));

    /// <summary>The line as it is typed, with who and when behind a dash.</summary>
    public string Whole => WhoAndWhen.Length == 0 ? Text : $"{Text} — {WhoAndWhen}";

    /// <summary>The points of a typed text: one line, one point. Bullets and blank lines are dropped. Under <see cref="AarQuestion.Next"/> a line may end
    /// with <c> — ใคร, เมื่อไร</c> (any dash with spaces around it).</summary>
    /// <exception cref="Refused">422: a line is too long, or there are too many.</exception>
    public static List<AarLine> Read(AarQuestion question, string text, string? field = null)
    {
        field ??= $"Answers[{(int)question - 1}]";
        var lines = ThaiText.Normalise(text).Split('\n').Select(l => Bullet().Replace(l, "").Trim()).Where(l => l.Length > 0).ToList();
        if (lines.Count > Most)
            throw new Refused(422, "ข้อนี้เกิน 60 บรรทัด รวมบรรทัดที่พูดเรื่องเดียวกัน แล้วบันทึกอีกครั้ง", field);
        if (lines.Exists(l => l.Length > Longest))
            throw new Refused(422, "มีบรรทัดที่ยาวเกิน 600 ตัวอักษร แบ่งเป็นหลายบรรทัด บรรทัดละหนึ่งประเด็น", field);
        return lines.ConvertAll(l => Of(question, l));
    }

    static AarLine Of(AarQuestion question, string line)
    {
        if (question != AarQuestion.Next || WhoIs().Match(line) is not { Success: true } match)
            return new() { Question = question, Text = line };
        var who = match.Groups["who"].Value;
        // A day is nobody
        if (ThaiDate.TryParse(DayIn(who), out _))
            return new() { Question = question, Text = match.Groups["text"].Value, Due = who };
        var comma = who.LastIndexOf(',');
        return new()
        {
            Question = question,
            Text = match.Groups["text"].Value,
            Who = comma < 0 ? who : who[..comma].Trim(),
            Due = comma < 0 ? "" : who[(comma + 1)..].Trim(),
        };
    }

    /// <summary>The day in «ภายใน 15 ธ.ค.», as a date is typed.</summary>
    internal static string DayIn(string text) => By().Replace(text, "");

    [GeneratedRegex(@"^(?:ภายใน|ก่อน|ไม่เกิน)?\s*(?:วันที่)?\s*")]
    private static partial Regex By();

    [GeneratedRegex(@"^\s*(?:[-*•·–—]|[0-9๐-๙]{1,2}[.)])(?:\s+|$)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?<text>.+\S)\s+(?:—|–|--?)\s+(?<who>\S.*)$")]
    private static partial Regex WhoIs();
}
