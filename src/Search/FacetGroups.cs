using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Places;
using KmCommons.Search.Index;

namespace KmCommons.Search;

/// <summary>The counts of a search as the find page lists them: which groups, in what order, in what words.</summary>
public sealed class FacetGroups(Kinds kinds, Gazetteer gazetteer, Words words)
{
    /// <summary>How many values of a long group are listed, besides the chosen ones.</summary>
    const int Most = 12;

    /// <summary>A heading, whose Thai is the key of the localizer, and what can be chosen under it.</summary>
    public sealed record Group(string Heading, IReadOnlyList<Choice> Choices);

    /// <summary>A value, how it is called here, how many hits have it, whether it is chosen.</summary>
    public sealed record Choice(Facet Facet, string Label, int Count, bool Chosen);

    /// <summary>The groups that have anything to choose.</summary>
    public IEnumerable<Group> Of(IReadOnlyList<FacetCount> counts, FindAddress address)
    {
        var order = kinds.All.Select(kind => kind.Key).ToList();
        Group[] groups =
        [
            new("ชนิด", [.. Choices(Published.Kind).OrderBy(choice => order.IndexOf(choice.Facet.Value))]),
            new("อำเภอ", Most(Choices(Published.District))),
            // tambons of the chosen districts only: a hundred and seventy are no help
            new("ตำบล", Most(Choices(Published.Tambon).Where(choice => choice.Chosen || address.Chosen.Any(chosen => chosen.Name == Published.District && choice.Facet.Value.StartsWith(chosen.Value, StringComparison.Ordinal))))),
            new("ปี", [.. Choices(Published.Year).OrderByDescending(choice => choice.Facet.Value, StringComparer.Ordinal)]),
            new("คำสำคัญ", Most(Choices(Published.Theme))),
        ];
        return groups.Where(group => group.Choices.Count > 0);

        IEnumerable<Choice> Choices(string name) => counts.Where(count => count.Facet.Name == name)
            .Concat(address.Chosen.Where(facet => facet.Name == name && !counts.Any(count => count.Facet == facet)).Select(facet => new FacetCount(facet, 0)))
            .Select(count => new Choice(count.Facet, Label(count.Facet), count.Count, address.Has(count.Facet)));

        static IReadOnlyList<Choice> Most(IEnumerable<Choice> choices) => [.. choices.OrderByDescending(choice => choice.Chosen).ThenByDescending(choice => choice.Count).Take(FacetGroups.Most)];
    }

    string Label(Facet facet) => facet.Name switch
    {
        Published.Kind when kinds.All.FirstOrDefault(kind => kind.Key == facet.Value) is { } kind => words[kind.Thai].Value,
        Published.District or Published.Tambon when gazetteer.Find(facet.Value) is { } place => words.English ? place.NameEnglish : place.NameThai,
        _ => facet.Value,
    };
}
