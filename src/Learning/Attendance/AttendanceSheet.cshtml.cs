using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The attendance sheet, to print on A4 and sign: <c>/meet/1042/sheet</c>. Who said that they come stands there; lines are left for who did not.</summary>
[Needs(Deed.Meet)]
public sealed class AttendanceSheet(CommonsDb db, Viewer viewer) : HeldMeeting(db, viewer)
{
    // Rows of 9 mm on a page with its head
    const int OnPage = 24, Least = 12;

    readonly CommonsDb db = db;

    /// <summary>Who said that they come, by name.</summary>
    public IReadOnlyList<Attendee> People { get; private set; } = [];
    /// <summary>How many empty lines follow: at least a dozen, and the last page is full.</summary>
    public int Blank => Least + (OnPage - (People.Count + Least) % OnPage) % OnPage;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        People = [.. (await db.Attendees.AsNoTracking().Where(a => a.Number == number && a.SignedAt != null && a.LeftAt == null).ToListAsync(HttpContext.RequestAborted)).OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id)];
    }
}
