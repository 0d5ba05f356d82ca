using KmCommons.Search.Index;

namespace KmCommons.Search;

/// <summary>What is wrong with a text in the index, seen from the database.</summary>
enum Fault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>It cannot be found and should be.</summary>
    Missing,
    /// <summary>It can be found and should not be.</summary>
    Extra,
    /// <summary>Others may see it than those who should.</summary>
    Audience,
    /// <summary>Words, facets or time are other ones.</summary>
    Stale,
}

/// <summary>Texts in the index beside the same texts in the database.</summary>
static class Shelved
{
    /// <summary>What is wrong with the one that should be found.</summary>
    public static Fault FaultOf(this IndexView view, IndexedText text)
    {
        foreach (var part in view.Parts)
            if (part.Segment.Documents is var held && held.Find(text.Number) is >= 0 and var place && !part.Removed.Has(place))
                return held.Fingerprints[place] == text.Fingerprint ? Fault.None : held.AudienceKeys[held.Audiences[place]] != text.Audience ? Fault.Audience : Fault.Stale;
        return Fault.Missing;
    }
}
