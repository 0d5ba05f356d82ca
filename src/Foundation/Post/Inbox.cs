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
                read += await HandleOrSetAside(received, path, stop) ? 1 : 0;
                mailbox.Handled(received);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException) { MailboxUnreadable(path, fault.Message); }
        return read;
    }

    // No letter, however strange, stands in the way of those behind it
    async Task<bool> HandleOrSetAside(Received received, string path, CancellationToken stop)
    {
        try { return await Handle(received, path, stop); }
        catch (Exception fault) when (IsTheLetters(fault, stop))
        {
            LetterFailed(received.Name, fault);
            await using var scope = things.CreateAsyncScope();
            await Note(scope.ServiceProvider.GetRequiredService<CommonsDb>(), KeyOf(received.Letter, received, ""), null, Fault(fault), false, received, path, stop);
            return true;
        }
    }

    // One letter, one transaction: what it does and that it was handled are kept together or not at all
    async Task<bool> Handle(Received received, string path, CancellationToken stop)
    {
        await using var scope = things.CreateAsyncScope();
        var (own, letter) = (scope.ServiceProvider.GetRequiredService<CommonsDb>(), received.Letter);
        var (purpose, numbers, address) = await For(letter);
        await using var transaction = await own.Database.BeginTransactionAsync(stop);
        // Another server with the same letter waits here, and then finds it noted
        var key = KeyOf(letter, received, address);
        var isNew = await Note(own, key, letter.From, new("ไม่ใช่จดหมายถึงระบบ"), purpose is not null, received, path, stop);
        if (isNew && purpose is not null)
        {
            var (dealt, handled) = await Take(scope.ServiceProvider, own, purpose, letter, numbers, stop);
            await own.Database.ExecuteSqlAsync($"update foundation.came_in set became = {dealt.Thai}, detail = {dealt.Detail}, handled = {handled} where key = {key}", stop);
        }
        await transaction.CommitAsync(stop);
        return isNew;
    }

    async Task<bool> Note(CommonsDb own, string key, string? sender, Dealt dealt, bool handled, Received received, string path, CancellationToken stop)
    {
        if (received.Next > 0)
            await own.Database.ExecuteSqlAsync($"insert into foundation.inbox (path, next) values ({path}, {received.Next}) on conflict (path) do update set next = excluded.next", stop);
        return await own.Database.ExecuteSqlAsync($"insert into foundation.came_in (key, at, sender, became, detail, handled) values ({key}, {clock.GetUtcNow()}, {sender}, {dealt.Thai}, {dealt.Detail}, {handled}) on conflict do nothing", stop) == 1;
    }

    // A letter that breaks its receiver is set aside, and seen by the administrator
    async Task<(Dealt Dealt, bool Handled)> Take(IServiceProvider scope, CommonsDb own, string purpose, IncomingLetter letter, long[] numbers, CancellationToken stop)
    {
        await own.Database.ExecuteSqlRawAsync("savepoint letter", stop);
        try
        {
            var dealt = purpose == BouncedLetter.Purpose ? await BouncedLetter.Take(scope, letter, numbers, stop) : await receivers.First(r => r.Purpose == purpose).Take(scope, MailedText.Of(letter), numbers, stop);
            await own.SaveChangesAsync(stop);
            return (dealt, true);
        }
        catch (Exception fault) when (IsTheLetters(fault, stop))
        {
            LetterFailed(letter.MessageId ?? "?", fault);
            own.ChangeTracker.Clear();
            await own.Database.ExecuteSqlRawAsync("rollback to savepoint letter", stop);
            return (Fault(fault), false);
        }
    }

    // The database or the disk away is nobody's fault, and all is tried again
    static bool IsTheLetters(Exception fault, CancellationToken stop) => !stop.IsCancellationRequested && fault is not (IOException or UnauthorizedAccessException or NpgsqlException { IsTransient: true }) && fault.InnerException is not NpgsqlException { IsTransient: true };

    static Dealt Fault(Exception fault) => new("จัดการไม่ได้", $"{fault.GetType().Name}: {string.Concat(fault.Message.EnumerateRunes().Take(300)).ReplaceLineEndings(" ")}");

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
