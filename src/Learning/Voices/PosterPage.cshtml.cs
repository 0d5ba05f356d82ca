using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Learning;

/// <summary>The poster of a round with its code, to print on A4 and put on the wall: <c>/reflect/1042/voices/poster</c>.</summary>
[Needs(Deed.Reflect)]
public sealed class PosterPage(CommonsDb db, Viewer viewer, Site site) : KeeperPage(db, viewer)
{
    /// <summary>Where the code leads, in full.</summary>
    public string Address => site.Address + Round!.Url;

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long number) => Opened(number);
}
