using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What was agreed to be done in a circle's meetings, over all of them: <c>/c/{circle}/steps</c>. Who took a step, and who leads the circle, says how it went.</summary>
[OpenToAll]
public sealed class CircleStepsPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>A step with the meeting where it was agreed.</summary>
    public sealed record Shown(NextStep Step, MeetingLink Meeting);

    /// <summary>The circle.</summary>
    public Circle Circle { get; private set; } = null!;
    /// <summary>The open ones, the earliest due first, those without a day last.</summary>
    public IReadOnlyList<Shown> Open { get; private set; } = [];
    /// <summary>Those that were closed, the latest first; at most fifty.</summary>
    public IReadOnlyList<Shown> Closed { get; private set; } = [];
    /// <summary>Today in Bangkok.</summary>
    public DateOnly Today => ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Whether the viewer says how this one went: its owner, and who leads the circle.</summary>
    public bool May(NextStep step) => viewer.May(Deed.Meet, new(Circle.PlaceCode, Circle.Id, step.OwnerId));

    /// <summary>Whether the viewer is told that it is late: nobody else is.</summary>
    public bool TellsLate(NextStep step) => step.OwnerId == viewer.Id && viewer.IsMember && step.IsOverdue(Today);

    /// <summary>The step that is spoken of; its fields keep what was typed when it is refused.</summary>
    [BindProperty(SupportsGet = true, Name = "step")] public long? Spoken { get; set; }
    /// <summary>How it went, as typed.</summary>
    [BindProperty] public string? Note { get; set; }
    /// <summary>Until when more time is asked for, as typed.</summary>
    [BindProperty] public string? Until { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(string circle)
    {
        var stop = HttpContext.RequestAborted;
        Circle = await Circle.Find(db, viewer, circle, stop);
        var meetings = MeetingChain.Links(db, viewer, Circle.Id);
        var steps = db.NextSteps.AsNoTracking().Join(meetings, s => s.Number, m => m.Number, (s, m) => new { s, m });
        Open = [.. (await steps.Where(x => x.s.State == StepState.Open).OrderBy(x => x.s.DueOn ?? DateOnly.MaxValue).ThenBy(x => x.s.Id).Take(200).ToListAsync(stop)).Select(x => new Shown(x.s, x.m))];
        Closed = [.. (await steps.Where(x => x.s.State != StepState.Open).OrderByDescending(x => x.s.ClosedOn).ThenByDescending(x => x.s.Id).Take(50).ToListAsync(stop)).Select(x => new Shown(x.s, x.m))];
    }

    /// <summary>Says how one went.</summary>
    public async Task<IActionResult> OnPostAsync(string circle, StepState state)
    {
        var (stop, one) = (HttpContext.RequestAborted, await Take(circle));
        if (!ModelState.IsValid || !Enum.IsDefined(state))
            throw new Refused(422, "เลือกว่าเสร็จแล้ว ไม่ทำแล้ว หรือยังทำอยู่");
        if (state == StepState.Dropped && string.IsNullOrWhiteSpace(Note))
            throw new Refused(422, "ไม่ทำแล้วเพราะอะไร บอกสั้น ๆ ให้วงเข้าใจ");
        one.Close(state, Note, Today);
        await db.SaveChangesAsync(stop);
        HttpContext.Say(state == StepState.Done ? "ขอบคุณที่ทำจนเสร็จ" : "บันทึกแล้ว");
        return Redirect($"{Circle.Url}/steps");
    }

    /// <summary>Takes more time for one.</summary>
    public async Task<IActionResult> OnPostLongerAsync(string circle)
    {
        var one = await Take(circle);
        one.Extend(Until, Today);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกแล้ว");
        return Redirect($"{Circle.Url}/steps");
    }

    // All of them too: a refusal shows the page
    async Task<NextStep> Take(string circle)
    {
        await OnGetAsync(circle);
        var (step, meetings) = (Spoken, MeetingChain.Links(db, viewer, Circle.Id));
        var one = await db.NextSteps.SingleOrDefaultAsync(s => s.Id == step && meetings.Any(m => m.Number == s.Number), HttpContext.RequestAborted) ?? throw Refused.NotFound();
        return May(one) ? one : throw Refused.NotAllowed();
    }

}
