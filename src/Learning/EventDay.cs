using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>The day of an event as somebody typed it: known, not known, or one of several that the writer is asked about. Never guessed.</summary>
/// <param name="Day">The day, when the text says one; null when nothing was typed or it can mean several.</param>
/// <param name="Asks">Whether the year is not clear.</param>
/// <param name="Choices">The past days it can mean then, the likeliest first; may be empty. Else empty.</param>
public sealed record EventDay(DateOnly? Day, bool Asks, IReadOnlyList<DateOnly> Choices)
{
    // How far back a date without a year is offered; older ones are typed with their year
    const int YearsBack = 3;

    /// <summary>Reads what was typed, in any of the ways that <see cref="ThaiDate.TryParse"/> knows.</summary>
    /// <param name="typed">The text; empty means that the day is not known.</param>
    /// <param name="today">The day in Bangkok: an event that is reviewed is over.</param>
    /// <param name="field">The field to speak of when it is refused.</param>
    /// <param name="mayCome">Whether it may lie ahead: then a day without a year is the nearest one.</param>
    /// <exception cref="Refused">422: there is no such day, or it has not come yet.</exception>
    public static EventDay Read(string? typed, DateOnly today, string field = "EventDate", bool mayCome = false)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return new(null, false, []);
        if (!ThaiDate.TryParse(typed, out var reading))
            throw new Refused(422, mayCome ? "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 16 มี.ค. 2552" : "อ่านวันที่นี้ไม่ออก หรือไม่มีวันนี้ในปฏิทิน พิมพ์แบบ 26 ก.พ. 2550 ถ้าไม่แน่ใจวัน เว้นว่างไว้ได้", field);
        if (mayCome && !reading.HasYear)
            return new(reading.Nearest(today), false, []);
        var years = reading.HasYear ? reading.Years : [.. Enumerable.Range(0, YearsBack).Select(back => today.Year - back).Where(reading.Fits)];
        DateOnly[] days = [.. years.Select(year => new DateOnly(year, reading.Month, reading.Day)).Where(day => (mayCome || day <= today) && day.Year > 1800)];
        if (days.Length == 0 && reading.HasYear)
            throw new Refused(422, "วันที่นี้ยังมาไม่ถึง หรือเก่าเกินไป ดูปีอีกครั้ง พ.ศ. หรือ ค.ศ.", field);
        return reading.IsAmbiguous ? new(null, true, days) : new(days[0], false, []);
    }

    /// <summary>Since when: today when nothing was typed, else a day that is not ahead; without a year the nearest one.</summary>
    /// <param name="field">The field to speak of when it is refused.</param>
    /// <exception cref="Refused">422: it is no day, or one ahead.</exception>
    public static DateOnly Since(string? typed, DateOnly today, string field) => string.IsNullOrWhiteSpace(typed) ? today
        : !ThaiDate.TryParse(typed, out var reading) || reading.Nearest(today) is not { } day ? throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 16 มี.ค. 2552", field)
        : day <= today ? day : throw new Refused(422, "วันที่นี้ยังมาไม่ถึง ใส่วันนี้หรือวันก่อนหน้า", field);

    /// <summary>The day, when it is clear or unknown, or the writer chose among <see cref="Choices"/>.</summary>
    /// <param name="chosen">The writer's choice as <c>yyyy-MM-dd</c>, or nothing.</param>
    /// <param name="field">The field to speak of when it is refused.</param>
    /// <exception cref="Refused">422: the year is still to be chosen.</exception>
    public DateOnly? Settle(string? chosen, string field = "EventDate")
    {
        if (!Asks)
            return Day;
        if (DateOnly.TryParseExact(chosen, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) && Choices.Contains(day))
            return day;
        throw new Refused(422, "วันที่นี้ยังไม่ชัดว่าปีไหน เลือกใต้ช่องวันที่ หรือพิมพ์ปีเต็ม เช่น 2550 ระบบจะไม่เดาแทนท่าน", field);
    }
}
