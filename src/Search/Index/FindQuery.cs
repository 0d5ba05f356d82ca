using System.Text;
using KmCommons.Thai;

namespace KmCommons.Search.Index;

/// <summary>
/// What a person typed, understood as far as it goes and never refused: words, "phrases", fields such as kind:note, and -exclusions of each.
/// Anything that is not understood is words; anything beyond <see cref="Longest"/> letters is left out.
/// </summary>
public sealed record FindQuery
{
    /// <summary>The most letters that are read.</summary>
    public const int Longest = 1000;
    /// <summary>The most runs, phrases, fields and exclusions together that are read.</summary>
    const int Most = 64;
    static readonly HashSet<string> Named = new(StringComparer.Ordinal) { "tag", "place", "kind", "year", "author" };

    /// <summary>Runs of letters between spaces, in order.</summary>
    public IReadOnlyList<string> Runs { get; init; } = [];
    /// <summary>What stood in quotation marks.</summary>
    public IReadOnlyList<string> Phrases { get; init; } = [];
    /// <summary>Words and phrases with a minus in front.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];
    /// <summary>Fields with their values; a year is a Buddhist one.</summary>
    public IReadOnlyList<Facet> Fields { get; init; } = [];
    /// <summary>Fields with a minus in front: no hit has any of them.</summary>
    public IReadOnlyList<Facet> WithoutFields { get; init; } = [];

    /// <summary>Whether nothing is asked for that a text could hold.</summary>
    public bool IsEmpty => Runs.Count == 0 && Phrases.Count == 0;

    /// <summary>Understands any text, null and broken surrogates included; never throws.</summary>
    public static FindQuery Parse(string? typed)
    {
        var text = ThaiText.Normalise(typed is null ? "" : typed.Length <= Longest ? typed : typed[..Longest]);
        List<string> runs = [], phrases = [], without = [];
        List<Facet> fields = [], withoutFields = [];
        for (var at = 0; at < text.Length && runs.Count + phrases.Count + without.Count + fields.Count + withoutFields.Count < Most;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var minus = text[at] is '-' or '−' or '–' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
            if (minus) at++;
            var name = Field(text, at);
            if (name.Length > 0) at += name.Length + 1;
            var value = Next(text, ref at, out var quoted);
            if (!IsWord(value)) continue;
            if (name.Length > 0) (minus ? withoutFields : fields).Add(new Facet(name, name == "year" ? Buddhist(value) : Value(value)));
            else (minus ? without : quoted ? phrases : runs).Add(value);
        }
        return new FindQuery { Runs = runs, Phrases = phrases, Without = without, Fields = fields, WithoutFields = withoutFields };
    }

    /// <summary>The form in which values of <c>tag:</c>, <c>place:</c> and <c>author:</c> are compared: folded, single spaces.</summary>
    public static string Value(string text) => string.Join(' ', Fold.Text(ThaiText.Normalise(text)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    static string Field(string text, int at)
    {
        var colon = text.IndexOf(':', at, Math.Min(8, text.Length - at));
        if (colon < 0 || colon + 1 >= text.Length || char.IsWhiteSpace(text[colon + 1])) return "";
        var name = Fold.Text(text[at..colon]);
        return Named.Contains(name) ? name : "";
    }

    static string Next(string text, ref int at, out bool quoted)
    {
        quoted = at < text.Length && IsQuote(text[at]);
        var start = quoted ? ++at : at;
        while (at < text.Length && !(quoted ? IsQuote(text[at]) : char.IsWhiteSpace(text[at]) || IsQuote(text[at]))) at++;
        var value = text[start..at];
        if (quoted && at < text.Length) at++;
        return value.Trim();
    }

    // Signs, pictures and marks without a letter are in no text
    static bool IsWord(string value)
    {
        foreach (var rune in value.EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) && !(rune.IsBmp && (Fold.IsMark((char)rune.Value) || Fold.Letter((char)rune.Value) == ' '))) return true;
        return false;
    }

    static bool IsQuote(char c) => c is '"' or '“' or '”' or '„' or '«' or '»';

    static string Buddhist(string year) => ThaiYear.Of(year) is > 0 and var number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : year;

    /// <summary>A text that is understood as this query.</summary>
    public override string ToString() => string.Join(' ', Runs.Concat(Phrases.Select(phrase => $"\"{phrase}\""))
        .Concat(Without.Select(without => "-" + Written(without))).Concat(Fields.Select(Written)).Concat(WithoutFields.Select(field => "-" + Written(field))));

    static string Written(Facet field) => field.Name + ":" + Written(field.Value);

    static string Written(string value) => value.Any(char.IsWhiteSpace) || Field(value, 0).Length > 0 ? $"\"{value}\"" : value;
}
