namespace KmCommons.Search.Index;

/// <summary>One thing a found text can be narrowed by, such as kind = note, district = 8001 or year = 2550.</summary>
/// <param name="Name">The facet, for example <c>kind</c>; short, in English.</param>
/// <param name="Value">The value as it stands in an address.</param>
public readonly record struct Facet(string Name, string Value);

/// <summary>A published text as the index takes it in: plain words, no markup. The database stays the truth; this is what is copied from it.</summary>
/// <param name="Number">The permanent number of the content item.</param>
/// <param name="Title">The title, counted twice within the one field of words.</param>
/// <param name="Words">The body as plain text.</param>
public sealed record IndexedText(long Number, string Title, string Words)
{
    /// <summary>Tags of several words each.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Names of the place in Thai and roman letters, spaces between.</summary>
    public string PlaceWords { get; init; } = "";
    /// <summary>Names of people and organisations a reader may look for.</summary>
    public string Names { get; init; } = "";
    /// <summary>Names and words of documents attached to it; empty for most.</summary>
    public string Attached { get; init; } = "";
    /// <summary>What the text can be narrowed by: kind, district, tambon, Buddhist year and whatever comes later. Several values of one facet are allowed.</summary>
    public IReadOnlyList<Facet> Facets { get; init; } = [];
    /// <summary>When it was published, UTC.</summary>
    public DateTime PublishedAt { get; init; }
    /// <summary>Who may see it, as one opaque key; the searcher says which keys are open to the viewer. Empty means everybody.</summary>
    public string Audience { get; init; } = "";

    /// <summary>Title, body, tags, place, names, and where there are any attached documents: what words are looked for in.</summary>
    public IReadOnlyList<string> Fields => Attached.Length == 0 ? [Title, Words, string.Join(", ", Tags), PlaceWords, Names] : [Title, Words, string.Join(", ", Tags), PlaceWords, Names, Attached];

    /// <summary>A number that differs when anything here does: FNV-1a (Fowler, Noll, Vo 1991) over all letters. Two texts have the same by accident once in 10^19 times.</summary>
    public ulong Fingerprint
    {
        get
        {
            var state = 14695981039346656037ul;
            Add(Title);
            Add(Words);
            foreach (var tag in Tags) Add(tag);
            Add(PlaceWords);
            Add(Names);
            if (Attached.Length > 0) Add(Attached);
            foreach (var facet in Facets)
            {
                Add(facet.Name);
                Add(facet.Value);
            }
            Add(Audience);
            return (state ^ (ulong)PublishedAt.Ticks) * 1099511628211;

            void Add(string text)
            {
                foreach (var c in text) state = (state ^ c) * 1099511628211;
                state = (state ^ '\uFFFF') * 1099511628211;
            }
        }
    }
}
