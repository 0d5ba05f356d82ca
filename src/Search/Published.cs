using System.Globalization;
using System.Linq.Expressions;
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
    public static IEnumerable<IndexedText> Read(IQueryable<ContentItem> items, Gazetteer gazetteer)
    {
        // Beside the items and not with each of them: there are few roles, and as a second list beside the tags they would multiply the rows
        var roles = items.AsNoTracking().Listed().SelectMany(item => item.Author.Roles).Distinct().AsEnumerable().Where(held => WritersRoles.Contains(held.Role)).ToLookup(held => held.MemberId);
        return items.AsNoTracking().Listed().OrderBy(item => item.Number).Select(item => new
        {
            item.Number, item.Title, item.Words, item.Kind, item.PlaceCode, item.PlaceName, item.AuthorId, item.CircleId, item.Audience,
            At = item.PublishedAt ?? item.CreatedAt, Author = item.Author.DisplayName, Blog = item.Blog == null ? "" : item.Blog.Title, BlogAddress = item.Blog == null ? "" : item.Blog.Address,
            Tags = item.Tags.Select(tag => tag.Label).ToList(),
            Files = item.Files.GroupBy(file => file.Number).OrderBy(files => files.Key).Select(files => EF.Functions.ArrayAgg(files.Select(file => file.Name + "\n" + file.Words))).FirstOrDefault(),
        }).AsEnumerable().Select(item =>
        {
            var (place, district) = (gazetteer.Find(item.PlaceCode), gazetteer.DistrictOf(item.PlaceCode));
            var places = Places(item.PlaceCode, gazetteer);
            var facets = new List<Facet> { new(Kind, item.Kind), new(Year, ThaiDate.BuddhistYear(ThaiDate.Day(item.At)).ToString(CultureInfo.InvariantCulture)) };
            if (district is not null) facets.Add(new(District, district.Code));
            if (place is { Level: PlaceLevel.Tambon }) facets.Add(new(Tambon, place.Code));
            if (item.BlogAddress.Length > 0) facets.Add(new(Organisation, item.BlogAddress));
            // What somebody was on the day they published it: a role that begins or ends later makes no other writer of them
            var day = ThaiDate.Day(item.At);
            facets.AddRange(roles[item.AuthorId].Where(held => held.ValidFrom <= day && (held.ValidTo ?? day) >= day).Select(held => held.Role).Distinct().Select(role => new Facet(AuthorRole, role.ToString())));
            facets.AddRange(item.Tags.SelectMany(tag => new Facet[] { new(Theme, tag), new(Tag, FindQuery.Value(tag)) }));
            facets.AddRange(places.Select(of => new Facet(Place, FindQuery.Value(of.NameThai))).Append(new(Place, FindQuery.Value(item.PlaceName))).Append(new(Author, FindQuery.Value(item.Author))));
            return new IndexedText(item.Number, item.Title, item.Words)
            {
                Tags = item.Tags,
                PlaceWords = Named(places, item.PlaceName),
                Names = item.Author + ", " + item.Blog,
                Attached = Joined(item.Files),
                Facets = facets, PublishedAt = item.At.UtcDateTime, Audience = AudienceKey.Of(item.Audience, item.CircleId, item.AuthorId),
            };
        });
    }

    /// <summary>What of an item words are looked for in, besides what its row has.</summary>
    public sealed record Fields(string Words, string[]? Tags, string PlaceName, string Blog, string[]? Files);

    /// <summary>Asks for it, beside a row.</summary>
    public static readonly Expression<Func<ContentItem, Fields>> FieldsOf = item => new(item.Words,
        item.Tags.GroupBy(tag => tag.Number).OrderBy(tags => tags.Key).Select(tags => EF.Functions.ArrayAgg(tags.Select(tag => tag.Label))).FirstOrDefault(),
        item.PlaceName, item.Blog == null ? "" : item.Blog.Title,
        item.Files.GroupBy(file => file.Number).OrderBy(files => files.Key).Select(files => EF.Functions.ArrayAgg(files.Select(file => file.Name + "\n" + file.Words))).FirstOrDefault());

    /// <summary>A text as the index has it, but for what it can be narrowed by and who may see it.</summary>
    public static IndexedText Text(RowWith<Fields> item, Gazetteer gazetteer) => new(item.Row.Number, item.Row.Title, item.More.Words)
    {
        Tags = item.More.Tags ?? [], PlaceWords = Named(Places(item.Row.PlaceCode, gazetteer), item.More.PlaceName), Names = item.Row.AuthorName + ", " + item.More.Blog, Attached = Joined(item.More.Files),
    };

    // In the order of their letters: the same files are the same text, whichever way the database met them
    static string Joined(string[]? files) => files is null ? "" : string.Join('\n', files.Order(StringComparer.Ordinal));

    // The place and its district, the province left out: everything is in it
    static List<Place> Places(string? code, Gazetteer gazetteer) =>
        [.. new[] { gazetteer.Find(code), gazetteer.DistrictOf(code) }.OfType<Place>().Distinct().Where(of => of.Level != PlaceLevel.Province)];

    static string Named(List<Place> places, string more) => string.Join(", ", places.SelectMany(of => new[] { of.Full, of.NameEnglish }).Append(more));
}
