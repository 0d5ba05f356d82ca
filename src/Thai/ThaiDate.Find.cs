using System.Globalization;
using System.Text.RegularExpressions;

namespace KmCommons.Thai;

public static partial class ThaiDate
{
    // 25-31 ธ.ค. is a week; a longer span in a text is rather a season than an event
    private const int LongestSpan = 7;

    /// <summary>The dates that a text names, in any of the ways that <see cref="TryParse"/> knows, in their order; of a span (25-27 ก.พ. 2550) each day, up to a week. What only looks like a date (30 ก.พ.) is none.</summary>
    /// <param name="text">Any text; give it normalised (<see cref="ThaiText.Normalise"/>).</param>
    public static IEnumerable<ThaiDateReading> FindIn(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = ThaiDigits.ToArabic(text);
        return NamedWithin().Matches(plain).Concat(NumberedWithin().Matches(plain)).OrderBy(m => m.Index).SelectMany(Days);
    }

    private static IEnumerable<ThaiDateReading> Days(Match match)
    {
        if (Read(match) is not { } last) yield break;
        if (match.Groups["from"] is { Success: true } from && int.TryParse(from.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first >= 1 && first < last.Day && last.Day - first < LongestSpan)
            for (var day = first; day < last.Day; day++)
                yield return last with { Day = day, Weekday = null, Time = null };
        yield return last;
    }

    // Gaps are bounded: a page of spaces costs no more than one
    private const string WeekdayWithin = @"(?:(?:วัน)?(?<weekday>อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์)\s{0,2}(?:ที่)?\s{0,2})?";
    private const string YearWithin = @"(?:[\s,]{0,3}(?:ปี)?\s{0,2}(?<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s{0,2}(?<year>[0-9]{4}|[0-9]{2})(?![0-9:%]|[.,][0-9]))?";

    [GeneratedRegex(@"(?<![0-9/.:-])" + WeekdayWithin + @"(?:(?<from>[0-9]{1,2})\s{0,2}(?:-|–|ถึง)\s{0,2})?(?<day>[0-9]{1,2})\s{0,3}(?:เดือน)?\s{0,2}(?<month>" + MonthNames + "|" + ShortMonthNames + @"(?![ก-ฮ])|" + EnglishMonthNames + @"(?![a-z]))" + YearWithin, Options)]
    private static partial Regex NamedWithin();

    [GeneratedRegex(@"(?<![0-9/.-])(?:(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<year>[0-9]{4}|[0-9]{2})|(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2}))(?![0-9/-])", Options)]
    private static partial Regex NumberedWithin();
}
