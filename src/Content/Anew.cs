using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Content;

/// <summary>Renders anew what an older renderer made (<see cref="Prose.Version"/>), in the background: a page read must not have to write, and until then readers see what they saw.
/// What a writer wrote and when stays as it is. Small batches, each one transaction; several servers share the work; a row that a writer is saving is left to them.</summary>
public static partial class Anew
{
    /// <summary>The most items rendered in one transaction.</summary>
    public const int BatchSize = 20;

    /// <summary>Goes through a table once.</summary>
    /// <param name="things">The site's things.</param>
    /// <param name="older">Asks for the numbers (as <c>"Value"</c>) of at most <see cref="BatchSize"/> texts of an older renderer after this number, in their order, and locks them with their items, passing over locked ones.</param>
    /// <param name="load">Loads these items' texts; what it gives renders one of them and may refuse, which leaves that one as it is.</param>
    /// <param name="stop">Stops between batches.</param>
    public static async Task Render(IServiceProvider things, Func<long, FormattableString> older, Func<CommonsDb, long[], Task<IReadOnlyDictionary<long, Action>>> load, CancellationToken stop)
    {
        var (db, log) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Anew)));
        for (long after = 0; ;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var locked = await db.Database.SqlQuery<long>(older(after)).ToListAsync(stop);
            if (locked.Count == 0)
                return;
            foreach (var (number, render) in await load(db, [.. locked.Distinct()]))
                try { render(); }
                catch (Refused refused) { Stays(log, number, refused.Message); }
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            db.ChangeTracker.Clear();
            after = locked[^1];
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The text of {Number} can no longer be rendered and stays as an older renderer made it: {Reason}")]
    static partial void Stays(ILogger log, long number, string reason);
}
