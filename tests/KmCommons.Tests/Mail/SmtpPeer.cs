using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KmCommons.Tests.Mail;

/// <summary>A mail host on a loopback socket that keeps to RFC 5321, but for the one thing a test tells it to do wrong.</summary>
internal sealed class SmtpPeer : IAsyncDisposable
{
    /// <summary>Instead of an answer: hang up.</summary>
    public const string Drop = "drop";

    /// <summary>Instead of an answer: say nothing for as long as the client stays.</summary>
    public const string Silence = "silence";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _conversations = [];
    private readonly Task _door;

    public SmtpPeer()
    {
        _listener.Start();
        _door = Receive();
    }

    /// <summary>The answer to a command line, or to "connect", "content" (the first bytes after DATA) and "dot"; null for the usual one.</summary>
    public Func<string, string?> Answer { get; init; } = _ => null;

    /// <summary>One answer to the first command that starts so, and the usual ones afterwards.</summary>
    public static Func<string, string?> Once(string command, string answer)
    {
        var done = 0;
        return line => line.StartsWith(command, StringComparison.Ordinal) && Interlocked.Exchange(ref done, 1) == 0 ? answer : null;
    }

    /// <summary>What EHLO offers, before and after TLS.</summary>
    public Func<bool, string[]> Offers { get; init; } = _ => ["PIPELINING", "8BITMIME"];

    public X509Certificate2? Certificate { get; init; }

    public bool TlsFromTheStart { get; init; }

    /// <summary>The one account, as AUTH PLAIN sends it.</summary>
    public string Account { get; init; } = "\0likhit\0รหัส ลับ";

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every command line of every conversation; those under TLS start with "tls ".</summary>
    public List<string> Heard { get; } = [];

    /// <summary>What came in one piece over a plain line.</summary>
    public List<string> Packets { get; } = [];

    /// <summary>Envelope and content of all that was accepted.</summary>
    public List<(string From, string To, byte[] Bytes)> Letters { get; } = [];

    public int Connections => _conversations.Count;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _door;
        await Task.WhenAll(_conversations);
        _end.Dispose();
    }

    /// <summary>Waits until the clients have hung up.</summary>
    public Task AllGone() => Task.WhenAll(_conversations);

    private async Task Receive()
    {
        try
        {
            while (true) _conversations.Add(Converse(await _listener.AcceptSocketAsync(_end.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException || end is InvalidOperationException && _end.IsCancellationRequested)
        {
            // The test is over
        }
    }

    private async Task Converse(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            try
            {
                await new Conversation(this, new NetworkStream(socket), _end.Token).Run();
            }
            catch (Exception end) when (end is IOException or OperationCanceledException or AuthenticationException)
            {
                // Dropped on purpose, or the client went away: what was heard is kept
            }
        }
    }

    private sealed class Conversation(SmtpPeer peer, Stream stream, CancellationToken end)
    {
        private Stream _stream = stream;
        private readonly byte[] _buffer = new byte[65536];
        private int _start, _end;
        private bool _secure;
        private string? _from, _to;

        public async Task Run()
        {
            if (peer.TlsFromTheStart) await Secure();
            await Say("connect", "220 peer.example ESMTP");
            while (true)
            {
                var line = Encoding.UTF8.GetString(await ReadLine());
                lock (peer.Heard) peer.Heard.Add(_secure ? "tls " + line : line);
                switch (line.Split(' ', ':')[0])
                {
                    case "EHLO":
                        await Say(line, string.Concat(peer.Offers(_secure).Prepend("peer.example").Select(offer => $"250-{offer}\r\n")) + "250 HELP");
                        break;
                    case "STARTTLS":
                        await Say(line, "220 go ahead");
                        await Secure();
                        break;
                    case "AUTH":
                        await SignIn(line);
                        break;
                    case "MAIL":
                        if (await Say(line, _from is null ? "250 2.1.0 ok" : "503 5.5.1 nested MAIL command")) _from = line["MAIL FROM:<".Length..^1];
                        break;
                    case "RCPT":
                        if (await Say(line, _from is null ? "503 5.5.1 MAIL first" : "250 2.1.5 ok")) _to = line["RCPT TO:<".Length..^1];
                        break;
                    case "DATA":
                        if (await Say(line, _to is null ? "554 5.5.1 no valid recipients" : "354 go ahead")) await TakeContent();
                        break;
                    case "RSET":
                        (_from, _to) = (null, null);
                        await Say(line, "250 2.0.0 ok");
                        break;
                    case "QUIT":
                        await Say(line, "221 2.0.0 bye");
                        return;
                    default:
                        await Say(line, "500 5.5.2 what?");
                        break;
                }
            }
        }

        private async Task TakeContent()
        {
            var content = new MemoryStream();
            for (var line = await ReadLine(); ; line = await ReadLine())
            {
                if (content.Length == 0 && peer.Answer("content") == Drop) throw new IOException();
                if (line is [(byte)'.']) break;
                content.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
                content.Write("\r\n"u8);
            }
            var answer = peer.Answer("dot") ?? (_to is null ? "554 5.5.1 no valid recipients" : "250 2.0.0 queued");
            if (_to is not null && answer[0] is not ('4' or '5'))
                lock (peer.Letters) peer.Letters.Add((_from!, _to, content.ToArray()));
            (_from, _to) = (null, null);
            await Tell(answer);
        }

        private async Task SignIn(string line)
        {
            string Plain(byte[] coded) => Encoding.UTF8.GetString(Convert.FromBase64String(Encoding.ASCII.GetString(coded)));
            string given;
            if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal)) given = Plain(Encoding.ASCII.GetBytes(line["AUTH PLAIN ".Length..]));
            else
            {
                await Say("user", "334 VXNlcm5hbWU6");
                var user = Plain(await ReadLine());
                await Say("password", "334 UGFzc3dvcmQ6");
                given = $"\0{user}\0{Plain(await ReadLine())}";
            }
            await Say(line, given == peer.Account ? "235 2.7.0 welcome" : "535 5.7.8 wrong name or password");
        }

        private async Task Secure()
        {
            var secure = new SslStream(_stream);
            _stream = secure;
            await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = peer.Certificate }, end);
            _secure = true;
        }

        /// <summary>Says the test's answer or the usual one; true when it is a yes.</summary>
        private Task<bool> Say(string to, string usual) => Tell(peer.Answer(to) ?? usual);

        private async Task<bool> Tell(string answer)
        {
            if (answer == Drop) throw new IOException();
            if (answer == Silence) while (true) await ReadLine();
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(answer + "\r\n"), end);
            return answer[0] is '2' or '3';
        }

        private async Task<byte[]> ReadLine()
        {
            var line = new MemoryStream();
            while (true)
            {
                if (_start == _end)
                {
                    (_start, _end) = (0, await _stream.ReadAsync(_buffer, end));
                    if (_end == 0) throw new EndOfStreamException();
                    if (!_secure) lock (peer.Packets) peer.Packets.Add(Encoding.UTF8.GetString(_buffer, 0, _end));
                }
                var feed = Array.IndexOf(_buffer, (byte)'\n', _start, _end - _start);
                line.Write(_buffer, _start, (feed < 0 ? _end : feed) - _start);
                _start = feed < 0 ? _end : feed + 1;
                if (feed < 0) continue;
                var bytes = line.ToArray();
                return bytes is [.., (byte)'\r'] ? bytes[..^1] : bytes;
            }
        }
    }
}
