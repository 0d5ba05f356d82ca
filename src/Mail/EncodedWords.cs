using System.Globalization;
using System.Text;

namespace KmCommons.Mail;

/// <summary>Header text beyond plain ASCII, as RFC 2047 encoded words. Every word decodes by itself, and no Thai cluster or emoji is cut between two.</summary>
internal static class EncodedWords
{
    // RFC 2047 allows 75 to a word and 76 to a line; 64 leaves room for the longest field name that takes text, "Reply-To: "
    private const int Longest = 64;
    private const int Room = Longest - 12; // =?utf-8?B??=

    /// <summary>Tokens of an unstructured value such as Subject: its own words when all are plain, encoded words otherwise.</summary>
    public static IEnumerable<string> Unstructured(string value) => IsPlain(value, ' ', '~') && !value.Contains("=?", StringComparison.Ordinal) ? value.Split(' ') : Encode(value);

    /// <summary>Tokens of a display name. Anything but letters, digits, hyphens and single spaces is encoded, so no quoting rule is ever needed.</summary>
    public static IEnumerable<string> Phrase(string value) => IsPlain(value, ' ', 'z') && value.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-') ? value.Split(' ') : Encode(value);

    private static bool IsPlain(string value, char from, char to) =>
        !value.AsSpan().ContainsAnyExceptInRange(from, to) && (value.Length == 0 || value.Split(' ').All(word => word.Length is >= 1 and <= Longest));

    private static List<string> Encode(string value)
    {
        var (base64, quoted) = (Pack(value, Base64, "B"), Pack(value, Quoted, "Q"));
        return base64.Sum(word => word.Length) <= quoted.Sum(word => word.Length) ? base64 : quoted;
    }

    private static List<string> Pack(string value, Func<string, string> encode, string kind)
    {
        var (words, current) = (new List<string>(), "");
        foreach (var cluster in Clusters(value, encode))
        {
            if (encode(current + cluster).Length > Room)
            {
                words.Add($"=?utf-8?{kind}?{encode(current)}?=");
                current = "";
            }
            current += cluster;
        }
        words.Add($"=?utf-8?{kind}?{encode(current)}?=");
        return words;
    }

    // A cluster too long for any word (a letter under a heap of marks) is cut between characters, never inside one
    private static IEnumerable<string> Clusters(string value, Func<string, string> encode)
    {
        for (var elements = StringInfo.GetTextElementEnumerator(value); elements.MoveNext();)
        {
            var cluster = elements.GetTextElement();
            if (encode(cluster).Length <= Room) yield return cluster;
            else
                foreach (var rune in cluster.EnumerateRunes()) yield return rune.ToString();
        }
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
            if (b == ' ') quoted.Append('_');
            else if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'-' or (byte)'!' or (byte)'*' or (byte)'+' or (byte)'/') quoted.Append((char)b);
            else quoted.Append(CultureInfo.InvariantCulture, $"={b:X2}");
        return quoted.ToString();
    }
}
