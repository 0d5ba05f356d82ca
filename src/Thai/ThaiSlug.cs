using System.Text;

namespace KmCommons.Thai;

/// <summary>A title as the last part of an address: Thai letters with their marks, Latin in lower case, digits; all else is one dash.</summary>
public static class ThaiSlug
{
    /// <summary>The slug; empty when nothing is left.</summary>
    public static string Of(string title)
    {
        var slug = new StringBuilder();
        foreach (var letter in ThaiText.Normalise(title))
            if (char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.NonSpacingMark)
                slug.Append(char.ToLowerInvariant(letter));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        return slug.ToString().Trim('-');
    }
}
