using System.ComponentModel;
using System.Diagnostics;

namespace KmCommons.Mail;

/// <summary>Letters through the machine's own sendmail program (Postfix, Exim, OpenSMTPD and msmtp all bring one): <c>sendmail -i -f from -- to</c>, the letter on its standard input.</summary>
/// <param name="path">The program, such as /usr/sbin/sendmail.</param>
/// <param name="timeout">How long it may take for one letter; then it is ended and the outcome is <see cref="Outcome.Unknown"/>.</param>
public sealed class Sendmail(string path, TimeSpan timeout) : ITransport
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public bool RepeatIsHarmless => false;

    /// <inheritdoc/>
    /// <remarks>Exit 0 is sent; 65, 67 and 68 (sysexits: bad data, no such user, no such host) are refused; all others concern the machine and are tried later. Lines go as LF: the pipe is local text, and the program makes CRLF of it again.</remarks>
    public async Task<Delivery> Send(string envelopeFrom, string envelopeTo, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct = default)
    {
        var from = envelopeFrom.Length == 0 ? "<>" : MailAddressParser.Parse(envelopeFrom, "envelope from");
        var to = MailAddressParser.Parse(envelopeTo, "envelope to");
        if (Wire.Fault(bytes.Span) is { } fault) return Delivery.Refused(fault);
        await _turn.WaitAsync(ct);
        try
        {
            return await Pipe(from, to, bytes.ToArray().Where(b => b != '\r').ToArray());
        }
        catch (Win32Exception missing)
        {
            return Delivery.TryLater(missing.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Holds nothing open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Once started it is not stopped by the caller: half a run could not be told from a whole one
    private async Task<Delivery> Pipe(string from, string to, byte[] letter)
    {
        using var program = Process.Start(new ProcessStartInfo(path, ["-i", "-f", from, "--", to])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            var words = Task.WhenAll(program.StandardError.ReadToEndAsync(deadline.Token), program.StandardOutput.ReadToEndAsync(deadline.Token));
            var whole = await Feed(program, letter, deadline.Token);
            await program.WaitForExitAsync(deadline.Token);
            var reply = Delivery.OneLine(string.Join(' ', await words));
            return new Delivery(program.ExitCode switch { 0 when whole => Outcome.Sent, 0 or > 128 => Outcome.Unknown, 65 or 67 or 68 => Outcome.Refused, _ => Outcome.TryLater }, program.ExitCode, reply);
        }
        catch (OperationCanceledException)
        {
            program.Kill(entireProcessTree: true);
            return Delivery.Unknown($"{Path.GetFileName(path)} did not end within {timeout.TotalSeconds:0} s");
        }
    }

    // A program that refuses early closes its input: its exit code says why
    private static async Task<bool> Feed(Process program, byte[] letter, CancellationToken ct)
    {
        try
        {
            await program.StandardInput.BaseStream.WriteAsync(letter, ct);
            program.StandardInput.Close();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
