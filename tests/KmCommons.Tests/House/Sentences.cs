using System.Text.Json;
using System.Text.RegularExpressions;

namespace KmCommons.Tests.House;

/// <summary>A Thai sentence and where it stands: <c>src/People/Me.cshtml:12</c>.</summary>
sealed record Sentence(string Text, string Path, int Line, bool IsInterpolated = false)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line} «{Text}»";
}

/// <summary>The Thai of the interface as it stands in the sources, and its English.</summary>
static partial class Sentences
{
    /// <summary>Every Thai string in C#: a refusal, what is said on the next page, the name of a kind or a role. All of them may reach a reader.</summary>
    public static IEnumerable<Sentence> InCode => Files(".cs").SelectMany(file => OfCode(file.Path, file.Text));

    /// <summary>Every Thai string between the brackets of <c>L[…]</c> in the pages.</summary>
    public static IEnumerable<Sentence> InPages => Files(".cshtml").SelectMany(file => OfPage(file.Path, file.Text).Said);

    /// <summary>Thai that stands in a page and is not asked of <c>L</c>.</summary>
    public static IEnumerable<Sentence> Bare => Files(".cshtml").SelectMany(file => OfPage(file.Path, file.Text).Bare);

    /// <summary>Every English sentence by its Thai, from every English.json.</summary>
    public static IEnumerable<(string Path, string Thai, string English)> Translated =>
        from file in Files("English.json")
        from pair in JsonSerializer.Deserialize<Dictionary<string, string>>(file.Text)!
        select (file.Path, pair.Key, pair.Value);

    /// <summary>Whether there is a Thai letter in it.</summary>
    public static bool IsThai(string text) => Thai().IsMatch(text);

    /// <summary>The Thai strings of some C#.</summary>
    public static IEnumerable<Sentence> OfCode(string path, string code) =>
        from literal in Literals.Of(code)
        where IsThai(literal.Text)
        select new Sentence(literal.Text, path, Line(code, literal.At), literal.IsInterpolated);

    /// <summary>What a page asks of <c>L</c>, and the Thai that it does not.</summary>
    public static (List<Sentence> Said, List<Sentence> Bare) OfPage(string path, string page)
    {
        page = Comment().Replace(page, comment => new string('\n', comment.Value.Count(c => c == '\n')));
        List<Sentence> said = [];
        var rest = page.ToCharArray();
        for (var asked = Asked().Match(page); asked.Success; asked = Asked().Match(page, asked.Index + 1))
        {
            var (found, end) = Literals.Until(page, asked.Index + asked.Length, ']');
            said.AddRange(from literal in found where IsThai(literal.Text) select new Sentence(literal.Text, path, Line(page, literal.At), literal.IsInterpolated));
            foreach (var at in Enumerable.Range(asked.Index, end - asked.Index).Where(at => page[at] != '\n'))
                rest[at] = ' ';
        }
        List<Sentence> bare = [.. from line in new string(rest).Split('\n').Index() from Match run in Run().Matches(line.Item) select new Sentence(run.Value.Trim(), path, line.Index + 1)];
        return ([.. said.Distinct()], bare);
    }

    static IEnumerable<(string Path, string Text)> Files(string ending) => Disk.Files("src", ending).Concat(Disk.Files("themes", ending));

    static int Line(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    [GeneratedRegex("[\u0E01-\u0E5B]")]
    private static partial Regex Thai();

    [GeneratedRegex("[\u0E01-\u0E5B][\u0E01-\u0E5B ]*")]
    private static partial Regex Run();

    [GeneratedRegex(@"@\*[\s\S]*?\*@|<!--[\s\S]*?-->")]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])L\[")]
    private static partial Regex Asked();
}
