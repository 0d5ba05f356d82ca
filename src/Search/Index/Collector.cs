namespace KmCommons.Search.Index;

/// <summary>Gathers the hits of all parts: who may not see a text never counts it, then the least coverage, then facets with exact counts, then the best few.</summary>
sealed class Collector(FindRequest request, List<Facet> only, float whole, Weights weights, bool byDate)
{
    readonly record struct Candidate(int Part, int Document, float Score);

    sealed record Taken(Part Part, Tally Tally, int Hopeful);

    readonly List<Taken> _taken = [];
    float _best;

    /// <summary>Takes the documents of one part that the viewer may see and that could be hits. The tally is still needed for the answer.</summary>
    public void Take(Part part, Tally tally)
    {
        var open = Array.ConvertAll(part.Segment.Documents.AudienceKeys, key => request.MaySee(key));
        var hopeful = Hopeful(part, tally, open);
        var least = _best * weights.LeastShare - tally.Outstanding;
        if (tally.Outstanding > 0)
        {
            hopeful = Kept(tally, hopeful, least);
            tally.Complete(tally.Room[..hopeful]);
            foreach (var document in tally.Room[..hopeful]) _best = Math.Max(_best, tally.Entries[document].Matched);
        }
        _taken.Add(new Taken(part, tally, hopeful));
    }

    static int Kept(Tally tally, int hopeful, float least)
    {
        var entries = tally.Entries;
        var room = tally.Room;
        var kept = 0;
        for (var i = 0; i < hopeful; i++)
            if (entries[room[i]].Matched >= least) room[kept++] = room[i];
        return kept;
    }

    // Documents that could still reach the least coverage if they held all the common words that are not counted yet. Without hope for a document that holds nothing else, untouched blocks are passed over
    int Hopeful(Part part, Tally tally, bool[] open)
    {
        var hopeful = 0;
        var entries = tally.Entries;
        var room = tally.Room;
        var (audiences, removed, outstanding) = (part.Segment.Documents.Audiences, part.Removed, tally.Outstanding);
        var (best, everyone) = (_best, tally.IsOpen);
        for (var block = 0; block << Tally.BlockBits < entries.Length; block++)
        {
            if (!tally.IsTouched(block) && !everyone && outstanding <= best * weights.LeastShare) continue;
            var least = best * weights.LeastShare - outstanding;
            var end = Math.Min(entries.Length, block + 1 << Tally.BlockBits);
            for (var document = block << Tally.BlockBits; document < end; document++)
            {
                var matched = entries[document].Matched;
                if (matched < least || matched == 0 && outstanding == 0 && !everyone) continue;
                if (!open[audiences[document]] || !tally.Admits(document) || removed.Has(document)) continue;
                if (matched > best) (best, least) = (matched, matched * weights.LeastShare - outstanding);
                room[hopeful++] = document;
            }
        }
        _best = best;
        return hopeful;
    }

    /// <summary>The answer.</summary>
    public Found Finish(SharedLetters? letters)
    {
        var names = only.Select(facet => facet.Name).Distinct(StringComparer.Ordinal).ToList();
        var tables = _taken.ConvertAll(taken => new FacetTable(taken.Part.Segment.Documents, only, names));
        var most = Math.Min(FindRequest.Most, Math.Max(SharedLetters.Best, request.Skip + request.Take));
        var (least, top, total, floor) = (_best * weights.LeastShare, new PriorityQueue<Candidate, Rank>(), 0, float.MinValue);
        for (var part = 0; part < _taken.Count; part++)
        {
            var entries = _taken[part].Tally.Entries;
            var (table, all) = (tables[part], _taken[part].Tally.IsOpen);
            foreach (var document in _taken[part].Tally.Room[.._taken[part].Hopeful])
            {
                var entry = entries[document];
                if (entry.Matched < least || entry.Score <= 0 && !all || !table.Count(document)) continue;
                total++;
                // the share of the query that is held, as a square root: coverage as design.md measures it
                var score = byDate || whole <= 0 ? 0 : entry.Score * MathF.Sqrt(entry.Matched / whole);
                if (score < floor) continue;
                var candidate = new Candidate(part, document, score);
                var rank = RankOf(candidate);
                if (top.Count < most) top.Enqueue(candidate, rank);
                else if (top.TryPeek(out _, out var last) && rank.CompareTo(last) > 0) top.DequeueEnqueue(candidate, rank);
                if (top.Count == most && top.TryPeek(out var lowest, out _)) floor = lowest.Score;
            }
        }
        var hits = new List<(Candidate Candidate, Rank Rank)>();
        while (top.TryDequeue(out var candidate, out var rank)) hits.Add((candidate, rank));
        hits.Reverse();
        if (!byDate && letters is { IsEmpty: false }) LookAgain(hits, letters);
        return new Found([.. hits.Skip(request.Skip).Take(request.Take).Select(hit => new Hit(hit.Rank.Number, hit.Rank.Score))], total, FacetTable.Sum(tables));
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
        hits.Sort(0, best, Comparer<(Candidate, Rank Rank)>.Create(static (left, right) => right.Rank.CompareTo(left.Rank)));
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
