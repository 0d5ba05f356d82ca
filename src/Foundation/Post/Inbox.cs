using System.Security.Cryptography;
using System.Text;
using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>Reads what came into the site's mailbox and gives each letter to whom it is for (<see cref="Receiver"/>), once. What is for nobody stays in the mailbox for a person to read.</summary>
public sealed partial class Inbox(IServiceProvider things, CommonsDb db, Postbox postbox, IEnumerable<Receiver> receivers, TimeProvider clock, ILogger<Inbox> log)
{
    /// <summary>The most letters of one turn; the next goes on.</summary>
    public const int MostAtOnce = 200;

    const int LongestSubject = 200;

    /// <summary>A turn. Does nothing where there is no mailbox; a mailbox that cannot be read is in the log, and read at the next turn.</summary>
    /// <returns>How many letters were new.</returns>
    public async Task<int> Read(CancellationToken stop = default)
    {
        if (postbox.Incoming is not { } incoming)
            return 0;
        var (mailbox, path, read) = (Mailbox.At(incoming.Inbox), incoming.Inbox, 0);
        var from = await db.Database.SqlQuery<long>($"select coalesce(max(next), 0) as \"Value\" from foundation.inbox where path = {path}").SingleAsync(stop);
        try
        {
            foreach (var received in mailbox.Read(from).Take(MostAtOnce))
            {
                stop.ThrowIfCancellationRequested();
                read += await Handle(received, path, stop) ? 1 : 0;
                mailbox.Handled(received);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { MailboxUnreadable(path, fault.Message); }
        return read;
    }

    // One letter, one transaction: what it does and that it was handled are kept together or not at all
    async Task<bool> Handle(Received received, string path, CancellationToken stop)
    {
        await using var scope = things.CreateAsyncScope();
        var (own, letter) = (scope.ServiceProvider.GetRequiredService<CommonsDb>(), received.Letter);
        var (purpose, numbers, address) = await For(letter);
        await using var transaction = await own.Database.BeginTransactionAsync(stop);
        var came = new CameIn { Key = KeyOf(letter, received, address), At = clock.GetUtcNow(), Sender = letter.From, Subject = letter.Subject.Length > LongestSubject ? letter.Subject[..LongestSubject] : letter.Subject, Became = "not ours", Handled = purpose is not null };
        var isNew = await own.Database.ExecuteSqlAsync($"insert into foundation.came_in (key, at, sender, subject, became, handled) values ({came.Key}, {came.At}, {came.Sender}, {came.Subject}, {came.Became}, {came.Handled}) on conflict do nothing", stop) == 1;
        if (isNew && purpose is not null)
        {
            var (became, handled) = await Take(scope.ServiceProvider, own, purpose, letter, numbers, stop);
            await own.Database.ExecuteSqlAsync($"update foundation.came_in set became = {became}, handled = {handled} where key = {came.Key}", stop);
        }
        if (received.Next > 0)
            await own.Database.ExecuteSqlAsync($"insert into foundation.inbox (path, next) values ({path}, {received.Next}) on conflict (path) do update set next = excluded.next", stop);
        await transaction.CommitAsync(stop);
        return isNew;
    }

    // A letter that breaks its receiver is set aside, and seen by the administrator; the database away is nobody's fault, and all is tried again
    async Task<(string Became, bool Handled)> Take(IServiceProvider scope, CommonsDb own, string purpose, IncomingLetter letter, long[] numbers, CancellationToken stop)
    {
        await own.Database.ExecuteSqlRawAsync("savepoint letter", stop);
        try
        {
            var became = purpose == BouncedLetter.Purpose ? await BouncedLetter.Take(scope, letter, numbers, stop) : await receivers.First(r => r.Purpose == purpose).Take(scope, MailedText.Of(letter), numbers, stop);
            await own.SaveChangesAsync(stop);
            return (became, true);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested && fault is not NpgsqlException { IsTransient: true } && fault.InnerException is not NpgsqlException { IsTransient: true })
        {
            LetterFailed(letter.MessageId ?? "?", fault);
            own.ChangeTracker.Clear();
            await own.Database.ExecuteSqlRawAsync("rollback to savepoint letter", stop);
            return ($"{fault.GetType().Name}: {fault.Message.ReplaceLineEndings(" ")}", false);
        }
    }

    async Task<(string? Purpose, long[] Numbers, string Address)> For(IncomingLetter letter)
    {
        foreach (var address in letter.Recipients.Take(20))
            foreach (var purpose in receivers.Select(r => r.Purpose).Prepend(BouncedLetter.Purpose))
                if (await postbox.Read(purpose, address) is { } numbers)
                    return (purpose, numbers, address.ToLowerInvariant());
        return (null, [], "");
    }

    static string KeyOf(IncomingLetter letter, Received received, string address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{letter.MessageId ?? $"{received.Name} {letter.Header("Date")} {letter.Text}"} {address}")));

    [LoggerMessage(Level = LogLevel.Error, Message = "The mailbox {Path} cannot be read: {Reason}")]
    partial void MailboxUnreadable(string path, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The letter {Id} that came in could not be dealt with; it stays in the mailbox")]
    partial void LetterFailed(string id, Exception fault);
}
