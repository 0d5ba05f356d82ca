using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A person: who they are in the network, and what they wrote: <c>/p/{person}</c>.</summary>
[OpenToAll, Cached]
public sealed class PersonPage(CommonsDb db, Viewer viewer, Kinds kinds, Gazetteer gazetteer, TimeProvider clock) : ListPage(db, viewer, kinds, gazetteer)
{
    /// <summary>The person.</summary>
    public Member Person { get; private set; } = null!;
    /// <summary>The roles they hold today.</summary>
    public IReadOnlyList<RoleHeld> Roles { get; private set; } = [];

    /// <summary>Shows one page of it.</summary>
    public async Task OnGetAsync(string person, [FromQuery(Name = "page")] int number = 1)
    {
        await Read("p", person, number);
        Person = await Db.Members.AsNoTracking().SingleAsync(m => m.Address == person, HttpContext.RequestAborted);
        Roles = (await Viewer.Of(Db, Person.Id, Thai.ThaiDate.Day(clock.GetUtcNow()), HttpContext.RequestAborted)).Roles;
    }
}
