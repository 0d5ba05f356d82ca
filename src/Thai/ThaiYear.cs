namespace KmCommons.Thai;

/// <summary>Years as they stand in the middle of a text: 2550, ๒๕๕๐, 2007, ปี 50, พ.ศ. 50, 26ก.พ.50, 26/12/49 are; 2,550, 2550 บาท and a bare 50 are not.</summary>
public static class ThaiYear
{
    static readonly string[] Buddhist = ["พ.ศ.", "พ.ศ", "พศ.", "พศ", "พ. ศ."], Christian = ["ค.ศ.", "ค.ศ", "คศ.", "คศ", "ค. ศ."];
    // What is counted is no year
    static readonly string[] Counted =
    [
        "บาท", "คน", "ราย", "ไร่", "ครัว", "ครอบครัว", "หลัง", "ตัว", "ต้น", "เล่ม", "ชุด", "แห่ง", "กก", "กิโล", "กรัม", "ลิตร", "ตัน", "เมตร", "กม", "ตาราง", "ล้าน", "แสน", "หมื่น", "พัน",
        "วัน", "ชั่วโมง", "นาที", "ครั้ง", "ข้อ", "หน้า", "ใบ", "อัน", "ชิ้น", "กลุ่ม", "หมู่บ้าน", "เปอร์เซ็นต์", "ร้อยละ", "baht", "km", "kg", "%",
    ];
    static readonly string[] Months = [.. ThaiCalendar.Months.Concat(ThaiCalendar.ShortMonths).Concat(ThaiCalendar.ShortMonths.Select(month => month[..^1])), "มกรา", "กุมภา", "มีนา", "เมษา", "พฤษภา", "มิถุนา", "กรกฎา", "สิงหา", "กันยา", "ตุลา", "พฤศจิกา", "ธันวา"];

    /// <summary>The Buddhist year that digits in a text say, 0 when they say none. Two digits need ปี, an era, a month or a written day before them; they are Buddhist unless ค.ศ. says otherwise.</summary>
    /// <param name="text">Normalised text, digits of either kind.</param>
    /// <param name="start">The first digit.</param>
    /// <param name="length">How many there are; a longer number that they are part of is looked at too.</param>
    /// <param name="from">Where the year begins, ปี and พ.ศ. included; the first digit when nothing stands before.</param>
    public static int At(ReadOnlySpan<char> text, int start, int length, out int from)
    {
        from = start;
        if (length is not (2 or 4) || IsPartOfNumber(text, start, start + length)) return 0;
        var number = 0;
        foreach (var c in text.Slice(start, length)) number = number * 10 + (ThaiLetter.IsDigit(c) ? c - '๐' : c - '0');
        if (number is < 0 or > 9999) return 0;
        var before = text[..start].TrimEnd(' ');
        var (buddhist, christian) = (Takes(ref before, Buddhist), false);
        if (!buddhist) christian = Takes(ref before, Christian);
        var year = Takes(ref before, ["ปี"]);
        if (year || buddhist || christian) from = before.Length + Spaces(text[before.Length..]);
        var dated = buddhist || christian || year || Takes(ref before, Months) || IsDayBefore(text[..start]);
        if (!dated && (length == 2 || IsCounted(text[(start + length)..]))) return 0;
        if (length == 4) return buddhist || !christian && number is >= 2400 and < 2700 ? number : christian || number is >= 1850 and < 2150 ? number + ThaiCalendar.BuddhistAhead : 0;
        return christian ? (number < 70 ? 2000 : 1900) + number + ThaiCalendar.BuddhistAhead : 2500 + number;
    }

    /// <summary>The Buddhist year of a year written by itself, with or without its era, in two or four digits of either kind; 0 when it is none.</summary>
    public static int Of(string written)
    {
        var text = ThaiDigits.ToArabic(ThaiText.Normalise(written)).Trim();
        var start = text.Length;
        while (start > 0 && char.IsAsciiDigit(text[start - 1])) start--;
        if (text.Length - start == 2 && start == 0) return At("ปี" + text, 2, 2, out _);
        return At(text, start, text.Length - start, out var from) is var year && from == 0 ? year : 0;
    }

    static bool Takes(ref ReadOnlySpan<char> before, string[] words)
    {
        foreach (var word in words)
        {
            if (!before.EndsWith(word, StringComparison.Ordinal)) continue;
            before = before[..^word.Length].TrimEnd(' ');
            return true;
        }
        return false;
    }

    static int Spaces(ReadOnlySpan<char> text) => text.Length - text.TrimStart(' ').Length;

    static bool IsDigit(char c) => char.IsAsciiDigit(c) || ThaiLetter.IsDigit(c);

    static bool IsPartOfNumber(ReadOnlySpan<char> text, int start, int end) =>
        start > 1 && text[start - 1] is ',' or '.' && IsDigit(text[start - 2])
        || end + 1 < text.Length && text[end] is ',' or '.' or ':' && IsDigit(text[end + 1]);

    static bool IsCounted(ReadOnlySpan<char> after)
    {
        after = after.TrimStart(' ');
        foreach (var unit in Counted)
            if (after.StartsWith(unit, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    // 26/12/49: a day, a month and their strokes
    static bool IsDayBefore(ReadOnlySpan<char> before)
    {
        for (var part = 0; part < 2; part++)
        {
            if (before.IsEmpty || before[^1] != '/') return false;
            var digits = 1;
            while (digits < before.Length && IsDigit(before[^(digits + 1)])) digits++;
            if (digits is 1 or > 3) return false;
            before = before[..^digits];
        }
        return true;
    }
}
