using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Calls a meeting, moves it, writes down what came of it; or all of it afterwards from paper. One form, without JavaScript.</summary>
[Needs(Deed.Meet)]
public sealed partial class Meet(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Kinds kinds, SameEventSearch search, TimeProvider clock) : PageModel
{
    /// <summary>The number of the one that is revised; null for a new one.</summary>
    [BindProperty(SupportsGet = true)] public long? Number { get; set; }
    /// <summary>The address of the circle; <c>-</c> for an event of none; null while it is not chosen.</summary>
    [BindProperty(SupportsGet = true, Name = "circle")] public string? CircleAddress { get; set; }
    /// <summary>Whether what came of it is asked too.</summary>
    [BindProperty(SupportsGet = true)] public bool After { get; set; }
    /// <summary>The number of one's own text that tells of the event which is written down here, or nothing.</summary>
    [BindProperty(SupportsGet = true, Name = "of")] public long? Of { get; set; }
    /// <summary>The version that the writer saw.</summary>
    [BindProperty] public int Version { get; set; }
    /// <summary>How often it had been moved or called off when the form was opened.</summary>
    [BindProperty] public int Sequence { get; set; }
    /// <summary>The title; the circle's name with the round when empty.</summary>
    [BindProperty] public string? Title { get; set; }
    /// <summary>Its place in the chain, as typed.</summary>
    [BindProperty] public string? Round { get; set; }
    /// <summary>The day as typed.</summary>
    [BindProperty] public string? Day { get; set; }
    /// <summary>Which day was meant, when the typed one can be several: <c>yyyy-MM-dd</c>.</summary>
    [BindProperty] public string? WhichDay { get; set; }
    /// <summary>From when to when, as typed.</summary>
    [BindProperty] public string? Time { get; set; }
    /// <summary>Why it is moved.</summary>
    [BindProperty] public string? MoveReason { get; set; }
    /// <summary>The day it was first called for, as typed.</summary>
    [BindProperty] public string? MovedFrom { get; set; }
    /// <summary>The place's code.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>Where, in words.</summary>
    [BindProperty] public string? PlaceName { get; set; }
    /// <summary>The host, of those who take turns.</summary>
    [BindProperty] public long? HostId { get; set; }
    /// <summary>Another host, in words.</summary>
    [BindProperty] public string? HostWords { get; set; }
    /// <summary>What opens it.</summary>
    [BindProperty] public string? Story { get; set; }
    /// <summary>The goals with their outcomes.</summary>
    [BindProperty] public List<PointRow> Goals { get; set; } = [];
    /// <summary>The matters with what was said.</summary>
    [BindProperty] public List<PointRow> Topics { get; set; } = [];
    /// <summary>The groups with what they found.</summary>
    [BindProperty] public List<PointRow> Groups { get; set; } = [];
    /// <summary>The agenda, a line each.</summary>
    [BindProperty] public string? Agenda { get; set; }
    /// <summary>Who leads the talk, a line each.</summary>
    [BindProperty] public string? Facilitators { get; set; }
    /// <summary>Who writes, a line each.</summary>
    [BindProperty] public string? Recorders { get; set; }
    /// <summary>How many came, as typed.</summary>
    [BindProperty] public string? Headcount { get; set; }
    /// <summary>How many from which sector, a line each.</summary>
    [BindProperty] public string? Sectors { get; set; }
    /// <summary>How it was.</summary>
    [BindProperty] public string? Setting { get; set; }
    /// <summary>What was decided, a line each.</summary>
    [BindProperty] public string? Decisions { get; set; }
    /// <summary>The next steps, a line each.</summary>
    [BindProperty] public string? Steps { get; set; }
    /// <summary>What was drawn together.</summary>
    [BindProperty] public string? Synthesis { get; set; }
    /// <summary>How many days before it the circle is told of the talk, as typed.</summary>
    [BindProperty] public string? TalkDays { get; set; }
    /// <summary>The tags, commas between.</summary>
    [BindProperty] public string? Tags { get; set; }
    /// <summary>Who may read it.</summary>
    [BindProperty] public Audience Audience { get; set; }

