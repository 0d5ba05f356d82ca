using System.Text;
using System.Text.RegularExpressions;

namespace KmCommons.Tests.House;

/// <summary>A string literal of C# code.</summary>
/// <param name="Text">What it says, escapes undone; a hole of an interpolated string is <c>{}</c>.</param>
/// <param name="IsInterpolated">Whether it may have holes.</param>
/// <param name="At">Where it begins in the code.</param>
sealed record Literal(string Text, bool IsInterpolated, int At);

/// <summary>Finds the string literals of C# code: plain, verbatim, raw and interpolated, and those in the holes of interpolated ones; never what a comment says.</summary>
sealed partial class Literals
{
    readonly string code;
    readonly List<Literal> found = [];

    Literals(string code) => this.code = code;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Literal> Of(string code) => Until(code, 0, '\0').Found;

    /// <summary>Those from a place in the code up to a closing bracket that was opened before it, and where that bracket is.</summary>
    public static (IReadOnlyList<Literal> Found, int End) Until(string code, int from, char close)
    {
        var literals = new Literals(code);
        var end = literals.Read(from, close);
        return (literals.found, end);
    }

    int Read(int at, char close)
    {
        for (var depth = 0; at < code.Length; )
        {
            if (depth == 0 && code[at] == close)
                return at;
            if (Token().Match(code, at) is { Success: true } token)
            {
                at = Take(token);
                continue;
            }
            depth += code[at] is '(' or '[' or '{' ? 1 : code[at] is ')' or ']' or '}' ? -1 : 0;
            at++;
        }
        return at;
    }

    int Take(Match token)
    {
        var (at, end) = (token.Index, token.Index + token.Length);
        if (token.Groups["open"].Success)
            return Interpolated(at, end, verbatim: token.Value.Contains('@', StringComparison.Ordinal));
        if (token.Groups["raw"] is { Success: true } raw)
            found.Add(new(raw.Value.Trim(), token.Value[0] == '$', at));
        else if (token.Groups["verbatim"] is { Success: true } verbatim)
            found.Add(new(verbatim.Value.Replace("\"\"", "\"", StringComparison.Ordinal), false, at));
        else if (token.Groups["plain"] is { Success: true } plain)
            found.Add(new(Regex.Unescape(plain.Value), false, at));
        return end;
    }

    int Interpolated(int start, int at, bool verbatim)
    {
        var text = new StringBuilder();
        while (at < code.Length && (code[at] != '"' || verbatim && code[at..].StartsWith("\"\"", StringComparison.Ordinal)))
        {
            var twice = at + 1 < code.Length && code[at + 1] == code[at] && (code[at] is '{' or '}' || verbatim && code[at] == '"');
            if (code[at] == '{' && !twice)
            {
                text.Append("{}");
                at = Read(at + 1, '}') + 1;
                continue;
            }
            var escaped = code[at] == '\\' && !verbatim;
            var length = twice ? 2 : !escaped ? 1 : code[at + 1] == 'u' ? 6 : 2;
            text.Append(escaped ? Regex.Unescape(code.Substring(at, length)) : code[at]);
            at += length;
        }
        found.Add(new(text.ToString(), true, start));
        return at + 1;
    }

    [GeneratedRegex("""
        \G(?://[^\n]*|/\*[\s\S]*?\*/|'(?:\\[^'\n]+|\\'|[^'\\\n])'|\$*(?<quotes>"{3,})(?<raw>[\s\S]*?)\k<quotes>|@"(?<verbatim>(?:[^"]|"")*)"|"(?<plain>(?:\\.|[^"\\\n])*)"|(?<open>\$@?"|@\$"))
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Token();
}
