using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The next steps that a member took on and the promises that they gave, for their letters.</summary>
static class TakenOn
{
    /// <summary>What <see cref="Duties"/> asks first.</summary>
    public static async Task<IReadOnlyList<long>> Whose(CommonsDb db, long[] members, DateOnly first, DateOnly last, CancellationToken stop) =>
        await db.NextSteps.Where(s => s.OwnerId != null && members.Contains(s.OwnerId.Value) && s.State == StepState.Open && s.DueOn >= first && s.DueOn <= last).Select(s => s.OwnerId!.Value)
            .Union(db.Promises.Where(p => members.Contains(p.MemberId) && p.Answer == null && p.Due >= first && p.Due <= last).Select(p => p.MemberId)).ToListAsync(stop);

    /// <summary>What <see cref="Duties"/> asks.</summary>
    public static async Task<IReadOnlyList<Duty>> Of(CommonsDb db, Viewer viewer, DateOnly first, DateOnly last, Wording w, CancellationToken stop)
    {
        var (me, seen) = (viewer.Id, db.Items.VisibleTo(viewer).Listed());
        var steps = await db.NextSteps.AsNoTracking().Where(s => s.OwnerId == me && s.State == StepState.Open && s.DueOn >= first && s.DueOn <= last && seen.Any(i => i.Number == s.Number))
            .OrderBy(s => s.DueOn).ThenBy(s => s.Id).Select(s => new { s.Text, s.Number, s.DueOn }).Take(50).ToListAsync(stop);
        var promises = await db.PromisesOf(viewer).Where(p => p.Answer == null && p.Due >= first && p.Due <= last).OrderBy(p => p.Due).ThenBy(p => p.Id).Select(p => new { p.Text, p.Due }).Take(50).ToListAsync(stop);
        return [.. steps.Select(s => new Duty(s.Text, ContentItem.UrlOf(s.Number, ""), s.DueOn!.Value, w["ท่านรับไว้ในที่ประชุม"], s.Number))
            .Concat(promises.Select(p => new Duty(p.Text, "/me/promises", p.Due, w["ท่านบอกไว้ว่าจะกลับไปทำ"]))).OrderBy(d => d.Due)];
    }
}
