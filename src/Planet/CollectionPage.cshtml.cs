using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Planet;

/// <summary>A collection: <c>/collections/{id}</c>. Whoever is asked to keep it answers here, and who does not want to be in it says so here.</summary>
[OpenToAll, Cached]
public sealed class CollectionPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    ILookup<long, CollectionRule> why = null!;

    /// <summary>The collection.</summary>
    public Collection Collection { get; private set; } = null!;
    /// <summary>What its rules mean.</summary>
    public Gathering Gathering { get; private set; } = null!;
    /// <summary>A page of it.</summary>
    public Rows Rows { get; private set; } = null!;
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>Whether the viewer keeps it.</summary>
    public bool MayKeep => viewer.May(Deed.KeepCollection, Collection.GroundFor(viewer));
    /// <summary>Whether the viewer was asked to keep it and has not answered.</summary>
    public bool IsAsked => Collection.Owners.Exists(o => o.MemberId == viewer.Id && o.Since is null);
    /// <summary>Whether the viewer does not want to be in it.</summary>
    public bool HasDeclined => Collection.Declined.Exists(d => d.MemberId == viewer.Id);

    /// <summary>Why an item is here, in words.</summary>
    public string Why(long number, Words l) => string.Join(" · ", why[number].Select(r => $"{l[r.Kind.Thai].Value}: {Gathering.NameOf(r, l.English)}")
        .Concat(Collection.Pieces.Where(p => p.IsIn && p.Number == number).Select(p => l["ใส่ไว้เพราะ {0}", p.Reason].Value)));

    /// <summary>Shows one page of it.</summary>
    public async Task OnGetAsync(long collection, [FromQuery(Name = "page")] int number = 1)
    {
        var stop = HttpContext.RequestAborted;
        Collection = await Collection.Find(db, collection, stop);
        Gathering = await Gathering.Of(db, gazetteer, Collection, clock.GetUtcNow(), stop);
        Rows = await Row.Read(Gathering.Items, viewer, number, stop: stop);
        why = await Gathering.Why(Rows.Items, stop);
    }

    /// <summary>The viewer keeps it from now on.</summary>
    public Task<IActionResult> OnPostAcceptAsync(long collection) => Do(collection, () => Collection.Accept(viewer.Id, clock.GetUtcNow()), "ท่านดูแลรวมเรื่องนี้ด้วยแล้ว");

    /// <summary>The viewer will not keep it.</summary>
    public Task<IActionResult> OnPostRefuseAsync(long collection) => Do(collection, () =>
    {
        if (!IsAsked)
            throw Refused.NotFound();
        Collection.LetGo(viewer.Id);
    }, "ตอบไปแล้วว่าไม่รับ");

    /// <summary>The viewer's stories shall not be here.</summary>
    public Task<IActionResult> OnPostDeclineAsync(long collection) => Do(collection, () =>
    {
        if (!HasDeclined)
            Collection.Declined.Add(new() { MemberId = viewer.Id, At = clock.GetUtcNow() });
    }, "เรื่องของท่านไม่อยู่ในรวมเรื่องนี้แล้ว");

    /// <summary>The viewer's stories may be here again.</summary>
    public Task<IActionResult> OnPostReturnAsync(long collection) => Do(collection, () => Collection.Declined.RemoveAll(d => d.MemberId == viewer.Id), "เรื่องของท่านอยู่ในรวมเรื่องนี้ได้แล้ว");

    async Task<IActionResult> Do(long collection, Action deed, string said)
    {
        await OnGetAsync(collection);
        viewer.Must(Deed.BeMember, new());
        deed();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect(Collection.Url);
    }
}
