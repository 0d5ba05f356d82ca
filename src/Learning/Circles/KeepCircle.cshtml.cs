using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Keeps a circle: what it is for, how often it meets, who is in it with which role. For who leads it.</summary>
[Needs(Deed.KeepCircle)]
public sealed class KeepCirclePage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The roles that a circle gives by itself; the others are given by administrators.</summary>
    public static readonly IReadOnlyList<Role> Given = [Role.Sponsor, Role.Facilitator, Role.NoteTaker, Role.Practitioner];

    /// <summary>The weeks of a month, as <see cref="Cadence.Week"/> counts them from 1.</summary>
    public static readonly IReadOnlyList<string> Weeks = ["สัปดาห์แรก", "สัปดาห์ที่สอง", "สัปดาห์ที่สาม", "สัปดาห์ที่สี่", "สัปดาห์สุดท้าย"];

    /// <summary>The circle.</summary>
    public Circle Circle { get; private set; } = null!;
    /// <summary>Who is in it, and from when to when; the present ones first.</summary>
    public IReadOnlyList<(RoleHeld Held, Member Member)> Members { get; private set; } = [];
    /// <summary>What it is called.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>What it is for.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>How often it meets; null when it calls each meeting by itself.</summary>
    [BindProperty] public CadenceEvery? Every { get; set; }
    /// <summary>Whether only those who are in it see it.</summary>
    [BindProperty] public bool Closed { get; set; }
    /// <summary>What it was when the form was opened: a form of before does not open what somebody closed since.</summary>
    [BindProperty] public bool WasClosed { get; set; }
    /// <summary>What was stored when the form was opened, in one.</summary>
    [BindProperty] public string? Seen { get; set; }
    /// <summary>What is stored now.</summary>
    public string Stamp { get; private set; } = "";
    /// <summary>Whether somebody else saved since the form was opened.</summary>
    public bool Conflict { get; private set; }
    /// <summary>Its blog; null while it has none.</summary>
    public Blog? Blog { get; private set; }
    /// <summary>The day of the month, as typed.</summary>
    [BindProperty] public string? Day { get; set; }
    /// <summary>The week of the month; null when it goes by days.</summary>
    [BindProperty] public int? Week { get; set; }
    /// <summary>The weekday.</summary>
    [BindProperty] public DayOfWeek? Weekday { get; set; }
    /// <summary>The month, for quarters and years.</summary>
    [BindProperty] public int Month { get; set; } = 1;
    /// <summary>From when to when, as typed.</summary>
    [BindProperty] public string? Time { get; set; }
    /// <summary>The name of who joins.</summary>
    [BindProperty] public string? Who { get; set; }
    /// <summary>With which role.</summary>
    [BindProperty] public Role Role { get; set; } = Role.Practitioner;
    /// <summary>From which day, as typed; empty is today.</summary>
    [BindProperty] public string? From { get; set; }

    DateOnly Today => ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(string circle)
    {
        await Ready(circle);
        Show();
    }

    // What is stored, for the main form; also when one of the others is refused
    void Show()
    {
        (Name, About, Time, Closed, WasClosed) = (Circle.Name, Circle.About, new MeetingTime(Circle.Starts, Circle.Ends).Typed, Circle.IsClosed, Circle.IsClosed);
        if (Circle.Cadence is { } cadence)
            (Every, Day, Week, Weekday, Month) = (cadence.Every, cadence.Day?.ToString(CultureInfo.InvariantCulture), cadence.Week, cadence.Weekday, cadence.Month);
    }

    /// <summary>Keeps what it is for and how often it meets.</summary>
    public async Task<IActionResult> OnPostAsync(string circle)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from learning.circle where address = {circle} for update", HttpContext.RequestAborted);
        await Ready(circle);
        Conflict = Seen is { Length: > 0 } && Seen != Stamp;
        if (Conflict)
            throw new Refused(409, "ระหว่างที่ท่านเขียน มีคนแก้วงนี้ไปแล้ว ที่เก็บไว้ล่าสุดอยู่ด้านล่างให้เทียบ ของท่านยังอยู่ครบในช่อง รวมกันแล้วกดอีกครั้ง");
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        Circle.Describe(Name, About);
        var day = ThaiDigits.ToArabic(Day ?? "").Trim();
        Circle.Cadence = Every is not { } every ? null
            : Cadence.Of(every, day.Length == 0 ? null : int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var of) ? of : 0, Week, Week is null ? null : Weekday, Month);
        var time = MeetingTime.ReadSpan(Time, "Time");
        (Circle.Starts, Circle.Ends) = (time.Starts, time.Ends);
        if (Closed != WasClosed)
            await Circle.Close(db, Closed, HttpContext.RequestAborted);
        return await Done("บันทึกแล้ว");
    }

    /// <summary>Somebody joins.</summary>
    public async Task<IActionResult> OnPostJoinAsync(string circle)
    {
        await Ready(circle);
        Show();
        if (!Given.Contains(Role))
            throw Refused.NotAllowed();
        var name = ThaiText.Normalise(Who ?? "").Trim();
        var found = await db.Members.Known().Where(m => m.DisplayName == name || m.Address == name).OrderBy(m => m.Id).Take(2).ToListAsync(HttpContext.RequestAborted);
        if (found is not [var member])
            throw new Refused(422, found.Count == 0 ? "ไม่พบสมาชิกชื่อนี้ ดูตัวสะกด หรือเชิญให้สมัครก่อน" : "มีสมาชิกชื่อนี้หลายคน ใส่ที่อยู่ท้ายหน้าของคนนั้นแทนชื่อ", "Who");
        var from = EventDay.Since(From, Today, "From");
        await Circle.Join(db, member.Id, Role, from, HttpContext.RequestAborted);
        return await Done("เข้าวงแล้ว");
    }

    /// <summary>A role in it ends today; what was written stays.</summary>
    public async Task<IActionResult> OnPostEndAsync(string circle, long held)
    {
        await Ready(circle);
        Show();
        var role = await db.RolesHeld.SingleOrDefaultAsync(r => r.Id == held && r.CircleId == Circle.Id && r.ValidTo == null, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        role.ValidTo = Today.AddDays(-1);
        return await Done("ออกจากวงแล้ว เรื่องที่เขียนไว้ยังอยู่");
    }

    /// <summary>Opens its blog.</summary>
    public async Task<IActionResult> OnPostBlogAsync(string circle)
    {
        await Ready(circle);
        Show();
        if (Blog is null)
            await CircleBlog.Open(db, Circle.Id, Circle.Address, Circle.Name, Circle.IsClosed, viewer.Id, HttpContext.RequestAborted);
        return await Done("เปิดสมุดของวงแล้ว ทุกคนในวงเขียนได้");
    }

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(says);
        return Redirect($"{Circle.Url}/keep");
    }

    async Task Ready(string circle)
    {
        var stop = HttpContext.RequestAborted;
        Circle = await Circle.Find(db, viewer, circle, stop);
        viewer.Must(Deed.KeepCircle, new(Circle.PlaceCode, Circle.Id));
        Stamp = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Circle.Name}\n{Circle.About}\n{Circle.Cadence}\n{new MeetingTime(Circle.Starts, Circle.Ends).Typed}")))[..16];
        Blog = await db.Blogs.AsNoTracking().SingleOrDefaultAsync(b => b.CircleId == Circle.Id, stop);
        var held = await db.RolesHeld.AsNoTracking().Where(r => r.CircleId == Circle.Id).Join(db.Members, r => r.MemberId, m => m.Id, (r, m) => new { r, m }).ToListAsync(stop);
        Members = [.. held.OrderBy(h => h.r.ValidTo is not null).ThenBy(h => h.r.Role).ThenBy(h => h.m.DisplayName, StringComparer.Ordinal).Select(h => (h.r, h.m))];
    }
}
