using System.Text;
using System.Text.Unicode;

namespace KmCommons.Mail;

/// <summary>Bytes of a letter as text, in the character set that was named. Any bytes make some text: what cannot be read becomes U+FFFD.</summary>
internal static class Charsets
{
    // Names under which Thai programs of thirty years send the same set; .NET knows only some of them
    private static readonly HashSet<string> Thai = new(["tis-620", "tis620", "tis-620-2533", "iso-8859-11", "windows-874", "windows874", "cp874", "cp-874", "x-windows-874", "ibm874"], StringComparer.OrdinalIgnoreCase);

    private static Encoding Thai874 => CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    /// <summary>The text; without a name that is known, UTF-8 when it can be that and windows-874 otherwise.</summary>
    public static string Decode(string? charset, ReadOnlySpan<byte> bytes)
    {
        var encoding = Named(charset?.Trim() ?? "");
        if (encoding is null || encoding.CodePage == 20127) encoding = Utf8.IsValid(bytes) ? Encoding.UTF8 : Thai874;
        return encoding.GetString(bytes);
    }

    private static Encoding? Named(string charset)
    {
        if (Thai.Contains(charset)) return Thai874;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return null; // no such set, or UTF-7, which .NET refuses to read for good reasons
        }
    }

    /// <summary>Text that can be kept and shown: line ends are LF, and no other control character but the tab is left.</summary>
    public static string Clean(string text)
    {
        text = text.ReplaceLineEndings("\n");
        return text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')) ? string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t')) : text;
    }
}
