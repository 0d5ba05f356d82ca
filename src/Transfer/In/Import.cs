using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Transfer;

/// <summary>Brings things in, one at a time, each in a transaction of its own: so it can be stopped anywhere and goes on where it stopped, and doing it again changes nothing,
/// since the database knows each thing by its source and key.</summary>
public sealed class Import(IServiceScopeFactory scopes)
{
    /// <summary>What would become of everything, without making anything.</summary>
    public async IAsyncEnumerable<Outcome> Look(IBundle bundle, string format, ImportOrder order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        foreach (var sheet in Reader.Read(bundle, format))
        {
            stop.ThrowIfCancellationRequested();
            yield return await Ask(things => Fated(things.GetRequiredService<CommonsDb>(), sheet, order, stop));
        }
    }

    /// <summary>Makes everything that can be made.</summary>
    /// <param name="bundle">The files.</param>
    /// <param name="format">One of <see cref="Reader.Formats"/>.</param>
    /// <param name="order">How.</param>
    /// <param name="heard">Hears of each when it is done.</param>
    /// <param name="stop">Stops between two things.</param>
    public async Task Run(IBundle bundle, string format, ImportOrder order, Func<Outcome, Task> heard, CancellationToken stop)
    {
        // The numbers that come along: what links to one of them is not lost
        var (brought, photos, late) = (new HashSet<long>(), bundle.Names.GroupBy(Path.GetFileName).ToDictionary(g => g.Key!, g => g.First(), StringComparer.OrdinalIgnoreCase), new List<string>());
        foreach (var sheet in Reader.Read(bundle, format))
            if (sheet.OldNumber is { } old)
                brought.Add(old);
        if (order.IsWhole)
            await Ask(async things => { await Around.Bring(things, bundle, stop); return true; });
        foreach (var sheet in Reader.Read(bundle, format))
        {
            stop.ThrowIfCancellationRequested();
            var outcome = await One(sheet, bundle, order, brought, photos, stop);
            // A case may cite one that comes after it
            if (outcome.Fate == Fate.Refused && sheet.Fault is null && sheet.Paper.Sources.Count > 0)
                late.Add(sheet.Key);
            else
                await heard(outcome);
        }
        if (late.Count > 0)
            foreach (var sheet in Reader.Read(bundle, format).Where(s => late.Contains(s.Key)))
                await heard(await One(sheet, bundle, order, brought, photos, stop));
    }

    async Task<Outcome> One(Sheet sheet, IBundle bundle, ImportOrder order, HashSet<long> brought, IReadOnlyDictionary<string, string> photos, CancellationToken stop)
    {
        try
        {
            return await Ask(async things =>
            {
                var db = things.GetRequiredService<CommonsDb>();
                await using var transaction = await db.Database.BeginTransactionAsync(stop);
                var outcome = await Fated(db, sheet, order, stop);
                if (outcome.Fate != Fate.New)
                    return outcome;
                var number = await new Planting(things, bundle, order, brought, photos).Plant(Answered(sheet, order), stop);
                await transaction.CommitAsync(stop);
                return outcome with { Number = number };
            });
        }
        catch (Refused refused) { return new(sheet, Fate.Refused, null, new(refused.Message)); }
        catch (DbUpdateException fault) when (fault.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody brings the same at the same moment: it is here
            return await Ask(things => Fated(things.GetRequiredService<CommonsDb>(), sheet, order, stop)) is { Fate: Fate.Here } here ? here : new(sheet, Fate.Refused, null, new("ตรงกับสิ่งที่มีอยู่แล้ว จึงทำไม่ได้"));
        }
    }

    static async Task<Outcome> Fated(CommonsDb db, Sheet sheet, ImportOrder order, CancellationToken stop)
    {
        if (sheet.Fault is { } fault)
            return new(sheet, Fate.Refused, null, fault);
        if (await db.Origins.Where(o => o.Source == sheet.Source && o.Key == sheet.Key).Select(o => (long?)o.Number).SingleOrDefaultAsync(stop) is { } known)
            return new(sheet, Fate.Here, known);
        // A copy of this very site: the thing itself is here
        if (sheet.Paper is { Number: { } own, Date: { } date } paper && (paper.Created ?? date).ToUniversalTime() is var begun && await db.Items.AnyAsync(i => i.Number == own && i.CreatedAt == begun, stop))
            return new(sheet, Fate.Here, own);
        return Answered(sheet, order).Paper.Date is null ? new(sheet, Fate.Asked) : new(sheet, Fate.New);
    }

    static Sheet Answered(Sheet sheet, ImportOrder order) => sheet.Doubt is { } doubt && order.Answers.TryGetValue(sheet.Key, out var day) && (doubt.Choices.Count == 0 || doubt.Choices.Contains(day))
        ? sheet with { Paper = sheet.Paper with { Date = doubt.On(day) }, Doubt = null } : sheet;

    async Task<T> Ask<T>(Func<IServiceProvider, Task<T>> question)
    {
        await using var own = scopes.CreateAsyncScope();
        return await question(own.ServiceProvider);
    }
}
