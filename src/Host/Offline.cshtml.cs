using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Host;

/// <summary>What one can do without a line: read what was kept, see what waits to be sent: <c>/offline</c>. The service worker keeps it, without a name on it.</summary>
[OpenToAll, Cached]
public sealed class OfflinePage : PageModel
{
    /// <summary>Shows it.</summary>
    public void OnGet() { }
}
