namespace KmCommons.Thai;

/// <summary>The names of months and days in Thai and English, long and short.</summary>
internal static class ThaiCalendar
{
    /// <summary>Buddhist year less Christian year.</summary>
    internal const int BuddhistAhead = 543;

    internal static readonly string[] Months =
        ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];

    internal static readonly string[] ShortMonths =
        ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    internal static readonly string[] EnglishMonths =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    /// <summary>Sunday first, as in <see cref="DayOfWeek"/>.</summary>
    internal static readonly string[] Days = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];

    internal static readonly string[] EnglishDays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    /// <summary>The month (1 to 12) of a name as people write it: whole, with or without dots, without its ending (ธันวา); 0 when it is none.</summary>
    internal static int MonthOf(ReadOnlySpan<char> name)
    {
        var bare = name.ToString().Replace(".", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        for (var i = 0; i < 12; i++)
        {
            if (bare == Months[i] || bare == ShortMonths[i].Replace(".", "", StringComparison.Ordinal) || bare == WithoutEnding(Months[i])) return i + 1;
            if (EnglishMonths[i].Equals(bare, StringComparison.OrdinalIgnoreCase)) return i + 1;
            if (bare.Length is 3 or 4 && bare.Length <= EnglishMonths[i].Length && EnglishMonths[i].StartsWith(bare, StringComparison.OrdinalIgnoreCase)) return i + 1;
        }
        return 0;
    }

    /// <summary>The day of the week of a name, whole or short; null when it is none.</summary>
    internal static DayOfWeek? DayOf(ReadOnlySpan<char> name)
    {
        var bare = name.TrimEnd('.');
        if (bare.SequenceEqual("พฤหัส")) return DayOfWeek.Thursday;
        for (var i = 0; i < 7; i++)
            if (bare.SequenceEqual(Days[i]) || (bare.Length >= 3 && EnglishDays[i].AsSpan().StartsWith(bare, StringComparison.OrdinalIgnoreCase)))
                return (DayOfWeek)i;
        return null;
    }

    private static string WithoutEnding(string month) =>
        month.EndsWith("พันธ์", StringComparison.Ordinal) ? month[..^5] : month[..^2];
}
