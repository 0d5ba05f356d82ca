using KmCommons.Learning;
using KmCommons.Thai;

namespace KmCommons.Tests.Learning;

/// <summary>Calendars as they are sent: the bytes lie in <c>samples/</c>, where <c>tools/ical-check</c> shows them to other people's readers.</summary>
static class CalendarSamples
{
    /// <summary>The fourth meeting of the network, as it was told first.</summary>
    public static readonly CalendarEvent Meeting = new()
    {
        Uid = "meeting-4@km.example",
        LastModified = new(2009, 2, 12, 2, 30, 0, TimeSpan.Zero),
        Day = new(2009, 3, 11),
        Starts = new(9, 0),
        Ends = new(15, 30),
        Summary = "วงเครือข่ายเมืองนคร ครั้งที่ 4",
        Description = "เจ้าภาพเล่าเรื่องเด่นก่อน แล้วต่อเรื่องที่ค้าง:\nศูนย์สามวัย; น้ำเสียในคลอง, ศูนย์เรียนรู้ชุมชน\nข้าวเที่ยงมีให้ (ครัว \\ กลาง)",
        Location = "อบต.บางจาก อ.เมืองนครศรีธรรมราช",
        Url = "https://km.example/c/khrueakhai/4",
        Organizer = "อบต.บางจาก \"โมบาย\"",
    };

    /// <summary>300 letters, as a reader counts them.</summary>
    public static readonly string LongTitle = ThaiText.Cut(string.Concat(Enumerable.Repeat("ประชุมที่บ้านป่ายางเรื่องกองทุนน้ำและปู่ย่า", 20)), 300, "");

    /// <summary>Every sample by the name of its file.</summary>
    public static IReadOnlyDictionary<string, byte[]> All { get; } = new Dictionary<string, byte[]>
    {
        ["meeting"] = ICalendar.Write([Meeting]),
        ["long-title"] = ICalendar.Write([Meeting with { Summary = LongTitle }]),
        ["all-day"] = ICalendar.Write([Meeting with { Starts = null, Ends = null }]),
        ["moved"] = ICalendar.Write([Moved], CalendarMethod.Request),
        ["cancelled"] = ICalendar.Write([Moved with { Sequence = 2, Status = CalendarStatus.Cancelled, LastModified = Moved.LastModified.AddDays(1) }], CalendarMethod.Cancel),
        ["feed"] = ICalendar.Write([Meeting with { Uid = "circle-7@km.example", Again = Cadence.Of(CadenceEvery.Month, 11, null, null, 1) }, Moved], name: "วงเครือข่ายเมืองนคร", refresh: TimeSpan.FromHours(6)),
    };

    static CalendarEvent Moved => Meeting with { Day = new(2009, 3, 16), Sequence = 1, LastModified = new(2009, 3, 2, 1, 0, 0, TimeSpan.Zero) };
}
