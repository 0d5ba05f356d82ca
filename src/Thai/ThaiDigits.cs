namespace KmCommons.Thai;

/// <summary>Thai digits ๐ to ๙ and ASCII digits 0 to 9: one for one, everything else untouched.</summary>
public static class ThaiDigits
{
    private const int Distance = '๐' - '0';

    /// <summary>๒๕๕๐ to 2550. The same string when it holds no Thai digit.</summary>
    public static string ToArabic(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAnyInRange('๐', '๙') < 0 ? text
            : string.Create(text.Length, text, static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++) to[i] = ThaiLetter.IsDigit(from[i]) ? (char)(from[i] - Distance) : from[i];
            });
    }

    /// <summary>2550 to ๒๕๕๐. The same string when it holds no ASCII digit.</summary>
    public static string ToThai(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? text
            : string.Create(text.Length, text, static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++) to[i] = char.IsAsciiDigit(from[i]) ? (char)(from[i] + Distance) : from[i];
            });
    }
}
