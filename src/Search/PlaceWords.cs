using KmCommons.Places;
using KmCommons.Search.Asked;
using KmCommons.Search.Index;

namespace KmCommons.Search;

/// <summary>Names of places against what somebody typed: in Thai or roman letters, with spaces or without, a letter wrong now and then.</summary>
static class PlaceWords
{
    // A name of two letters stands in every other word
    const int Shortest = 3, Forgiving = 4, MoreForgiving = 8;
    static readonly string[] Kinds = ["ตำบล", "อำเภอ", "จังหวัด", "ต", "อ", "จ", "tambon", "amphoe"];

    /// <summary>Letters as they are compared: folded, without spaces.</summary>
    public static string Letters(string text) => FindQuery.Value(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The letters without the word before a name: <c>ต.บางจาก</c> is <c>บางจาก</c>. Both are given, since a name may begin so.</summary>
    public static IEnumerable<string> Bare(string letters) =>
        Kinds.Where(kind => letters.Length > kind.Length && letters.StartsWith(kind, StringComparison.Ordinal)).Select(kind => letters[kind.Length..]).Prepend(letters);

    /// <summary>How many letters a run is off from naming the place: 0 when it holds the name, more when it nearly is the name, <see cref="int.MaxValue"/> when it is something else.</summary>
    public static int Off(string run, Place place) => new[] { Letters(place.NameThai), Letters(place.NameEnglish) }.Where(name => name.Length >= Shortest).Select(name =>
        run.Contains(name, StringComparison.Ordinal) ? 0
        : Bare(run).Select(bare => Math.Abs(bare.Length - name.Length) > 2 ? int.MaxValue : Vocabulary.EditsBetween(bare, name) is var edits && edits <= Allowed(name) ? edits : int.MaxValue).Min())
        .DefaultIfEmpty(int.MaxValue).Min();

    static int Allowed(string name) => name.Length >= MoreForgiving ? 2 : name.Length >= Forgiving ? 1 : 0;
}
