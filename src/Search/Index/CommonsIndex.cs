using KmCommons.Search.Asked;
using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>
/// The index of all published texts in memory: one large segment, small ones for what came since, and tombstones. Every change makes a new view and swaps one reference:
/// readers take no lock and see one moment. Writers wait for each other. A projection of the database: losing it loses nothing.
/// </summary>
public sealed class CommonsIndex
{
    /// <summary>Small segments are merged at once up to this many documents; above it only with everything else, in the background.</summary>
    const int Small = 2000;
    readonly Lock _writing = new();
    readonly WordList? _list;
    readonly Weights _weights;
    readonly FacetNames _names = new();
    readonly Spelling _spelling = new();
    volatile IndexView _view;
    Task _merging = Task.CompletedTask;
    HashSet<Segment> _old = []; // what the merge in the background is about to replace

    /// <summary>An empty index.</summary>
    /// <param name="list">Words to keep whole, the same for texts and queries.</param>
    /// <param name="weights">The numbers of the ranking.</param>
    public CommonsIndex(WordList? list = null, Weights? weights = null)
    {
        (_list, _weights) = (list, weights ?? new Weights());
        _view = new IndexView([], _weights, list, _names, _spelling);
    }

    /// <summary>What people write in several ways and mean as one. Queries only are read with it, so another one may take its place at any moment.</summary>
    public Lexicon Lexicon
    {
        get => _spelling.Lexicon;
        set => _spelling.Lexicon = value;
    }

    /// <summary>The index as it is now; it does not change under the reader.</summary>
    public IndexView View => _view;

    /// <summary>Puts texts in, each in the place of an older text with its number, and takes numbers out. Searches that begin after the return see all of it, searches before none of it.</summary>
    public void Apply(IReadOnlyCollection<IndexedText> put, IReadOnlyCollection<long> remove)
    {
        lock (_writing)
        {
            var latest = put.GroupBy(text => text.Number).Select(texts => texts.Last()).ToList();
            var gone = remove.Concat(latest.Select(text => text.Number)).ToList();
            var parts = _view.Parts.Select(part => part.Without(gone)).Where(part => part.Removed.Count < part.Segment.Count).ToList();
            var removed = remove.ToHashSet();
            parts.AddRange(Segments(latest.Where(text => !removed.Contains(text.Number))).Select(segment => new Part(segment, Removed.None)));
            Swap(Gathered(parts));
        }
    }

    /// <summary>Fills the index anew, keeping the old one for the readers until the new one is whole. Memory for two indexes is needed meanwhile.</summary>
    public void Fill(IEnumerable<IndexedText> texts, CancellationToken stop = default)
    {
        lock (_writing)
        {
            var parts = new List<Part>();
            foreach (var segment in Segments(texts))
            {
                stop.ThrowIfCancellationRequested();
                parts.Add(new Part(segment, Removed.None));
            }
            Swap(parts.Count > 1 ? [new Part(Segment.Merge(parts), Removed.None)] : parts);
        }
    }

    /// <summary>Puts what <see cref="IndexView.Save"/> wrote in the place of everything here, and gives the note; nothing, and nothing changes, when there is no whole file made with the same words.</summary>
    public string? Open(string file)
    {
        lock (_writing)
        {
            if (Snapshot.Open(file, _names, WordList.Of(_list)) is not { } saved) return null;
            Swap(saved.Parts);
            return saved.Note;
        }
    }

    /// <summary>Ends when no merge is under way.</summary>
    public Task Settled => Task.WhenAll(_merging, _spelling.Settled);

    IEnumerable<Segment> Segments(IEnumerable<IndexedText> texts)
    {
        var writer = new SegmentWriter(_list, _names);
        foreach (var text in texts)
        {
            writer.Add(text);
            if (writer.IsFull) yield return writer.Close();
        }
        if (!writer.IsEmpty) yield return writer.Close();
    }

    // As with a binary counter: a segment is merged with the one before it until that one is larger, so there are few and each text is copied seldom
    List<Part> Gathered(List<Part> parts)
    {
        while (parts.Count > 1 && parts[^2].Segment.Count <= 2 * parts[^1].Segment.Count && parts[^2].Segment.Count + parts[^1].Segment.Count <= Small
            && !_old.Contains(parts[^2].Segment) && !_old.Contains(parts[^1].Segment))
        {
            var merged = new Part(Segment.Merge(parts[^2..]), Removed.None);
            parts.RemoveRange(parts.Count - 2, 2);
            if (merged.Segment.Count > 0) parts.Add(merged);
        }
        return parts;
    }

    void Swap(List<Part> parts)
    {
        _view = new IndexView(parts, _weights, _list, _names, _spelling);
        var (all, beside) = (parts.Sum(part => part.Segment.Count), parts.Skip(1).Sum(part => part.Segment.Count) + parts.Take(1).Sum(part => part.Removed.Count));
        if (beside <= Small || beside <= all / 8 || _old.Count > 0) return;
        _old = [.. parts.Select(part => part.Segment)];
        _merging = Task.Run(() => Merge(parts));
    }

    void Merge(List<Part> parts)
    {
        Part? merged = null;
        try
        {
            merged = new Part(Segment.Merge(parts), Removed.None);
        }
        finally
        {
            lock (_writing)
            {
                if (merged is not null) Replace(merged);
                _old = [];
            }
        }
    }

    // What changed meanwhile: documents that lost their life in the old parts lose it in the new one, segments that came since stay, an index filled anew stays as it is
    void Replace(Part merged)
    {
        var old = _view.Parts.Where(part => _old.Contains(part.Segment)).ToList();
        if (old.Count == 0) return;
        var living = old.SelectMany(part => part.Living).ToHashSet();
        merged = merged.Without([.. merged.Living.Where(number => !living.Contains(number))]);
        _view = new IndexView([merged, .. _view.Parts.Except(old)], _weights, _list, _names, _spelling);
    }
}
