using KmCommons.Search.Index;
using KmCommons.Thai;

namespace KmCommons.Benchmarks;

/// <summary>
/// Makes any number of Thai notes, the same every time: a chain of words learnt from the seed notes (each word follows one that it followed there), with places of the province
/// and made-up names in between so that the vocabulary grows as it does in life. Nonsense to read, Thai to the index.
/// </summary>
sealed class NoteMaker
{
    static readonly string[] Kinds = ["note", "note", "note", "note", "aar", "case"];
    readonly Random _random = new(2550);
    readonly List<string> _words = [];
    readonly Dictionary<string, List<int>> _next = new(StringComparer.Ordinal);
    readonly List<(string Code, string Name)> _tambons = [];

    /// <summary>Learns from the folder content-seed of the repository.</summary>
    public NoteMaker(string contentSeed)
    {
        foreach (var file in Directory.EnumerateFiles(contentSeed, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = ThaiText.Normalise(File.ReadAllText(file));
            var end = 0;
            foreach (var word in ThaiWords.Split(text))
            {
                // what stood before the word, a space or nothing, belongs to it
                var space = text.AsSpan(end, word.Start - end).IsEmpty ? "" : " ";
                end = word.End;
                Learn(space + text.Substring(word.Start, word.Length));
            }
        }
        foreach (var columns in File.ReadLines(Path.Combine(contentSeed, "places", "places.csv")).Select(line => line.Split(',')))
            if (columns.Length > 2 && columns[0].Length == 6) _tambons.Add((columns[0], columns[2]));
    }

    /// <summary>Notes with the numbers from 1, each of about this many letters.</summary>
    public IEnumerable<IndexedText> Notes(int count, int letters)
    {
        for (var number = 1; number <= count; number++)
        {
            var (tambon, name) = _tambons[_random.Next(_tambons.Count)];
            var year = 2549 + _random.Next(20);
            yield return new IndexedText(number, Text(40).Trim(), Text(letters - 40).Trim())
            {
                Tags = [_words[_random.Next(_words.Count)].Trim()], PlaceWords = name, PublishedAt = new DateTime(year - 543, 1 + _random.Next(12), 1 + _random.Next(28), 0, 0, 0, DateTimeKind.Utc),
                Facets = [new("kind", Kinds[_random.Next(Kinds.Length)]), new("district", tambon[..4]), new("tambon", tambon), new("year", FormattableString.Invariant($"{year}")), new("theme", _words[_random.Next(_words.Count)].Trim())],
            };
        }
    }

    /// <summary>A piece of a text with this many words, cut out where a word begins.</summary>
    public string Piece(IndexedText text, int words)
    {
        var all = ThaiWords.Split(text.Words);
        var first = all[_random.Next(Math.Max(1, all.Count - words))];
        var last = all[Math.Min(all.Count - 1, all.IndexOf(first) + words - 1)];
        return text.Words[first.Start..last.End];
    }

    void Learn(string word)
    {
        if (_words.Count > 0)
        {
            if (!_next.TryGetValue(_words[^1], out var next)) _next.Add(_words[^1], next = []);
            next.Add(_words.Count);
        }
        _words.Add(word);
    }

    string Text(int letters)
    {
        var text = new System.Text.StringBuilder();
        for (var word = _words[_random.Next(_words.Count)]; text.Length < letters;)
        {
            text.Append(word);
            if (_random.Next(60) == 0) text.Append("ตำบล").Append(_tambons[_random.Next(_tambons.Count)].Name);
            if (_random.Next(15) == 0) text.Append(Name());
            word = _next.TryGetValue(word, out var next) && _random.Next(12) > 0 ? _words[next[_random.Next(next.Count)]] : _words[_random.Next(_words.Count)];
        }
        return text.ToString();
    }

    // few names often, many seldom
    string Name()
    {
        var made = new Random((int)Math.Pow(80_000, _random.NextDouble()));
        var name = "";
        for (var syllables = 2 + made.Next(2); syllables > 0; syllables--)
            name += "เแโ   "[made.Next(6)].ToString().Trim() + "กขคงจชซดตทนบปผพฟมยรลวสหอ"[made.Next(24)] + "ะาิีุูัั็ำ"[made.Next(10)] + "กงดนบมยว"[made.Next(8)];
        return ThaiText.Normalise(name);
    }
}
