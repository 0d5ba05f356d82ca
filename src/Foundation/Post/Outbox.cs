using System.Security.Cryptography;
using System.Text;
using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>The one door for letters. What is put here goes out when the request's transaction is committed, and not otherwise.</summary>
public sealed class Outbox(CommonsDb db, MailOptions mail, TimeProvider clock, IEnumerable<LastLook>? looks = null, Postbox? postbox = null)
{
    /// <summary>How long one call of <see cref="Deliver"/> goes on, the letter under way apart: the timetable has other jobs too.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(30);

    /// <summary>The most letters in memory at once.</summary>
    public const int BatchSize = 20;

    /// <summary>Whether a letter can be addressed so at all. Asked where an address is typed: later, <see cref="Put(string, string, string, string, string, string)"/> would fail.</summary>
    public static bool CanReach(string? address) => MailAddressParser.TryParse(address, out _);

    /// <summary>Puts a plain letter to one person about their own account here, unless the same (kind, run, recipient) was put before. The caller saves.</summary>
    /// <param name="kind">What sort: <c>digest</c>, <c>password</c>; letters, digits and dashes.</param>
    /// <param name="run">Which of that sort, such as a week or a random word; letters, digits and dashes.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="toName">The recipient's name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="BadHeaderException">A control character, or an address that is none.</exception>
    public Task<bool> Put(string kind, string run, string to, string toName, string subject, string text) => Put(kind, run, to, toName, subject, text, null, new(), [], isBulk: false);

    /// <summary>Puts a letter to one person here with HTML and with what it carries, likewise.</summary>
    /// <param name="kind">What sort.</param>
    /// <param name="run">Which of that sort.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="toName">The recipient's name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <param name="html">The same as HTML.</param>
    /// <param name="among">How it stands among others.</param>
    /// <param name="files">What it carries.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="BadHeaderException">A control character, or an address that is none.</exception>
    public Task<bool> PutWith(string kind, string run, string to, string toName, string subject, string text, string html, Correspondence among, params Enclosed[] files) => Put(kind, run, to, toName, subject, text, html, among, files, isBulk: false);

    /// <summary>The Message-ID, without angle brackets, of the letter of this sort, run and recipient.</summary>
    public string IdOf(string kind, string run, string to) => $"{kind}.{run}.{Short(to)}@{mail.From.Domain}";

    /// <summary>The address that leads back to the site's own mailbox for these numbers (<see cref="Postbox"/>); null when there is none.</summary>
    /// <param name="purpose">What it is for.</param>
    /// <param name="numbers">What it is about.</param>
    public ValueTask<string?> WayBack(string purpose, params long[] numbers) => postbox?.AddressFor(purpose, numbers) ?? new((string?)null);

    /// <summary>Takes letters back that have not gone yet, where a newer one says better. One that is going at this moment is waited for, and then has gone.</summary>
    /// <param name="kind">What sort.</param>
    /// <param name="runs">How their runs begin; letters, digits and dashes.</param>
    /// <param name="to">The recipient's address.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> TakeBack(string kind, string runs, string to) =>
        await db.Database.ExecuteSqlAsync($"delete from foundation.letter where kind = {kind} and starts_with(run, {runs}) and recipient = {to} and sent_at is null") > 0;

    /// <summary>Puts a letter of a list here, likewise.</summary>
    /// <param name="kind">What sort.</param>
    /// <param name="run">Which of that sort.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="toName">The recipient's name.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="text">The plain text.</param>
    /// <param name="html">The same as HTML.</param>
    /// <param name="among">The list it belongs to, the way out of it, and what else.</param>
    /// <param name="files">What it carries.</param>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="BadHeaderException">A control character, or an address that is none.</exception>
    public Task<bool> PutToList(string kind, string run, string to, string toName, string subject, string text, string? html, Correspondence among, params Enclosed[] files) => Put(kind, run, to, toName, subject, text, html, among, files, isBulk: among.List is not null);

