using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Who said that they come to a meeting and who came, for who holds it: <c>/meet/1042/people</c>. Names are ticked at the door, written down from phone and paper, or pasted from a table.</summary>
[Needs(Deed.Meet)]
public sealed class MeetingPeople(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>All of them by name; those who will not come last.</summary>
    public IReadOnlyList<Attendee> People { get; private set; } = [];
    /// <summary>People to write down, a line each: name, sector, office, with commas or tabs between.</summary>
    [BindProperty] public string? Lines { get; set; }
    /// <summary>Whether those came already; else they said that they will.</summary>
    [BindProperty] public bool Came { get; set; }
    /// <summary>How many seats there are, as typed; empty for as many as come.</summary>
    [BindProperty] public string? Seats { get; set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        Seats = Meeting.Seats?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Came = Meeting.Day <= ThaiDate.Day(clock.GetUtcNow());
    }

    /// <summary>Writes people down.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        var (now, lines) = (clock.GetUtcNow(), ThaiText.Normalise(Lines ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray());
        if (lines.Length is 0 or > 500)
            throw new Refused(422, "เขียนบรรทัดละคน ครั้งละไม่เกิน 500 คน", "Lines");
        foreach (var cells in lines.Select(l => l.Split(['\t', ','], 3, StringSplitOptions.TrimEntries)))
        {
            var (name, sector, office) = (cells[0], cells.ElementAtOrDefault(1), cells.ElementAtOrDefault(2));
            // Who is on the list is ticked, not written down again
            var known = People.FirstOrDefault(p => p.Name == name && (string.IsNullOrEmpty(office) || p.Office == office));
            if (known is not null && Came)
                known.Come(now);
            else if (known is null && Came)
                db.Add(Attendee.WalkIn(number, null, name, sector, office, AttendeeWay.Keeper, now));
            else if (known is null)
            {
                await Attendee.Sign(db, Meeting, null, name, sector, office, AttendeeWay.Keeper, now, HttpContext.RequestAborted);
                await db.SaveChangesAsync(HttpContext.RequestAborted);
            }
        }
        return await Done("จดไว้แล้ว");
    }

    /// <summary>Says how many seats there are.</summary>
    public async Task<IActionResult> OnPostSeatsAsync(long number)
    {
        await Ready(number);
        var typed = ThaiDigits.ToArabic(Seats ?? "").Trim();
        Meeting.Seats = typed.Length == 0 ? null : int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seats) && seats is > 0 and <= Attendee.Most ? seats : throw new Refused(422, "จำนวนที่นั่งเป็นตัวเลข 1 ถึง 3,000 ถ้าไม่จำกัด เว้นว่างไว้", "Seats");
        return await Done("บันทึกแล้ว");
    }

    /// <summary>Somebody came, or was ticked by mistake.</summary>
    public async Task<IActionResult> OnPostTickAsync(long number, long who, bool came)
    {
        await Ready(number);
        var attendee = People.FirstOrDefault(p => p.Id == who) ?? throw Refused.NotFound();
        if (came)
            attendee.Come(clock.GetUtcNow());
        else
            attendee.DidNotCome();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect($"/meet/{number}/people#a{who}");
    }

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(says);
        return Redirect($"/meet/{Meeting.Number}/people");
    }

    async Task Ready(long number)
    {
        var (stop, seen) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer));
        Meeting = await db.Meetings.AsSplitQuery().Include(m => m.Item.Blog!.Writers).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Meet, Meeting.Item.GroundFor(viewer));
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {number} for update", stop);
        People = [.. (await db.Attendees.Where(a => a.Number == number).ToListAsync(stop)).OrderBy(a => a.LeftAt is not null).ThenBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id)];
    }
}
