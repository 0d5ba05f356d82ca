using System.Net;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The page of any content item. The number decides; a wrong slug is led to the right one. What only its kind has, its kind renders.</summary>
[OpenToAll, Cached]
public sealed class ItemPage(CommonsDb db, Viewer viewer, Kinds kinds, IEnumerable<Beside> beside, Gazetteer gazetteer, LinkTitles titles, Followables followables, TimeProvider clock) : PageModel
{
    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Its kind.</summary>
    public ContentKind Kind => kinds[Item.Kind];
    /// <summary>What modules show beside it.</summary>
    public IEnumerable<Beside> Beside => Item.State == ItemState.Published && Item.HiddenAt is null ? beside : [];
    /// <summary>Where it is, in words.</summary>
    public string Where => gazetteer.Says(Item.PlaceCode);
    /// <summary>What may be read below it.</summary>
    public Talk Talk { get; private set; } = Talk.None;
    /// <summary>How many said thank you for it.</summary>
    public int Thanked { get; private set; }
    /// <summary>Whether the viewer follows it.</summary>
    public bool Follows { get; private set; }
    /// <summary>Whether the viewer did.</summary>
    public bool ThankedByMe { get; private set; }
    /// <summary>The documents attached.</summary>
    public IReadOnlyList<ItemFile> Files { get; private set; } = [];
    /// <summary>The titles that links in comments need.</summary>
    public LinkTitles Titles => titles;
    /// <summary>How often it was read.</summary>
    public long Reads { get; private set; }
    /// <summary>Whether the viewer may revise it.</summary>
    public bool MayRevise => viewer.May(Kind.History.Deed, Item.GroundFor(viewer));
    /// <summary>Whether it has a history for this viewer: for readers once it was changed after publishing.</summary>
    public bool HasHistory => Item.RevisedAt is not null || viewer.Moderates(Item.PlaceCode) || viewer.May(Kind.History.Deed, Item.GroundFor(viewer));
    /// <summary>Whether the viewer may let comments stand or take them away.</summary>
    public bool MayMind => viewer.May(Deed.MindComments, Item.GroundFor(viewer));
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>The comment being written.</summary>
    [BindProperty]
    public NewComment Say { get; set; } = new();

    /// <summary>Shows the item; <c>reply</c> says which comments one is about to answer.</summary>
    public async Task<IActionResult> OnGetAsync(long number, string? slug, string? reply)
    {
        await Load(number);
        Say.ReplyTo = Talk.Named(reply);
        if (MayRevise)
            ReadCounting.IsOwn(HttpContext);
        return (slug ?? "") == Item.Slug ? Page() : RedirectPermanent(Item.Url + Request.QueryString);
    }

    /// <summary>Takes a comment.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Load(number);
        var comment = await Say.WriteOn(Item, viewer, db, HttpContext.Connection.RemoteIpAddress ?? IPAddress.None, clock.GetUtcNow());
        // What cannot be followed is talked about all the same: the comment is not lost for a tick
        if (Say.Follow && viewer.IsMember && Item.IsListed)
            await Follow.Begin(db, viewer, followables, "n", Follow.KeyOf(number), clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        if (comment.State == CommentState.Held)
            HttpContext.Say(HoldRule.Of(comment.HeldFor).First().Thai);
        return Redirect($"{Item.Url}#{(comment.State == CommentState.Held ? "talk" : $"c{comment.Id}")}");
    }

    // Every question to the database is a third of a millisecond: what is not there is not asked for
    async Task Load(long number)
    {
        var stop = HttpContext.RequestAborted;
        var items = db.Items.AsNoTracking().VisibleTo(viewer).Include(i => i.Author);
        var (me, key, follows, thanks) = (viewer.Id, Follow.KeyOf(number), db.Follows, db.Thanks.Where(t => t.CommentId == null));
        var found = await (viewer.IsMember ? items.Include(i => i.Blog!.Writers) : items.Include(i => i.Blog).AsQueryable()).Where(i => i.Number == number)
            .Select(i => new
            {
                Item = i,
                Reads = db.Set<ItemReads>().Where(r => r.Number == i.Number).Sum(r => r.Count),
                Tags = db.Set<Tag>().Where(t => t.Number == i.Number).GroupBy(t => t.Number).OrderBy(g => g.Key).Select(g => EF.Functions.ArrayAgg(g.Select(t => t.Label))).FirstOrDefault(),
                Thanks = thanks.Count(t => t.Number == i.Number),
                Mine = thanks.Any(t => t.Number == i.Number && t.MemberId == me),
                Follows = follows.Any(f => f.MemberId == me && f.Sort == "n" && f.Key == key),
                HasFiles = i.Files.Any(),
                HasComments = i.Comments.Any(c => c.State != CommentState.Removed),
            }).SingleOrDefaultAsync(stop) ?? throw Refused.NotFound();
        (Item, Reads, Thanked, ThankedByMe, Follows) = (found.Item, found.Reads, found.Thanks, found.Mine, found.Follows);
        Item.TagWith(found.Tags ?? []);
        if (found.HasFiles)
            Files = await db.ItemFiles.AsNoTracking().Include(f => f.Attachment).Where(f => f.Number == number).OrderBy(f => f.Position).ThenBy(f => f.AttachmentId).ToListAsync(stop);
        if (!found.HasComments)
            return;
        Talk = await Talk.Below(db, viewer, number, MayMind, stop);
        await titles.Know(Talk.Comments.Select(c => c.Html), stop);
    }
}
