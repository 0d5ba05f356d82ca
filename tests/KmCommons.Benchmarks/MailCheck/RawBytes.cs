using System.Text;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>The rules of the wire, counted on bytes.</summary>
static class RawBytes
{
    /// <summary>The longest line, in bytes without its end.</summary>
    public static int LongestLine(byte[] letter) => Encoding.Latin1.GetString(letter).Split('\n').Max(line => line.TrimEnd('\r').Length);

    /// <summary>Each rule that is broken: a CR or LF that is not with the other, bytes over 126 or NUL, a line over 998.</summary>
    public static IEnumerable<string> Faults(byte[] letter)
    {
        var bare = letter.Where((b, i) => b == '\r' && (i + 1 == letter.Length || letter[i + 1] != '\n') || b == '\n' && (i == 0 || letter[i - 1] != '\r')).Count();
        if (bare > 0) yield return $"{bare} bare CR or LF";
        if (letter.Any(b => b is 0 or > 126)) yield return "bytes that are not 7-bit text";
        if (LongestLine(letter) > 998) yield return $"a line of {LongestLine(letter)} bytes";
    }
}
