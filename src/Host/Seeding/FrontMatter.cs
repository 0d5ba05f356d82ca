using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace KmCommons.Host;

/// <summary>A Markdown file with YAML between two lines of dashes on top.</summary>
public sealed class FrontMatter
{
    readonly YamlMappingNode head;

    FrontMatter(YamlMappingNode head, string body) => (this.head, Body) = (head, body);

    /// <summary>What stands below the second line of dashes.</summary>
    public string Body { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It does not begin with dashes.</exception>
    public static FrontMatter Read(string path)
    {
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        if (!text.StartsWith("---\n", StringComparison.Ordinal) || text.IndexOf("\n---\n", 4, StringComparison.Ordinal) is not (> 0 and var end))
            throw new InvalidDataException($"{path} has no front matter");
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text[4..end]));
        return new((YamlMappingNode)yaml.Documents[0].RootNode, text[(end + 5)..].Trim('\n'));
    }

    /// <summary>A value as text; null when it is not there or null.</summary>
    public string? this[string key] => Text(head, key);

    /// <summary>A list of values.</summary>
    public IEnumerable<string> List(string key) => Nodes(key).OfType<YamlScalarNode>().Select(n => n.Value ?? "");

    /// <summary>A list of mappings, each read with the function given.</summary>
    public IEnumerable<Func<string, string?>> Maps(string key) => Nodes(key).OfType<YamlMappingNode>().Select(map => (Func<string, string?>)(k => Text(map, k)));

    /// <summary>A mapping, read with the function given; null when it is not there.</summary>
    public Func<string, string?>? Map(string key) => head.Children.TryGetValue(key, out var node) && node is YamlMappingNode map ? k => Text(map, k) : null;

    /// <summary>A list of numbers within a mapping of a list.</summary>
    public IEnumerable<int> Numbers(string key, int index, string inner) =>
        Nodes(key).OfType<YamlMappingNode>().ElementAt(index).Children.TryGetValue(inner, out var list) && list is YamlSequenceNode numbers
            ? numbers.OfType<YamlScalarNode>().Select(n => int.Parse(n.Value!, CultureInfo.InvariantCulture)) : [];

    /// <summary>A moment, in UTC.</summary>
    public DateTimeOffset? Moment(string key) => Instant(this[key]);

    /// <summary>A moment, in UTC.</summary>
    public static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    IEnumerable<YamlNode> Nodes(string key) => head.Children.TryGetValue(key, out var node) && node is YamlSequenceNode list ? list : [];

    static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) && node is YamlScalarNode { Value: { } value } scalar && !(value is "null" or "~" or "" && scalar.Style == YamlDotNet.Core.ScalarStyle.Plain) ? value : null;
}
