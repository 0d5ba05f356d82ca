using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace KmCommons.BrowserTests;

/// <summary>The site as a newcomer has it: a process of its own, with its own PostgreSQL and the whole seed, in a folder that is thrown away.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    Process? process;

    /// <summary>The data folder.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("km-site-").FullName;

    /// <summary>Where it is served.</summary>
    public string Address { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>The demo accounts: user name to password.</summary>
    public IReadOnlyDictionary<string, string> Accounts { get; private set; } = new Dictionary<string, string>();

    /// <summary>One Chromium for all tests.</summary>
    public IBrowser Chromium { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Start();
        Accounts = (await File.ReadAllLinesAsync(Path.Combine(Data, "demo-accounts.txt"))).Select(l => l.Split('\t')).ToDictionary(a => a[0], a => a[1]);
        var playwright = await Playwright.CreateAsync();
        Chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>Starts the site and waits until it says that it is ready.</summary>
    public async Task Start()
    {
        var start = new ProcessStartInfo("dotnet", [Program, "--data", Data, "--urls", Address]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Program)! };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        process = Process.Start(start)!;
        var said = new ConcurrentQueue<string>();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.EnableRaisingEvents = true;
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.OutputDataReceived += (_, line) =>
        {
            said.Enqueue(line.Data ?? "");
            if (line.Data?.StartsWith("Ready ", StringComparison.Ordinal) == true)
                ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The site did not start: " + string.Join('\n', said)));
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>Runs one of the site's commands beside it, as the tools do; returns what it printed.</summary>
    public async Task<string> Command(params string[] words)
    {
        using var command = Process.Start(new ProcessStartInfo("dotnet", [Program, .. words, "--data", Data]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(Program)! })!;
        var said = await command.StandardOutput.ReadToEndAsync() + await command.StandardError.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, said);
        return said;
    }

    public async Task DisposeAsync()
    {
        await Chromium.CloseAsync();
        if (process is { HasExited: false })
        {
            using var stop = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        Directory.Delete(Data, recursive: true);
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

/// <summary>All browser tests share one site.</summary>
[CollectionDefinition("site")]
public sealed class SiteCollection : ICollectionFixture<RunningSite>;
