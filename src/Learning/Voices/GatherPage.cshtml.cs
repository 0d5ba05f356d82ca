using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Rolls up the voices of a closed round, one question a page: read, join, leave out, put into the review: <c>/reflect/1042/voices/gather?q=2</c>.</summary>
[Needs(Deed.Reflect)]
public sealed class GatherPage(CommonsDb db, Viewer viewer, TimeProvider clock) : KeeperPage(db, viewer)
{
    readonly CommonsDb db = db;
    readonly Viewer viewer = viewer;

    /// <summary>The question, 1 to 4.</summary>
    [BindProperty(SupportsGet = true)] public int Q { get; set; } = 1;
    /// <summary>Words that lines must hold to be shown; empty for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Has { get; set; }
    /// <summary>What was picked: lines and points.</summary>
    [BindProperty] public List<string> Picked { get; set; } = [];
    /// <summary>The wording of a joined point.</summary>
    [BindProperty] public string? Wording { get; set; }
    /// <summary>Why something is left out.</summary>
    [BindProperty] public string? Reason { get; set; }

    /// <summary>The answers to this question; null when the page only says why nothing was done.</summary>
    public RollUp? All { get; private set; }
    /// <summary>How many lines each question has.</summary>
    public IReadOnlyDictionary<AarQuestion, int> Counts { get; private set; } = null!;
    /// <summary>How many voices there are.</summary>
    public int Voices { get; private set; }
    /// <summary>The question.</summary>
    public AarQuestion Question => (AarQuestion)Q;
    /// <summary>The words of the questions.</summary>
    public AarForm Form => AarForm.Of(Round!.Form);
    /// <summary>This page with its question.</summary>
    public string Again => $"{Here}/gather?q={Q}";

    /// <summary>Whether a line is among those to show.</summary>
    public bool Shows(string text) => string.IsNullOrWhiteSpace(Has) || text.Contains(Has.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Shows it; while the round is open, leads to the round.</summary>
    public async Task<IActionResult> OnGetAsync(long number)
    {
        await Opened(number);
        if (!Round!.IsClosed)
            return Redirect(Here);
        await Gathered();
        return Page();
    }

    /// <summary>Joins what was picked.</summary>
    public Task<IActionResult> OnPostJoinAsync(long number) => Does(number, () => All!.Join(Picked, Wording));

    /// <summary>Takes one apart.</summary>
    public Task<IActionResult> OnPostPartAsync(long number, long point) => Does(number, () => All!.Part(point));

    /// <summary>Leaves lines out.</summary>
    public Task<IActionResult> OnPostOutAsync(long number) => Does(number, () => All!.LeaveOut(Picked, Reason));

    /// <summary>Takes that back.</summary>
    public Task<IActionResult> OnPostBackAsync(long number, string line) => Does(number, () => All!.TakeBack(line));

    /// <summary>Puts what was picked into the review.</summary>
    public async Task<IActionResult> OnPostPutAsync(long number)
    {
        await Opened(number);
        await Gathered();
        await All!.Put(viewer, Picked, clock.GetUtcNow(), HttpContext.RequestAborted);
        return await Done("ใส่ลงใบถอดบทเรียนแล้ว");
    }

    async Task<IActionResult> Does(long number, Action deed)
    {
        await Opened(number);
        await Gathered();
        deed();
        return await Done(null);
    }

    async Task<IActionResult> Done(string? sentence)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        if (sentence is not null)
            HttpContext.Say(sentence);
        return Redirect(Again);
    }

    async Task Gathered()
    {
        var stop = HttpContext.RequestAborted;
        if (Q is < 1 or > 4)
            throw Refused.NotFound();
        All = await RollUp.Of(db, Aar, Round!, Question, stop);
        Counts = await db.VoiceLines.Where(l => l.Number == Aar.Number).GroupBy(l => l.Question).Select(g => new { g.Key, Lines = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Lines, stop);
        Voices = await db.Voices.CountAsync(v => v.Number == Aar.Number, stop);
    }
}
