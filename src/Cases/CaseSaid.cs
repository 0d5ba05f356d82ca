using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Cases;

/// <summary>What somebody tells, as typed: what the page and the seed hand to <see cref="CaseStory.Tell"/>.</summary>
public sealed record CaseSaid
{
    /// <summary>The number it brings from another site of ours; 0 for a new one. Only the first telling asks.</summary>
    public long Number { get; init; }
    /// <summary>The title.</summary>
    public string Title { get; init; } = "";
    /// <summary>The parts, in Markdown. A missing one stays as it is when a story is revised; an empty one is taken away.</summary>
    public IReadOnlyDictionary<CasePart, string> Texts { get; init; } = new Dictionary<CasePart, string>();
    /// <summary>Who told the parts that were not there before, by their numbers; who is not named here is the one who saves.</summary>
    public IReadOnlyDictionary<CasePart, long> Tellers { get; init; } = new Dictionary<CasePart, long>();
    /// <summary>What it is about; these are its tags too.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];
    /// <summary>Whether it is made up, to show what a story looks like.</summary>
    public bool Example { get; init; }
    /// <summary>The sources: each an item's number or address, or words. Empty rows are left out.</summary>
    public IReadOnlyList<string?> Sources { get; init; } = [];
    /// <summary>The figures. Rows with nothing in them are left out.</summary>
    public IReadOnlyList<FigureSaid> Figures { get; init; } = [];
    /// <summary>The code of the place; when null, the place of the blog.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>A nearer place in words.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The blog it lies in; null leaves it as it is.</summary>
    public Blog? Blog { get; init; }
    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; } = Audience.Everyone;

    /// <summary>The themes as they are kept: normalised, each once.</summary>
    /// <exception cref="Refused">422: too many or too long.</exception>
    public string[] ThemesKept()
    {
        var themes = Themes.Select(OneLine).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        return themes.Length <= Tag.Most && themes.All(t => t.Length <= 80) ? themes : throw new Refused(422, "ใส่ประเด็นได้ 20 คำ คำละไม่เกิน 80 ตัวอักษร", "Themes");
    }

    /// <summary>A typed text as one normalised line.</summary>
    internal static string OneLine(string? text) => string.Join(' ', ThaiText.Normalise(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A row for a figure, as typed.</summary>
public sealed class FigureSaid
{
    /// <summary>What is counted.</summary>
    public string? Label { get; set; }
    /// <summary>How much.</summary>
    public string? Value { get; set; }
    /// <summary>Of what.</summary>
    public string? Unit { get; set; }
    /// <summary>The row of the source it comes from, from 0; null for none.</summary>
    public int? Source { get; set; }
}
