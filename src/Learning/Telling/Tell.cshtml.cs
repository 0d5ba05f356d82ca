using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>For who holds a meeting: invites the circle, sees who knows of a change and reminds the others, calls it off (<c>/meet/1042/tell</c>).</summary>
[Needs(Deed.Meet)]
public sealed class TellMeeting(CommonsDb db, Viewer viewer, Outbox outbox, Site site, Words words, Paces paces, TimeProvider clock) : PageModel
{
    // A circle is invited in one go; more is somebody who presses and presses
    internal static readonly Pace Sends = new("MeetingLetters", 60, TimeSpan.FromHours(1), "ส่งจดหมายเรื่องประชุมถี่เกินไป");

    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>Its circle, or null.</summary>
    public Circle? Circle { get; private set; }
    /// <summary>Those who are told of it by letter and whom it still concerns, by name.</summary>
    public IReadOnlyList<MeetingGuest> Guests { get; private set; } = [];
    /// <summary>Those of them to whom it was changed.</summary>
    public IEnumerable<MeetingGuest> Concerned => Guests.Where(g => g.WasChangedFor(Meeting));
    /// <summary>Those an invitation would go to now.</summary>
    public IReadOnlyList<Member> NotInvited { get; private set; } = [];
    /// <summary>Those in the circle whom no letter reaches, by name.</summary>
    public IReadOnlyList<string> OutOfReach { get; private set; } = [];
    /// <summary>Whether people can still come to it.</summary>
    public bool IsComing => Meeting.Item.IsListed && Meeting.Day >= ThaiDate.Day(clock.GetUtcNow());
    /// <summary>Why it is called off.</summary>
    [BindProperty] public string? Why { get; set; }

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long number) => Ready(number);

    /// <summary>Invites those who were not yet.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        paces.Count(Sends, viewer.Id);
        var count = await MeetingGuest.Invite(db, Meeting, clock.GetUtcNow(), HttpContext.RequestAborted);
        return await Done(count == 0 ? "ทุกคนที่มีอีเมลได้คำเชิญแล้ว" : "คำเชิญจะออกไปในอีกสักครู่");
    }

    /// <summary>Reminds those who have not said that they know.</summary>
    public async Task<IActionResult> OnPostRemindAsync(long number)
    {
        await Ready(number);
        paces.Count(Sends, viewer.Id);
        var (tidings, now, written) = (new MeetingTidings(Meeting, Circle, site, words), clock.GetUtcNow(), 0);
        if (IsComing)
            foreach (var guest in Guests.Where(g => MeetingLetter.Reaches(g.Member, now) && g.Remind(Meeting)))
                written += await tidings.Put(outbox, guest.Member, guest.Token, guest.ToldBefore, again: true) ? 1 : 0;
        return await Done(written == 0 ? "ไม่มีใครให้เตือนเพิ่ม คนที่ยังไม่รับทราบถูกเตือนไปแล้ว" : "เตือนแล้ว");
    }

    /// <summary>Calls it off.</summary>
    public async Task<IActionResult> OnPostOffAsync(long number)
    {
        await Ready(number);
        if (!IsComing)
            throw new Refused(409, "งดได้เฉพาะการประชุมที่นัดแล้วและยังไม่ถึงวัน");
        await Meeting.CallOff(db, Why, clock.GetUtcNow(), HttpContext.RequestAborted);
        return await Done("งดประชุมแล้ว จดหมายจะออกไปในอีกสักครู่");
    }

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(says);
        return Redirect($"/meet/{Meeting.Number}/tell");
    }

    async Task Ready(long number)
    {
        var (stop, seen, now) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer), clock.GetUtcNow());
        // Who changes it, reminds of it or calls it off at the same moment waits here, and then sees it as it is
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        Meeting = await db.Meetings.AsSplitQuery().Include(m => m.Item.Blog!.Writers).Include(m => m.Host).Include(m => m.Points).Include(m => m.Moves.OrderBy(v => v.Id))
            .SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Meet, Meeting.Item.GroundFor(viewer));
        Circle = Meeting.CircleId is { } circle ? await db.Circles.AsNoTracking().SingleAsync(c => c.Id == circle, stop) : null;
        var inCircle = Circle is null ? [] : await Circle.Members(db, ThaiDate.Day(now), stop);
        var seated = await db.Attendees.Where(a => a.Number == number && a.MemberId != null && a.SignedAt != null && a.LeftAt == null).Select(a => a.MemberId!.Value).ToListAsync(stop);
        long[] concerns = [.. inCircle.Select(m => m.Member.Id), .. seated, Meeting.Host?.MemberId ?? 0];
        Guests = [.. (await db.MeetingGuests.Include(g => g.Member).Where(g => g.Number == number && concerns.Contains(g.MemberId)).ToListAsync(stop)).OrderBy(g => g.Member.DisplayName, StringComparer.Ordinal).ThenBy(g => g.MemberId)];
        NotInvited = await MeetingGuest.NotInvited(db, Meeting, now, stop);
        OutOfReach = [.. inCircle.Where(m => !MeetingLetter.Reaches(m.Member, now)).Select(m => m.Member.DisplayName)];
    }
}
