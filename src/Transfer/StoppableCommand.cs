using System.Runtime.InteropServices;
using KmCommons.Foundation;

namespace KmCommons.Transfer;

/// <summary>A command that can be stopped with Ctrl-C or by the system, and goes on when it is asked again.</summary>
static class StoppableCommand
{
    /// <summary>Runs it. Its own answer; 130 when it was stopped; 1 for what it refuses and for what the disk refuses, with the sentence.</summary>
    public static async Task<int> Run(Func<CancellationToken, Task<int>> command)
    {
        using var end = new CancellationTokenSource();
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            end.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try { return await command(end.Token); }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("หยุดแล้ว สั่งอีกครั้งจะทำต่อ · Stopped; the same command goes on");
            return 130;
        }
        catch (Exception fault) when (fault is Refused or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
