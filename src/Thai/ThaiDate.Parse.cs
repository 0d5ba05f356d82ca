using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace KmCommons.Thai;

public static partial class ThaiDate
{
    private const int LongestDate = 80;

    /// <summary>Reads a date as people write it, with Thai or ASCII digits: 26ก.พ.50 · 25 ธ.ค.2549 · 4 มกราคม 2550 · วันที่6มีนาคม · 29ม.ค. ·
    /// วันศุกร์ที่ 6 มี.ค. · 28 กุมภาพันธ์ 2007 12:59 น. · 26 Dec 2006 @ 22:33 · 26/12/2549 (the day first) · 2006-12-26.
    /// A year of four digits from 2400 on is Buddhist, an earlier one Christian, unless พ.ศ. or ค.ศ. says which. Two digits are never
    /// guessed at: the reading lists what they can mean. A day that no such year has (30 ก.พ.), or that falls on another day of the week
    /// than the one written, is not read.</summary>
    /// <returns>False when the text is not one date and nothing else.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out ThaiDateReading? reading)
    {
        ArgumentNullException.ThrowIfNull(text);
        reading = null;
        if (text.Length > LongestDate) return false;
        var plain = ThaiDigits.ToArabic(ThaiText.Normalise(text)).Trim();
        var match = WithMonthName().Match(plain);
        if (!match.Success) match = WithNumbers().Match(plain);
        if (!match.Success) return false;
        reading = Read(match);
        return reading is not null;
    }

    private static ThaiDateReading? Read(Match match)
    {
        var monthText = match.Groups["month"].Value;
        var month = char.IsAsciiDigit(monthText[0]) ? Number(monthText) : ThaiCalendar.MonthOf(monthText);
        var day = Number(match.Groups["day"].Value);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000, month)) return null;
        DayOfWeek? weekday = match.Groups["weekday"] is { Success: true } name ? ThaiCalendar.DayOf(name.Value) : null;
        TimeOnly? time = null;
        if (match.Groups["hour"] is { Success: true } hour)
        {
            var (h, m) = (Number(hour.Value), Number(match.Groups["minute"].Value));
            if (h > 23 || m > 59) return null;
            time = new TimeOnly(h, m);
        }
        var reading = new ThaiDateReading(day, month, [], weekday, time);
        if (match.Groups["year"] is not { Success: true } year) return reading;
        var years = Years(year.Value, match.Groups["era"].Value, char.IsAsciiLetter(monthText[0])).Where(reading.Fits).ToArray();
        return years.Length == 0 ? null : reading with { Years = years };
    }

    private static int[] Years(string digits, string era, bool english)
    {
        var number = Number(digits);
        var buddhist = era.StartsWith('พ');
        var christian = era.StartsWith('ค');
        if (digits.Length == 4)
            return [buddhist || (!christian && number >= 2400) ? number - ThaiCalendar.BuddhistAhead : number];
        var ofBuddhist = 2500 + number - ThaiCalendar.BuddhistAhead;
        if (buddhist) return [ofBuddhist];
        if (christian) return [2000 + number, 1900 + number];
        return english ? [2000 + number, 1900 + number, ofBuddhist] : [ofBuddhist, 2000 + number, 1900 + number];
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string Weekday = @"(?:(?:วัน)?\s*(?<weekday>อาทิตย์|จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:day)?)[\s,.]*(?:ที่)?|วันที่)?\s*";
    private const string MonthNames = "มกรา(?:คม)?|กุมภา(?:พันธ์)?|มีนา(?:คม)?|เมษา(?:ยน)?|พฤษภา(?:คม)?|มิถุนา(?:ยน)?|กรกฎา(?:คม)?|สิงหา(?:คม)?|กันยา(?:ยน)?|ตุลา(?:คม)?|พฤศจิกา(?:ยน)?|ธันวา(?:คม)?";
    private const string ShortMonthNames = @"(?:ม\.?\s?ค|ก\.?\s?พ|มี\.?\s?ค|เม\.?\s?ย|พ\.?\s?ค|มิ\.?\s?ย|ก\.?\s?ค|ส\.?\s?ค|ก\.?\s?ย|ต\.?\s?ค|พ\.?\s?ย|ธ\.?\s?ค)\.?";
    private const string EnglishMonthNames = @"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";
    private const string YearAndTime = @"(?:[\s,]*(?:ปี)?\s*(?<era>พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?\s*(?<year>[0-9]{4}|[0-9]{2})(?![0-9:]|\.[0-9]))?"
        + @"(?:[\s,]*(?:@|เวลา|at)?\s*(?<hour>[0-9]{1,2})[:.](?<minute>[0-9]{2})(?::[0-9]{2})?\s*(?:น\.?|นาฬิกา)?)?$";
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex("^" + Weekday + @"(?<day>[0-9]{1,2})\s*(?:เดือน)?\s*(?<month>" + MonthNames + "|" + ShortMonthNames + "|" + EnglishMonthNames + ")" + YearAndTime, Options)]
    private static partial Regex WithMonthName();

    [GeneratedRegex(@"^(?:" + Weekday + @"(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<year>[0-9]{4}|[0-9]{2})|(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})T?)"
        + @"(?:[\s,]*(?:@|เวลา|at)?\s*(?<hour>[0-9]{1,2})[:.](?<minute>[0-9]{2})(?::[0-9]{2})?\s*(?:น\.?|นาฬิกา)?)?$", Options)]
    private static partial Regex WithNumbers();
}
