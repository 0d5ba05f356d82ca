using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Content;

/// <summary>What all pages with a list of items have: the list, the page of it that is shown, and the feed.</summary>
public abstract class ListPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer) : PageModel
{
    /// <summary>The database, for the page's own questions.</summary>
    protected CommonsDb Db => db;
    /// <summary>All kinds.</summary>
    protected Kinds Kinds => kinds;
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>The list.</summary>
    public Listing Listing { get; private set; } = null!;
    /// <summary>The page of it that is shown.</summary>
    public Rows Rows { get; private set; } = null!;

    /// <summary>Finds the list and reads one page of it; 404 when there is none.</summary>
    protected async Task Read(string sort, string key, int page)
    {
        Listing = await Listing.Find(db, kinds, gazetteer, viewer, sort, key, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        Rows = await Row.Read(Listing.Items, viewer, page, stop: HttpContext.RequestAborted);
    }
}
