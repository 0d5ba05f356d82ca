using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KmCommons.Mail;

/// <summary>The line to a mail host: text lines over a socket, plain or TLS, every step within a time.</summary>
internal sealed class SmtpLine : IDisposable
{
    private const int MostReplyBytes = 16 * 1024;
    private readonly SmtpOptions _options;
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[4096];
    private Stream _stream = Stream.Null;
    private int _start, _end;

    private SmtpLine(SmtpOptions options) => _options = options;

    /// <summary>Connects; with implicit TLS the line is private when this returns.</summary>
    public static async Task<SmtpLine> Connect(SmtpOptions options, CancellationToken ct)
    {
        var line = new SmtpLine(options);
        try
        {
            await Within(options.Timeout, async soon => { await line._socket.ConnectAsync(options.Host, options.Port, soon); return 0; }, ct);
            line._stream = new NetworkStream(line._socket);
            if (options.Tls == SmtpTls.Implicit) await line.Secure(ct);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    /// <summary>Upgrades the line to TLS. A certificate that is not valid for the host throws <see cref="System.Security.Authentication.AuthenticationException"/>.</summary>
    /// <exception cref="SmtpFault">Bytes came before the handshake: somebody on the way slipped them in (CVE-2011-0411).</exception>
    public async Task Secure(CancellationToken ct)
    {
        if (_start < _end) throw new SmtpFault("the host spoke before TLS began");
        // No outbound call but the mail host itself: certificates are neither fetched nor looked up
        var chain = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_options.CaFile is not null)
        {
            chain.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.CustomTrustStore.ImportFromPemFile(_options.CaFile);
        }
        var secure = new SslStream(_stream);
        _stream = secure;
        await Within(_options.Timeout, async soon =>
        {
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = _options.Host, CertificateChainPolicy = chain }, soon);
            return 0;
        }, ct);
    }

    /// <summary>Writes one command, or several joined by CRLF, with a CRLF at the end.</summary>
    public Task Say(string commands, CancellationToken ct) => Write(Encoding.ASCII.GetBytes(commands + "\r\n"), _options.Timeout, ct);

    /// <summary>Writes bytes as they are.</summary>
    public Task Write(ReadOnlyMemory<byte> bytes, TimeSpan time, CancellationToken ct) =>
        Within(time, async soon => { await _stream.WriteAsync(bytes, soon); return 0; }, ct);

    /// <summary>Reads one answer, of one line or several.</summary>
    /// <exception cref="SmtpFault">It is no SMTP, or longer than 16 KB.</exception>
    /// <exception cref="EndOfStreamException">The host closed the line.</exception>
    public Task<SmtpReply> Hear(TimeSpan time, CancellationToken ct) => Within(time, async soon =>
    {
        var (lines, bytes) = (new List<string>(), 0);
        while (true)
        {
            var line = await ReadLine(MostReplyBytes - bytes, soon);
            bytes += line.Length + 2;
            if (line.Length < 3 || !line[..3].All(char.IsAsciiDigit) || (line.Length > 3 && line[3] is not (' ' or '-'))) throw new SmtpFault("the host does not speak SMTP");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new SmtpReply(int.Parse(line.AsSpan(0, 3), System.Globalization.CultureInfo.InvariantCulture), lines);
        }
    }, ct);

    /// <summary>Hangs up.</summary>
    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task<string> ReadLine(int most, CancellationToken ct)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end)
            {
                (_start, _end) = (0, await _stream.ReadAsync(_buffer, ct));
                if (_end == 0) throw new EndOfStreamException("the host closed the line");
            }
            var c = _buffer[_start++];
            if (c == '\n') return line.ToString().TrimEnd('\r');
            if (line.Length >= most) throw new SmtpFault("the host's answer has no end");
            line.Append(c < 128 ? (char)c : '?');
        }
    }

    private static async Task<T> Within<T>(TimeSpan time, Func<CancellationToken, Task<T>> step, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(time);
        try
        {
            return await step(deadline.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {time.TotalSeconds:0.#} s");
        }
    }
}
