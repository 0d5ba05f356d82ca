using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>The moderators' work: what was reported, what waits longer than its blog's owners took, appeals, what is hidden: <c>/moderate</c>. One thing and its ruling: <c>/moderate?number=1042</c>.</summary>
[Needs(Deed.Moderate)]
public sealed class ModeratePage(Desk desk) : QueuePage(desk)
{
    /// <inheritdoc/>
    public override string Here => "/moderate";
    /// <summary>Appeals that this viewer may answer, oldest first.</summary>
    public IReadOnlyList<Appeal> Appeals { get; private set; } = [];
    /// <summary>The ruling whose appeal is answered.</summary>
    [BindProperty] public long? Appealed { get; set; }

    /// <summary>Leaves it as it is.</summary>
    public Task<IActionResult> OnPostLeaveAsync(string? back) => Decide(RulingDeed.Leave, back);

    /// <summary>Answers an appeal: it stays as it was decided.</summary>
    public Task<IActionResult> OnPostUpholdAsync() => Answer(_ => RulingDeed.Uphold);

    /// <summary>Answers an appeal: it is undone.</summary>
    public Task<IActionResult> OnPostOverturnAsync() => Answer(ruling => ruling.Deed == RulingDeed.Strike ? RulingDeed.Unstrike : RulingDeed.Restore);

    async Task<IActionResult> Answer(Func<Ruling, RulingDeed> deed)
    {
        var stop = HttpContext.RequestAborted;
        await List(stop);
        var appeal = await Desk.Db.Appeals.Include(a => a.Ruling.Item.Blog!.Writers).Include(a => a.Ruling.Comment).SingleOrDefaultAsync(a => a.RulingId == Appealed, stop) ?? throw Refused.NotFound();
        var ruling = appeal.Ruling;
        var revision = ruling.Revision is { } nth ? await Desk.Db.Revisions.SingleAsync(r => r.Number == ruling.Number && r.Nth == nth, stop) : null;
        await Ruling.Make(Desk, ruling.Item, deed(ruling), Reasons.Of(Ready, Reason), revision, ruling.Comment, appeal);
        await Desk.Db.SaveChangesAsync(stop);
        HttpContext.Say("ทบทวนแล้ว ผลอยู่ในสมุดคำตัดสิน");
        return Redirect(Here);
    }

    /// <inheritdoc/>
    protected override async Task List(CancellationToken stop)
    {
        var (db, viewer) = (Desk.Db, Desk.Viewer);
        Waiting = [.. (await Matter.Reported(db, Seen, stop)).Concat((await Matter.Waiting(db, Seen, stop)).FindAll(m => m.IsForModerators(Desk.Now))).Where(m => viewer.Moderates(m.Item.PlaceCode)).OrderBy(m => m.Since)];
        Hidden = (await Matter.Hidden(db, Seen, stop)).FindAll(m => viewer.Moderates(m.Item.PlaceCode));
        Appeals = await Appeal.Waiting(db, viewer, stop);
    }
}
