using System.Net;
using System.Net.Sockets;
using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class SmtpTests
{
    private const string From = "bounce+12@km.example", To = "khunamnuay@bangchak.example";
    private static readonly byte[] Small = Samples.Letter().Compose();

    internal static SmtpHost Host(SmtpPeer peer, TimeSpan? timeout = null, TimeSpan? finalTimeout = null) => new(new SmtpOptions("127.0.0.1", peer.Port, SmtpTls.Auto)
    {
        Hello = "km.example", Timeout = timeout ?? TimeSpan.FromSeconds(30), FinalTimeout = finalTimeout ?? TimeSpan.FromSeconds(60),
    });

    internal static Task<Delivery> Send(SmtpHost host, byte[]? letter = null, CancellationToken ct = default) => host.Send(From, To, letter ?? Small, "x.eml", ct);

    [Fact]
    public async Task A_letter_arrives_byte_for_byte_in_its_envelope()
    {
        await using var peer = new SmtpPeer();
        await using (var host = Host(peer)) Assert.Equal((Outcome.Sent, 250), await Send(host) is var d ? (d.Outcome, d.Code) : default);
        await peer.AllGone();
        var letter = Assert.Single(peer.Letters);
        Assert.Equal((From, To), (letter.From, letter.To));
        Assert.Equal(Small, letter.Bytes);
        Assert.Equal(["EHLO km.example", $"MAIL FROM:<{From}>", $"RCPT TO:<{To}>", "DATA", "QUIT"], peer.Heard);
    }

    [Fact]
    public async Task The_envelope_goes_in_one_packet_where_pipelining_is_offered_and_step_by_step_where_not()
    {
        var envelope = $"MAIL FROM:<{From}>\r\nRCPT TO:<{To}>\r\nDATA\r\n";
        await using var quick = new SmtpPeer();
        await using var slow = new SmtpPeer { Offers = _ => [] };
        await using (var host = Host(quick)) await Send(host);
        await using (var host = Host(slow)) await Send(host);
        Assert.Contains(envelope, quick.Packets);
        Assert.Contains("DATA\r\n", slow.Packets);
        Assert.Single(slow.Letters);
    }

    [Fact]
    public async Task Dots_at_the_start_of_a_line_cannot_end_a_letter_or_smuggle_in_another()
    {
        var letter = Encoding.ASCII.GetBytes($".\r\n..\r\n.a\r\nx\r\n.\r\nMAIL FROM:<{From}>\r\nRCPT TO:<victim@evil.example>\r\nDATA\r\n...\r\n.\r\n");
        await using var peer = new SmtpPeer();
        await using var host = Host(peer);
        Assert.Equal(Outcome.Sent, (await Send(host, letter)).Outcome);
        Assert.Equal(letter, Assert.Single(peer.Letters).Bytes);
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("a\r\n.\n\r\nb\r\n")]
    [InlineData("a\r\r\n")]
    [InlineData("a\n.\nMAIL FROM:<x@y.z>\r\n")]
    [InlineData("ก\r\n")]
    [InlineData("a\0\r\n")]
    [InlineData("no end")]
    [InlineData("")]
    public async Task Bytes_that_are_no_letter_are_refused_before_anything_is_said(string letter)
    {
        await using var peer = new SmtpPeer();
        await using var host = Host(peer);
        Assert.Equal(Outcome.Refused, (await Send(host, Encoding.UTF8.GetBytes(letter))).Outcome);
        Assert.Equal(Outcome.Refused, (await Send(host, Encoding.ASCII.GetBytes(new string('x', 999) + "\r\n"))).Outcome);
        Assert.Equal(0, peer.Connections);
    }

    [Theory]
    [InlineData("a@b.co>\r\nRCPT TO:<victim@evil.example")]
    [InlineData("a@b.co> NOTIFY=SUCCESS")]
    [InlineData("a@b.co\n")]
    [InlineData("")]
    public async Task An_envelope_cannot_carry_a_second_command(string to)
    {
        await using var peer = new SmtpPeer();
        await using var host = Host(peer);
        await Assert.ThrowsAsync<BadHeaderException>(() => host.Send(From, to, Small, "x.eml"));
        if (to.Length > 0) await Assert.ThrowsAsync<BadHeaderException>(() => host.Send(to, To, Small, "x.eml"));
        Assert.Equal(0, peer.Connections);
    }

    [Fact]
    public async Task A_letter_without_a_way_back_has_the_null_sender()
    {
        await using var peer = new SmtpPeer();
        await using var host = Host(peer);
        await host.Send("", To, Small, "x.eml");
        Assert.Equal("", Assert.Single(peer.Letters).From);
    }

    [Theory]
    [InlineData("MAIL", "451 4.3.0 busy", Outcome.TryLater, 451)]
    [InlineData("MAIL", "550 5.1.7 not that sender", Outcome.Refused, 550)]
    [InlineData("MAIL", "530 5.7.0 sign in first", Outcome.TryLater, 530)]
    [InlineData("RCPT", "450 4.2.1 full", Outcome.TryLater, 450)]
    [InlineData("RCPT", "550-5.1.1 no\r\n550 5.1.1 such person", Outcome.Refused, 550)]
    [InlineData("RCPT", "600 odd", Outcome.TryLater, 600)]
    [InlineData("DATA", "452 4.3.1 no room", Outcome.TryLater, 452)]
    [InlineData("DATA", "554 5.7.1 no", Outcome.Refused, 554)]
    [InlineData("DATA", "250 what a strange host", Outcome.TryLater, 250)]
    [InlineData("dot", "451 4.3.0 busy", Outcome.TryLater, 451)]
    [InlineData("dot", "554 5.7.1 looks like spam", Outcome.Refused, 554)]
    [InlineData("dot", "354 odd", Outcome.Unknown, 354)]
    [InlineData("EHLO", "500 what", Outcome.TryLater, 500)]
    [InlineData("connect", "554 go away", Outcome.TryLater, 554)]
    [InlineData("connect", "421 4.3.2 closing", Outcome.TryLater, 421)]
    [InlineData("MAIL", "421 4.3.2 closing", Outcome.TryLater, 421)]
    [InlineData("dot", "421 4.3.2 closing", Outcome.TryLater, 421)]
    public async Task An_answer_decides_the_fate_of_this_letter_and_not_of_the_next(string step, string answer, Outcome outcome, int code)
    {
        foreach (var offers in new string[][] { ["PIPELINING"], [] })
        {
            await using var peer = new SmtpPeer { Answer = SmtpPeer.Once(step, answer), Offers = _ => offers };
            await using var host = Host(peer);
            var delivery = await Send(host);
            Assert.Equal((outcome, code), (delivery.Outcome, delivery.Code));
            Assert.StartsWith(answer[..3], delivery.Reply, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', delivery.Reply);
            Assert.Equal(outcome == Outcome.Unknown ? 1 : 0, peer.Letters.Count);
            Assert.Equal(Outcome.Sent, (await Send(host)).Outcome);
        }
    }

    [Fact]
    public async Task A_host_that_takes_DATA_after_refusing_the_recipient_gets_an_empty_letter_and_keeps_the_line()
    {
        var refused = false;
        await using var peer = new SmtpPeer
        {
            Answer = line => line.StartsWith("RCPT", StringComparison.Ordinal) && !refused ? "550 5.1.1 no such person" : line == "DATA" && !refused && (refused = true) ? "354 go ahead" : null,
        };
        await using var host = Host(peer);
        Assert.Equal(Outcome.Refused, (await Send(host)).Outcome);
        Assert.Equal(Outcome.Sent, (await Send(host)).Outcome);
        Assert.Equal(Small, Assert.Single(peer.Letters).Bytes);
        Assert.Equal(1, peer.Connections);
    }

    [Fact]
    public async Task Nobody_listening_is_tried_later()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var host = new SmtpHost(new SmtpOptions("127.0.0.1", port, SmtpTls.Auto));
        Assert.Equal(Outcome.TryLater, (await Send(host)).Outcome);
    }

    [Fact]
    public async Task A_run_of_letters_from_several_tasks_goes_over_one_line()
    {
        await using var peer = new SmtpPeer();
        await using var host = Host(peer);
        var sent = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => host.Send(From, $"reader{i}@km.example", Small, "x.eml"))));
        Assert.All(sent, delivery => Assert.Equal(Outcome.Sent, delivery.Outcome));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"reader{i}@km.example").Order(), peer.Letters.Select(letter => letter.To).Order());
        Assert.Equal(1, peer.Connections);
    }

    [Theory]
    [InlineData(SmtpPeer.Drop)]
    [InlineData("421 4.7.0 enough for one connection")]
    public async Task A_host_that_closes_after_each_letter_still_gets_all_of_them_once(string goodbye)
    {
        var mails = 0;
        await using var peer = new SmtpPeer { Answer = line => line.StartsWith("MAIL", StringComparison.Ordinal) && ++mails % 2 == 0 ? goodbye : null };
        await using var host = Host(peer);
        for (var i = 0; i < 10; i++) Assert.Equal(Outcome.Sent, (await host.Send(From, $"reader{i}@km.example", Small, "x.eml")).Outcome);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"reader{i}@km.example"), peer.Letters.Select(letter => letter.To));
    }

    [Fact]
    public async Task Stopping_is_certain_before_the_dot_and_unknown_after_it()
    {
        using var stop = new CancellationTokenSource();
        await using var peer = new SmtpPeer { Answer = Stop("RCPT") };
        await using var host = Host(peer);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(host, ct: stop.Token));
        Assert.Empty(peer.Letters);

        using var late = new CancellationTokenSource();
        await using var taken = new SmtpPeer { Answer = line => line == "dot" ? Silent(late) : null };
        await using var other = Host(taken);
        Assert.Equal(Outcome.Unknown, (await Send(other, ct: late.Token)).Outcome);
        Assert.Single(taken.Letters);

        Func<string, string?> Stop(string step) => line => line.StartsWith(step, StringComparison.Ordinal) ? Silent(stop) : null;
        static string Silent(CancellationTokenSource source)
        {
            source.Cancel();
            return SmtpPeer.Silence;
        }
    }
}
