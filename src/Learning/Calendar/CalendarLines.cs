using System.Text;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>The lines of a calendar as bytes: UTF-8, CRLF, at most 75 octets each (RFC 5545, 3.1).</summary>
sealed class CalendarLines
{
    const int Longest = 75;

    readonly MemoryStream bytes = new();

    /// <summary>Adds a line, folded where it is too long: never inside a character, nor between a letter and its marks or a backslash and what it escapes.</summary>
    /// <param name="line">A whole line without its end; it holds no CR and no LF.</param>
    public void Add(string line)
    {
        var taken = 0;
        for (int at = 0, end; at < line.Length; at = end)
        {
            end = Unit(line, at);
            taken = Put(line.AsSpan(at, end - at), taken);
        }
        bytes.Write("\r\n"u8);
    }

    /// <summary>All of them.</summary>
    public byte[] ToArray() => bytes.ToArray();

    static int Unit(string line, int at) => line[at] == '\\' && at + 1 < line.Length ? ThaiText.NextCluster(line, at + 1) : ThaiText.NextCluster(line, at);

    int Put(ReadOnlySpan<char> unit, int taken)
    {
        var size = Encoding.UTF8.GetByteCount(unit);
        if (size >= Longest && unit.Length > 1)
            return PutFlood(unit, taken);
        if (taken + size > Longest)
        {
            bytes.Write("\r\n "u8);
            taken = 1;
        }
        bytes.Write(Encoding.UTF8.GetBytes(unit.ToArray()));
        return taken + size;
    }

    // A letter under so many marks that no line holds it: whole characters then
    int PutFlood(ReadOnlySpan<char> unit, int taken)
    {
        foreach (var rune in unit.EnumerateRunes())
            taken = Put(rune.ToString(), taken);
        return taken;
    }
}
