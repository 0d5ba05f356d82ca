using System.Diagnostics;
using System.Text;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>What Postfix has delivered to a Maildir.</summary>
static class Arrived
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The letters of a Maildir that hold some text, with CRLF line ends again; waits until there are so many, a minute at most.</summary>
    public static async Task<List<byte[]>> In(string maildir, int wanted, string with)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var folder = new DirectoryInfo(Path.Combine(maildir, "new"));
            var found = folder.Exists ? folder.GetFiles().OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => File.ReadAllText(file.FullName, Encoding.Latin1)).Where(text => text.Contains(with, StringComparison.Ordinal)).ToList() : [];
            if (found.Count >= wanted || watch.Elapsed > Longest) return [.. found.Select(text => Encoding.Latin1.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)))];
        }
    }
}
