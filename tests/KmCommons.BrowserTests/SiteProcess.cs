using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KmCommons.BrowserTests;

/// <summary>The site as a newcomer starts it: a process of its own with its own PostgreSQL, in a folder that is thrown away.</summary>
public sealed class SiteProcess(params string[] words) : IAsyncDisposable
{
    Process? process;

    /// <summary>The data folder.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("km-site-").FullName;

    /// <summary>Where it is served.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>What it printed.</summary>
    public ConcurrentQueue<string> Said { get; } = new();

    /// <summary>The demo accounts: user name to password.</summary>
    public Dictionary<string, string> Accounts => File.ReadAllLines(Path.Combine(Data, "demo-accounts.txt")).Select(l => l.Split('\t')).ToDictionary(a => a[0], a => a[1]);

    // Started once as a newcomer does, and filled with the seed: each other one begins with a copy of that
    static readonly Lazy<Task<SiteProcess>> First = new(async () =>
    {
        var first = new SiteProcess();
        KmCommons.Tests.WholeRun.Leaves(first.Data);
        await first.Run();
        await first.Stop();
        return first;
    });

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task Start()
    {
        if (!Directory.EnumerateFileSystemEntries(Data).Any())
        {
            var first = await First.Value;
            foreach (var line in first.Said)
                Said.Enqueue(line);
            using var copy = Process.Start("cp", ["-a", first.Data + "/.", Data]);
            await copy.WaitForExitAsync();
            Assert.Equal(0, copy.ExitCode);
        }
        await Run();
    }

    async Task Run()
    {
        // In the background of a script Ctrl-C is ignored, and that is handed on
        var start = new ProcessStartInfo("env", ["--default-signal", "dotnet", Program, "--data", Data, "--urls", Address, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Program)! };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        process = Process.Start(start)!;
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.ErrorDataReceived += (_, line) => Said.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            Said.Enqueue(line.Data ?? "");
            if (line.Data?.StartsWith("Ready ", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The site did not start: " + string.Join('\n', Said)));
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Kills the program as a power cut would; its PostgreSQL goes on.</summary>
    public async Task KillProgram()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Kills the postmaster as a power cut would; the program goes on.</summary>
    public void KillPostgres() => Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(Data, "postgres", "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture)).Kill();

    /// <summary>Runs one of the site's commands beside it, as the tools do; returns what it printed.</summary>
    public async Task<string> Command(params string[] command)
    {
        using var run = Process.Start(new ProcessStartInfo("dotnet", [Program, .. command, "--data", Data]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Program)! })!;
        var said = await run.StandardOutput.ReadToEndAsync() + await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, said);
        return said;
    }

    /// <summary>Stops it as Ctrl-C does and throws its folder away.</summary>
    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(Data, recursive: true);
    }

    async Task Stop()
    {
        if (process is { HasExited: false })
        {
            using var stop = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    // Built beside this test in the same configuration
    static string Program
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            var configuration = here.Parent!.Name;
            while (!File.Exists(Path.Combine(here!.FullName, "KmCommons.sln")))
                here = here.Parent;
            return Path.Combine(here.FullName, "src", "Host", "bin", configuration, "net10.0", "KmCommons.Host.dll");
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
