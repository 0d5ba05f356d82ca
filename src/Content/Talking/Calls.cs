using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What the name of a person after <c>@</c> leads to, and names to choose from while a member types one: of people whose page anybody may open, and of nobody else.</summary>
static class Calls
{
    public const int Most = 6;

    public static readonly Pace Pace = new("SuggestPeople", 900, TimeSpan.FromHours(1), "ขอรายชื่อหลายครั้งในชั่วโมงนี้ พิมพ์ชื่อต่อเองได้");

    public sealed record Name(string Address, string Called);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/@{person}", (string person) => Results.Redirect(Member.UrlOf(person.ToLowerInvariant()))).WithMetadata(new OpenToAllAttribute());
        routes.MapGet("/named", Suggest).WithMetadata(new NeedsAttribute(Deed.BeMember));
    }

    static async Task<IResult> Suggest(string? q, CommonsDb db, Viewer viewer, Paces paces, HttpContext http)
    {
        paces.Count(Pace, viewer.Id);
        var typed = ThaiText.Normalise(q ?? "").Trim();
        if (typed.Length is 0 or > 60)
            return Results.Json(Array.Empty<Name>());
        var (address, me) = (typed.ToLowerInvariant(), viewer.Id);
        return Results.Json(await db.Members.Known().Where(m => m.WithdrawnAt == null && m.Id != me && (m.Address.Contains(address) || m.DisplayName.Contains(typed)))
            .OrderByDescending(m => m.Address.StartsWith(address)).ThenBy(m => m.Address.Length).ThenBy(m => m.Address).Take(Most).Select(m => new Name(m.Address, m.DisplayName)).ToListAsync(http.RequestAborted));
    }
}
