using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>
/// What people write in several ways and mean as one: short forms and their full names, names in Latin letters. Immutable; <see cref="And"/> makes one that knows more.
/// Only queries are read with it, never texts, so another one can take its place at any moment.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The most words of one name.</summary>
    const int MostWords = 12;
    /// <summary>Knows nothing.</summary>
    public static readonly Lexicon Empty = new([], [], []);

    readonly IReadOnlyList<string> _shortForms, _romanised;
    readonly Dictionary<ulong, Entry> _written = [];
    readonly Dictionary<string, Entry> _romans = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _thai = new(StringComparer.Ordinal); // names in Thai, by their letters

    sealed record Entry(Writing Writing, List<string> Others);

    /// <summary>How a name in a query is written.</summary>
    internal enum Writing { Short, Full, Roman }

    /// <summary>A name in a query.</summary>
    /// <param name="Writing">How it is written there.</param>
    /// <param name="First">Its first word.</param>
    /// <param name="Count">How many words it has.</param>
    /// <param name="Others">The other ways to write it.</param>
    internal readonly record struct Name(Writing Writing, int First, int Count, IReadOnlyList<string> Others);

    /// <summary>Names of places that stay whole in a query. Everyday words are not among them.</summary>
    internal WordList Places { get; }

    /// <summary>Takes lines «short form = full name» and «Thai name = its Latin letters»; a short form or a spelling with two meanings has two lines; and names of places, one a line. Comments (#) and lines without = are passed over.</summary>
    public Lexicon(IEnumerable<string> shortForms, IEnumerable<string> romanised, IEnumerable<string> places) : this(shortForms, romanised, new WordList(places)) { }

    Lexicon(IEnumerable<string> shortForms, IEnumerable<string> romanised, WordList places)
    {
        Places = places;
        (_shortForms, _romanised) = ([.. shortForms], [.. romanised]);
        var pairs = Pairs(_shortForms).Select(pair => (Short: pair.Left.Replace(".", "", StringComparison.Ordinal), Full: pair.Right)).Where(pair => pair.Short.Length > 1).ToList();
        foreach (var (form, full) in pairs)
        {
            // การจัดการความรู้ stands wherever จัดการความรู้ does
            var bare = full.StartsWith("การ", StringComparison.Ordinal) && full.Length > 8 ? full[3..] : full;
            var forms = pairs.Where(pair => pair.Full == full).Select(pair => pair.Short).Distinct().ToList();
            Add(form, Writing.Short, [bare, .. forms.Where(other => other != form)]);
            foreach (var name in new[] { full, bare }.Distinct()) Add(name, Writing.Full, forms);
        }
        Names = Pairs(_romanised).Select(pair => pair.Left).Concat(Pairs(_shortForms).Select(pair => pair.Right)).ToHashSet(StringComparer.Ordinal);
        foreach (var (thai, roman) in Pairs(_romanised))
        {
            _thai[PlaceWords.Letters(thai)] = FindQuery.Value(thai);
            if (RomanKey.Of(roman) is not { Length: >= RomanKey.Shortest } key) continue;
            if (!_romans.TryGetValue(key, out var entry)) _romans.Add(key, entry = new Entry(Writing.Roman, []));
            foreach (var other in new[] { thai, roman })
                if (!entry.Others.Contains(other)) entry.Others.Add(other);
        }
    }

    /// <summary>The short forms and names that come with the program: <c>abbreviations.txt</c>, <c>romanised.txt</c> and <c>places.txt</c> of <c>content-seed/words</c>.</summary>
    public static Lexicon Shipped { get; } = new(Lines("abbreviations.txt"), Lines("romanised.txt"), Lines("places.txt"));

    /// <summary>This and more lines.</summary>
    public Lexicon And(IEnumerable<string> shortForms, IEnumerable<string> romanised) => new(_shortForms.Concat(shortForms), _romanised.Concat(romanised), Places);

    /// <summary>Thai names that are known, for mending misspelt ones.</summary>
    internal IReadOnlySet<string> Names { get; }

    /// <summary>The query with the names in its <c>place:</c> fields as texts have them: ต.บางจาก, Bang Chak and bangjak are บางจาก. A name that is not known stays: it may be a village's.</summary>
    internal FindQuery Placed(FindQuery query) => query.Fields.Concat(query.WithoutFields).Any(IsPlace)
        ? query with { Fields = [.. query.Fields.SelectMany(Placed)], WithoutFields = [.. query.WithoutFields.SelectMany(Placed)] } : query;

    static bool IsPlace(Facet field) => field.Name == "place";

    IEnumerable<Facet> Placed(Facet field)
    {
        if (!IsPlace(field)) return [field];
        foreach (var name in PlaceWords.Bare(PlaceWords.Letters(field.Value)))
        {
            if (_thai.TryGetValue(name, out var thai)) return [field with { Value = thai }];
            if (_romans.TryGetValue(RomanKey.Of(name), out var entry)) return entry.Others.Where(other => IsThai(other[0])).Select(other => field with { Value = FindQuery.Value(other) });
        }
        return [field];
    }

    /// <summary>The names in a text, in order, not overlapping, the longest first.</summary>
    internal List<Name> In(string text, List<Word> words)
    {
        var names = new List<Name>();
        for (var first = 0; first < words.Count; first++)
        {
            if (!char.IsLetter(text[words[first].Start])) continue;
            if (((char.IsAsciiLetter(text[words[first].Start]) ? Roman(text, words, first) : null) ?? Written(text, words, first)) is not { } name) continue;
            names.Add(name);
            first += name.Count - 1;
        }
        return names;
    }

    static IEnumerable<(string Left, string Right)> Pairs(IEnumerable<string> lines) =>
        from line in lines
        where !line.StartsWith('#')
        let parts = line.Split('=', StringSplitOptions.TrimEntries)
        where parts.Length == 2 && parts[0].Length > 0 && parts[1].Length > 0
        select (ThaiText.Normalise(parts[0]), ThaiText.Normalise(parts[1]));

    static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(Lexicon).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not in the assembly."));
        while (reader.ReadLine() is { } line) yield return line;
    }

    void Add(string name, Writing writing, IEnumerable<string> others)
    {
        var state = TermKey.Start;
        foreach (var c in name)
            if (Fold.Letter(c) != ' ') state = TermKey.Read(state, [c]);
        if (!_written.TryGetValue(TermKey.Of(state), out var entry)) _written.Add(TermKey.Of(state), entry = new Entry(writing, []));
        foreach (var other in others)
            if (!entry.Others.Contains(other)) entry.Others.Add(other);
    }

    Name? Written(string text, List<Word> words, int first)
    {
        Name? longest = null;
        var state = TermKey.Start;
        for (var last = first; last < words.Count && last - first < MostWords; last++)
        {
            if (last > first && !IsGap(text.AsSpan(words[last - 1].End, words[last].Start - words[last - 1].End))) break;
            state = TermKey.Read(state, words[last].In(text));
            if (_written.TryGetValue(TermKey.Of(state), out var entry) && (entry.Writing != Writing.Short || StandsAlone(text, words[first].Start, words[last].End)))
                longest = new Name(entry.Writing, first, last - first + 1, entry.Others);
        }
        return longest;
    }

    Name? Roman(string text, List<Word> words, int first)
    {
        Name? longest = null;
        for (var last = first; last < words.Count && last - first < MostWords / 2 && char.IsAsciiLetter(text[words[last].Start]); last++)
        {
            if (last > first && !IsGap(text.AsSpan(words[last - 1].End, words[last].Start - words[last - 1].End))) break;
            if (_romans.TryGetValue(RomanKey.Of(text.AsSpan(words[first].Start, words[last].End - words[first].Start)), out var entry))
                longest = new Name(Writing.Roman, first, last - first + 1, entry.Others);
        }
        return longest;
    }

    static bool IsGap(ReadOnlySpan<char> gap)
    {
        foreach (var c in gap)
            if (c is not (' ' or '.' or '-' or '\'' or '’')) return false;
        return true;
    }

    // No spaces inside, no Thai letter right beside it (สท in รสทราย is none), and 5 km is a distance
    static bool StandsAlone(string text, int start, int end)
    {
        if (text.AsSpan(start, end - start).Contains(' ')) return false;
        if (char.IsAsciiLetter(text[start])) return start == 0 || !char.IsDigit(text[start - 1]) && !(text[start - 1] == ' ' && start > 1 && char.IsDigit(text[start - 2]));
        return (start == 0 || !IsThai(text[start - 1])) && (end == text.Length || !IsThai(text[end]));
    }

    static bool IsThai(char c) => c is > '\u0E00' and < '\u0E80';
}
