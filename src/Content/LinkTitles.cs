using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using Microsoft.AspNetCore.Html;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Gives links that say only a number (<c>[[1042]]</c>) or their own address the title of the item they lead to, as it is now and for who is looking:
/// a text is rendered once and read by many, and not everybody may know every title. What the reader may not see is no link and has no title.</summary>
public sealed partial class LinkTitles(CommonsDb db, Viewer viewer, Site site, Words words, HtmlEncoder encoder)
{
    readonly Dictionary<long, string> titles = [];
    readonly HashSet<long> asked = [];
    readonly Dictionary<string, string> people = new(StringComparer.Ordinal);
    readonly HashSet<string> called = new(StringComparer.Ordinal);
    readonly string host = Content.Link.OwnHost(site);

    /// <summary>The HTML of one text with its titles.</summary>
    public async Task<HtmlString> In(string html, CancellationToken stop)
    {
        await Know([html], stop);
        return Titled(html);
    }

    /// <summary>Asks for all titles that these texts need, in one question; none when they need none.</summary>
    public async Task Know(IEnumerable<string> html, CancellationToken stop)
    {
        var texts = html.ToList();
        await KnowPeople(texts, stop);
        var wanted = texts.Where(h => h.Contains("/n/", StringComparison.Ordinal)).SelectMany(h => Bare().Matches(h)).Select(Number).OfType<long>().Where(asked.Add).ToArray();
        if (wanted.Length == 0)
            return;
        foreach (var found in await db.Items.VisibleTo(viewer).Where(i => wanted.Contains(i.Number)).Select(i => new { i.Number, i.Title }).ToListAsync(stop))
            titles[found.Number] = found.Title;
    }

    // People by the names they have now; who left, or never was, is a word of the text and no link
    async Task KnowPeople(List<string> texts, CancellationToken stop)
    {
        var wanted = texts.Where(h => h.Contains("\"/@", StringComparison.Ordinal)).SelectMany(h => Call().Matches(h)).Select(Address).Where(called.Add).ToArray();
        if (wanted.Length == 0)
            return;
        foreach (var found in await db.Members.Known().Where(m => m.WithdrawnAt == null && wanted.Contains(m.Address)).Select(m => new { m.Address, m.DisplayName }).ToListAsync(stop))
            people[found.Address] = found.DisplayName;
    }

    static string Address(Match call) => Prose.CalledBy(WebUtility.HtmlDecode(call.Groups["href"].Value)) ?? "";

    /// <summary>The HTML with the titles and names that are known.</summary>
    public HtmlString Titled(string html)
    {
        if (html.Contains("\"/@", StringComparison.Ordinal))
            html = Call().Replace(html, call => people.TryGetValue(Address(call), out var name) ? $"<a href=\"{encoder.Encode(Member.UrlOf(Address(call)))}\">@{encoder.Encode(name)}</a>" : call.Groups["said"].Value);
        return new(html.Contains("/n/", StringComparison.Ordinal) ? Bare().Replace(html, Link) : html);
    }

    string Link(Match link) => Number(link) is not { } number ? link.Value
        : titles.TryGetValue(number, out var title) ? $"{link.Groups["open"].Value}{encoder.Encode(title)}</a>"
        : $"<span class=\"link-shut\">{encoder.Encode(words["เลขที่ {0}", number])} {encoder.Encode(words["(ยังไม่เปิดให้อ่าน)"])}</span>";

    // The link's own words decide: what a writer called it stays
    long? Number(Match link)
    {
        var (href, said) = (WebUtility.HtmlDecode(link.Groups["href"].Value), WebUtility.HtmlDecode(link.Groups["said"].Value));
        if (Content.Link.Read(href) is not { Target: { } number } read || read.Host.Length > 0 && read.Host != host)
            return null;
        return said == href || "http://" + said == href || said == Prose.SaidOfNumber(number) ? number : null;
    }

    [GeneratedRegex("<a href=\"(?<href>/@[^\"]*)\"[^>]*>(?<said>[^<]*)</a>")]
    private static partial Regex Call();

    [GeneratedRegex("(?<open><a href=\"(?<href>[^\"]*/n/[0-9][^\"]*)\"[^>]*>)(?<said>[^<]*)</a>")]
    private static partial Regex Bare();
}
