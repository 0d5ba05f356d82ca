using System.Security.Claims;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.People;

/// <summary>Who is looking: a member with the roles held today, or an anonymous reader. Every question of seeing and doing starts here.</summary>
/// <param name="Id">The member's number; 0 for an anonymous reader.</param>
/// <param name="Name">The name others read; empty for an anonymous reader.</param>
/// <param name="Roles">The roles held today.</param>
public sealed record Viewer(long Id, string Name, IReadOnlyList<RoleHeld> Roles)
{
    /// <summary>Nobody known.</summary>
    public static readonly Viewer Anonymous = new(0, "", []);

    /// <summary>Whether someone is signed in.</summary>
    public bool IsMember => Id != 0;

    /// <summary>The circles the viewer has a role in.</summary>
    public long[] Circles { get; } = [.. Roles.Where(r => r.CircleId is not null).Select(r => r.CircleId!.Value)];

    /// <summary>Whether the viewer holds the role for this place: given to the place itself, to one it lies in, or to the whole province.</summary>
    public bool Holds(Role role, string? place = null, long? circle = null) => Roles.Any(held => held.Role == role
        && (held.CircleId is null || held.CircleId == circle)
        && (held.PlaceCode is null || place is not null && place.StartsWith(held.PlaceCode, StringComparison.Ordinal)));

    /// <summary>Whether the viewer moderates at this place.</summary>
    public bool Moderates(string? place) => Holds(Role.Moderator, place) || Holds(Role.Administrator);

    /// <summary>The member of this number with the roles of today; anonymous when there is none.</summary>
    public static async Task<Viewer> Of(CommonsDb db, long memberId, DateOnly today, CancellationToken stop = default)
    {
        var name = await db.Members.Where(m => m.Id == memberId).Select(m => m.DisplayName).SingleOrDefaultAsync(stop);
        return name is null ? Anonymous : new(memberId, name, await db.RolesHeld.AsNoTracking()
            .Where(r => r.MemberId == memberId && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).ToListAsync(stop));
    }

    /// <summary>The members of these numbers with the roles of a day, asked for all at once; who is none is left out.</summary>
    public static async Task<Dictionary<long, Viewer>> OfAll(CommonsDb db, long[] members, DateOnly today, CancellationToken stop = default) =>
        (await db.Members.AsNoTracking().Where(m => members.Contains(m.Id))
            .Select(m => new { m.Id, m.DisplayName, Roles = m.Roles.Where(r => r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today)).ToList() }).ToListAsync(stop))
        .ToDictionary(m => m.Id, m => new Viewer(m.Id, m.DisplayName, m.Roles));

    /// <summary>Stands after authentication: finds out who is looking, once a request, and only for who is signed in.</summary>
    public static async Task Recognise(HttpContext http, RequestDelegate next)
    {
        // On the way to the error page nobody is asked for again: it may be the database that failed
        if (http.Features.Get<Viewer>() is null && http.Features.Get<IExceptionHandlerFeature>() is null
            && http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && long.TryParse(id, System.Globalization.CultureInfo.InvariantCulture, out var memberId))
        {
            var clock = http.RequestServices.GetRequiredService<TimeProvider>();
            var today = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
            http.Features.Set(await Of(http.RequestServices.GetRequiredService<CommonsDb>(), memberId, today, http.RequestAborted));
        }
        await next(http);
    }
}
