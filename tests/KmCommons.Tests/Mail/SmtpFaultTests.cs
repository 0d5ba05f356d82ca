using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

/// <summary>Lines that break, hosts that fall silent, answers without an end.</summary>
public class SmtpFaultTests
{
    [Theory]
    [InlineData("connect", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("EHLO", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("MAIL", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("RCPT", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("DATA", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("content", SmtpPeer.Drop, Outcome.TryLater)]
    [InlineData("dot", SmtpPeer.Drop, Outcome.Unknown)]
    [InlineData("dot", "not SMTP at all", Outcome.Unknown)]
    [InlineData("connect", "HTTP/1.1 400 Bad Request", Outcome.TryLater)]
    [InlineData("RCPT", "25", Outcome.TryLater)]
    public async Task A_line_that_breaks_leaves_a_letter_waiting_or_after_the_dot_unknown(string step, string fault, Outcome outcome)
    {
        // Larger than the sockets' buffers, so that a host which stops reading is noticed before the dot
        var letter = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 500) + "\r\n", 32 * 1024)));
        await using var peer = new SmtpPeer { Answer = SmtpPeer.Once(step, fault) };
        await using var host = SmtpTests.Host(peer);
        Assert.Equal(outcome, (await SmtpTests.Send(host, letter)).Outcome);
        Assert.Equal(outcome == Outcome.Unknown ? 1 : 0, peer.Letters.Count);
        Assert.Equal(Outcome.Sent, (await SmtpTests.Send(host)).Outcome);
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("EHLO")]
    [InlineData("MAIL")]
    [InlineData("DATA")]
    public async Task A_host_that_never_answers_is_given_up(string step)
    {
        await using var peer = new SmtpPeer { Answer = line => line.StartsWith(step, StringComparison.Ordinal) ? SmtpPeer.Silence : null };
        await using var host = SmtpTests.Host(peer, timeout: TimeSpan.FromMilliseconds(300));
        Assert.Equal(Outcome.TryLater, (await SmtpTests.Send(host)).Outcome);
    }

    [Fact]
    public async Task A_host_that_takes_the_dot_and_says_nothing_leaves_the_letter_unknown()
    {
        await using var peer = new SmtpPeer { Answer = line => line == "dot" ? SmtpPeer.Silence : null };
        await using var host = SmtpTests.Host(peer, finalTimeout: TimeSpan.FromSeconds(2));
        Assert.Equal(Outcome.Unknown, (await SmtpTests.Send(host)).Outcome);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_read_to_the_end()
    {
        await using var peer = new SmtpPeer { Answer = SmtpPeer.Once("EHLO", string.Concat(Enumerable.Repeat("250-AGAIN\r\n", 5000)) + "250 END") };
        await using var host = SmtpTests.Host(peer);
        Assert.Contains("no end", (await SmtpTests.Send(host)).Reply, StringComparison.Ordinal);
        await using var wide = new SmtpPeer { Answer = SmtpPeer.Once("connect", "220 " + new string('x', 100_000)) };
        await using var other = SmtpTests.Host(wide);
        Assert.Contains("no end", (await SmtpTests.Send(other)).Reply, StringComparison.Ordinal);
    }
}
