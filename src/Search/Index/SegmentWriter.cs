using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>Takes in texts and closes them into a segment. Not for two threads.</summary>
sealed class SegmentWriter(WordList? list, FacetNames names)
{
    /// <summary>How many documents and entries one segment takes before it should be closed: what keeps the working memory near 100 MB.</summary>
    const int MostDocuments = 1 << EntrySort.DocumentBits, MostEntries = 4_000_000;

    readonly TermReader _terms = new(list);
    readonly LetterRun _run = new();
    readonly List<int> _codes = [];
    readonly Entries _words = new(), _grams = new();
    Documents.Writer _documents = new(names);
    byte[] _bytes = new byte[1 << 12];

    /// <summary>Whether nothing was taken in since the last segment.</summary>
    public bool IsEmpty => _documents.Count == 0;
    /// <summary>Whether it is time to close.</summary>
    public bool IsFull => _documents.Count == MostDocuments || Math.Max(_words.Count, _grams.Count) > MostEntries;

    /// <summary>Takes in one text.</summary>
    public void Add(IndexedText text)
    {
        var document = _documents.Count;
        string[] fields = [.. text.Fields.Select(field => ThaiText.Normalise(field).Replace(LetterRun.FieldEnd, ' '))];
        var length = Words(fields[0], document);
        foreach (var field in fields) length += Words(field, document);
        var whole = string.Join(LetterRun.FieldEnd, fields);
        _run.Read(whole);
        Grammed(document);
        if (_bytes.Length < whole.Length * TextStore.Widest) _bytes = new byte[whole.Length * TextStore.Widest];
        _documents.Add(text.Number, text.Fingerprint, length, text.PublishedAt.Ticks, text.Audience, text.Facets.Distinct(), _bytes.AsSpan(0, TextStore.Encode(_run.Letters, _bytes)));
    }

    /// <summary>Closes what was taken in into a segment and begins anew.</summary>
    public Segment Close()
    {
        var segment = new Segment(_documents.Finish(), _words.Finish(counted: true), _grams.Finish(counted: false));
        _documents = new(names);
        return segment;
    }

    int Words(string field, int document)
    {
        var length = 0;
        foreach (var term in _terms.Read(field))
        {
            _words.Add(term.Key, document);
            if (!term.Joined) length++;
        }
        return length;
    }

    void Grammed(int document)
    {
        Grams.Codes(_run.Letters, _codes);
        for (var i = 0; i < _codes.Count; i++)
            _grams.Add(Grams.Key(_codes[i], i + 1 < _codes.Count ? _codes[i + 1] : 0, i + 2 < _codes.Count ? _codes[i + 2] : 0), document);
    }

    /// <summary>Keys with their documents, in the order of the texts.</summary>
    sealed class Entries
    {
        ulong[] _entries = new ulong[1 << 10], _spare = [];

        public int Count { get; private set; }

        public void Add(ulong key, int document)
        {
            if (Count == _entries.Length) Array.Resize(ref _entries, Count * 2);
            _entries[Count++] = key << EntrySort.DocumentBits | (uint)document;
        }

        public Postings Finish(bool counted)
        {
            if (_spare.Length < Count) _spare = new ulong[_entries.Length];
            EntrySort.ByKey(_entries, _spare, Count);
            var writer = new Postings.Writer();
            for (int i = 0, next; i < Count; i = next)
            {
                for (next = i + 1; next < Count && _entries[next] == _entries[i];) next++;
                writer.Add((int)(_entries[i] & MostDocuments - 1), counted ? next - i : 1);
                var key = _entries[i] >> EntrySort.DocumentBits;
                if (next == Count || _entries[next] >> EntrySort.DocumentBits != key) writer.Close(key);
            }
            Count = 0;
            return writer.Finish();
        }
    }
}
