using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>From when to when a meeting is, by the clock in Bangkok; either may be unknown.</summary>
public readonly partial record struct MeetingTime(TimeOnly? Starts, TimeOnly? Ends)
{
    /// <summary>As it is typed: <c>09:00-15:30</c>; empty when unknown.</summary>
    public string Typed => Starts is null ? "" : Ends is null ? Clock(Starts.Value) : $"{Clock(Starts.Value)}-{Clock(Ends.Value)}";

    /// <summary>A time of day as people write it: <c>9.00</c>, <c>13:30</c>; null for anything else.</summary>
    public static TimeOnly? Read(string text) =>
        TimeOnly.TryParseExact(ThaiDigits.ToArabic(text).Replace('.', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    /// <summary>Reads <c>9.00-15.30 น.</c>, <c>09:00 ถึง 15:30</c>, <c>๑๓.๓๐</c>.</summary>
    /// <exception cref="Refused">422: it is no time, or ends before it begins.</exception>
    public static MeetingTime ReadSpan(string? typed, string field)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return default;
        var match = Span().Match(ThaiText.Normalise(typed).Trim());
        var time = match.Success ? new MeetingTime(Read(match.Groups["from"].Value), match.Groups["to"].Success ? Read(match.Groups["to"].Value) : null) : default;
        if (time.Starts is null || match.Groups["to"].Success && time.Ends is null)
            throw new Refused(422, "อ่านเวลานี้ไม่ออก พิมพ์แบบ 09:00-15:30 ถ้ายังไม่รู้เวลา เว้นว่างไว้ได้", field);
        if (time.Ends <= time.Starts)
            throw new Refused(422, "เวลาเลิกมาก่อนเวลาเริ่ม ดูอีกครั้ง", field);
        return time;
    }

    static string Clock(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:เวลา\s*)?(?<from>[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2})\s*(?:น\.)?(?:\s*(?:-|–|—|ถึง|to)\s*(?<to>[0-9๐-๙]{1,2}[:.][0-9๐-๙]{2})\s*(?:น\.)?)?$")]
    private static partial Regex Span();
}
