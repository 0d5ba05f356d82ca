using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>A letter that came in, or a part of one, as a tree. Any bytes make some tree.</summary>
internal sealed partial class MimePart
{
    // Nobody's letter is nested so deep or in so many parts; who sends one wants to keep us busy
    private const int Deepest = 10, Most = 200;

    private MimePart(HeaderFields fields, ReadOnlyMemory<byte> content) => (Fields, Content) = (fields, content);

    /// <summary>Its header.</summary>
    public HeaderFields Fields { get; }

    /// <summary>Its content, as it came.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>Its parts, when it is a multipart.</summary>
    public IReadOnlyList<MimePart> Children { get; private init; } = [];

    /// <summary>Media type in lower case; <c>text/plain</c> when none is said.</summary>
    public string Type => TypeOf(Fields);

    /// <summary>Whether it is meant to be saved and not read in place.</summary>
    public bool IsAttachment => Fields.First("Content-Disposition")?.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The content without its transfer encoding.</summary>
    public ReadOnlyMemory<byte> Decoded => TransferDecoding.Decode(Fields.First("Content-Transfer-Encoding"), Content);

    /// <summary>The content as text.</summary>
    public string Text => Charsets.Decode(Parameter("charset"), Decoded.Span);

    /// <summary>A parameter of Content-Type, or null.</summary>
    public string? Parameter(string name) => ParameterOf(Fields, name);

    /// <summary>This part and all below it.</summary>
    public IEnumerable<MimePart> All => Children.SelectMany(child => child.All).Prepend(this);

    /// <summary>Reads a whole letter.</summary>
    public static MimePart Read(ReadOnlyMemory<byte> bytes)
    {
        var left = Most;
        return Read(bytes, Deepest, ref left);
    }

    private static MimePart Read(ReadOnlyMemory<byte> bytes, int depth, ref int left)
    {
        var fields = HeaderFields.Read(bytes, out var content);
        left--;
        if (depth == 0 || !TypeOf(fields).StartsWith("multipart/", StringComparison.Ordinal) || ParameterOf(fields, "boundary") is not { Length: > 0 } boundary) return new(fields, content);
        var children = new List<MimePart>();
        foreach (var slice in Slices(content, Encoding.UTF8.GetBytes("--" + boundary)))
            if (left > 0) children.Add(Read(slice, depth - 1, ref left));
        return new(fields, content) { Children = children };
    }

    // What lies between the boundary's lines; the line end before a boundary belongs to it. Without the last boundary the last part ends with the letter
    private static List<ReadOnlyMemory<byte>> Slices(ReadOnlyMemory<byte> content, byte[] boundary)
    {
        var (slices, start) = (new List<ReadOnlyMemory<byte>>(), -1);
        var span = content.Span;
        for (var at = 0; at < span.Length && slices.Count < Most;)
        {
            var length = span[at..].IndexOf((byte)'\n');
            var next = length < 0 ? span.Length : at + length + 1;
            var line = span[at..next].TrimEnd(" \t\r\n"u8);
            if (line.StartsWith(boundary) && (line.Length == boundary.Length || line[boundary.Length..].SequenceEqual("--"u8)))
            {
                if (start >= 0) slices.Add(content[start..Math.Max(start, at - (at > 1 && span[at - 2] == '\r' ? 2 : 1))]);
                if (line.Length > boundary.Length) return slices;
                start = next;
            }
            at = next;
        }
        if (start >= 0 && slices.Count < Most) slices.Add(content[start..]);
        return slices;
    }

    private static string TypeOf(HeaderFields fields)
    {
        var type = (fields.First("Content-Type") ?? "").Split(';', 2)[0].Trim().ToLowerInvariant();
        return type.Contains('/', StringComparison.Ordinal) ? type : "text/plain";
    }

    private static string? ParameterOf(HeaderFields fields, string name)
    {
        var value = fields.First("Content-Type") ?? "";
        foreach (Match parameter in Parameters().Matches(value.Length > 2000 ? value[..2000] : value))
            if (parameter.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase))
                return parameter.Groups["quoted"].Success ? Regex.Replace(parameter.Groups["quoted"].Value, @"\\(.)", "$1") : parameter.Groups["plain"].Value;
        return null;
    }

    [GeneratedRegex("""
        ;\s*(?<name>[\w!#$&.+^-]+)\s*=\s*(?:"(?<quoted>(?:\\.|[^"\\])*)"|(?<plain>[^;\s]*))
        """, RegexOptions.ExplicitCapture)]
    private static partial Regex Parameters();
}
