using System.Text;
using System.Text.RegularExpressions;
using KmCommons.Learning;
using KmCommons.Tests.Thai;
using KmCommons.Thai;

namespace KmCommons.Tests.Learning;

/// <summary>What a calendar says, and what nobody can make it say.</summary>
public sealed class Calendars
{
    static CalendarEvent Meeting => CalendarSamples.Meeting;

    static CalendarPart Event(CalendarEvent of) => CalendarReader.Read(ICalendar.Write([of])).Parts.Single(p => p.Name == "VEVENT");

    static string Says(CalendarPart part, string name) => $"{string.Concat(part[name].Parameters.Select(p => $"{p.Key}={p.Value}:"))}{part[name].Value}";

    [Fact]
    public void A_meeting_comes_out_as_it_was_put_in()
    {
        var of = Event(Meeting);
        Assert.Equal((Meeting.Summary, Meeting.Description, Meeting.Location, Meeting.Uid), (of["SUMMARY"].Text, of["DESCRIPTION"].Text, of["LOCATION"].Text, of["UID"].Text));
        Assert.Equal(("TZID=Asia/Bangkok:20090311T090000", "TZID=Asia/Bangkok:20090311T153000"), (Says(of, "DTSTART"), Says(of, "DTEND")));
        Assert.Equal(("0", "CONFIRMED", Meeting.Url), (of["SEQUENCE"].Value, of["STATUS"].Value, of["URL"].Value));
        Assert.Equal(("20090212T023000Z", "20090212T023000Z"), (of["DTSTAMP"].Value, of["LAST-MODIFIED"].Value));
        Assert.Equal((Meeting.Organizer, "invalid:nomail"), (of["ORGANIZER"].Parameters["CN"], of["ORGANIZER"].Value));
        Assert.All((string[])["^n", "^'", "^^", "\"^\"", "a;b:c,d"], name => Assert.Equal(name, Event(Meeting with { Organizer = name })["ORGANIZER"].Parameters["CN"]));
    }

    [Fact]
    public void The_calendar_brings_its_time_zone_its_name_and_how_often_to_ask()
    {
        var feed = CalendarReader.Read(ICalendar.Write([], name: "วง; หนึ่ง", refresh: TimeSpan.FromHours(6)));
        Assert.Equal(("VCALENDAR", "2.0", "PUBLISH", "Asia/Bangkok"), (feed.Name, feed["VERSION"].Value, feed["METHOD"].Value, feed["X-WR-TIMEZONE"].Value));
        Assert.Equal(("วง; หนึ่ง", "วง; หนึ่ง", "VALUE=DURATION:PT360M", "PT360M"), (feed["NAME"].Text, feed["X-WR-CALNAME"].Text, Says(feed, "REFRESH-INTERVAL"), feed["X-PUBLISHED-TTL"].Value));
        var standard = Assert.Single(Assert.Single(feed.Parts).Parts);
        Assert.Equal(("Asia/Bangkok", "STANDARD", "+0700", "+0700"), (feed.Parts[0]["TZID"].Value, standard.Name, standard["TZOFFSETFROM"].Value, standard["TZOFFSETTO"].Value));
        Assert.Equal(["REQUEST", "CANCEL"], ((string[])["moved", "cancelled"]).Select(name => CalendarReader.Read(CalendarSamples.All[name])["METHOD"].Value));
        Assert.DoesNotContain(CalendarReader.Read(ICalendar.Write([Meeting])).Lines, l => l.Name is "NAME" or "X-WR-CALNAME" or "REFRESH-INTERVAL");
    }

