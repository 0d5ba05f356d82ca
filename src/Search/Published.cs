using System.Globalization;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>Content items as the index takes them in: only what is published and not hidden.</summary>
static class Published
{
    /// <summary>What one can narrow by, as it stands in the address of the find page.</summary>
    public const string Kind = "kind", District = "district", Tambon = "tambon", Organisation = "organisation", AuthorRole = "role", Year = "year", Theme = "theme";
    /// <summary>What one can only type: <c>tag:</c>, <c>place:</c>, <c>author:</c>.</summary>
    const string Tag = "tag", Place = "place", Author = "author";

    /// <summary>The roles that one writes in; keeping order is none of them.</summary>
    static readonly Role[] WritersRoles = [Role.Sponsor, Role.Facilitator, Role.NoteTaker, Role.Practitioner];

    /// <summary>The listed ones among these items, read one after another.</summary>
    public static IEnumerable<IndexedText> Read(IQueryable<ContentItem> items, Gazetteer gazetteer) =>
        items.AsNoTracking().Listed().OrderBy(item => item.Number).Select(item => new
        {
            Item = item,
            // What somebody was on the day they published it; a role that is given or ends later makes no other writer of them
            Worn = item.Author.Roles.Where(role => role.ValidFrom <= DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId((item.PublishedAt ?? item.CreatedAt).UtcDateTime, "Asia/Bangkok"))
                && (role.ValidTo == null || role.ValidTo >= DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeBySystemTimeZoneId((item.PublishedAt ?? item.CreatedAt).UtcDateTime, "Asia/Bangkok")))),
        }).Select(row => new
        {
            row.Item.Number, row.Item.Title, row.Item.Words, row.Item.Kind, row.Item.PlaceCode, row.Item.PlaceName, row.Item.AuthorId, row.Item.CircleId, row.Item.Audience,
            At = row.Item.PublishedAt ?? row.Item.CreatedAt, Author = row.Item.Author.DisplayName, Blog = row.Item.Blog == null ? "" : row.Item.Blog.Title, BlogAddress = row.Item.Blog == null ? "" : row.Item.Blog.Address,
            Tags = row.Item.Tags.Select(tag => tag.Label).ToList(),
            // Four questions and no second list beside the tags: that would multiply the rows
            Worn = new[] { row.Worn.Any(r => r.Role == Role.Sponsor), row.Worn.Any(r => r.Role == Role.Facilitator), row.Worn.Any(r => r.Role == Role.NoteTaker), row.Worn.Any(r => r.Role == Role.Practitioner) },
        }).AsEnumerable().Select(item =>
        {
            var (place, district) = (gazetteer.Find(item.PlaceCode), gazetteer.DistrictOf(item.PlaceCode));
            var places = new[] { place, district }.OfType<Place>().Distinct().Where(of => of.Level != PlaceLevel.Province).ToList();
            var facets = new List<Facet> { new(Kind, item.Kind), new(Year, ThaiDate.BuddhistYear(ThaiDate.Day(item.At)).ToString(CultureInfo.InvariantCulture)) };
            if (district is not null) facets.Add(new(District, district.Code));
            if (place is { Level: PlaceLevel.Tambon }) facets.Add(new(Tambon, place.Code));
            if (item.BlogAddress.Length > 0) facets.Add(new(Organisation, item.BlogAddress));
            facets.AddRange(WritersRoles.Where((_, place) => item.Worn[place]).Select(role => new Facet(AuthorRole, role.ToString())));
            facets.AddRange(item.Tags.SelectMany(tag => new Facet[] { new(Theme, tag), new(Tag, FindQuery.Value(tag)) }));
            facets.AddRange(places.Select(of => new Facet(Place, FindQuery.Value(of.NameThai))).Append(new(Place, FindQuery.Value(item.PlaceName))).Append(new(Author, FindQuery.Value(item.Author))));
            return new IndexedText(item.Number, item.Title, item.Words)
            {
                Tags = item.Tags,
                PlaceWords = string.Join(", ", places.SelectMany(of => new[] { of.Full, of.NameEnglish }).Append(item.PlaceName)),
                Names = item.Author + ", " + item.Blog,
                Facets = facets, PublishedAt = item.At.UtcDateTime, Audience = AudienceKey.Of(item.Audience, item.CircleId, item.AuthorId),
            };
        });
}
