using KmCommons.Digests;
using KmCommons.Tests.Digests;
using KmCommons.Tests.Mail;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Letters that the attacks brought about, and the digest of the week.</summary>
static class Letters
{
    static readonly HashSet<string> Known = [.. "from to reply-to subject date message-id mime-version content-type content-transfer-encoding list-id list-unsubscribe list-unsubscribe-post auto-submitted precedence in-reply-to references".Split(' ')];

    /// <summary>All letters in the spool, as somebody else's parser reads them.</summary>
    public static async Task<IReadOnlyList<PythonJudge.Reading>> Read(Target target)
    {
        await target.Village.Send(Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next);
        await target.Village.Deliver();
        var files = Directory.EnumerateFiles(Path.Combine(target.Village.Data, "spool", "new"), "*.eml").Select(File.ReadAllBytes).ToList();
        return files.Count == 0 ? [] : PythonJudge.Read(files);
    }

    /// <summary>What is wrong with a letter: a line in its head that we did not write, somebody else it goes to, a node in its HTML that is not ours.</summary>
    public static IEnumerable<string> Wrong(PythonJudge.Reading letter)
    {
        foreach (var fault in letter.Faults)
            yield return fault;
        foreach (var field in letter.Fields.Where(f => !Known.Contains(f.ToLowerInvariant())))
            yield return "a head that we do not write: " + field;
        if (letter.To.Length != 1 || letter.To.Concat(letter.From).Concat(letter.ReplyTo).Any(a => a[^1].StartsWith("hidden@", StringComparison.Ordinal)))
            yield return "goes to somebody else: " + string.Join(' ', letter.To.Select(a => string.Join(' ', a)));
        foreach (var html in letter.Parts.Where(p => p.Type == "text/html").Select(p => p.Text))
            foreach (var finding in Page(html))
                yield return finding;
    }

    // A letter's page is simpler than any of the site: no form, no script, nothing that is fetched
    static IEnumerable<string> Page(string html)
    {
        foreach (var element in new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).All)
        {
            if (element.LocalName is not ("html" or "head" or "title" or "meta" or "body" or "table" or "tbody" or "tr" or "td" or "div" or "p" or "span" or "a" or "b" or "strong" or "em" or "h1" or "h2" or "h3" or "ul" or "ol" or "li" or "br" or "hr") && !(element.LocalName == "style" && !Attack.In(element.TextContent).Any()))
                yield return $"<{element.LocalName}> in a letter";
            foreach (var attribute in element.Attributes)
                if (attribute.Name is not ("href" or "style" or "lang" or "charset" or "name" or "content" or "role" or "width" or "cellpadding" or "cellspacing" or "border" or "align" or "http-equiv" or "dir" or "class") || attribute.Name == "href" && !Judge.IsHarmless("a", "href", attribute.Value) || Attack.In(attribute.Value).Any() && attribute.Name != "href")
                    yield return $"{element.LocalName} {attribute.Name}={attribute.Value} in a letter";
        }
    }
}
