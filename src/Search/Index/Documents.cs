namespace KmCommons.Search.Index;

/// <summary>What a segment knows of each document besides its words: number, length, time, who may see it, facets, text. Columns, one entry for each document. Immutable.</summary>
sealed class Documents
{
    /// <summary>Permanent numbers.</summary>
    public required long[] Numbers { get; init; }
    /// <summary>Lengths in words, the title counted twice.</summary>
    public required int[] Lengths { get; init; }
    /// <summary>Times of publication, ticks UTC.</summary>
    public required long[] Times { get; init; }
    /// <summary>Which of <see cref="AudienceKeys"/> each document has.</summary>
    public required int[] Audiences { get; init; }
    /// <summary>The different audience keys here.</summary>
    public required string[] AudienceKeys { get; init; }
    /// <summary>What <see cref="IndexedText.Fingerprint"/> said of each document.</summary>
    public required ulong[] Fingerprints { get; init; }
    /// <summary>Where the facet values of each document end in <see cref="FacetIds"/>.</summary>
    public required int[] FacetEnds { get; init; }
    /// <summary>Numbers of <see cref="Names"/>, document after document.</summary>
    public required int[] FacetIds { get; init; }
    /// <summary>The facet values of the whole index.</summary>
    public required FacetNames Names { get; init; }
    /// <summary>The letters of title, body, tags, place and names with <see cref="LetterRun.FieldEnd"/> between them.</summary>
    public required TextStore Texts { get; init; }
    /// <summary>Places in <see cref="Numbers"/> by rising number.</summary>
    public required int[] ByNumber { get; init; }

    /// <summary>How many documents there are.</summary>
    public int Count => Numbers.Length;

    /// <summary>The facet values of one document.</summary>
    public ReadOnlySpan<int> FacetsOf(int document)
    {
        var start = document == 0 ? 0 : FacetEnds[document - 1];
        return FacetIds.AsSpan(start, FacetEnds[document] - start);
    }

    /// <summary>The document with this number, or -1.</summary>
    public int Find(long number)
    {
        for (int low = 0, high = Count - 1; low <= high;)
        {
            var middle = low + high >> 1;
            var at = ByNumber[middle];
            if (Numbers[at] == number) return at;
            if (Numbers[at] < number) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    /// <summary>Writes itself into a snapshot.</summary>
    public void Save(Stream to)
    {
        to.Write<long>(Numbers);
        to.Write<ulong>(Fingerprints);
        to.Write<int>(Lengths);
        to.Write<long>(Times);
        to.Write<int>(Audiences);
        to.WriteText(string.Join(LetterRun.FieldEnd, AudienceKeys));
        to.Write<int>(FacetEnds);
        to.Write<int>(FacetIds);
        to.Write<byte>(Texts.All);
        to.Write<int>(Texts.Ends);
        to.Write<int>(ByNumber);
    }

    /// <summary>Reads itself out of a snapshot; <paramref name="ids"/> are the numbers that the facet values have here.</summary>
    public static Documents Open(Stream from, FacetNames names, int[] ids) => new()
    {
        Numbers = from.Column<long>(), Fingerprints = from.Column<ulong>(), Lengths = from.Column<int>(), Times = from.Column<long>(), Audiences = from.Column<int>(),
        AudienceKeys = from.Text().Split(LetterRun.FieldEnd), FacetEnds = from.Column<int>(), FacetIds = Array.ConvertAll(from.Column<int>(), id => ids[id]), Names = names,
        Texts = new TextStore(from.Column<byte>(), from.Column<int>()), ByNumber = from.Column<int>(),
    };

    /// <summary>Collects documents one after another.</summary>
    public sealed class Writer(FacetNames names)
    {
        readonly List<ulong> _fingerprints = [];
        readonly List<long> _numbers = [], _times = [];
        readonly List<int> _lengths = [], _audiences = [], _facetEnds = [], _facetIds = [], _textEnds = [];
        readonly Dictionary<string, int> _audienceKeys = new(StringComparer.Ordinal);
        byte[] _texts = new byte[1 << 12];
        int _textEnd;

        /// <summary>How many were taken in.</summary>
        public int Count => _numbers.Count;

        /// <summary>Takes in one document.</summary>
        public void Add(long number, ulong fingerprint, int length, long time, string audience, IEnumerable<Facet> facets, ReadOnlySpan<byte> text)
        {
            foreach (var facet in facets) _facetIds.Add(names.Place(facet));
            Add(number, fingerprint, length, time, audience, text);
        }

        /// <summary>Takes over one document of another segment of the same index.</summary>
        public void Add(Documents from, int document)
        {
            foreach (var id in from.FacetsOf(document)) _facetIds.Add(id);
            Add(from.Numbers[document], from.Fingerprints[document], from.Lengths[document], from.Times[document], from.AudienceKeys[from.Audiences[document]], from.Texts[document]);
        }

        void Add(long number, ulong fingerprint, int length, long time, string audience, ReadOnlySpan<byte> text)
        {
            _numbers.Add(number);
            _fingerprints.Add(fingerprint);
            _lengths.Add(length);
            _times.Add(time);
            _audiences.Add(Place(_audienceKeys, audience));
            _facetEnds.Add(_facetIds.Count);
            while (_textEnd + text.Length > _texts.Length) Array.Resize(ref _texts, checked(_texts.Length * 2));
            text.CopyTo(_texts.AsSpan(_textEnd));
            _textEnds.Add(_textEnd += text.Length);
        }

        /// <summary>The finished columns.</summary>
        public Documents Finish()
        {
            long[] numbers = [.. _numbers];
            var byNumber = Enumerable.Range(0, numbers.Length).ToArray();
            Array.Sort((long[])numbers.Clone(), byNumber);
            return new Documents
            {
                Numbers = numbers, Lengths = [.. _lengths], Times = [.. _times], Audiences = [.. _audiences], AudienceKeys = [.. _audienceKeys.Keys],
                Fingerprints = [.. _fingerprints], FacetEnds = [.. _facetEnds], FacetIds = [.. _facetIds], Names = names,
                Texts = new TextStore(_texts.AsSpan(0, _textEnd).ToArray(), [.. _textEnds]), ByNumber = byNumber,
            };
        }

        static int Place<T>(Dictionary<T, int> places, T value) where T : notnull
        {
            if (!places.TryGetValue(value, out var place)) places.Add(value, place = places.Count);
            return place;
        }
    }
}
