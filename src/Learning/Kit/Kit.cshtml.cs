using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What the host of a meeting sees to, with names: <c>/meet/1042/kit</c>. Kept by the host, who leads the circle and who called the meeting.</summary>
[Needs(Deed.BeMember)]
public sealed class HostKitPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>A line of the form: what it says and what it said when it was opened, so that two who keep the kit at once change only what each typed.</summary>
    public sealed record Line
    {
        /// <summary>Who.</summary>
        public string? Who { get; set; }
        /// <summary>Whether it is done.</summary>
        public bool Done { get; set; }
        /// <summary>Who stood there.</summary>
        public string? Was { get; set; }
        /// <summary>Whether it was done.</summary>
        public bool WasDone { get; set; }
    }

    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>Names to choose from: the circle's and the host's.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];
    /// <summary>Whether it is still to come.</summary>
    public bool IsComing => Meeting.CalledOff is null && Meeting.Day >= ThaiDate.Day(clock.GetUtcNow());
    /// <summary>The lines, in the order of <see cref="KitPart"/>.</summary>
    [BindProperty] public List<Line> Lines { get; set; } = [];

    /// <summary>Whether the viewer keeps the kit of a meeting; its item, with blog and writers, and its host must be loaded.</summary>
    public static bool May(Viewer viewer, Meeting meeting, ContentItem item) => viewer.May(Deed.Meet, item.GroundFor(viewer)) || viewer.IsMember && meeting.Host?.MemberId == viewer.Id;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        Lines = [.. (await KitItem.Of(db, number, HttpContext.RequestAborted)).Select(i => new Line { Who = i.Who, Done = i.IsDone, Was = i.Who, WasDone = i.IsDone })];
    }

    /// <summary>Keeps what was changed.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        var stored = await db.KitItems.Where(i => i.Number == number).ToListAsync(HttpContext.RequestAborted);
        foreach (var (part, line) in Enum.GetValues<KitPart>().Zip(Lines))
        {
            if ((line.Who ?? "", line.Done) == (line.Was ?? "", line.WasDone))
                continue;
            var item = stored.Find(i => i.Part == part) ?? db.Add(new KitItem { Number = number, Part = part }).Entity;
            item.Say(line.Who, line.Done);
        }
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกแล้ว");
        return Redirect(Meeting.Item.Url);
    }

    async Task Ready(long number)
    {
        var (stop, seen) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer));
        Meeting = await db.Meetings.AsNoTracking().AsSplitQuery().Include(m => m.Item.Blog!.Writers).Include(m => m.Host).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        if (!May(viewer, Meeting, Meeting.Item))
            throw Refused.NotAllowed();
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        var circle = Meeting.CircleId is { } id ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == id, stop) : null;
        Names = [.. new[] { Meeting.HostName }.Concat(circle is null ? [] : (await circle.Members(db, ThaiDate.Day(clock.GetUtcNow()), stop)).Select(m => m.Member.DisplayName)).Where(n => n.Length > 0).Distinct().Take(200)];
    }
}
