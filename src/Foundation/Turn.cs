using System.Diagnostics;

namespace KmCommons.Foundation;

/// <summary>A file that one process at a time holds while it does what no other may do beside it. Whoever dies lets go of it.</summary>
public static class Turn
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Waits for the turn, and holds it until what is returned is disposed of.</summary>
    /// <exception cref="InvalidOperationException">The one before held it for two minutes.</exception>
    public static async Task<IDisposable> Take(string file)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Longest; await Task.Delay(50))
            try { return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None); }
            catch (IOException held) when (held.HResult == IsHeld) { }
        throw new InvalidOperationException($"Another process is starting or stopping here and does not end: it holds {file}");
    }

    // EWOULDBLOCK, as Linux numbers it
    const int IsHeld = 11;
}
