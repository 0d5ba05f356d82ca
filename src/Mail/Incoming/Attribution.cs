using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>The words above a quoted letter: «On Monday somebody wrote:», «เมื่อ วันจันทร์ … เขียนว่า:».</summary>
/// <param name="Lines">How many lines they take: long ones are broken.</param>
/// <param name="NamesAddress">Whether they hold a date and an address, as only a mail program writes.</param>
internal sealed partial record Attribution(int Lines, bool NamesAddress)
{
    private const int Most = 4, Broken = 30;

    /// <summary>The attribution that begins on a line, or null. What may be somebody's own words is taken for one only right above a quoted line.</summary>
    public static Attribution? At(string[] lines, int at)
    {
        var joined = "";
        for (var count = 1; count <= Most && at + count <= lines.Length; count++)
        {
            var line = QuoteMarks.Bare(lines[at + count - 1]);
            if (line.Length == 0 || line[0] == '>' || line.Length + joined.Length > 500) return null;
            // A line that was broken is long and begins with the date, and no other begins below it
            if (count > 1 && (lines[at].Length < Broken || !Start().IsMatch(joined) || !Dated().IsMatch(joined) || Start().IsMatch(line))) return null;
            joined = joined.Length == 0 ? line : joined + " " + line;
            if (!(Start().IsMatch(joined) && End().IsMatch(joined) && joined.Any(char.IsDigit)) && !AddressLast().IsMatch(joined)) continue;
            var names = Address().IsMatch(joined) && Dated().IsMatch(joined);
            return names || IsQuotedNext(lines, at + count) ? new(count, names) : null;
        }
        return null;
    }

    private static bool IsQuotedNext(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at])) at++;
        return at < lines.Length && QuoteMarks.IsQuoted(lines[at]);
    }

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:on\s|เมื่อ|ในวันที่|ใน\s?วัน|วันที่|วัน(?:จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์))", Usual)]
    private static partial Regex Start();

    [GeneratedRegex(@"(?:wrote|writes)\s*:$|(?:ได้)?เขียน(?:ว่า|ไว้ว่า)?\s*:?$", Usual)]
    private static partial Regex End();

    // A time, a year, or a day and month in digits; \d is Thai digits too
    [GeneratedRegex(@"\d{1,2}[:.]\d{2}|(?<!\d)\d{4}(?!\d)|\d{1,2}/\d{1,2}")]
    private static partial Regex Dated();

    [GeneratedRegex(@"[^<>\s@]@[^<>\s@]+\.[^<>\s@]")]
    private static partial Regex Address();

    [GeneratedRegex(@"<[^<>\s@]+@[^<>\s@]+>\s*(?:wrote|writes|(?:ได้)?เขียน(?:ว่า|ไว้ว่า)?)?\s*:$", Usual)]
    private static partial Regex AddressLast();
}
