namespace KmCommons.Benchmarks.MailCheck;

/// <summary>What was found, one line each.</summary>
sealed class Findings
{
    private const int Shown = 5;

    /// <summary>How many lines say that something is not as it should be.</summary>
    public int Wrong { get; private set; }

    /// <summary>How many lines there are.</summary>
    public int Lines { get; private set; }

    /// <summary>A line above others.</summary>
    public static void Title(string words) => Console.WriteLine($"\n{words}");

    /// <summary>One finding: right when there are no faults; the first few faults stand below it.</summary>
    public void Say(string words, params IEnumerable<string> faults)
    {
        var all = faults.ToList();
        Lines++;
        if (all.Count > 0) Wrong++;
        Console.WriteLine($"{(all.Count == 0 ? "  ok  " : "  BAD ")} {words}");
        foreach (var fault in all.Take(Shown)) Console.WriteLine($"         {fault}");
        if (all.Count > Shown) Console.WriteLine($"         and {all.Count - Shown} more");
    }

    /// <summary>Text with everything but plain ASCII spelled out, and not too long for a line.</summary>
    public static string Escaped(string text) =>
        string.Concat(text.Take(200).Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}")) + (text.Length > 200 ? $" … ({text.Length} characters)" : "");
}
