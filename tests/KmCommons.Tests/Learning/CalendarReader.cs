using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Tests.Learning;

/// <summary>A line of a calendar after unfolding.</summary>
sealed record CalendarLine(string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    /// <summary>The value of the type TEXT, its escapes undone.</summary>
    public string Text => CalendarReader.Unescape(Value);
}

/// <summary>A component of a calendar: its lines, and the components in it.</summary>
sealed record CalendarPart(string Name, List<CalendarLine> Lines, List<CalendarPart> Parts)
{
    /// <summary>The one line of a name.</summary>
    public CalendarLine this[string name] => Lines.Single(l => l.Name == name);

    /// <summary>All names, those of parts in brackets: what a typed text must never change.</summary>
    public string Shape => string.Join(' ', Lines.Select(l => string.Join(';', l.Parameters.Keys.Prepend(l.Name)))) + string.Concat(Parts.Select(p => $" {p.Name}[{p.Shape}]"));
}

/// <summary>Reads iCalendar as RFC 5545 says, and fails at whatever the RFC does not allow. Shares nothing with the writer.</summary>
static class CalendarReader
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static CalendarPart Read(byte[] bytes)
    {
        Stack<CalendarPart> open = new([new CalendarPart("", [], [])]);
        foreach (var line in Unfold(bytes).Select(Parse))
            if (line.Name == "BEGIN")
            {
                CalendarPart part = new(line.Value, [], []);
                open.Peek().Parts.Add(part);
                open.Push(part);
            }
            else if (line.Name == "END")
                Assert.Equal(open.Pop().Name, line.Value);
            else
                open.Peek().Lines.Add(line);
        Assert.Empty(open.Peek().Lines);
        return Assert.Single(Assert.Single(open).Parts);
    }

    /// <summary>The lines as they lie in the bytes, without their ends; each is checked: CRLF, at most 75 octets, whole characters.</summary>
    public static List<string> Physical(byte[] bytes)
    {
        List<string> lines = [];
        for (int at = 0, end; at < bytes.Length; at = end + 2)
        {
            end = at + bytes.AsSpan(at).IndexOf("\r\n"u8);
            Assert.True(end >= at, "the last line has no end");
            Assert.InRange(end - at, 1, 75);
            Assert.False(bytes.AsSpan(at, end - at).ContainsAnyInRange((byte)0, (byte)31) || bytes.AsSpan(at, end - at).Contains((byte)127), "a control character");
            lines.Add(Strict.GetString(bytes, at, end - at));
        }
        return lines;
    }

    static List<string> Unfold(byte[] bytes)
    {
        List<string> lines = [];
        foreach (var line in Physical(bytes))
            if (line[0] != ' ')
                lines.Add(line);
            else
            {
                AssertMayCut(lines[^1] + line[1..], lines[^1].Length);
                lines[^1] += line[1..];
            }
        return lines;
    }

    // Between two letters with all their marks, unless one alone is longer than a line
    static void AssertMayCut(string text, int at) => Assert.True(StringInfo.ParseCombiningCharacters(text).Contains(at)
        || Strict.GetByteCount(StringInfo.GetNextTextElement(text, StringInfo.ParseCombiningCharacters(text).Last(i => i < at))) > 74, $"cut inside a letter: {text}");

    static CalendarLine Parse(string line)
    {
        var (quoted, from, pieces) = (false, 0, new List<string>());
        for (var at = 0; at < line.Length; at++)
        {
            quoted ^= line[at] == '"';
            if (quoted || line[at] is not (';' or ':'))
                continue;
            pieces.Add(line[from..at]);
            from = at + 1;
            if (line[at] != ':')
                continue;
            Assert.Matches("^[A-Z-]+$", pieces[0]);
            return new(pieces[0], pieces.Skip(1).Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Parameter(p[1])), line[from..]);
        }
        throw new FormatException($"No value: {line}");
    }

    // RFC 6868
    static string Parameter(string value) => Regex.Replace(value.Trim('"'), "\\^(.)", of => of.Groups[1].Value switch { "'" => "\"", "n" => "\n", "^" => "^", _ => of.Value });

    internal static string Unescape(string value)
    {
        var text = new StringBuilder();
        for (var at = 0; at < value.Length; at++)
        {
            Assert.False(value[at] is ';' or ',', $"not escaped: {value}");
            text.Append(value[at] != '\\' ? value[at] : value[++at] switch { 'n' => '\n', '\\' or ';' or ',' => value[at], _ => throw new FormatException(value) });
        }
        return text.ToString();
    }
}
