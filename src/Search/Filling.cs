using System.Globalization;
using KmCommons.Search.Index;

namespace KmCommons.Search;

/// <summary>This server filling its index once: counts the texts that go in and says in the database how far it is, twice a second.</summary>
sealed class Filling : IAsyncDisposable
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    static int servers;

    readonly Reindex _reindex;
    readonly string _server;
    readonly long _edition;
    readonly int _texts;
    readonly PeriodicTimer _timer = new(Between);
    readonly Task _saying;
    int _done;

    Filling(Reindex reindex, string server, long edition, int texts)
    {
        (_reindex, _server, _edition, _texts) = (reindex, server, edition, texts);
        _saying = Task.Run(Saying);
    }

    /// <summary>A name that no other server of this database has.</summary>
    public static string NewServer() => string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName} {Environment.ProcessId}.{Interlocked.Increment(ref servers)}");

    /// <summary>Begins, and says so.</summary>
    public static async Task<Filling> Begin(Reindex reindex, string server, long edition, int texts, CancellationToken stop)
    {
        await reindex.Say(server, edition, 0, texts, finished: false, stop);
        return new(reindex, server, edition, texts);
    }

    /// <summary>The same texts, counted as they go by.</summary>
    public IEnumerable<IndexedText> Counted(IEnumerable<IndexedText> texts)
    {
        foreach (var text in texts)
        {
            Interlocked.Increment(ref _done);
            yield return text;
        }
    }

    /// <summary>The index is full.</summary>
    public async Task Finish(int texts, CancellationToken stop)
    {
        await DisposeAsync();
        await _reindex.Say(_server, _edition, texts, texts, finished: true, stop);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _saying;
    }

    async Task Saying()
    {
        while (await _timer.WaitForNextTickAsync())
            try { await _reindex.Say(_server, _edition, Volatile.Read(ref _done), _texts, finished: false, CancellationToken.None); }
            catch (Exception fault) when (fault is Npgsql.NpgsqlException or TimeoutException) { /* filling goes on without saying so */ }
    }
}
