using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Types in what was written on printed sheets, one after the other: <c>/reflect/1042/voices/paper</c>. Also after the round was closed: who types has read the sheet anyway.</summary>
[Needs(Deed.Reflect), Unwitnessed]
public sealed class PaperPage(CommonsDb db, Viewer viewer) : KeeperPage(db, viewer)
{
    readonly CommonsDb db = db;

    /// <summary>The four answers.</summary>
    [BindProperty] public List<string?> Answers { get; set; } = [];
    /// <summary>The name on the sheet; empty when there is none.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>Sheets typed in so far.</summary>
    public int Count { get; private set; }
    /// <summary>The words of the questions.</summary>
    public AarForm Form => AarForm.Of(Round!.Form);

    /// <summary>Shows an empty form.</summary>
    public async Task OnGetAsync(long number)
    {
        await Opened(number);
        Count = await db.Voices.CountAsync(v => v.Number == number && v.Way == VoiceWay.Paper, HttpContext.RequestAborted);
    }

    /// <summary>Takes a sheet and shows the next empty form.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await OnGetAsync(number);
        await Voice.Give(db, Round!, VoiceWay.Paper, Answers, string.IsNullOrWhiteSpace(Name) ? null : Name, null, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เก็บใบนี้แล้ว พิมพ์ใบต่อไปได้เลย");
        return Redirect(Here + "/paper");
    }
}
