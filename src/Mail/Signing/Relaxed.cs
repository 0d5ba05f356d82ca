using System.Text;

namespace KmCommons.Mail;

/// <summary>The relaxed forms of DKIM (RFC 6376, 3.4.2 and 3.4.4): what may change on the way without hurting is made equal before hashing.</summary>
internal static class Relaxed
{
    /// <summary>A header field, name and value as they stand on the wire: lower case, one line, single spaces. Without a line end.</summary>
    public static string Field(string name, string value) =>
        $"{name.Trim(' ', '\t').ToLowerInvariant()}:{string.Join(' ', value.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))}";

    /// <summary>A body: no spaces at the ends of lines, single ones inside, no empty lines at its end.</summary>
    public static byte[] Body(ReadOnlySpan<byte> body)
    {
        var (canonical, empty) = (new MemoryStream(body.Length + 2), 0);
        while (body.Length > 0)
        {
            var end = body.IndexOf("\r\n"u8);
            var line = (end < 0 ? body : body[..end]).TrimEnd(" \t"u8);
            body = end < 0 ? default : body[(end + 2)..];
            if (line.Length == 0)
            {
                empty++;
                continue;
            }
            for (; empty > 0; empty--) canonical.Write("\r\n"u8);
            Write(line, canonical);
        }
        return canonical.ToArray();
    }

    private static void Write(ReadOnlySpan<byte> line, MemoryStream canonical)
    {
        for (int gap; (gap = line.IndexOfAny((byte)' ', (byte)'\t')) >= 0; line = line[gap..].TrimStart(" \t"u8))
        {
            canonical.Write(line[..gap]);
            canonical.WriteByte((byte)' ');
        }
        canonical.Write(line);
        canonical.Write("\r\n"u8);
    }

    /// <summary>The fields of a header block in their order, each name with all of its lines.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(ReadOnlySpan<byte> headers)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var line in Encoding.Latin1.GetString(headers).Split("\r\n"))
            if (line.StartsWith(' ') || line.StartsWith('\t'))
            {
                if (fields.Count > 0) fields[^1] = (fields[^1].Name, fields[^1].Value + "\r\n" + line);
            }
            else if (line.Split(':', 2) is [var name, var value]) fields.Add((name, value));
        return fields;
    }
}
