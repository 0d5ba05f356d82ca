using System.Globalization;
using KmCommons.Search.Index;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Search;

/// <summary>What the address of the find page says, and the addresses one step away from it: each choice is a link that can be kept.</summary>
/// <param name="Typed">What was typed.</param>
/// <param name="Chosen">What is narrowed by.</param>
/// <param name="ByDate">Newest first.</param>
/// <param name="Page">From 1.</param>
public sealed record FindAddress(string Typed, IReadOnlyList<Facet> Chosen, bool ByDate, int Page)
{
    /// <summary>How many hits one page shows.</summary>
    public const int PerPage = 20;
    /// <summary>The last page there can be.</summary>
    public const int LastPage = FindRequest.Most / PerPage;
    const int MostChosen = 40;
    static readonly string[] Names = [Published.Kind, Published.District, Published.Tambon, Published.Organisation, Published.AuthorRole, Published.Year, Published.Theme];

    /// <summary>Reads an address; what makes no sense in it is passed over.</summary>
    public static FindAddress Of(IQueryCollection query) => new(
        query["q"].ToString(),
        [.. Names.SelectMany(name => query[name].OfType<string>().Where(value => value.Length > 0 && !value.Contains('\0', StringComparison.Ordinal)).Select(value => new Facet(name, value))).Distinct().Take(MostChosen)],
        query["sort"] == "date",
        int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1);

    /// <summary>Whether it asks for nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Typed) && Chosen.Count == 0;

    /// <summary>Whether this is narrowed by.</summary>
    public bool Has(Facet facet) => Chosen.Contains(facet);

    /// <summary>With this choice turned over. A tambon without its district would contradict itself, so it goes when the district goes.</summary>
    public FindAddress Turn(Facet facet) => this with
    {
        Page = 1,
        Chosen = Has(facet) ? [.. Chosen.Where(chosen => chosen != facet && (facet.Name != Published.District || chosen.Name != Published.Tambon))] : [.. Chosen, facet],
    };

    /// <summary>The address itself.</summary>
    public override string ToString()
    {
        var query = new List<string>();
        if (Typed.Length > 0) query.Add("q=" + Uri.EscapeDataString(Typed));
        query.AddRange(Chosen.Select(facet => facet.Name + "=" + Uri.EscapeDataString(facet.Value)));
        if (ByDate) query.Add("sort=date");
        if (Page > 1) query.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        return query.Count == 0 ? "/find" : "/find?" + string.Join('&', query);
    }
}
