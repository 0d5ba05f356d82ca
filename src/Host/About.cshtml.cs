using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Host;

/// <summary>What the site is and how to use it: <c>/about</c>.</summary>
[OpenToAll, Cached]
public sealed class AboutPage : PageModel
{
    /// <summary>Shows it.</summary>
    public void OnGet() { }
}
