using System.Numerics;

namespace KmCommons.Search.Index;

/// <summary>Makes an answer of the candidates of all parts: the least coverage, then facets with exact counts, then the best few, then a second look at those.</summary>
sealed class Collector(FindRequest request, List<Facet> only, FacetNames names, Weights weights) : IDisposable
{
    readonly record struct Candidate(int Part, int Document, float Score);

    static readonly Comparer<(Candidate Candidate, Rank Rank)> BestFirst = Comparer<(Candidate Candidate, Rank Rank)>.Create(static (left, right) => right.Rank.CompareTo(left.Rank));
    readonly List<(Part Part, Candidates Candidates)> _taken = [];
    float _best;

    /// <summary>Takes the documents of one part that the viewer may see and that could be hits.</summary>
    public void Take(Part part, Tally tally, float meanLength)
    {
        var candidates = Candidates.Borrow();
        _taken.Add((part, candidates));
        tally.Gather(candidates, meanLength, weights, ref _best);
    }

    /// <summary>The answer. <paramref name="whole"/> is the weight of a text that holds everything; 0 when nothing is scored, and then the newest come first.</summary>
    public Found Finish(float whole, bool scoring, SharedLetters? letters)
    {
        var table = new FacetTable(names, only);
        var total = 0;
        foreach (var (part, candidates) in _taken)
        {
            candidates.Keep(_best * weights.LeastShare, scoring);
            table.Take(part.Segment, candidates);
            candidates.Cover(whole);
            total += candidates.Count;
        }
        var hits = Best(Math.Min(FindRequest.Most, Math.Max(SharedLetters.Best, request.Skip + request.Take)));
        if (whole > 0 && letters is { IsEmpty: false }) LookAgain(hits, letters);
        return new Found([.. hits.Skip(request.Skip).Take(request.Take).Select(hit => new Hit(hit.Rank.Number, hit.Rank.Score))], total, table);
    }

    /// <summary>Gives the candidates back.</summary>
    public void Dispose()
    {
        foreach (var (_, candidates) in _taken) candidates.Dispose();
    }

    List<(Candidate Candidate, Rank Rank)> Best(int most)
    {
        var (top, floor) = (new List<(Candidate Candidate, Rank Rank)>(), new Rank(Floor(most), long.MinValue, long.MinValue));
        for (var part = 0; part < _taken.Count; part++)
        {
            var candidates = _taken[part].Candidates;
            var scores = candidates.Scores.AsSpan(0, candidates.Count);
            // from the end: the newest are mostly there, and when time decides few come after them
            for (var i = scores.Length - 1; i >= 0; i--)
            {
                while (i >= Vector<float>.Count - 1 && Vector.LessThanAll(new Vector<float>(scores[(i + 1 - Vector<float>.Count)..]), new(floor.Score))) i -= Vector<float>.Count;
                if (i < 0 || scores[i] < floor.Score) continue;
                var candidate = new Candidate(part, candidates.Documents[i], scores[i]);
                if (RankOf(candidate) is var rank && rank.CompareTo(floor) < 0) continue;
                top.Add((candidate, rank));
                if (top.Count < most * 4) continue;
                Cut(top, most);
                floor = top[^1].Rank;
            }
        }
        Cut(top, most);
        return top;
    }

    // As many blocks as hits are wanted have a best that is at least the floor, so no hit is below it
    float Floor(int most)
    {
        const int block = 128;
        var bests = new List<float>();
        foreach (var (_, candidates) in _taken)
            for (var from = 0; from + block <= candidates.Count; from += block)
            {
                var best = new Vector<float>(candidates.Scores, from);
                for (var at = from + Vector<float>.Count; at < from + block; at += Vector<float>.Count) best = Vector.Max(best, new(candidates.Scores, at));
                var highest = best[0];
                for (var lane = 1; lane < Vector<float>.Count; lane++) highest = Math.Max(highest, best[lane]);
                bests.Add(highest);
            }
        if (bests.Count < most) return float.MinValue;
        bests.Sort();
        return bests[^most];
    }

    // Sorting now and then what passed the floor costs less than keeping it sorted
    static void Cut(List<(Candidate Candidate, Rank Rank)> top, int most)
    {
        top.Sort(BestFirst);
        if (top.Count > most) top.RemoveRange(most, top.Count - most);
    }

    void LookAgain(List<(Candidate Candidate, Rank Rank)> hits, SharedLetters letters)
    {
        var best = Math.Min(SharedLetters.Best, hits.Count);
        for (var i = 0; i < best; i++)
        {
            var (candidate, rank) = hits[i];
            // below the best few the order stays: nothing there can pass one above, whose score only grows
            var share = letters.Of(_taken[candidate.Part].Part.Segment.Documents.Texts[candidate.Document]);
            hits[i] = (candidate, rank with { Score = rank.Score * (1 + weights.Letters * share) });
        }
        hits.Sort(0, best, BestFirst);
    }

    Rank RankOf(Candidate candidate)
    {
        var documents = _taken[candidate.Part].Part.Segment.Documents;
        return new Rank(candidate.Score, documents.Times[candidate.Document], documents.Numbers[candidate.Document]);
    }

    /// <summary>Better first by score, then newer, then the higher number, so that the order never depends on how the index is split into parts.</summary>
    readonly record struct Rank(float Score, long Time, long Number) : IComparable<Rank>
    {
        public int CompareTo(Rank other) => Score != other.Score ? Score.CompareTo(other.Score) : Time != other.Time ? Time.CompareTo(other.Time) : Number.CompareTo(other.Number);
    }
}
