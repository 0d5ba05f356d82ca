using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Digests;

/// <summary>The way out that every digest carries. Opening it changes nothing (mail programs and their scanners open links by themselves); a POST ends
/// the subscription, from our button or from a mail program (RFC 8058), without cookie, as often as it comes. The token in the address is the right to do so.
/// No redirect follows: mail programs do not take one.</summary>
[OpenToAll, FromAnywhere, NotOnce]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UnsubscribePage(CommonsDb db, TimeProvider clock) : PageModel
{
    /// <summary>The letter's token.</summary>
    [BindProperty(SupportsGet = true)] public string? Token { get; set; }
    /// <summary>Which letter it is; it alone ends.</summary>
    public Rhythm Rhythm { get; private set; }
    /// <summary>Whether it comes now; null when the token is nobody's.</summary>
    public bool? Comes { get; private set; }
    /// <summary>Whether this request changed it.</summary>
    public bool Done { get; private set; }

    /// <summary>Asks.</summary>
    public async Task OnGetAsync()
    {
        var subscription = await Subscription.Holding(db, Token);
        (Comes, Rhythm) = (subscription.Comes, subscription.Rhythm);
    }

    /// <summary>Ends it.</summary>
    public Task OnPostAsync() => Turn(s => s.End(clock.GetUtcNow()));

    /// <summary>Lets it come again.</summary>
    public Task OnPostUndoAsync() => Turn(s => s.Begin(clock.GetUtcNow()));

    async Task Turn(Action<Subscription> way)
    {
        var subscription = await Subscription.Holding(db, Token);
        way(subscription);
        await db.SaveChangesAsync();
        (Comes, Rhythm, Done) = (subscription.Comes, subscription.Rhythm, true);
    }
}
