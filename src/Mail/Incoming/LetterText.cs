using System.Text;

namespace KmCommons.Mail;

/// <summary>What somebody wrote, out of a tree of parts: the plain text, or the HTML without its tags when there is no plain text.</summary>
internal static class LetterText
{
    /// <summary>The text; empty when the letter carries only pictures and files.</summary>
    public static string Of(MimePart letter)
    {
        var plain = string.Join('\n', Parts(letter, "text/plain").Select(part => Flowed(part, Charsets.Clean(part.Text))));
        return string.IsNullOrWhiteSpace(plain) ? string.Join('\n', Parts(letter, "text/html").Select(part => Charsets.Clean(HtmlText.Of(part.Text)))) : plain;
    }

    // Of several forms of the same the first that there is; of a report only the words for people; never what is meant to be saved
    private static List<MimePart> Parts(MimePart part, string type)
    {
        if (part.IsAttachment) return [];
        if (part.Children.Count == 0) return part.Type == type || (part.Type.StartsWith("multipart/", StringComparison.Ordinal) && type == "text/plain") ? [part] : [];
        var found = part.Children.Select(child => Parts(child, type)).ToList();
        return part.Type switch
        {
            "multipart/alternative" => found.Find(parts => parts.Count > 0) ?? [],
            "multipart/report" => found[0],
            _ => [.. found.SelectMany(parts => parts)],
        };
    }

    // RFC 3676: a line that ends with a space goes on in the next one of the same depth
    private static string Flowed(MimePart part, string text)
    {
        if (!"flowed".Equals(part.Parameter("format"), StringComparison.OrdinalIgnoreCase)) return text;
        var (flowed, before, deleted) = (new StringBuilder(), -1, "yes".Equals(part.Parameter("delsp"), StringComparison.OrdinalIgnoreCase) ? 1 : 0);
        foreach (var line in text.Split('\n'))
        {
            var depth = line.AsSpan().IndexOfAnyExcept('>') is var length && length < 0 ? line.Length : length;
            var content = line.AsSpan(depth);
            // A space was put before what would otherwise look quoted, and there it stays
            if (content.StartsWith(" ") && (depth > 0 || !content[1..].StartsWith(">"))) content = content[1..];
            if (before != depth)
            {
                if (before >= 0) flowed.Append('\n');
                flowed.Append('>', depth).Append(depth > 0 ? " " : "");
            }
            var goesOn = content.EndsWith(" ") && !content.SequenceEqual("-- ");
            flowed.Append(goesOn ? content[..^deleted] : content).Append(goesOn ? "" : "\n");
            before = goesOn ? depth : -1;
        }
        return flowed.ToString().TrimEnd('\n');
    }
}