    /// <summary>How many goals and matters were put into the form because the meeting before left them open.</summary>
    public int Brought { get; private set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync()
    {
        await Ready();
        TalkDays = Meeting.UsualTalkDays.ToString(CultureInfo.InvariantCulture);
        if (Stored is not null)
        {
            Show(Stored);
            await Bring(Stored);
        }
        else if (Circle is not null)
            await Suggest(Circle);
        else if (Text is not null)
            await Suggest(Text);
        else
            Place ??= OwnPlace;
        Widen();
    }

    /// <summary>More rows; everything typed stays.</summary>
    public async Task OnPostMoreAsync()
    {
        await Ready();
        Widen();
    }

    /// <summary>Keeps it as a draft, or takes it back to one.</summary>
    public Task<IActionResult> OnPostDraftAsync() => Keep(publish: false);

    /// <summary>Tells people of it.</summary>
    public Task<IActionResult> OnPostAsync() => Keep(publish: true);

    async Task<IActionResult> Keep(bool publish)
    {
        var stop = HttpContext.RequestAborted;
        var became = await Unfinished.Begin(db, viewer, Request, stop);
        Number ??= became;
        await Ready();
        Widen();
        await ItemFile.KeepWhole(HttpContext, viewer);
        var (said, now) = (Said(), clock.GetUtcNow());
        await MustReachOnlyItsReaders(said);
        Meeting meeting;
        if (Stored is null)
            meeting = await Meeting.Call(db, viewer, said, now, stop);
        else
        {
            MustBeTheVersionSeen(Stored);
            meeting = Stored;
            await meeting.Revise(db, viewer, said, now, stop);
        }
        await ItemFile.Take(HttpContext, db, viewer, meeting.Item, now);
        if (publish)
            meeting.Publish(now);
        else if (meeting.Item.State != ItemState.Draft)
            meeting.Item.Withdraw();
        await db.SaveChangesAsync(stop);
        if (Stored is null && Text is not null)
        {
            await Telling.Say(db, viewer.Id, Text, meeting.Number, TellingAnswer.Yes, closes: false, now, stop);
            await db.SaveChangesAsync(stop);
        }
        await Unfinished.End(db, viewer, Request, meeting.Item, now, stop);
        HttpContext.Say(!publish ? "เก็บเป็นร่างแล้ว คนอื่นยังไม่เห็น" : meeting.HasOutcomes ? "บันทึกการประชุมแล้ว" : "นัดแล้ว คนในวงเห็นที่หน้าวง");
        return Redirect(meeting.Item.Url);
    }

    MeetingSaid Said()
    {
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        if (string.IsNullOrWhiteSpace(Day))
            throw new Refused(422, "ประชุมวันไหน พิมพ์แบบ 16 มี.ค. 2552", "Day");
        var day = EventDay.Read(Day, ThaiDate.Day(clock.GetUtcNow()), "Day", mayCome: true);
        Days = day.Choices;
        var on = day.Settle(WhichDay, "Day") ?? throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 16 มี.ค. 2552", "Day");
        if (IsByText && on > ThaiDate.Day(clock.GetUtcNow()))
            throw new Refused(422, "จากเรื่องที่เขียน จดได้แต่งานที่ผ่านมาแล้ว งานข้างหน้าให้คุณอำนวยหรือคุณลิขิตของพื้นที่นัด", "Day");
        return new()
        {
            Circle = Circle, Title = Title ?? "", Round = Count(Round, "Round"), Day = on, Time = MeetingTime.ReadSpan(Time, "Time"),
            MoveReason = MoveReason ?? "", MovedFrom = Before(), TellsMoves = !MayMove, PlaceName = PlaceName ?? "",
            PlaceCode = string.IsNullOrEmpty(Place) ? null : gazetteer.Find(Place)?.Code ?? throw new Refused(422, "ไม่พบตำบลหรืออำเภอนี้ โปรดเลือกจากรายการ", "Place"),
            HostId = HostId is null ? null : Hosts.Exists(h => h.Id == HostId) ? HostId : throw new Refused(422, "เจ้าภาพรายนี้ออกจากลำดับไปแล้ว เลือกรายอื่น", "HostId"), HostWords = HostWords ?? "", Story = Story ?? "", Setting = Setting ?? "", Synthesis = Synthesis ?? "",
            Headcount = Count(Headcount, "Headcount"), TalkDays = Count(TalkDays, "TalkDays"), Steps = Steps ?? "", Audience = Audience, Tags = [.. Tag.Split(Tags)],
            Points = new Dictionary<MeetingPart, string>
            {
                [MeetingPart.Goal] = PointRow.TextOf(Goals, "Goals"), [MeetingPart.Topic] = PointRow.TextOf(Topics, "Topics"), [MeetingPart.Group] = PointRow.TextOf(Groups, "Groups"), [MeetingPart.Agenda] = Agenda ?? "",
                [MeetingPart.Facilitator] = Facilitators ?? "", [MeetingPart.Recorder] = Recorders ?? "", [MeetingPart.Sector] = Sectors ?? "", [MeetingPart.Decision] = Decisions ?? "",
            },
        };
    }

    DateOnly? Before() => string.IsNullOrWhiteSpace(MovedFrom) ? null : ThaiDate.TryParse(MovedFrom, out var reading) && reading.Nearest(ThaiDate.Day(clock.GetUtcNow())) is { } day ? day
        : throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 16 มี.ค. 2552", "MovedFrom");

    static int? Count(string? typed, string field)
    {
        var number = ThaiDigits.ToArabic(typed ?? "").Replace(",", "", StringComparison.Ordinal).Trim();
        return number.Length == 0 ? null : int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw new Refused(422, "ช่องนี้ต้องเป็นตัวเลข ถ้าไม่รู้ เว้นว่างไว้ได้", field);
    }
}
