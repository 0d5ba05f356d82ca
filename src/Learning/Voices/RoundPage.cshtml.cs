using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The round of voices of a review, for who keeps it: open, show the code, how many so far, close: <c>/reflect/1042/voices</c>.</summary>
[Needs(Deed.Reflect)]
public sealed class RoundPage(CommonsDb db, Viewer viewer, Site site, TimeProvider clock) : KeeperPage(db, viewer)
{
    readonly CommonsDb db = db;

    /// <summary>The last day as typed; empty for the usual one.</summary>
    [BindProperty] public string? ClosesOn { get; set; }
    /// <summary>The words of the questions.</summary>
    [BindProperty] public string? Form { get; set; }

    /// <summary>How many gave a voice. While the round is open nothing else of them is said, not even how many signed.</summary>
    public int Count { get; private set; }
    /// <summary>Whether a voice may still be given.</summary>
    public bool IsOpen => Round?.IsOpen(Today) is true;
    /// <summary>Where the code leads, in full.</summary>
    public string Address => site.Address + Round!.Url;

    DateOnly Today => ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        await Counted();
    }

    /// <summary>Opens the round.</summary>
    public async Task<IActionResult> OnPostOpenAsync(long number)
    {
        await Ready(number);
        if (Round is not null)
            return Redirect(Here);
        Round = VoiceRound.Open(db, Aar, AarForm.Of(Form), Day(ClosesOn), Today);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เปิดรอบแล้ว ให้คนในงานสแกนหรือพิมพ์รหัส");
        return Redirect(Here);
    }

    /// <summary>Closes it.</summary>
    public async Task<IActionResult> OnPostCloseAsync(long number)
    {
        var round = await Opened(number);
        await Counted();
        if (!round.IsClosed)
            await round.Close(db, Today, HttpContext.RequestAborted);
        return Redirect(Here + "/gather");
    }

    async Task Counted() => Count = Round is null ? 0 : await db.Voices.CountAsync(v => v.Number == Round.Number, HttpContext.RequestAborted);

    DateOnly? Day(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : ThaiDate.TryParse(typed, out var read) && read.Nearest(Today) is { } day ? day
        : throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 26 ก.พ. 2570 หรือเว้นว่างไว้", "ClosesOn");
}
