namespace KmCommons.Search.Index;

/// <summary>
/// Scores one part for one query, window after window, and gathers the documents that can be hits. Common terms of little weight wait in each window until it is clear which documents they could help.
/// </summary>
sealed class Tally
{
    readonly Part _part;
    readonly QueryPlan _plan;
    readonly float _leastShare;
    readonly List<(byte[] Times, QueryPlan.Weighted Term)> _common = [], _waiting = [];
    readonly PostingList[] _lists, _marks;
    readonly QueryPlan.Weighted[] _terms;
    readonly List<(int Document, int Times)>[] _also, _must, _not;
    readonly int[] _nextAlso, _nextMust, _nextNot;
    readonly byte[][] _commonMarks;
    readonly bool[]? _open;
    readonly int[] _shut; // facet values that no hit may have
    readonly float _outstanding; // what the waiting terms can still add to the weight of any document

    public Tally(Part part, int place, QueryPlan plan, Weights weights, Func<string, bool> maySee)
    {
        (_part, _plan, _leastShare) = (part, plan, weights.LeastShare);
        var open = Array.ConvertAll(part.Segment.Documents.AudienceKeys, key => maySee(key));
        _open = open.Contains(false) ? open : null;
        _shut = [.. plan.Query.WithoutFields.Select(part.Segment.Documents.Names.Find).Where(id => id >= 0)];
        // As many as wait together must not make a hit of a document that holds nothing else, or nothing could be passed over: half of the least coverage of a whole answer
        var most = weights.LeastShare * plan.Whole / 2;
        var (lists, terms) = (new List<PostingList>(), new List<QueryPlan.Weighted>());
        foreach (var term in plan.Terms)
            if (part.Segment.Common(term.Key) is { } times)
            {
                var waits = _outstanding + term.Matched <= most;
                (waits ? _waiting : _common).Add((times, term));
                if (waits) _outstanding += term.Matched;
            }
            else if (First(part.Segment.Words[term.Key]) is { Document: < int.MaxValue } list)
            {
                lists.Add(list);
                terms.Add(term);
            }
        (_lists, _terms) = ([.. lists], [.. terms]);
        (_also, _must, _not) = ([.. plan.Also.Select(held => held.Parts[place])], [.. plan.Must.Select(held => held.Parts[place])], [.. plan.Not.Select(held => held.Parts[place])]);
        (_nextAlso, _nextMust, _nextNot) = (new int[_also.Length], new int[_must.Length], new int[_not.Length]);
        var needed = plan.Must.Select(held => held.Term).OfType<ulong>().ToLookup(term => part.Segment.Common(term) is not null);
        (_commonMarks, _marks) = ([.. needed[true].Select(term => part.Segment.Common(term)!)], [.. needed[false].Select(term => First(part.Segment.Words[term]))]);
    }

    /// <summary>Gathers the documents that the viewer may see and that hold enough against the best so far; <paramref name="best"/> rises to the most that any of them holds.</summary>
    public void Gather(Candidates into, float meanLength, Weights weights, ref float best)
    {
        var lengths = _part.Segment.Documents.Lengths;
        Span<int> places = stackalloc int[Window.Size];
        using var window = Window.Borrow(weights, meanLength, _plan.Whole);
        for (var start = 0; start < lengths.Length; start += Window.Size)
        {
            window.Move(start, lengths);
            Add(window);
            if (!window.IsTouched && !_plan.IsOpen && _outstanding <= best * _leastShare) continue;
            if (_waiting.Count > 0) Complete(window, places, best * _leastShare - _outstanding);
            Collect(window, places, into, ref best);
        }
    }

    void Add(Window window)
    {
        for (var i = 0; i < _lists.Length; i++) window.Add(ref _lists[i], _terms[i]);
        foreach (var (times, term) in _common) window.Add(times, term);
        for (var i = 0; i < _also.Length; i++) window.Add(_also[i], ref _nextAlso[i], _plan.Also[i], must: false);
        for (var i = 0; i < _must.Length; i++) window.Add(_must[i], ref _nextMust[i], _plan.Must[i], must: true);
        for (var i = 0; i < _marks.Length; i++) window.Mark(ref _marks[i]);
        foreach (var times in _commonMarks) window.Mark(times);
        for (var i = 0; i < _not.Length; i++) window.Exclude(_not[i], ref _nextNot[i]);
    }

    // The waiting terms, for the documents that could still reach the least if they held all of them
    void Complete(Window window, Span<int> places, float least)
    {
        var hopeful = window.AtLeast(least, places);
        foreach (var (times, term) in _waiting)
            if (hopeful > Window.Size / 16) window.Add(times, term);
            else window.Add(times, term, places[..hopeful]);
    }

    void Collect(Window window, Span<int> places, Candidates into, ref float best)
    {
        var least = _plan.IsOpen ? 0 : Math.Max(float.Epsilon, best * _leastShare);
        if (_plan.Must.Count == 0 && _not.Length == 0 && _part.Removed.Count == 0 && _open is null && _shut.Length == 0)
        {
            best = Math.Max(best, into.Add(window, least));
            return;
        }
        var kept = Admitted(window, places, window.AtLeast(least, places));
        var matched = window.Matched;
        var most = best;
        foreach (var place in places[..kept])
            if (matched[place] > most) most = matched[place];
        best = most;
        into.Add(window, places[..kept]);
    }

    // Who holds all it must and nothing that it may not, was not taken away, and may be seen. Before anything is counted or compared: what is shut out pushes nothing else out
    int Admitted(Window window, Span<int> places, int count)
    {
        var (documents, removed, musts, start, kept) = (_part.Segment.Documents, _part.Removed, (byte)_plan.Must.Count, window.Start, 0);
        foreach (var place in places[..count])
            if (window.Marks[place] == musts && !removed.Has(start + place) && (_open is null || _open[documents.Audiences[start + place]])
                && (_shut.Length == 0 || !documents.FacetsOf(start + place).ContainsAny(_shut))) places[kept++] = place;
        return kept;
    }

    static PostingList First(PostingList list)
    {
        if (!list.Next()) list.Document = int.MaxValue;
        return list;
    }
}
