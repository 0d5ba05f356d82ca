using System.Globalization;

namespace KmCommons.Learning;

/// <summary>Writes events as iCalendar (RFC 5545; name and refreshing by RFC 7986): what phones and other calendars subscribe to, open, or find in a letter.
/// The same events give the same bytes.</summary>
public static class ICalendar
{
    /// <summary>What the bytes are, for an answer or a file; a letter adds <c>; method=</c> with the method in capitals.</summary>
    public const string ContentType = "text/calendar; charset=utf-8";

    const string Zone = "Asia/Bangkok";

    /// <summary>The calendar as bytes.</summary>
    /// <param name="events">In the order in which they are to stand; may be none.</param>
    /// <param name="name">What the calendar is called; empty leaves it out.</param>
    /// <param name="refresh">How often who subscribed may ask again, in whole minutes; null leaves it out.</param>
    /// <exception cref="ArgumentException">An event has no UID, or a sequence below 0.</exception>
    public static byte[] Write(IEnumerable<CalendarEvent> events, CalendarMethod method = CalendarMethod.Publish, string name = "", TimeSpan? refresh = null)
    {
        var lines = new CalendarLines();
        foreach (var line in (string[])["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//KM Commons//Learning//TH", "CALSCALE:GREGORIAN", $"METHOD:{method.ToString().ToUpperInvariant()}"])
            lines.Add(line);
        if (CalendarText.Line(name) is { Length: > 0 } called)
        {
            lines.Add($"NAME:{called}");
            lines.Add($"X-WR-CALNAME:{called}");
        }
        lines.Add($"X-WR-TIMEZONE:{Zone}");
        if (refresh is { TotalMinutes: >= 1 } wait)
        {
            var every = string.Create(CultureInfo.InvariantCulture, $"PT{(long)wait.TotalMinutes}M");
            lines.Add($"REFRESH-INTERVAL;VALUE=DURATION:{every}");
            lines.Add($"X-PUBLISHED-TTL:{every}");
        }
        // Without summer time since 1920: one rule says it all
        foreach (var line in (string[])["BEGIN:VTIMEZONE", $"TZID:{Zone}", "BEGIN:STANDARD", "DTSTART:19200401T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"])
            lines.Add(line);
        foreach (var of in events)
            Add(lines, of);
        lines.Add("END:VCALENDAR");
        return lines.ToArray();
    }

    static void Add(CalendarLines lines, CalendarEvent of)
    {
        var uid = CalendarText.Line(of.Uid);
        if (uid.Length == 0 || of.Sequence < 0)
            throw new ArgumentException("An event needs a UID and a sequence from 0 on.", nameof(of));
        lines.Add("BEGIN:VEVENT");
        lines.Add($"UID:{uid}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{of.Sequence}"));
        lines.Add($"DTSTAMP:{Utc(of.LastModified)}");
        lines.Add($"LAST-MODIFIED:{Utc(of.LastModified)}");
        AddTimes(lines, of);
        if (of.Again is { } again)
            lines.Add($"RRULE:{again.Rule()}");
        lines.Add($"SUMMARY:{CalendarText.Line(of.Summary)}");
        AddUnlessEmpty(lines, "DESCRIPTION", CalendarText.Lines(of.Description));
        AddUnlessEmpty(lines, "LOCATION", CalendarText.Line(of.Location));
        if (Uri.TryCreate(of.Url, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps))
            lines.Add($"URL:{url.AbsoluteUri}");
        // The RFC wants an address, but not that it is one of mail; nobody's is given away
        if (CalendarText.Quoted(of.Organizer) is { Length: > 2 } organizer)
            lines.Add($"ORGANIZER;CN={organizer}:invalid:nomail");
        lines.Add($"STATUS:{of.Status.ToString().ToUpperInvariant()}");
        lines.Add("END:VEVENT");
    }

    static void AddTimes(CalendarLines lines, CalendarEvent of)
    {
        if (of.Starts is not { } starts)
        {
            lines.Add($"DTSTART;VALUE=DATE:{Date(of.Day)}");
            lines.Add($"DTEND;VALUE=DATE:{Date(of.Day.AddDays(1))}");
            return;
        }
        lines.Add($"DTSTART;TZID={Zone}:{Date(of.Day)}{Time(starts)}");
        if (of.Ends is { } ends && ends != starts)
            lines.Add($"DTEND;TZID={Zone}:{Date(ends < starts ? of.Day.AddDays(1) : of.Day)}{Time(ends)}");
    }

    static void AddUnlessEmpty(CalendarLines lines, string property, string value)
    {
        if (value.Length > 0)
            lines.Add($"{property}:{value}");
    }

    static string Date(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    static string Time(TimeOnly time) => time.ToString("'T'HHmmss", CultureInfo.InvariantCulture);

    static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
