using System.Text.Json;
using System.Xml;
using AngleSharp.Html.Parser;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Judges an answer by what it is: a page, a feed, JSON; and its heads in any case.</summary>
sealed class Places(Judge judge)
{
    /// <summary>What is wrong with an answer.</summary>
    public IEnumerable<string> Wrong(Answer answer)
    {
        var wrong = Heads(answer).Concat(answer.Type switch
        {
            "text/html" => judge.Page(answer.Text),
            "application/atom+xml" => Feed(answer.Text),
            "application/json" => Json(answer.Text),
            _ => [],
        });
        return wrong.Select(w => $"{answer.Place} {answer.Address} to {answer.Who}: {w}");
    }

    static IEnumerable<string> Heads(Answer answer)
    {
        if (answer.Headers["X-Content-Type-Options"].SingleOrDefault() != "nosniff")
            yield return "no nosniff";
        if (answer.Headers["Content-Security-Policy"].SingleOrDefault()?.StartsWith("default-src 'none';", StringComparison.Ordinal) is not true && answer.Headers["Content-Security-Policy"].SingleOrDefault() != "default-src 'none'")
            yield return "no Content-Security-Policy";
        foreach (var name in answer.Headers["Content-Disposition"])
            if (Names.Wrong(name) is { } wrong)
                yield return wrong;
        if (answer.Headers.Any(h => h.Key.Contains("Evil", StringComparison.OrdinalIgnoreCase) || h.Key == "Set-Cookie" && h.Any(v => v.StartsWith("x=", StringComparison.Ordinal))))
            yield return "a head that we did not write";
    }

    /// <summary>What is wrong with a feed: it is not well formed, or what stands in it as HTML is not prose.</summary>
    public static IEnumerable<string> Feed(string text)
    {
        var feed = new XmlDocument { XmlResolver = null };
        string? broken = null;
        try { feed.LoadXml(text.TrimStart('\uFEFF')); }
        catch (XmlException fault) { broken = fault.Message; }
        if (broken is not null)
            return [broken];
        var found = new List<string>();
        foreach (XmlNode node in feed.SelectNodes("//node()|//@*")!)
            if (node is XmlElement element)
            {
                if (element.NamespaceURI is not ("http://www.w3.org/2005/Atom" or "http://purl.org/syndication/thread/1.0"))
                    found.Add($"<{element.Name}> in a feed");
                if (element.GetAttribute("type") == "html")
                    found.AddRange(KmCommons.Tests.Foundation.Stranger.Finds(element.InnerText));
            }
            else if (node is XmlProcessingInstruction or XmlDocumentType or XmlEntityReference)
                found.Add(node.OuterXml);
            else if (node is XmlAttribute { LocalName: "href" or "src" } address && !Judge.IsHarmless("a", "href", address.Value))
                found.Add(address.OuterXml);
        return found;
    }

    // Text in JSON stands as text; a tag in it that a browser would see if it took the answer for a page is a finding
    static IEnumerable<string> Json(string text)
    {
        string? broken = null;
        try { JsonDocument.Parse(text).Dispose(); }
        catch (JsonException fault) { broken = fault.Message; }
        if (broken is not null)
            yield return broken;
        foreach (var element in new HtmlParser().ParseDocument(text).Body!.QuerySelectorAll("*"))
            yield return $"<{element.LocalName}> in JSON: {element.OuterHtml[..Math.Min(200, element.OuterHtml.Length)]}";
    }
}