    async Task<bool> Put(string kind, string run, string to, string toName, string subject, string text, string? html, Correspondence among, Enclosed[] files, bool isBulk)
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
            MessageId = IdOf(kind, run, to),
            ListId = among.List is { } list ? new($"{list}.{mail.From.Domain}", among.ListName) : null,
            Unsubscribe = among.Leave is { } leave ? new(leave, among.LeaveByMail is { } address ? new(address) : null) : null,
            ReplyTo = among.AnswersTo is { } answers ? new(answers, among.AnswersToName) : null,
            InReplyTo = among.Thread is { } first ? $"{first}@{mail.From.Domain}" : null,
            References = among.Thread is { } thread ? [$"{thread}@{mail.From.Domain}"] : [],
            AutoSubmitted = true,
            Parts = [.. files.Select(f => new Part { FileName = f.FileName, ContentType = f.ContentType, Bytes = f.Bytes })],
        };
        db.Add(new OutboxLetter(letter, kind, run, isBulk, now));
        return true;
    }

    /// <summary>Hands on what waits, small batches at a time, for at most <see cref="Turn"/>; the next turn goes on. Two servers never take the same letter at once.
    /// What a crash leaves unsaid is handed on again: into the spool as the same file, over SMTP at most one letter, with the same Message-ID.
    /// To one receiving host no more go within a minute than <see cref="MailOptions.PerHost"/> says; those for others go meanwhile.
    /// A letter that cannot go is tried again after 1, 4, 16... minutes and given up after eight tries; none holds up the others.</summary>
    /// <returns>How many are gone.</returns>
    public async Task<int> Deliver(CancellationToken stop = default)
    {
        await using var way = mail.Open();
        var (gone, end) = (0, clock.GetUtcNow() + Turn);
        while (clock.GetUtcNow() < end && await Batch(way, stop) is { Count: > 0 } letters)
            gone += letters.Count(l => l.SentAt is not null);
        return gone;
    }

    // The locks of the rows are the claim: whoever dies lets go of them with its connection
    async Task<List<OutboxLetter>> Batch(ITransport way, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var (now, most, perHost) = (clock.GetUtcNow(), way.RepeatIsHarmless ? BatchSize : 1, way.RepeatIsHarmless ? 0 : mail.PerHost);
        var letters = await db.Set<OutboxLetter>().FromSql($"""
            select * from foundation.letter where sent_at is null and failed_at is null and next_try_at <= {now} and not exists (select from foundation.post_pause)
                and ({perHost} = 0 or lower(substring(recipient from '[^@]*$')) not in (select lower(substring(recipient from '[^@]*$')) from foundation.letter where sent_at > {now.AddMinutes(-1)} group by 1 having count(*) >= {perHost}))
            order by is_bulk, next_try_at, id limit {most} for update skip locked
            """).AsTracking().ToListAsync(stop);
        try
        {
            var stay = new HashSet<OutboxLetter>();
            foreach (var look in looks ?? [])
                if (letters.FindAll(l => l.Kind == look.Kind) is { Count: > 0 } its)
                    stay.UnionWith(await look.Stay(db, its, now, stop));
            foreach (var letter in letters)
                if (stay.Contains(letter))
                    db.Remove(letter);
                else
                {
                    var (delivery, at) = (await HandOn(way, letter, stop), clock.GetUtcNow());
                    letter.Take(delivery, at);
                    await BouncedLetter.NotTaken(db, letter, delivery, at, CancellationToken.None);
                }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { /* those before it are gone, and that is to be kept */ }
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        foreach (var letter in letters)
            db.Entry(letter).State = EntityState.Detached;
        return letters;
    }

    async Task<Delivery> HandOn(ITransport way, OutboxLetter letter, CancellationToken stop)
    {
        try { return await way.Send(await WayBack(BouncedLetter.Purpose, letter.Id) ?? mail.From.Address, letter.Recipient, letter.Bytes, letter.FileName, stop); }
        catch (BadHeaderException fault) { return new(Outcome.Refused, 0, fault.Message); }
        catch (Exception fault) when (!stop.IsCancellationRequested) { return new(Outcome.Unknown, 0, $"{fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}"); }
    }

    static string Short(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
