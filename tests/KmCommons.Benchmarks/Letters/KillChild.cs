using System.Diagnostics;
using System.Globalization;
using KmCommons.Digests;

namespace KmCommons.Benchmarks;

/// <summary>This program as a server that writes an issue and hands it on until it is killed: it says <c>ready</c>, waits for a line, says <c>composed</c> and <c>done</c>.</summary>
sealed class KillChild : IDisposable
{
    /// <summary>The variable that a child is told the database by: a password is in it.</summary>
    const string Connection = "ConnectionStrings__KmCommons";
    readonly Process process;
    readonly Task<string> faults;
    readonly Task ready;

    KillChild(Process process)
    {
        (this.process, faults) = (process, process.StandardError.ReadToEndAsync());
        ready = Says("ready");
        Composed = After(ready, "composed");
        Done = After(Composed, "done");
    }

    /// <summary>Ends when it has written the issue; faults when it ended before.</summary>
    public Task Composed { get; }
    /// <summary>Ends when nothing waits any more.</summary>
    public Task Done { get; }

    /// <summary>The child's own side.</summary>
    public static async Task<int> Run(string[] args)
    {
        var (connection, data) = (Environment.GetEnvironmentVariable(Connection)!, Arguments.Value(args, "data")!);
        await using var site = Arguments.Value(args, "port") is { } port ? BenchSite.OverSmtp(connection, data, int.Parse(port, CultureInfo.InvariantCulture)) : BenchSite.At(connection, data);
        // What is compiled once is compiled before: a kill shall hit the work
        await DigestRun.Send(site.Things, BenchPeople.OneLetter, dryRun: true);
        Console.WriteLine("ready");
        Console.ReadLine();
        await DigestRun.Send(site.Things, BenchSite.Issue, dryRun: false);
        Console.WriteLine("composed");
        await site.Deliver();
        Console.WriteLine("done");
        return 0;
    }

    /// <summary>Starts one.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="port">Where it hands on to; null for the spool.</param>
    public static KillChild Start(string connection, string data, int? port)
    {
        string[] way = port is { } number ? ["--port", number.ToString(CultureInfo.InvariantCulture)] : [];
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KillChild).Assembly.Location, "digest-child", "--data", data, .. way])
        { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, Environment = { [Connection] = connection, ["DOTNET_TieredPGO"] = "0" } };
        return new(Process.Start(start)!);
    }

    /// <summary>Lets it begin, once it is ready.</summary>
    public async Task Go()
    {
        await ready;
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
    }

    /// <summary>SIGKILL, and waits until it is gone.</summary>
    public Task Kill()
    {
        process.Kill();
        return process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    async Task After(Task before, string word)
    {
        await before;
        await Says(word);
    }

    async Task Says(string word)
    {
        if (await process.StandardOutput.ReadLineAsync() != word)
            throw new IOException($"The child ended before it was {word}: {await faults}");
    }
}
