using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace KmCommons.Mail;

/// <summary>
/// Letters over SMTP (RFC 5321) to one host, all over the same line while it holds. A host that cannot be worked with (no STARTTLS, wrong certificate, wrong password)
/// is <see cref="Outcome.TryLater"/>: it is not the letter's fault. At least once: a letter whose final answer was lost is <see cref="Outcome.Unknown"/>.
/// </summary>
public sealed class SmtpHost : ITransport
{
    private readonly SmtpOptions _options;
    private readonly SemaphoreSlim _turn = new(1);
    private SmtpSession? _session;

    /// <param name="options">The host and how to reach it; nothing is connected before the first letter.</param>
    /// <exception cref="FormatException">A password would go over a plain line to another machine, the port is none, or host, hello, user or password holds a control character.</exception>
    public SmtpHost(SmtpOptions options)
    {
        if (options.Port is < 1 or > 65535) throw new FormatException("the port of the mail host is not between 1 and 65535");
        if (options.User is not null && options.Tls == SmtpTls.Off && !options.IsLoopback) throw new FormatException("a password needs TLS unless the mail host is this machine");
        HeaderValue.Token("mail host", options.Host);
        HeaderValue.Token("mail hello", options.Hello);
        HeaderValue.Text("mail user", options.User ?? "");
        HeaderValue.Text("mail password", options.Password ?? "");
        _options = options;
    }

    /// <inheritdoc/>
    public bool RepeatIsHarmless => false;

    /// <inheritdoc/>
    public async Task<Delivery> Send(string envelopeFrom, string envelopeTo, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct = default)
    {
        var from = envelopeFrom.Length == 0 ? "" : MailAddressParser.Parse(envelopeFrom, "envelope from");
        var to = MailAddressParser.Parse(envelopeTo, "envelope to");
        if (Wire.Fault(bytes.Span) is { } fault) return Delivery.Refused(fault);
        var stuffed = Wire.Stuffed(bytes);
        await _turn.WaitAsync(ct);
        try
        {
            var reused = _session is not null;
            var delivery = await Attempt(from, to, stuffed, ct);
            // A line kept open may have been closed by the host meanwhile: that says nothing about this letter
            return reused && _session is null && delivery.Outcome == Outcome.TryLater ? await Attempt(from, to, stuffed, ct) : delivery;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Says goodbye to the host and hangs up.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is null) return;
        try
        {
            await _session.Quit(CancellationToken.None);
        }
        catch (Exception fault) when (fault is IOException or TimeoutException or SmtpFault)
        {
            // The host hung up first: no letter is under way, nothing is lost
        }
        HangUp();
    }

    private async Task<Delivery> Attempt(string from, string to, ReadOnlyMemory<byte> stuffed, CancellationToken ct)
    {
        try
        {
            _session ??= await SmtpSession.Open(_options, ct);
            var delivery = await _session.Deliver(from, to, stuffed, ct);
            if (delivery.Code == 421 || delivery.Outcome == Outcome.Unknown) HangUp();
            return delivery;
        }
        catch (Exception fault) when (fault is SmtpFault or IOException or SocketException or AuthenticationException or CryptographicException or TimeoutException or OperationCanceledException)
        {
            var inDoubt = _session?.InDoubt == true;
            HangUp();
            if (inDoubt) return Delivery.Unknown(fault.Message);
            if (fault is OperationCanceledException) throw;
            return Delivery.TryLater(fault.Message) with { Code = (fault as SmtpFault)?.Code ?? 0 };
        }
    }

    private void HangUp()
    {
        _session?.Dispose();
        _session = null;
    }
}
