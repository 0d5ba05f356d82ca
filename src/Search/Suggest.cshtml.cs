using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Search;

/// <summary>What somebody may be typing into the find page, as the options of a list and nothing around them: <c>/find/suggest?q=</c>. For the script of the theme.
/// A browser may keep it for a minute while nobody is signed in: no longer than the page it is shown on would stand.</summary>
[OpenToAll]
public sealed class Suggest(Suggestions suggestions, Viewer viewer, CommonsDb db) : PageModel
{
    /// <summary>What may be meant.</summary>
    public IReadOnlyList<Suggestions.Suggestion> Options { get; private set; } = [];

    /// <summary>Suggests.</summary>
    public async Task OnGetAsync(string? q, CancellationToken stop)
    {
        Options = await suggestions.For(q, viewer, db, stop);
        Response.Headers.CacheControl = viewer.IsMember ? "private, no-store" : "private, max-age=60";
        Response.Headers.Vary = "Cookie";
    }
}
