using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>One hostile text. Where it does what it wants, it calls <c>hit(n)</c> with its number, or asks for <c>/hit/n</c>.</summary>
sealed partial record Attack(int Number, string Family, string Text)
{
    /// <summary>All of this repository; with those of the folder that ATTACKS_FOLDER names: lists of texts in JSON.</summary>
    public static readonly IReadOnlyList<Attack> All =
    [
        .. Rules.All.Concat(OwnRules.All.Select(text => ("own", text))).Concat(Public()).DistinctBy(a => a.Item2)
            .Select((a, i) => new Attack(i + 1, a.Item1, a.Item2.Replace("#N#", (i + 1).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))),
    ];

    /// <summary>The folder of public vectors, if there is one.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("ATTACKS_FOLDER");

    /// <summary>Texts that no form takes: a letter that PostgreSQL has not.</summary>
    public bool IsUnwritable => Text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Whether what stands after it in the same text may be swallowed by it.</summary>
    public bool Swallows => Text.Contains("```", StringComparison.Ordinal) || Text.Contains("~~~", StringComparison.Ordinal);

    /// <summary>The numbers of the attacks that stand in a text.</summary>
    public static IEnumerable<int> In(string text) => Called().Matches(text).Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct();

    [GeneratedRegex(@"(?:hit\(|/hit/)([0-9]{1,6})\b")]
    private static partial Regex Called();

    // Public ones call alert, or one of the names that their collectors put in its place
    static IEnumerable<(string, string)> Public() => Folder is not { } folder ? [] :
        from file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)
        from text in JsonSerializer.Deserialize<string[]>(File.ReadAllText(file))!
        select (Path.GetFileNameWithoutExtension(file), Placeholder().Replace(text, m => m.Groups[1].Value switch
        {
            "uri" => "javascript:hit(#N#)",
            _ => "hit(#N#)",
        }));

    [GeneratedRegex(@"%js_(uri|\w+?)(?:_\w+)?%|\balert\([^()]{0,20}\)")]
    private static partial Regex Placeholder();
}
