using System.Collections.Frozen;

namespace KmCommons.Content;

/// <summary>All kinds that the modules have said, by key.</summary>
public sealed class Kinds(IEnumerable<ContentKind> kinds)
{
    readonly FrozenDictionary<string, ContentKind> byKey = kinds.ToFrozenDictionary(k => k.Key);

    /// <summary>The kind of a key.</summary>
    public ContentKind this[string key] => byKey[key];

    /// <summary>All of them, in the order of the modules.</summary>
    public IReadOnlyList<ContentKind> All { get; } = [.. kinds];
}
