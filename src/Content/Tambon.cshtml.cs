using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A tambon or a district: its blog, the newest things, cases, people, neighbours: <c>/t/{code}</c>.</summary>
[OpenToAll, Cached]
public sealed class TambonPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer, TimeProvider clock) : ListPage(db, viewer, kinds, gazetteer)
{
    /// <summary>The place.</summary>
    public Place Place { get; private set; } = null!;
    /// <summary>Its blog; null when it has none yet.</summary>
    public Blog? Blog { get; private set; }
    /// <summary>Whether the viewer may make it one.</summary>
    public bool MayOpenBlog => Viewer.May(Deed.OpenBlog, new(Place.Code));
    /// <summary>The newest cases from here.</summary>
    public IReadOnlyList<Row> Cases { get; private set; } = [];
    /// <summary>Who belongs here or holds a role here today.</summary>
    public IReadOnlyList<Member> People { get; private set; } = [];
    /// <summary>What it was called before, oldest first.</summary>
    public IReadOnlyList<PlaceEra> Former { get; private set; } = [];
    /// <summary>Villages entered here.</summary>
    public IReadOnlyList<Village> Villages { get; private set; } = [];

    /// <summary>Shows the place.</summary>
    public async Task OnGetAsync(string code, [FromQuery(Name = "page")] int number = 1)
    {
        var (stop, today) = (HttpContext.RequestAborted, Thai.ThaiDate.Day(clock.GetUtcNow()));
        await Read("t", code, number);
        Place = Gazetteer.Find(code)!;
        Blog = await Db.Blogs.SingleOrDefaultAsync(b => b.PlaceCode == code, stop);
        Cases = (await Row.Read(Listing.Items.Where(i => i.Kind == "case"), Viewer, perPage: 5, stop: stop)).Items;
        var held = Db.RolesHeld.Where(r => r.PlaceCode == code && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today));
        People = await Db.Members.AsNoTracking().Known().Where(m => m.TambonCode == code || held.Any(r => r.MemberId == m.Id)).OrderBy(m => m.Id).Take(24).ToListAsync(stop);
        Former = await Db.Set<PlaceEra>().Where(e => e.Code == code && e.ValidTo != null).OrderBy(e => e.ValidTo).ToListAsync(stop);
        Villages = await Db.Set<Village>().Where(v => v.TambonCode == code && v.ValidTo == null).OrderBy(v => v.Moo).ThenBy(v => v.Name).ToListAsync(stop);
    }
}
