using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace KmCommons.Benchmarks;

/// <summary>A mail host on a loopback port that takes every letter and keeps of each only its Message-ID, how often it came and a fingerprint of its bytes.</summary>
sealed class SmtpSink : IAsyncDisposable
{
    /// <summary>A letter that came.</summary>
    /// <param name="Print">The fingerprint of its bytes when it first came.</param>
    /// <param name="Times">How often it came.</param>
    /// <param name="Differs">Whether it came with other bytes.</param>
    public sealed record Came(string Print, int Times, bool Differs);

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource end = new();
    readonly ConcurrentDictionary<string, Came> letters = new(StringComparer.Ordinal);
    readonly ConcurrentBag<Task> talks = [];
    readonly Task door;
    int taken, dropped;

    public SmtpSink()
    {
        listener.Start();
        door = Receive();
    }

    /// <summary>Whether the line is dropped after this letter's final dot, the letter being taken all the same.</summary>
    public Func<int, bool> Drops { get; init; } = _ => false;
    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    /// <summary>How many letters came.</summary>
    public int Taken => taken;
    /// <summary>After how many the line was dropped.</summary>
    public int Dropped => dropped;
    /// <summary>The letters by Message-ID.</summary>
    public IReadOnlyDictionary<string, Came> Letters => letters;

    /// <summary>Forgets all that came.</summary>
    public void Forget()
    {
        letters.Clear();
        (taken, dropped) = (0, 0);
    }

    /// <summary>Takes a letter; false when the line is to be dropped instead of an answer.</summary>
    public bool Take(string id, string print)
    {
        letters.AddOrUpdate(id, _ => new(print, 1, Differs: false), (_, came) => came with { Times = came.Times + 1, Differs = came.Differs || came.Print != print });
        if (!Drops(Interlocked.Increment(ref taken)))
            return true;
        Interlocked.Increment(ref dropped);
        return false;
    }

    async Task Receive()
    {
        try
        {
            while (true)
                talks.Add(new SmtpTalk(this, await listener.AcceptSocketAsync(end.Token)).Run(end.Token));
        }
        catch (OperationCanceledException) { /* the measurement is over */ }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await door;
        listener.Dispose();
        await Task.WhenAll(talks);
        end.Dispose();
    }
}
