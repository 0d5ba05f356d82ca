using System.Text.RegularExpressions;
using KmCommons.Tests.House;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>How much a field takes.</summary>
enum Takes { Nothing, One, Many }

/// <summary>A field of a form.</summary>
sealed class Field(string name, string type)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary><c>text</c>, <c>textarea</c>, <c>file</c>, <c>hidden</c>, <c>select-one</c>, …</summary>
    public string Type => type;

    /// <summary>How much it takes, found out by trying.</summary>
    public Takes Takes { get; set; }

    /// <summary>Whether somebody types into it; else the browser fills it, and only somebody with bad intent would.</summary>
    public bool IsTyped => type is not ("hidden" or "select-one" or "radio" or "checkbox" or "file");
}

/// <summary>A way in for text: a door of rights.csv with its valid form, as somebody it opens to, and all fields that the forms leading to it have.</summary>
sealed class Way(int nth, RightsTable.Row row, string who, IReadOnlyList<Field> fields)
{
    /// <summary>Its number, in the signs by which what came in here is known again.</summary>
    public int Nth => nth;
    /// <summary>The line in rights.csv.</summary>
    public RightsTable.Row Row => row;
    /// <summary>Who comes.</summary>
    public string Who => who;
    /// <summary>The fields.</summary>
    public IReadOnlyList<Field> Fields => fields;
    /// <summary>How it is called in a list.</summary>
    public string Name => $"POST {row.Route} as {who}";

    /// <summary>The sign that a text came in by this field.</summary>
    public string Sign(Field field) => $"zq{nth}x{((List<Field>)[.. fields]).IndexOf(field)}z";

    /// <summary>All ways into this site: what the pages' forms lead to, and what rights.csv says beside them.</summary>
    public static List<Way> Find(IEnumerable<Answer> pages)
    {
        var rows = RightsTable.Read().Where(r => r.Method == "POST").ToList();
        var fields = new Dictionary<string, Dictionary<string, Field>>();
        foreach (var form in pages.SelectMany(p => Form.On(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(p.Text), p.Address, p.Who)))
            foreach (var row in rows.Where(r => Leads(form.Action, r.Route)))
                foreach (var field in form.Fields)
                    Of(row.Route)[field.Name] = new(field.Name, field.Type);
        foreach (var row in rows)
            foreach (var name in Typed(row.Fields).Select(f => f.Name))
                Of(row.Route).TryAdd(name, new(name, "hidden"));
        var ways = new List<Way>();
        foreach (var row in rows)
            foreach (var who in Whom(row))
                ways.Add(new(ways.Count + 1, row, who, [.. Of(row.Route).Values.Where(f => f.Name is not ("once" or "__RequestVerificationToken")).Select(f => new Field(f.Name, f.Type))]));
        return ways;

        Dictionary<string, Field> Of(string route) => fields.TryGetValue(route, out var known) ? known : fields[route] = [];
    }

    /// <summary>A form as one types it into rights.csv.</summary>
    public static IEnumerable<(string Name, string Value)> Typed(string form) =>
        form.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(f => f.Split('=', 2)).Select(f => (f[0], Uri.UnescapeDataString(f.ElementAtOrDefault(1) ?? "")));

    // Nobody of the seven: then who wrote everything, or the neighbour. Who gets in with a mistake is shown it
    static IEnumerable<string> Whom(RightsTable.Row row)
    {
        var let = Scene.Comers.Select(c => c.Name).Where((_, i) => row.Gets[i] is ['2' or '3', ..]).ToList();
        if (let.Count == 0)
            return row.Gets.Contains("422") ? [Scene.Comers[Array.LastIndexOf(row.Gets, "422")].Name] : ["keeper", "friend"];
        return let.Contains("anonymous") ? ["anonymous", let[^1]] : [let[^1]];
    }

    /// <summary>Whether a form with this action comes to this door.</summary>
    public static bool Leads(string action, string route)
    {
        var (path, handler) = Handler(action);
        var (pattern, of) = Handler(route.Replace("?}", "~}", StringComparison.Ordinal)); // the question mark of what may be left out is none of an address
        return string.Equals(handler, of, StringComparison.OrdinalIgnoreCase) && Regex.IsMatch(path, Pattern(pattern), RegexOptions.IgnoreCase);
    }

    /// <summary>A pattern of the addresses of a route.</summary>
    public static string Pattern(string route) => "^" + Regex.Replace(Regex.Escape(route.Replace("?}", "~}", StringComparison.Ordinal)).Replace("\\{", "{", StringComparison.Ordinal), @"/\{[^}]*~}|\{[^}]*}", m => m.Value[0] == '/' ? "(?:/[^/]*)?" : "[^/]+") + "/?$";

    static (string Path, string Handler) Handler(string address)
    {
        var parts = address.Split('#')[0].Split('?', 2);
        return (parts[0], parts.Length == 1 ? "" : parts[1].Split('&').Select(p => p.Split('=', 2)).FirstOrDefault(p => string.Equals(p[0], "handler", StringComparison.OrdinalIgnoreCase))?[1] ?? "");
    }
}
