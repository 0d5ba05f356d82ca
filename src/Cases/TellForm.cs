using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Places;

namespace KmCommons.Cases;

/// <summary>A case story as it stands in the form.</summary>
public sealed class TellForm
{
    /// <summary>The title.</summary>
    public string? Title { get; set; }
    /// <summary>The parts in the order of <see cref="CasePart"/>.</summary>
    public List<string?> Texts { get; set; } = [];
    /// <summary>The sources, a row each.</summary>
    public List<string?> Sources { get; set; } = [];
    /// <summary>The figures, a row each.</summary>
    public List<FigureSaid> Figures { get; set; } = [];
    /// <summary>The themes, commas between.</summary>
    public string? Themes { get; set; }
    /// <summary>Whether it is made up.</summary>
    public bool Example { get; set; }
    /// <summary>The blog's address.</summary>
    public string? Blog { get; set; }
    /// <summary>The place's code.</summary>
    public string? Place { get; set; }
    /// <summary>A nearer place in words.</summary>
    public string? PlaceName { get; set; }
    /// <summary>Who may read it.</summary>
    public Audience Audience { get; set; }
    /// <summary>The version that the writer saw.</summary>
    public int Version { get; set; }

    /// <summary>The rows for sources that hold something.</summary>
    public int SourcesFilled => Sources.FindLastIndex(s => !string.IsNullOrWhiteSpace(s)) + 1;
    /// <summary>The rows for figures that hold something.</summary>
    public int FiguresFilled => Figures.FindLastIndex(f => !string.IsNullOrWhiteSpace(f.Label + f.Value + f.Unit)) + 1;

    /// <summary>The text of a part.</summary>
    public string Text(CasePart part) => Texts.ElementAtOrDefault((int)part) ?? "";

    /// <summary>The form of a story that is there.</summary>
    public static TellForm Of(CaseStory story) => new()
    {
        Title = story.Item.Title,
        Texts = [.. Enum.GetValues<CasePart>().Select(p => story.Of(p)?.Markdown)],
        Sources = [.. story.Sources.OrderBy(s => s.Position).Select(s => s.Typed)],
        Figures = [.. story.Figures.OrderBy(f => f.Position).Select(f => f.Typed)],
        Themes = string.Join(", ", story.Themes),
        Example = story.Example,
        Blog = story.Item.Blog?.Address,
        Place = story.Item.PlaceCode,
        PlaceName = story.Item.PlaceName,
        Audience = story.Item.Audience,
        Version = story.Item.Version,
    };

    /// <summary>What the form says.</summary>
    /// <param name="site">The site's own address, without slash at the end: a pasted link to an item loses it and is known as one.</param>
    /// <exception cref="Refused">422: there is no such place.</exception>
    public CaseSaid Said(Blog? blog, Gazetteer gazetteer, string site) => new()
    {
        Title = Title ?? "",
        Texts = Enum.GetValues<CasePart>().ToDictionary(p => p, Text),
        Sources = [.. Sources.Select(s => s is not null && s.TrimStart().StartsWith(site + "/n/", StringComparison.OrdinalIgnoreCase) ? s.TrimStart()[site.Length..] : s)],
        Figures = Figures,
        Themes = [.. Tag.Split(Themes)],
        Example = Example,
        Blog = blog,
        PlaceCode = string.IsNullOrEmpty(Place) ? null : gazetteer.Find(Place)?.Code ?? throw new Refused(422, "ไม่พบตำบลหรืออำเภอนี้ โปรดเลือกจากรายการ", "Place"),
        PlaceName = PlaceName ?? "",
        Audience = Audience,
    };
}
