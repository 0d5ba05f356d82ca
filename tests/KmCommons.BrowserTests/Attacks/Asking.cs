using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using KmCommons.Tests.House;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Attacks that stand in an address: in what a form asks for, in what any page is asked for, and in the parts of a path.</summary>
static class Asking
{
    /// <summary>Asks them all. The request line of a browser is short, so an address has a few attacks at once.</summary>
    public static async Task<List<Answer>> Everywhere(Target target, List<Answer> pages, bool all)
    {
        var packets = Sending.Packets(1500);
        var (answers, nth) = (new List<Answer>(), 0);
        var asked = from page in pages
                    from form in Form.On(new HtmlParser().ParseDocument(page.Text), page.Address, page.Who)
                    where form.Method == "get"
                    from field in form.Fields
                    select (Path: form.Action.Split('?')[0], field.Name);
        foreach (var (path, name) in asked.Concat(Said).Distinct().ToList())
            for (var packet = 0; packet < (all ? packets.Count : 2); packet++)
                await Ask("administrator", path + "?" + name + "=" + Uri.EscapeDataString(packets[(nth++ + packet) % packets.Count]), $"asked {path}?{name}");
        var singles = Attack.All.Where(a => !a.IsUnwritable && a.Text.Length < 120).ToList();
        foreach (var route in RightsTable.Read().Where(r => r.Method == "GET" && r.Route.Contains('{', StringComparison.Ordinal)).Select(r => r.Route).Distinct())
            foreach (Match part in Regex.Matches(route, @"\{[^}]*}"))
                for (var time = 0; time < (all ? singles.Count : 4); time++)
                    await Ask("keeper", Regex.Replace(route, @"\{[^}]*}", m => m.Index == part.Index ? Uri.EscapeDataString(singles[nth++ * 13 % singles.Count].Text) : "1"), $"asked {route}");
        return answers;

        async Task Ask(string who, string address, string place)
        {
            using var answer = await target.Come(who, address);
            answers.Add(await Answer.Of(answer, who, place, address));
        }
    }

    // What no form asks for and pages answer to
    static readonly (string, string)[] Said =
    [
        .. from path in new[] { "/find", "/find/suggest", "/named", "/people", "/audit", "/write", "/tell", "/reflect", "/sign-in", "/confirm", "/reset", "/unsubscribe", "/moderate", "/me/held", "/language", "/quick", "/export", "/blogs", "/questions", "/notes" }
           from name in new[] { "q", "then", "back", "to", "kind", "token", "who", "code", "thing", "answers", "reply", "format", "page", "unfinished", "tag", "title", "text", "url" }
           select (path, name),
    ];
}
