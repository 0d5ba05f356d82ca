using System.Text;

namespace KmCommons.Thai;

/// <summary>The readable tail of an address, <c>/n/{number}/{slug}</c>. The number decides; the slug only tells a reader what awaits.</summary>
public static class ThaiSlug
{
    /// <summary>Thai letters with their vowels and tone marks (บ้าน is not บาน), Latin letters in lower case and digits; everything else
    /// becomes one hyphen, with none at the ends. Empty when a title holds no letter and no digit: then the address is
    /// <c>/n/{number}</c> alone. Making a slug of a slug changes nothing. Not escaped: that is the address writer's work.</summary>
    /// <param name="title">Any text; it is normalised first.</param>
    /// <param name="maxClusters">The greatest length, hyphens counted, in grapheme clusters; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxClusters"/> is less than 1.</exception>
    public static string Of(string title, int maxClusters = 60)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxClusters, 1);
        // Where a mark of another script falls away, its neighbours may want mending: that is the second time
        return Hyphenate(Hyphenate(title, maxClusters), maxClusters);
    }

    private static string Hyphenate(string title, int maxClusters)
    {
        var slug = new StringBuilder();
        var count = 0;
        var gap = false;
        foreach (var cluster in ThaiText.Clusters(ThaiText.Normalise(title)))
        {
            var kept = Keep(cluster[0]);
            if (kept == '\0')
            {
                gap = slug.Length > 0;
                continue;
            }
            if (count + (gap ? 2 : 1) > maxClusters) break;
            if (gap) slug.Append('-');
            count += gap ? 2 : 1;
            gap = false;
            slug.Append(kept);
            if (!ThaiLetter.IsWordPart(kept)) continue;
            foreach (var c in cluster[1..])
                if (ThaiLetter.IsWordPart(c)) slug.Append(c);
        }
        // A vowel whose consonant was cut away says nothing
        while (slug.Length > 0 && (slug[^1] == '-' || ThaiLetter.IsLeading(slug[^1]))) slug.Length--;
        return slug.ToString();
    }

    /// <summary>The base letter in the form a slug has it; NUL for what a slug does not hold.</summary>
    private static char Keep(char c)
    {
        if (ThaiLetter.IsThai(c)) return ThaiLetter.IsDigit(c) || (ThaiLetter.IsWordPart(c) && !ThaiLetter.IsMark(c) && c != ThaiLetter.SaraAm) ? c : '\0';
        if (char.IsAsciiDigit(c)) return c;
        return c is < '\u0250' or >= '\u1E00' and <= '\u1EFF' && char.IsLetter(c) ? char.ToLowerInvariant(c) : '\0';
    }
}
