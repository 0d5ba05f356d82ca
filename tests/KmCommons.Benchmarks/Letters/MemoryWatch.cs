using System.Diagnostics;

namespace KmCommons.Benchmarks;

/// <summary>Looks at the memory of this process until it is disposed of.</summary>
sealed class MemoryWatch : IAsyncDisposable
{
    readonly CancellationTokenSource end = new();
    readonly Task watching;
    long most;

    public MemoryWatch()
    {
        // What came before may have left room that would hide the growth
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        (Before, watching) = (Now, Task.Run(Watch));
    }

    /// <summary>Bytes at the beginning.</summary>
    public long Before { get; }
    /// <summary>Bytes more than that, at most.</summary>
    public long Growth => Math.Max(0, Interlocked.Read(ref most) - Before);

    static long Now
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.WorkingSet64;
        }
    }

    async Task Watch()
    {
        while (!end.IsCancellationRequested)
        {
            most = Math.Max(most, Now);
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await watching;
        end.Dispose();
    }
}
