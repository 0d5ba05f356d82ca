namespace KmCommons.Search.Asked;

/// <summary>
/// Thai letters by their sound, for comparing what was misspelt: letters that are said alike are one, tone marks and a silent letter with its ์ are left out.
/// The classes are those of the Royal Institute's romanisation (1999) for letters at the beginning of a syllable; what people confuse most.
/// </summary>
static class SoundKey
{
    const string From = "ศษณธฑฒฎฏญฆฅฌภฬใฃ", To = "สสนทททดตยคคชพลไข";

    /// <summary>The folded letters of a word, written over <paramref name="into"/>; returns how many.</summary>
    public static int Of(ReadOnlySpan<char> word, Span<char> into)
    {
        var length = 0;
        foreach (var letter in word)
        {
            var c = Index.Fold.Letter(letter);
            if (c is (>= '\u0E47' and <= '\u0E4B') or ' ') continue;
            if (c is '\u0E4C' or '\u0E4E')
            {
                // จันทร์, สิทธิ์: the silent letter goes with its mark, and so does a vowel on it
                if (length > 1 && into[length - 1] is >= '\u0E34' and <= '\u0E3A') length--;
                if (length > 1) length--;
                continue;
            }
            var at = From.IndexOf(c, StringComparison.Ordinal);
            into[length++] = at < 0 ? c : To[at];
        }
        return length;
    }
}
