using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Gives a voice: <c>/v/bcd-fgh-jkm</c>, without an account. Nothing is kept of who did not sign: no member although signed in, no address, no moment.</summary>
[OpenToAll, Unwitnessed]
public sealed class GiveVoice(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel
{
    // 300 people behind the one address of a hall, twice
    internal static readonly Pace Gives = new("Voice", 600, TimeSpan.FromHours(1), "จากที่นี่ส่งเสียงกันมาถี่เกินไป");

    /// <summary>The code, from the address or typed.</summary>
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }
    /// <summary>The four answers.</summary>
    [BindProperty] public List<string?> Answers { get; set; } = [];
    /// <summary>Whether the giver signs.</summary>
    [BindProperty] public bool Signs { get; set; }
    /// <summary>The name they sign with.</summary>
    [BindProperty] public string? Name { get; set; }

    /// <summary>The round; null while its code is to be typed.</summary>
    public VoiceRound? Round { get; private set; }
    /// <summary>The event's name and day.</summary>
    public (string Name, DateOnly? Day) Event { get; private set; }
    /// <summary>Whether a voice may still be given.</summary>
    public bool IsOpen { get; private set; }
    /// <summary>Whether a code was typed that nobody has.</summary>
    public bool IsUnknown { get; private set; }
    /// <summary>The words of the questions.</summary>
    public AarForm Form => AarForm.Of(Round?.Form);

    /// <summary>Shows the form, or asks for the code.</summary>
    public async Task<IActionResult> OnGetAsync()
    {
        Name = viewer.Name;
        if (string.IsNullOrWhiteSpace(Code))
            return Page();
        await Ready();
        if (Round is null)
        {
            (IsUnknown, Response.StatusCode) = (true, 404);
            return Page();
        }
        return RouteData.Values.ContainsKey("code") && Code == Round.Code ? Page() : Redirect(Round.Url);
    }

    /// <summary>Takes the voice.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Ready();
        if (Round is null)
            throw Refused.NotFound();
        if (!IsOpen)
            throw new Refused(409, "รอบนี้ปิดแล้ว ฝากคำของท่านไว้กับคนจัดงานได้ คำของท่านยังอยู่ในหน้านี้");
        paces.Count(Gives, HttpContext.Connection.RemoteIpAddress);
        await Voice.Give(db, Round, VoiceWay.Phone, Answers, Signs ? Name ?? "" : null, viewer.IsMember ? viewer.Id : null, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(Round.Url + "/thanks");
    }

    async Task Ready()
    {
        var stop = HttpContext.RequestAborted;
        Forgotten(HttpContext);
        Round = await VoiceRound.OfCode(db, Code, stop);
        if (Round is null)
            return;
        IsOpen = Round.IsOpen(ThaiDate.Day(clock.GetUtcNow()));
        var about = await db.Aars.Where(a => a.Number == Round.Number).Select(a => new { a.EventName, a.EventDate }).SingleAsync(stop);
        Event = (about.EventName, about.EventDate);
    }

    // One phone goes from hand to hand: who presses back must not read who gave before
    internal static void Forgotten(Microsoft.AspNetCore.Http.HttpContext http) => http.Response.Headers.CacheControl = "no-store";
}
