using System.Text;

namespace KmCommons.Mail;

/// <summary>A conversation with a mail host: greeted, private where that is asked, signed in, ready for one letter after another.</summary>
internal sealed class SmtpSession : IDisposable
{
    private readonly SmtpOptions _options;
    private readonly SmtpLine _line;
    private string[] _offers = [];
    private bool _unfinished;

    private SmtpSession(SmtpOptions options, SmtpLine line) => (_options, _line) = (options, line);

    /// <summary>True from the first byte of the final dot until its answer: whoever fails now cannot know whether the letter was taken.</summary>
    public bool InDoubt { get; private set; }

    /// <summary>Connects, greets, upgrades and signs in.</summary>
    /// <exception cref="SmtpFault">The host is not ready for us.</exception>
    public static async Task<SmtpSession> Open(SmtpOptions options, CancellationToken ct)
    {
        var session = new SmtpSession(options, await SmtpLine.Connect(options, ct));
        try
        {
            await session.Expect(220, null, ct);
            await session.Greet(ct);
            if (options.NeedsStartTls)
            {
                if (!session.Offers("STARTTLS")) throw new SmtpFault("the host offers no STARTTLS, and a private line is required");
                await session.Expect(220, "STARTTLS", ct);
                await session._line.Secure(ct);
                await session.Greet(ct);
            }
            if (options.User is not null) await session.SignIn(ct);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>One letter, already dot-stuffed. With PIPELINING (RFC 2920) the envelope and DATA go in one packet.</summary>
    public async Task<Delivery> Deliver(string from, string to, ReadOnlyMemory<byte> stuffed, CancellationToken ct)
    {
        if (_unfinished) await Expect(250, "RSET", ct);
        _unfinished = true;
        string[] commands = [$"MAIL FROM:<{from}>", $"RCPT TO:<{to}>", "DATA"];
        var pipelining = Offers("PIPELINING");
        if (pipelining) await _line.Say(string.Join("\r\n", commands), ct);
        SmtpReply? refusal = null, last = null;
        foreach (var command in commands)
        {
            if (!pipelining) await _line.Say(command, ct);
            last = await Hear(ct);
            if (last.Code / 100 != (command == "DATA" ? 3 : 2)) refusal ??= last;
            if (refusal is not null && !pipelining) break;
        }
        if (refusal is not null)
        {
            // DATA was already under way: with no recipient, an empty letter ends it
            if (last!.Code == 354) await Ask(".", ct);
            // 53x asks for a sign-in or TLS (RFC 4954) and a 2xx makes no sense here: neither says anything about this letter
            return refusal.Code is (>= 400 and < 530) or (>= 540 and < 600) ? refusal.ToDelivery(Outcome.TryLater) : throw new SmtpFault(refusal.ToString(), refusal.Code);
        }
        await _line.Write(stuffed, _options.FinalTimeout, ct);
        ct.ThrowIfCancellationRequested();
        InDoubt = true;
        await _line.Say(".", ct);
        var answer = await _line.Hear(_options.FinalTimeout, ct);
        (InDoubt, _unfinished) = (false, answer.Code / 100 != 2);
        return answer.ToDelivery(Outcome.Unknown);
    }

    /// <summary>Says goodbye and waits for the answer, as RFC 5321 (4.1.1.10) asks.</summary>
    public Task Quit(CancellationToken ct) => Ask("QUIT", ct);

    /// <summary>Hangs up.</summary>
    public void Dispose() => _line.Dispose();

    private bool Offers(string keyword) => _offers.Contains(keyword, StringComparer.OrdinalIgnoreCase);

    private async Task Greet(CancellationToken ct) => _offers = [.. (await Expect(250, $"EHLO {_options.Hello}", ct)).Lines.Skip(1).SelectMany(Words)];

    // "AUTH PLAIN LOGIN" becomes AUTH:PLAIN and AUTH:LOGIN; of other offers only the keyword matters
    private static IEnumerable<string> Words(string offer)
    {
        var words = offer.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
        return words is ["AUTH" or "auth", .. var ways] ? ways.Select(way => $"AUTH:{way}") : words.Take(1);
    }

    private async Task SignIn(CancellationToken ct)
    {
        string Coded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        if (Offers("AUTH:PLAIN"))
            await Expect(235, $"AUTH PLAIN {Coded($"\0{_options.User}\0{_options.Password}")}", ct);
        else if (Offers("AUTH:LOGIN"))
        {
            await Expect(334, "AUTH LOGIN", ct);
            await Expect(334, Coded(_options.User!), ct);
            await Expect(235, Coded(_options.Password ?? ""), ct);
        }
        else throw new SmtpFault("the host offers neither AUTH PLAIN nor AUTH LOGIN");
    }

    private async Task<SmtpReply> Expect(int code, string? command, CancellationToken ct)
    {
        var reply = command is null ? await Hear(ct) : await Ask(command, ct);
        return reply.Code == code ? reply : throw new SmtpFault(reply.ToString(), reply.Code);
    }

    private async Task<SmtpReply> Ask(string command, CancellationToken ct)
    {
        await _line.Say(command, ct);
        return await Hear(ct);
    }

    // 421 may come at any time and means that the host is hanging up (RFC 5321, 3.8)
    private async Task<SmtpReply> Hear(CancellationToken ct)
    {
        var reply = await _line.Hear(_options.Timeout, ct);
        return reply.Code == 421 ? throw new SmtpFault(reply.ToString(), 421) : reply;
    }
}
