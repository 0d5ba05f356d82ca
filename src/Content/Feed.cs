using System.Text;
using System.Xml;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>The Atom feed (RFC 4287) of every list: <c>/t/800119/feed</c>, <c>/b/bangchak/feed</c>, <c>/p/…/feed</c>, <c>/tag/…/feed</c>, <c>/notes/feed</c>.
/// What an anonymous reader may see, newest twenty.</summary>
public static class Feed
{
    const string Atom = "http://www.w3.org/2005/Atom";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{sort:regex(^(t|b|p|tag)$)}/{key}/feed", Answer).WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
        routes.MapGet("/questions/feed", Asked).WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
        routes.MapGet("/{sort:regex(^(notes|aars|cases|meetings)$)}/feed", (string sort, CommonsDb db, Kinds kinds, Gazetteer gazetteer, Site site, HttpContext http) => Answer(sort, "", db, kinds, gazetteer, site, http))
            .WithMetadata(new OpenToAllAttribute(), new CachedAttribute());
    }

    static async Task<IResult> Answer(string sort, string key, CommonsDb db, Kinds kinds, Gazetteer gazetteer, Site site, HttpContext http)
    {
        var listing = await Listing.Find(db, kinds, gazetteer, Viewer.Anonymous, sort, key, http.RequestAborted) ?? throw Refused.NotFound();
        return await Of(listing, site, http.RequestAborted);
    }

    /// <summary>The feed of a list, as an answer: what everybody may read of it, newest twenty.</summary>
    public static async Task<IResult> Of(Listing listing, Site site, CancellationToken stop)
    {
        var items = await listing.Items.VisibleTo(Viewer.Anonymous).Listed().Include(i => i.Author).OrderByDescending(i => i.PublishedAt).Take(20).AsNoTracking().ToListAsync(stop);
        // Never the address that the request says: what one asked for is kept for all
        return Results.Bytes(Write(listing, items, site.Address), "application/atom+xml; charset=utf-8");
    }

    // The items with an open question, each once: what is read there is the talk below them
    static async Task<IResult> Asked(CommonsDb db, Site site, HttpContext http)
    {
        var numbers = await Question.Open(db, Viewer.Anonymous, db.Items).GroupBy(q => q.Number).Select(of => new { of.Key, At = of.Max(q => q.At) })
            .OrderByDescending(of => of.At).ThenByDescending(of => of.Key).Take(20).Select(of => of.Key).ToArrayAsync(http.RequestAborted);
        var items = await db.Items.VisibleTo(Viewer.Anonymous).Listed().Where(i => numbers.Contains(i.Number)).Include(i => i.Author).AsNoTracking().ToListAsync(http.RequestAborted);
        return Results.Bytes(Write(new("คำถามที่รอคำตอบ", "/questions", db.Items), [.. items.OrderBy(i => Array.IndexOf(numbers, i.Number))], site.Address), "application/atom+xml; charset=utf-8");
    }

    static byte[] Write(Listing listing, List<ContentItem> items, string site)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), CheckCharacters = true }))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteElementString("id", site + listing.Url);
            xml.WriteElementString("title", "KM Commons · " + listing.Title);
            xml.WriteElementString("updated", Stamp(items.Count == 0 ? DateTimeOffset.UnixEpoch : items.Max(i => i.RevisedAt ?? i.PublishedAt!.Value)));
            Link(xml, "self", site + listing.Url + "/feed");
            Link(xml, "alternate", site + listing.Url);
            foreach (var item in items)
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("id", $"{site}/n/{item.Number}");
                xml.WriteElementString("title", item.Title);
                xml.WriteElementString("published", Stamp(item.PublishedAt!.Value));
                xml.WriteElementString("updated", Stamp(item.RevisedAt ?? item.PublishedAt.Value));
                Link(xml, "alternate", site + item.Url);
                xml.WriteStartElement("author");
                xml.WriteElementString("name", item.Author.DisplayName);
                xml.WriteElementString("uri", site + item.Author.Url);
                xml.WriteEndElement();
                xml.WriteElementString("summary", item.Summary);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    static void Link(XmlWriter xml, string relation, string address)
    {
        xml.WriteStartElement("link");
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    static string Stamp(DateTimeOffset at) => XmlConvert.ToString(at.ToUniversalTime());
}
