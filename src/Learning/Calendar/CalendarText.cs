using System.Globalization;
using System.Text;

namespace KmCommons.Learning;

/// <summary>Typed text on its way into a calendar: what comes out of here is on one line and stays in its property.</summary>
static class CalendarText
{
    /// <summary>A value of the type TEXT (RFC 5545, 3.3.11) of several lines.</summary>
    public static string Lines(string typed) => Escape(Clean(typed, '\n'));

    /// <summary>A value of the type TEXT on one line.</summary>
    public static string Line(string typed) => Escape(Clean(typed, ' '));

    /// <summary>A quoted value of a parameter (RFC 5545, 3.2), its quotes and carets as RFC 6868 writes them.</summary>
    public static string Quoted(string typed) => $"\"{Clean(typed, ' ').Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal)}\"";

    // Only CR and LF end a line by the RFC, but readers cut at whatever their language calls the end of a line
    static string Clean(string typed, char newline)
    {
        var text = new StringBuilder(typed.Length);
        foreach (var rune in typed.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
            if (rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029)
                text.Append(newline);
            else if (rune.Value == '\t')
                text.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Control)
                text.Append(rune.ToString());
        return text.ToString().Trim();
    }

    static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