    [Fact]
    public void Without_a_time_it_is_the_whole_day_and_past_midnight_it_ends_the_day_after()
    {
        var (day, night, open) = (Event(Meeting with { Starts = null, Day = new(2009, 12, 31) }), Event(Meeting with { Starts = new(22, 0), Ends = new(1, 30) }), Event(Meeting with { Ends = null }));
        Assert.Equal(("VALUE=DATE:20091231", "VALUE=DATE:20100101"), (Says(day, "DTSTART"), Says(day, "DTEND")));
        Assert.Equal("TZID=Asia/Bangkok:20090312T013000", Says(night, "DTEND"));
        Assert.DoesNotContain(open.Lines, l => l.Name == "DTEND");
        Assert.DoesNotContain(Event(Meeting with { Ends = Meeting.Starts }).Lines, l => l.Name == "DTEND");
    }

    [Fact]
    public void Moved_and_cancelled_it_is_still_the_same_event_with_a_higher_sequence()
    {
        CalendarPart Sample(string name) => CalendarReader.Read(CalendarSamples.All[name]).Parts.Single(p => p.Name == "VEVENT");
        var (first, moved, cancelled) = (Sample("meeting"), Sample("moved"), Sample("cancelled"));
        Assert.Equal((first["UID"], "1", "CONFIRMED"), (moved["UID"] with { Parameters = first["UID"].Parameters }, moved["SEQUENCE"].Value, moved["STATUS"].Value));
        Assert.Equal("TZID=Asia/Bangkok:20090316T090000", Says(moved, "DTSTART"));
        Assert.Equal((first["UID"].Value, "2", "CANCELLED"), (cancelled["UID"].Value, cancelled["SEQUENCE"].Value, cancelled["STATUS"].Value));
    }

    [Fact]
    public void A_cadence_becomes_a_rule() => Assert.Equal("FREQ=MONTHLY;BYDAY=-1FR", Event(Meeting with { Again = Cadence.Of(CadenceEvery.Month, null, 5, DayOfWeek.Friday, 1) })["RRULE"].Value);

    [Fact]
    public void The_samples_in_the_folder_are_what_is_written_today() => Assert.All(CalendarSamples.All, sample =>
        Assert.Equal(Encoding.UTF8.GetString(sample.Value), File.ReadAllText(Path.Combine(House.Disk.Root, "tests/KmCommons.Tests/Learning/samples", sample.Key + ".ics"))));

    [Fact]
    public void A_line_is_folded_at_75_octets_and_only_between_whole_letters()
    {
        Assert.Equal(300, ThaiText.CountClusters(CalendarSamples.LongTitle));
        Assert.Equal(CalendarSamples.LongTitle, Event(Meeting with { Summary = CalendarSamples.LongTitle })["SUMMARY"].Text);
        // Pushed along by one octet at a time, so that every kind of unit comes to lie on the edge
        Assert.All(Enumerable.Range(0, 80), pushed => Assert.All((string[])["น้ำ", "ที่", "\\", ";", "\n", "👩\u200D🌾", "ก" + new string('\u0E49', 40)], unit =>
        {
            var text = new string('x', pushed + 1) + string.Concat(Enumerable.Repeat(unit, 30)) + "จบ";
            Assert.Equal(text, Event(Meeting with { Description = text })["DESCRIPTION"].Text);
        }));
        Assert.True(CalendarReader.Physical(ICalendar.Write([Meeting with { Summary = new string('x', 500) }])).Count(l => Encoding.UTF8.GetByteCount(l) == 75) >= 6);
    }

    static readonly string[] Attacks =
    [
        .. ((string[])["\r\n", "\n", "\r", "\u0085", "\u2028", "\u2029", "\v", "\f", "\u001c", "\u001e", "\0", "\t", "\ud800", "\\n", "\\", "\"", "^n", "^'", "\r\n ", "\n\t"])
            .SelectMany(end => (string[])[$"x{end}BEGIN:VEVENT{end}UID:evil{end}END:VEVENT", $"x{end}ATTENDEE:mailto:evil@example.org", $"{end}END:VCALENDAR{end}"]),
        "BEGIN:VEVENT", "x\":mailto:evil@example.org", "x\";X-EVIL=\"1", ";X-EVIL=1:", "\u202Ex", "javascript:alert(1)", "https://km.example/\r\nBEGIN:VEVENT", "https://km.example/\u2028BEGIN:VEVENT", "https://km.example/\u0085\"; x", "HTTPS://km.example/ก,ข;ค",
    ];

