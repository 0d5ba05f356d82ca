using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>The titles, by their addresses, of the blogs that a search lists or is narrowed by.</summary>
    public static Task<Dictionary<string, string>> Blogs(CommonsDb db, Viewer viewer, IReadOnlyList<FacetCount> counts, FindAddress address, CancellationToken stop)
    {
        var addresses = counts.Where(count => count.Facet.Name == Published.Organisation).Take(FacetGroups.Most).Select(count => count.Facet)
            .Concat(address.Chosen.Where(facet => facet.Name == Published.Organisation)).Select(facet => facet.Value).ToArray();
        return addresses.Length == 0 ? Task.FromResult(new Dictionary<string, string>())
            : db.Blogs.SeenBy(viewer).AsNoTracking().Where(blog => addresses.Contains(blog.Address)).ToDictionaryAsync(blog => blog.Address, blog => blog.Title, stop);
    }

    /// <summary>The groups that have anything to choose.</summary>
    public IEnumerable<Group> Of(IReadOnlyList<FacetCount> counts, FindAddress address, IReadOnlyDictionary<string, string> blogs)
    {
        var order = kinds.All.Select(kind => kind.Key).ToList();
        Group[] groups =
        [
            new("ชนิด", [.. Choices(Published.Kind).OrderBy(choice => order.IndexOf(choice.Facet.Value))]),
            new("อำเภอ", Most(Choices(Published.District))),
            // tambons of the chosen districts only: a hundred and seventy are no help
            new("ตำบล", Most(Choices(Published.Tambon).Where(choice => choice.Chosen || address.Chosen.Any(chosen => chosen.Name == Published.District && choice.Facet.Value.StartsWith(chosen.Value, StringComparison.Ordinal))))),
            new("สมุดหรือหน่วยงาน", Most(Choices(Published.Organisation))),
            new("บทบาทคนเขียน", [.. Choices(Published.AuthorRole).OrderBy(choice => choice.Facet.Value, Comparer<string>.Create(static (left, right) => RoleOf(left).CompareTo(RoleOf(right))))]),
            new("ปี", [.. Choices(Published.Year).OrderByDescending(choice => choice.Facet.Value, StringComparer.Ordinal)]),
            new("คำสำคัญ", Most(Choices(Published.Theme))),
        ];
        return groups.Where(group => group.Choices.Count > 0);

        IEnumerable<Choice> Choices(string name) => counts.Where(count => count.Facet.Name == name)
            .Concat(address.Chosen.Where(facet => facet.Name == name && !counts.Any(count => count.Facet == facet)).Select(facet => new FacetCount(facet, 0)))
            .Select(count => new Choice(count.Facet, Says(count.Facet, blogs), count.Count, address.Has(count.Facet)));

        static IReadOnlyList<Choice> Most(IEnumerable<Choice> choices) => [.. choices.OrderByDescending(choice => choice.Chosen).ThenByDescending(choice => choice.Count).Take(FacetGroups.Most)];
    }

    /// <summary>What a choice is called here.</summary>
    /// <param name="facet">The choice.</param>
    /// <param name="blogs">Titles of blogs by their addresses; one that is missing is called by its address.</param>
    public string Says(Facet facet, IReadOnlyDictionary<string, string> blogs) => facet.Name switch
    {
        Published.Organisation when blogs.TryGetValue(facet.Value, out var title) => title,
        Published.AuthorRole when Enum.IsDefined(RoleOf(facet.Value)) => words[RoleOf(facet.Value).Thai].Value,
        Published.Kind when kinds.All.FirstOrDefault(kind => kind.Key == facet.Value) is { } kind => words[kind.Thai].Value,
        Published.District or Published.Tambon when gazetteer.Find(facet.Value) is { } place => words.English ? place.NameEnglish : place.NameThai,
        Published.Year when words.English && int.TryParse(facet.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var year) => ThaiDate.ChristianYear(year).ToString(CultureInfo.InvariantCulture),
        _ => facet.Value,
    };

    static Role RoleOf(string value) => Enum.TryParse<Role>(value, out var role) ? role : (Role)int.MaxValue;
}
