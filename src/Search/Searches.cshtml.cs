using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>The searches that a member keeps (<c>/me/searches</c>): open, rename, take out; and what is new in each. The find page posts here to keep one.</summary>
[Needs(Deed.BeMember)]
public sealed class SearchesPage(CommonsDb db, Viewer viewer, Catalogue catalogue, FacetGroups groups, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>A kept search and how many things are new in it.</summary>
    public sealed record Line(SavedSearch Saved, int New);

    /// <summary>The member's searches, by name.</summary>
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    /// <summary>What follows the question mark of the search to keep.</summary>
    [BindProperty] public string? Query { get; set; }
    /// <summary>The new name.</summary>
    [BindProperty] public string? Name { get; set; }

    /// <summary>The search whose new name was refused, so that the name stays in its field; 0 for none.</summary>
    public long Renaming { get; private set; }

    /// <summary>Shows them.</summary>
    public Task OnGetAsync() => Load();

    /// <summary>Keeps a search.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await Load();
        paces.Count(SavedSearch.Saves, viewer.Id);
        var asked = FindAddress.Of(new QueryCollection(QueryHelpers.ParseQuery(Query)));
        var blogs = await FacetGroups.Blogs(db, viewer, [], asked, HttpContext.RequestAborted);
        var name = string.Join(" · ", asked.Chosen.Select(facet => groups.Says(facet, blogs)).Prepend(asked.Typed.Trim()).Where(word => word.Length > 0));
        var kept = await SavedSearch.Keep(db, viewer.Id, asked, name, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เก็บการค้นนี้แล้ว ดูได้ที่การค้นที่เก็บไว้");
        return Redirect(kept.Address);
    }

    /// <summary>Opens one: from now on it counts what comes after.</summary>
    public async Task<IActionResult> OnPostOpenAsync(long id)
    {
        await Load();
        paces.Count(SavedSearch.Changes, viewer.Id);
        var saved = await SavedSearch.Of(db, viewer.Id, id, HttpContext.RequestAborted);
        saved.Open(clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(saved.Address);
    }

    /// <summary>Gives one another name.</summary>
    public async Task<IActionResult> OnPostRenameAsync(long id)
    {
        await Load();
        Renaming = id;
        paces.Count(SavedSearch.Changes, viewer.Id);
        (await SavedSearch.Of(db, viewer.Id, id, HttpContext.RequestAborted)).Call(Name);
        return await Done("เปลี่ยนชื่อแล้ว");
    }

    /// <summary>Takes one out.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(long id)
    {
        await Load();
        paces.Count(SavedSearch.Changes, viewer.Id);
        db.SavedSearches.Remove(await SavedSearch.Of(db, viewer.Id, id, HttpContext.RequestAborted));
        return await Done("เอาการค้นออกแล้ว");
    }

    async Task<IActionResult> Done(string said)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect("/me/searches");
    }

    async Task Load()
    {
        var (view, lines) = (catalogue.View, new List<Line>());
        foreach (var saved in await db.SavedSearches.AsNoTracking().Where(saved => saved.MemberId == viewer.Id).OrderBy(saved => saved.Name).ThenBy(saved => saved.Id).ToListAsync(HttpContext.RequestAborted))
            lines.Add(new(saved, await saved.NewSince(db, viewer, view, saved.OpenedAt).CountAsync(HttpContext.RequestAborted)));
        Lines = lines;
    }
}
