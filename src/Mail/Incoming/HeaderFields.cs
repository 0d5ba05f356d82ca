using System.Text;

namespace KmCommons.Mail;

/// <summary>The header fields of a letter or of one of its parts, in their order, unfolded but with their encoded words as they came.</summary>
internal sealed class HeaderFields
{
    private const int Most = 1000;
    private readonly List<(string Name, string Raw)> _fields = [];

    /// <summary>All of them.</summary>
    public IReadOnlyList<(string Name, string Raw)> All => _fields;

    /// <summary>The first value of a field, which is the one that was added last on the way; null when there is none.</summary>
    public string? First(string name) => Of(name).FirstOrDefault();

    /// <summary>All values of a field.</summary>
    public IEnumerable<string> Of(string name) => _fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Raw);

    /// <summary>Reads up to the first empty line; <paramref name="rest"/> is what follows. Lines that are no fields are passed over; where there is no field at all, everything is rest.</summary>
    public static HeaderFields Read(ReadOnlyMemory<byte> bytes, out ReadOnlyMemory<byte> rest)
    {
        var (fields, at) = (new HeaderFields(), 0);
        rest = default;
        while (at < bytes.Length)
        {
            var end = EndOfField(bytes.Span, at);
            var lines = bytes.Span[at..end];
            at = end;
            if (lines is [(byte)'\n'] or [(byte)'\r', (byte)'\n'])
            {
                rest = bytes[end..];
                break;
            }
            fields.Add(lines);
        }
        if (fields._fields.Count == 0 && bytes.Span is not ([(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])) rest = bytes;
        return fields;
    }

    // A field goes on as long as the next line begins with white space; an empty line stands for itself
    private static int EndOfField(ReadOnlySpan<byte> bytes, int at)
    {
        var start = at;
        while (true)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0) return bytes.Length;
            at += length + 1;
            if (at == bytes.Length || bytes[at] is not ((byte)' ' or (byte)'\t') || bytes[start..at] is [(byte)'\n'] or [(byte)'\r', (byte)'\n']) return at;
        }
    }

    private void Add(ReadOnlySpan<byte> lines)
    {
        var colon = lines.IndexOf((byte)':');
        var name = colon < 0 ? default : lines[..colon].TrimEnd(" \t"u8);
        if (_fields.Count == Most || name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return;
        var value = Charsets.Decode(null, lines[(colon + 1)..]).Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        _fields.Add((Encoding.ASCII.GetString(name), OneLine(value)));
    }

    /// <summary>A value without anything that could end its line.</summary>
    public static string OneLine(string value) => string.Concat(value.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