    static readonly Dictionary<string, Func<string, byte[]>> Fields = new()
    {
        ["UID"] = text => ICalendar.Write([Meeting with { Uid = "a" + text }]),
        ["SUMMARY"] = text => ICalendar.Write([Meeting with { Summary = text }]),
        ["DESCRIPTION"] = text => ICalendar.Write([Meeting with { Description = "a" + text }]),
        ["LOCATION"] = text => ICalendar.Write([Meeting with { Location = "a" + text }]),
        ["URL"] = text => ICalendar.Write([Meeting with { Url = text }]),
        ["ORGANIZER"] = text => ICalendar.Write([Meeting with { Organizer = "a" + text }]),
        ["X-WR-CALNAME"] = text => ICalendar.Write([Meeting], name: "a" + text),
    };

    // As readers cut that do not keep to the RFC
    static int LinesAsOthersCut(byte[] bytes) => Regex.Count(Encoding.UTF8.GetString(bytes), "\r\n|[\n\v\f\r\u001c-\u001e\u0085\u2028\u2029]");

    [Fact]
    public void Nothing_typed_makes_a_line_or_a_parameter_of_its_own() => Assert.All(Fields, field => Assert.All(Attacks, attack =>
    {
        var (usual, bytes) = (CalendarReader.Read(field.Value("https://km.example/")).Shape, field.Value(attack));
        Assert.Contains(CalendarReader.Read(bytes).Shape, (string[])[usual, field.Key == "URL" ? usual.Replace(" URL", "", StringComparison.Ordinal) : usual]);
        Assert.Equal(CalendarReader.Physical(bytes).Count, LinesAsOthersCut(bytes));
    }));

    static string OneLine(string text) => Regex.Replace(Regex.Replace(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), "\r\n|[\n\v\f\r\t\u0085\u2028\u2029]", " "), @"\p{Cc}", "").Trim();

    [Fact]
    public void Any_text_at_all_is_read_as_it_was_typed_but_for_what_no_line_may_hold() => AnyText.Always(text =>
    {
        var calendar = CalendarReader.Read(ICalendar.Write([Meeting with { Summary = text, Location = "ก" + text, Description = text + text + "ข", Organizer = "ค" + text }], name: "ง" + text));
        var of = calendar.Parts.Single(p => p.Name == "VEVENT");
        return of["SUMMARY"].Text == OneLine(text) && of["LOCATION"].Text == OneLine("ก" + text) && of["ORGANIZER"].Parameters["CN"] == OneLine("ค" + text) && calendar["X-WR-CALNAME"].Text == OneLine("ง" + text)
            && OneLine(of["DESCRIPTION"].Text) == OneLine(text + text + "ข");
    });

    [Fact]
    public void Empty_fields_are_left_out_and_an_event_without_a_name_of_its_own_is_none()
    {
        var of = Event(new() { Uid = "a@b", LastModified = Meeting.LastModified, Day = Meeting.Day, Summary = "วง" });
        Assert.Equal("UID SEQUENCE DTSTAMP LAST-MODIFIED DTSTART;VALUE DTEND;VALUE SUMMARY STATUS", of.Shape);
        Assert.All((string[])["", "/c/khrueakhai", "javascript:alert(1)", "mailto:a@km.example", "km.example"], url => Assert.DoesNotContain(Event(Meeting with { Url = url }).Lines, l => l.Name == "URL"));
        Assert.Throws<ArgumentException>(() => ICalendar.Write([Meeting with { Uid = " \r\n" }]));
        Assert.Throws<ArgumentException>(() => ICalendar.Write([Meeting with { Sequence = -1 }]));
    }
}
