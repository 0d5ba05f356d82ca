using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Who said that they come to a meeting and who came, for who holds it: <c>/meet/1042/people</c>. Names are ticked at the door, written down from phone and paper, pasted from a table, or read from a file.</summary>
[Needs(Deed.Meet)]
public sealed class MeetingPeople(CommonsDb db, Viewer viewer, TimeProvider clock) : HeldMeeting(db, viewer)
{
    readonly CommonsDb db = db;

    /// <summary>All of them by name; those who will not come last.</summary>
    public IReadOnlyList<Attendee> People { get; private set; } = [];
    /// <summary>Of each row whose name another has too: that other, which it would become one with; itself for that other.</summary>
    public IReadOnlyDictionary<long, Attendee> Twins { get; private set; } = new Dictionary<long, Attendee>();
    /// <summary>People to write down, a line each: name, sector, office, with commas, semicolons or tabs between.</summary>
    [BindProperty] public string? Lines { get; set; }
    /// <summary>The same as a CSV file.</summary>
    [BindProperty] public IFormFile? Listed { get; set; }
    /// <summary>Whether those came already whose line does not say; else they said that they will.</summary>
    [BindProperty] public bool Came { get; set; }
    /// <summary>How many seats there are, as typed; empty for as many as come.</summary>
    [BindProperty] public string? Seats { get; set; }

    /// <summary>Shows the list.</summary>
    public async Task OnGetAsync(long number)
    {
        await Load(number);
        (Seats, Came) = (SeatsNow, CameByNow);
    }

    // The other form of the page shows what is stored when one is refused
    string? SeatsNow => Meeting.Seats?.ToString(CultureInfo.InvariantCulture);
    bool CameByNow => Meeting.Day <= ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Writes people down, from the field and from the file.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Load(number);
        Seats = SeatsNow;
        var text = Lines ?? "";
        if (Listed is { } file)
        {
            await using var read = file.OpenReadStream();
            var bytes = new byte[Math.Min(file.Length, NameTable.MostBytes + 1)];
            await read.ReadExactlyAsync(bytes, HttpContext.RequestAborted);
            text = NameTable.Decode(bytes) + "\n" + text;
        }
        await NameTable.Read(text, Meeting.Day).PutOn(db, Meeting, People, Came, clock.GetUtcNow(), HttpContext.RequestAborted);
        return await Done("จดไว้แล้ว");
    }

    /// <summary>Says how many seats there are.</summary>
    public async Task<IActionResult> OnPostSeatsAsync(long number)
    {
        await Load(number);
        Came = CameByNow;
        var typed = ThaiDigits.ToArabic(Seats ?? "").Trim();
        Meeting.Seats = typed.Length == 0 ? null : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var seats) && seats is > 0 and <= Attendee.Most ? seats : throw new Refused(422, "จำนวนที่นั่งเป็นตัวเลข 1 ถึง 3,000 ถ้าไม่จำกัด เว้นว่างไว้", "Seats");
        return await Done("บันทึกแล้ว");
    }

    /// <summary>Somebody came, or was ticked by mistake.</summary>
    public async Task<IActionResult> OnPostTickAsync(long number, long who, bool came)
    {
        await Load(number);
        (Seats, Came) = (SeatsNow, CameByNow);
        var attendee = People.FirstOrDefault(p => p.Id == who) ?? throw Refused.NotFound();
        if (came)
            attendee.Come(clock.GetUtcNow());
        else
            attendee.DidNotCome();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect($"/meet/{number}/people#a{who}");
    }

    /// <summary>Two rows of one name are one person.</summary>
    public async Task<IActionResult> OnPostMergeAsync(long number, long who)
    {
        await Load(number);
        (Seats, Came) = (SeatsNow, CameByNow);
        // Sent once more from an old page: they are one already
        if (await db.AttendeeMerges.AnyAsync(m => m.Number == number && m.FromId == who, HttpContext.RequestAborted))
            return Redirect($"/meet/{number}/people");
        var other = People.FirstOrDefault(p => p.Id == who && Twins.ContainsKey(p.Id)) ?? throw Refused.NotFound();
        await Twins[who].Merge(db, other, HttpContext.RequestAborted);
        return await Done("รวมเป็นคนเดียวแล้ว");
    }

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(says);
        return Redirect($"/meet/{Meeting.Number}/people");
    }

    async Task Load(long number)
    {
        await Ready(number);
        People = [.. (await db.Attendees.Where(a => a.Number == number).ToListAsync(HttpContext.RequestAborted)).OrderBy(a => a is { LeftAt: not null, CameAt: null }).ThenBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id)];
        // A member stays, then who signed up: nothing of them is lost
        Twins = People.GroupBy(p => p.NameKey).Where(g => g.Count() > 1).SelectMany(g => g.Select(p => (p.Id, Stays: g.OrderBy(x => x.MemberId is null).ThenBy(x => x.SignedAt is null).ThenBy(x => x.Id).First()))).ToDictionary(t => t.Id, t => t.Stays);
    }
}
