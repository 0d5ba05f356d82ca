using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace KmCommons.Transfer;

/// <summary>A Markdown file with YAML between two lines of dashes on top.</summary>
public sealed class FrontMatter
{
    /// <summary>The longest head in UTF-16 units, and how deep lists may lie in lists: enough for a thousand comments, too little for a bomb.</summary>
    const int LongestHead = 4 * 1024 * 1024, Deepest = 12;

    readonly YamlMappingNode head;

    FrontMatter(YamlMappingNode head, string body) => (this.head, Body) = (head, body);

    /// <summary>What stands below the second line of dashes.</summary>
    public string Body { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It does not begin with dashes, or what stands between them is no plain YAML.</exception>
    public static FrontMatter Read(string path) => Parse(File.ReadAllText(path), path);

    /// <summary>Reads a text; the name is said when it cannot be read.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>.</exception>
    public static FrontMatter Parse(string text, string name)
    {
        text = text.ReplaceLineEndings("\n").TrimStart('\uFEFF');
        if (!text.StartsWith("---\n", StringComparison.Ordinal) || text.IndexOf("\n---\n", 3, StringComparison.Ordinal) is not (> 0 and var end))
            throw new InvalidDataException($"{name} has no front matter");
        var yaml = text[4..Math.Max(4, end)];
        try
        {
            Bound(yaml, name);
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? new(root, text[(end + 5)..].Trim('\n')) : throw new InvalidDataException($"{name}: the front matter is no list of names and values");
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException) { throw new InvalidDataException($"{name}: {fault.Message}"); }
    }

    // Read as a row of events first, which takes no stack: a head that lies deep, or repeats itself by aliases, is never built
    static void Bound(string yaml, string name)
    {
        if (yaml.Length > LongestHead)
            throw new InvalidDataException($"{name}: the front matter is too long");
        var (parser, depth) = (new Parser(new StringReader(yaml)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest || parser.Current is AnchorAlias)
                throw new InvalidDataException($"{name}: the front matter is too deep, or repeats itself");
        }
    }

    /// <summary>A value as text; null when it is not there or null.</summary>
    public string? this[string key] => Text(head, key);

    /// <summary>A list of values; one value alone is a list of one.</summary>
    public IEnumerable<string> List(string key) => Nodes(head, key).OfType<YamlScalarNode>().Select(n => n.Value ?? "").Concat(Text(head, key) is { } one ? [one] : []);

    /// <summary>A list of mappings, each read with the function given.</summary>
    public IEnumerable<Func<string, string?>> Maps(string key) => Nodes(head, key).OfType<YamlMappingNode>().Select(map => (Func<string, string?>)(k => Text(map, k)));

    /// <summary>A mapping, read with the function given; null when it is not there.</summary>
    public Func<string, string?>? Map(string key) => head.Children.TryGetValue(key, out var node) && node is YamlMappingNode map ? k => Text(map, k) : null;

    /// <summary>A list of numbers within a mapping of a list; what is no number is left out.</summary>
    public IEnumerable<int> Numbers(string key, int index, string inner) =>
        Nodes(Nodes(head, key).OfType<YamlMappingNode>().ElementAt(index), inner).OfType<YamlScalarNode>().Select(n => Number(n.Value)).OfType<int>();

    /// <summary>A whole number; null for anything else.</summary>
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A moment, in UTC.</summary>
    public DateTimeOffset? Moment(string key) => Instant(this[key]);

    /// <summary>A moment, in UTC.</summary>
    public static DateTimeOffset? Instant(string? text) => text is null ? null : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime();

    static IEnumerable<YamlNode> Nodes(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) && node is YamlSequenceNode list ? list : [];

    static string? Text(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) && node is YamlScalarNode { Value: { } value } scalar && !(value is "null" or "~" or "" && scalar.Style == ScalarStyle.Plain) ? value : null;
}
