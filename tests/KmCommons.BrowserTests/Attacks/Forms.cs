using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using KmCommons.Tests.House;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>A form on a page, once for each of its buttons.</summary>
sealed record Form(string Page, string Who, string Method, string Action, IReadOnlyList<(string Name, string Type)> Fields)
{
    /// <summary>The forms of a page.</summary>
    public static IEnumerable<Form> On(IDocument page, string address, string who)
    {
        foreach (var form in page.QuerySelectorAll("form").OfType<IHtmlFormElement>())
        {
            var fields = form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 }).Select(e => (e.GetAttribute("name")!, Type(e))).Distinct().ToList();
            var own = form.GetAttribute("action") is { Length: > 0 } said ? said : address;
            var actions = page.QuerySelectorAll("button[formaction], input[formaction]").Where(b => b.Closest("form") == form || b.GetAttribute("form") == form.Id).Select(b => b.GetAttribute("formaction")!).Append(own);
            foreach (var action in actions.Distinct())
                yield return new(address, who, form.GetAttribute("method")?.ToLowerInvariant() ?? "get", action.StartsWith('?') ? address.Split('?')[0] + action : action, fields);
        }
    }

    static string Type(IElement element) => element switch
    {
        IHtmlTextAreaElement => "textarea",
        IHtmlSelectElement => "select-one",
        IHtmlButtonElement => "hidden",
        _ => element.GetAttribute("type") ?? "text",
    };
}

/// <summary>The pages that rights.csv names.</summary>
static class Pages
{
    /// <summary>Opens each of them as three people.</summary>
    public static async Task<List<Answer>> Open(Target target, IEnumerable<(string Who, string Address)> addresses)
    {
        var pages = new List<Answer>();
        foreach (var (who, address) in addresses)
            using (var answer = await target.Come(who, address))
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                    pages.Add(await Answer.Of(answer, who, address, address));
        return pages;
    }

    /// <summary>Every address of rights.csv that somebody may read, with who.</summary>
    public static async Task<List<(string Who, string Address)>> Addresses(Target target)
    {
        var (names, found) = (target.Scene.Fresh(), new List<(string, string)>());
        foreach (var row in RightsTable.Read().Where(r => r.Method == "GET" && r.Route is not ("/sign-out" or "/export/copy.zip")))
        {
            var address = await names.Fill(row.Address);
            found.AddRange(from who in new[] { "anonymous", "administrator", "keeper" } select (who, address));
        }
        found.Add(("anonymous", "/find?kind=ไม่มี"));
        return found;
    }
}
