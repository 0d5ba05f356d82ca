using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>A page where a member chooses with which letter each source comes, and when letters come: signed in, or with a letter's link.</summary>
public abstract class ChoosingPage(CommonsDb db, Gazetteer gazetteer, IEnumerable<CircleCalendar> calendars, Words words, TimeProvider clock) : PageModel
{
    /// <summary>With which letter each source comes, by the source's key: a <see cref="Rhythm"/>, or empty for none.</summary>
    [BindProperty] public Dictionary<string, string?> Of { get; set; } = [];
    /// <summary>All with the weekly letter, or none: <c>weekly</c>, <c>never</c>; else what <see cref="Of"/> says.</summary>
    [BindProperty] public string? All { get; set; }
    /// <summary>The full hour.</summary>
    [BindProperty] public int Hour { get; set; } = 7;
    /// <summary>The day of the weekly letter; 0 is Sunday.</summary>
    [BindProperty] public int Weekday { get; set; } = 1;
    /// <summary>The day of the monthly one; 31 is the last of each month.</summary>
    [BindProperty] public int Monthday { get; set; } = 1;

    /// <summary>Everything that can be chosen.</summary>
    public IReadOnlyList<Source> Sources { get; private set; } = [];
    /// <summary>What is chosen now.</summary>
    public Chosen Chosen { get; private set; } = null!;
    /// <summary>The next issue of each letter that comes, the nearest first.</summary>
    public IReadOnlyList<Issue> Next { get; private set; } = [];

    /// <summary>Reads what there is and what is chosen.</summary>
    protected async Task Load(Member member)
    {
        var (stop, now) = (HttpContext.RequestAborted, clock.GetUtcNow());
        var viewer = await Viewer.Of(db, member.Id, ThaiDate.Day(now), stop);
        // Two windows of one member: the second waits, and sees what the first kept
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from people.member where id = {member.Id} for no key update", stop);
        Chosen = await Chosen.By(db, member.Id, stop);
        Sources = await Source.All(db, gazetteer, calendars, viewer, member.TambonCode, ThaiDate.Day(now), words.In(words.Language), stop);
        Next = [.. Enum.GetValues<Rhythm>().Where(r => Sources.Any(s => Chosen.Comes(s.Key) == r)).Select(r => Chosen.HoursOf(r).Due(now).Next).OrderBy(i => i.Until)];
    }

    /// <summary>Puts what is chosen into the fields.</summary>
    protected void Show()
    {
        Of = Sources.ToDictionary(s => s.Key, s => Chosen.Comes(s.Key)?.ToString());
        (Hour, Weekday, Monthday) = (Chosen.Hour, Chosen.HoursOf(Rhythm.Weekly).Day, Chosen.HoursOf(Rhythm.Monthly).Day);
    }

    /// <summary>Keeps what was chosen. The caller saves.</summary>
    /// <exception cref="Refused">422: a letter, hour or day that there is not.</exception>
    protected void Keep()
    {
        if (All is null ? !ModelState.IsValid || Hour is < 0 or > 23 || Weekday is < 0 or > 6 || Monthday is < 1 or > 31 : All is not ("weekly" or "never"))
            throw new Refused(422, "เลือกชั่วโมง วันในสัปดาห์ และวันที่ของเดือนจากรายการ", "Hour");
        if (All is not null)
        {
            Show();
            Of = Sources.ToDictionary(s => s.Key, _ => All == "weekly" ? nameof(Rhythm.Weekly) : null);
        }
        Chosen.Keep(db, Sources.ToDictionary(s => s.Key, s => Of.TryGetValue(s.Key, out var said) ? Read(s, said) : Chosen.Comes(s.Key)), Hour, Weekday, Monthday, clock.GetUtcNow());
    }

    static Rhythm? Read(Source source, string? said) => string.IsNullOrEmpty(said) ? null
        : Enum.TryParse<Rhythm>(said, out var rhythm) && Enum.IsDefined(rhythm) && (source.Meets || rhythm != Rhythm.BeforeMeeting) ? rhythm
        : throw new Refused(422, "เลือกว่าอยากรับเมื่อไรจากรายการ", $"Of[{source.Key}]");
}
