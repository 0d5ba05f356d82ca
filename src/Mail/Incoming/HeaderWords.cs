using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>RFC 2047 the other way round: encoded words of a header as text. Words that follow each other are one text, also when a letter was cut between two of them.</summary>
internal static partial class HeaderWords
{
    /// <summary>The value as it is read by people.</summary>
    public static string Decode(string raw)
    {
        if (!raw.Contains("=?", StringComparison.Ordinal)) return raw;
        var (text, bytes, charset, at) = (new StringBuilder(raw.Length), new List<byte>(), "", 0);
        foreach (Match word in Word().Matches(raw))
        {
            var between = raw.AsSpan(at, word.Index - at);
            var follows = at > 0 && between.IsWhiteSpace();
            // Some programs cut the bytes of one letter between two words of one set: only together do they make sense
            if (!follows || !word.Groups["set"].Value.Equals(charset, StringComparison.OrdinalIgnoreCase)) Flush();
            if (!follows) text.Append(between);
            charset = word.Groups["set"].Value;
            var content = Encoding.Latin1.GetBytes(word.Groups["text"].Value);
            bytes.AddRange(word.Groups["kind"].Value is "b" or "B" ? TransferDecoding.Base64(content) : TransferDecoding.Quoted(content, underlineIsSpace: true));
            at = word.Index + word.Length;
        }
        Flush();
        return text.Append(raw, at, raw.Length - at).ToString();

        void Flush()
        {
            text.Append(Charsets.Decode(charset, bytes.ToArray()));
            bytes.Clear();
        }
    }

    // A language may follow the set (RFC 2231, 5); spaces inside a word are wrong, and common
    [GeneratedRegex(@"=\?(?<set>[^?\s*]+)(?:\*[^?\s]*)?\?(?<kind>[bBqQ])\?(?<text>[^?]*)\?=", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();
}
