using System.Security.Cryptography;
using System.Text;
using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>The one door for letters. What is put here goes out when the request's transaction is committed, and not otherwise.</summary>
public sealed class Outbox(CommonsDb db, MailOptions mail, TimeProvider clock)
{
    /// <summary>Puts a plain letter to one person about their own account here, unless the same (kind, run, recipient) was put before. The caller saves.</summary>
    /// <param name="kind">What sort: <c>digest</c>, <c>password</c>; letters, digits and dashes.</param>
    /// <param name="run">Which of that sort, such as a week or a random word; letters, digits and dashes.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="toName">The recipient's name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="BadHeaderException">A control character, or an address that is none.</exception>
    public Task<bool> Put(string kind, string run, string to, string toName, string subject, string text) => PutToList(kind, run, to, toName, subject, text, null, null, null);

    /// <summary>Puts a letter of a list here, likewise.</summary>
    /// <param name="kind">What sort.</param>
    /// <param name="run">Which of that sort.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="toName">The recipient's name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <param name="html">The same as HTML.</param>
    /// <param name="list">The list it belongs to.</param>
    /// <param name="leave">The way out of that list.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="BadHeaderException">A control character, or an address that is none.</exception>
    public async Task<bool> PutToList(string kind, string run, string to, string toName, string subject, string text, string? html, ListId? list, Unsubscribe? leave)
    {
        if (await db.Set<OutboxLetter>().AnyAsync(l => l.Kind == kind && l.Run == run && l.Recipient == to))
            return false;
        var now = clock.GetUtcNow();
        var letter = new Letter
        {
            From = mail.From,
            To = new(to, toName),
            Subject = subject,
            Text = text,
            Html = html,
            Date = now.ToOffset(TimeSpan.FromHours(7)),
            MessageId = $"{kind}.{run}.{Short(to)}@{mail.From.Domain}",
            ListId = list,
            Unsubscribe = leave,
            AutoSubmitted = true,
        };
        db.Add(new OutboxLetter(letter, kind, run, now));
        return true;
    }

    /// <summary>Hands on what waits, at most a thousand letters; two servers never take the same one at once. A letter that cannot go is tried again
    /// after 1, 4, 16... minutes and given up after eight tries; none holds up the others.</summary>
    public async Task<int> Deliver(CancellationToken stop = default)
    {
        await using var way = mail.Open();
        var sent = 0;
        for (var letters = 0; letters < 1000; letters++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var now = clock.GetUtcNow();
            if (await db.Set<OutboxLetter>().FromSql($"select * from foundation.letter where sent_at is null and failed_at is null and next_try_at <= {now} order by next_try_at, id limit 1 for update skip locked").AsTracking().ToListAsync(stop) is not [var letter])
                break;
            var delivery = await way.Send(mail.From.Address, letter.Recipient, letter.Bytes, letter.FileName, stop);
            letter.Take(delivery, now);
            sent += letter.SentAt is null ? 0 : 1;
            await db.SaveChangesAsync(CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }
        return sent;
    }

    static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
