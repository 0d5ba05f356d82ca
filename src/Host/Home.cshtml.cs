using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>The front page: the newest story with a picture, what was written lately of each kind, the six cases, and the way to search and to write.</summary>
[OpenToAll, Cached]
public sealed class HomePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The story on top; null while nothing has a picture.</summary>
    public ContentItem? Lead { get; private set; }
    /// <summary>Its picture.</summary>
    public ItemPhoto? Picture { get; private set; }
    /// <summary>The newest notes.</summary>
    public IReadOnlyList<Row> Notes { get; private set; } = [];
    /// <summary>The newest AARs.</summary>
    public IReadOnlyList<Row> Aars { get; private set; } = [];
    /// <summary>The newest cases.</summary>
    public IReadOnlyList<Row> Cases { get; private set; } = [];
    /// <summary>What was said last.</summary>
    public IReadOnlyList<Comment> Talk { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Today in Thailand.</summary>
    public DateOnly Today => ThaiDate.Day(clock.GetUtcNow());
    /// <summary>Districts, tambons.</summary>
    public (int Districts, int Tambons) Count => (gazetteer.Districts.Count(), gazetteer.All.Values.Count(p => p.Level == PlaceLevel.Tambon));

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var listed = db.Items.VisibleTo(viewer).Listed();
        Lead = await listed.AsNoTracking().Include(i => i.Author).Include(i => i.Photos.OrderBy(p => p.Position).Take(1)).ThenInclude(p => p.Photo)
            .Where(i => i.Photos.Count > 0 && i.Kind == "note").OrderByDescending(i => i.PublishedAt).FirstOrDefaultAsync(stop);
        Picture = Lead?.Photos[0];
        var lead = Lead?.Number ?? 0;
        Notes = await Newest("note", 4, lead, stop);
        Aars = await Newest("aar", 3, lead, stop);
        Cases = await Newest("case", 6, lead, stop);
        Talk = await db.Comments.AsNoTracking().Include(c => c.Item).Include(c => c.Member).Where(c => c.State == CommentState.Shown && listed.Any(i => i.Number == c.Number))
            .OrderByDescending(c => c.At).Take(3).ToListAsync(stop);
    }

    async Task<IReadOnlyList<Row>> Newest(string kind, int most, long except, CancellationToken stop) =>
        (await Row.Read(db.Items.Where(i => i.Kind == kind && i.Number != except), viewer, perPage: most, stop: stop)).Items;
}
