using System.Diagnostics;
using System.Net.Mail;
using System.Text;
using KmCommons.Mail;

namespace KmCommons.Benchmarks;

/// <summary>What else there is to send letters with: how long <see cref="SmtpClient"/> takes for letters of two parts and of a size, and how long our own line alone, without the outbox.</summary>
static class NetMail
{
    const string Sentence = "บันทึกใหม่จากตำบลของท่าน เล่าเรื่องกองทุนสวัสดิการชุมชน\n";

    /// <summary>Seconds a letter of <see cref="SmtpClient"/>, all over one line.</summary>
    /// <param name="port">The host's port on this machine.</param>
    /// <param name="letters">How many.</param>
    /// <param name="bytes">How large each is on the wire.</param>
    public static async Task<double> Theirs(int port, int letters, double bytes)
    {
        // Base64 and its line ends; the HTML is three times the text, as in our letters
        var sentences = (int)(bytes / (4.0 / 3 * 78 / 76) / Encoding.UTF8.GetByteCount(Sentence));
        var (text, html) = (string.Concat(Enumerable.Repeat(Sentence, sentences / 4)), string.Concat(Enumerable.Repeat(Sentence, sentences - sentences / 4)));
        using var client = new SmtpClient("127.0.0.1", port);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < letters; i++)
        {
            using var letter = new MailMessage("kmcommons@km.example", $"reader-{i}@example.th") { Subject = "สรุปสัปดาห์ 9–15 มี.ค. 2552", SubjectEncoding = Encoding.UTF8 };
            letter.Headers.Add("Message-ID", $"<theirs.{i}@km.example>");
            letter.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, "text/plain"));
            letter.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(html, Encoding.UTF8, "text/html"));
            await client.SendMailAsync(letter);
        }
        return watch.Elapsed.TotalSeconds / letters;
    }

    /// <summary>Seconds a letter of our line, composing it included.</summary>
    /// <param name="port">The host's port on this machine.</param>
    /// <param name="letters">How many.</param>
    /// <param name="bytes">How large each is on the wire.</param>
    public static async Task<double> Ours(int port, int letters, double bytes)
    {
        var sentences = (int)(bytes / (4.0 / 3 * 78 / 76) / Encoding.UTF8.GetByteCount(Sentence));
        var (text, html) = (string.Concat(Enumerable.Repeat(Sentence, sentences / 4)), string.Concat(Enumerable.Repeat(Sentence, sentences - sentences / 4)));
        await using var line = new SmtpHost(new("127.0.0.1", port, SmtpTls.Auto));
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < letters; i++)
        {
            var letter = new Letter { From = new("kmcommons@km.example"), To = new($"reader-{i}@example.th"), Subject = "สรุปสัปดาห์ 9–15 มี.ค. 2552", Text = text, Html = html, Date = TimeProvider.System.GetUtcNow(), MessageId = $"ours.{i}@km.example" };
            if (await line.Send(letter.From.Address, letter.To.Address, letter.Compose(), letter.FileName) is { Outcome: not Outcome.Sent } delivery)
                throw new IOException(delivery.Reply);
        }
        return watch.Elapsed.TotalSeconds / letters;
    }
}
