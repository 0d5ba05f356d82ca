using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using KmCommons.Foundation;
using Npgsql;

namespace KmCommons.Host;

/// <summary>From the first line of the program until the site serves: Ctrl-C leaves nothing running, and what hinders the start is said in one sentence.
/// Afterwards ASP.NET hears Ctrl-C and SIGTERM by itself; a terminal that is closed stops the site too.</summary>
public sealed class Beginning : IDisposable
{
    readonly PosixSignalRegistration[] signals;
    readonly CancellationTokenSource ending = new();
    readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IHostApplicationLifetime? site;

    /// <summary>From here on it is heard.</summary>
    public Beginning()
    {
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Where(s => s is not PosixSignal.SIGHUP || !IsDetached).Select(s => PosixSignalRegistration.Create(s, End))];
        AppDomain.CurrentDomain.UnhandledException += Explain;
    }

    /// <summary>The database that is being made ready, to be stopped with us.</summary>
    public Task<Database>? Database { get; set; }

    /// <summary>The site serves: the beginning is over.</summary>
    public void IsOver(IHostApplicationLifetime serving) => site = serving;

    /// <summary>Cancelled when somebody does not want to wait for the beginning.</summary>
    public CancellationToken Ending => ending.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        over.TrySetResult();
        Array.ForEach(signals, s => s.Dispose());
        // What hindered the start comes up only after this
        if (site is not null)
            AppDomain.CurrentDomain.UnhandledException -= Explain;
    }

    // Under nohup a closed terminal is no reason to stop
    static bool IsDetached => File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith("SigIgn:", StringComparison.Ordinal)) is { } ignored
        && (Convert.ToUInt64(ignored[7..].Trim(), 16) & 1) == 1;

    void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (site is not null)
            site.StopApplication();
        else if (!ending.IsCancellationRequested)
            _ = Leave();
    }

    // The beginning ends by itself, the database first; if it does not, it is left where it stands
    async Task Leave()
    {
        await ending.CancelAsync();
        await Task.WhenAny(over.Task, Task.Delay(TimeSpan.FromSeconds(3)));
        try { await using var database = Database is null ? null : await Database; }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or NpgsqlException) { /* it never came to be */ }
        Environment.Exit(130);
    }

    void Explain(object sender, UnhandledExceptionEventArgs fault)
    {
        if (ending.IsCancellationRequested)
            Environment.Exit(130);
        if (site is not null || Sentence((Exception)fault.ExceptionObject) is not { } sentence)
            return;
        Console.Error.WriteLine($"\nลานความรู้ยังเปิดไม่ได้ · The site did not start. {sentence}");
        Environment.Exit(1);
    }

    /// <summary>What whoever starts the site can mend, in a sentence; null for a fault of ours, which comes with all its lines.</summary>
    public static string? Sentence(Exception? fault) => fault switch
    {
        null => null,
        NpgsqlException => $"The database says: {fault.Message}",
        Refused or IOException or UnauthorizedAccessException => fault.Message,
        InvalidOperationException or FormatException when new StackTrace(fault).GetFrame(0)?.GetMethod()?.DeclaringType?.Namespace?.StartsWith(nameof(KmCommons), StringComparison.Ordinal) == true => fault.Message,
        _ => Sentence(fault.InnerException),
    };

    /// <summary>Whether the addresses that the site is to be served at are free; said before minutes are spent on the seed.</summary>
    /// <exception cref="IOException">One is not.</exception>
    public static void NeedsItsPort(IConfiguration configuration)
    {
        foreach (var address in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(BindingAddress.Parse).Where(a => !a.IsUnixPipe && a.Port > 0))
            try
            {
                using var listener = new TcpListener(IPAddress.TryParse(address.Host, out var ip) ? ip : IPAddress.Loopback, address.Port);
                listener.Start();
            }
            catch (SocketException fault)
            {
                throw new IOException($"It cannot listen at {address}: {fault.Message}. Take another port: tools/run --port {(address.Port < 1024 ? 5080 : address.Port + 1)}");
            }
    }
}
