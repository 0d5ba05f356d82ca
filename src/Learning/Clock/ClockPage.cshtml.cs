using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Learning;

/// <summary>The clock of the agenda for who leads the meeting: <c>/meet/1042/clock</c>. Begins a line, gives the next speaker the word, ends; what it measured is written into the agenda.</summary>
[Needs(Deed.Meet)]
public sealed class ClockPage(CommonsDb db, Viewer viewer, TimeProvider time) : HeldMeeting(db, viewer)
{
    /// <summary>Its agenda against the clock.</summary>
    public AgendaClock Clock => clock ??= new(Meeting, Now);
    /// <summary>When the page was asked for (UTC).</summary>
    public DateTimeOffset Now { get; } = time.GetUtcNow();

    readonly CommonsDb db = db;
    AgendaClock? clock;

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long number) => Ready(number);

    /// <summary>Begins a line.</summary>
    public Task<IActionResult> OnPostAsync(long number, long line, string? ran) => Do(number, ran, clock => clock.Begin(clock.Lines.SingleOrDefault(l => l.Id == line) ?? throw Refused.NotFound()));

    /// <summary>The next speaker has the word.</summary>
    public Task<IActionResult> OnPostTurnAsync(long number, string? ran) => Do(number, ran, clock => clock.Turn());

    /// <summary>What runs ends.</summary>
    public Task<IActionResult> OnPostEndAsync(long number, string? ran) => Do(number, ran, clock => clock.End());

    /// <summary>What the page was made for: the line that ran, and the speaker; who presses on an older page sees the newer one and nothing is counted twice.</summary>
    public string Ran => Clock.Running is { } line ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line.Id}.{line.Actual.Length}") : "";

    async Task<IActionResult> Do(long number, string? ran, Action<AgendaClock> deed)
    {
        await Ready(number);
        if ((ran ?? "") != Ran)
            throw new Refused(409, "มีคนกดไปแล้วจากอีกเครื่อง หน้านี้เป็นปัจจุบันแล้ว");
        deed(Clock);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect($"/meet/{number}/clock");
    }
}
