using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Foundation;

/// <summary>A letter of ours that came back. Only what comes to the letter's own envelope address counts: anybody can write a report about anybody.</summary>
static class BouncedLetter
{
    /// <summary>What its addresses are for.</summary>
    public const string Purpose = "b";

    /// <summary>What <see cref="Inbox"/> asks: once a letter, whatever reports of it come.</summary>
    public static async Task<string> Take(IServiceProvider things, IncomingLetter report, long[] numbers, CancellationToken stop)
    {
        if (Bounce.Read(report) is not { } bounce || numbers is not [var id])
            return "no bounce";
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        if (await db.Set<OutboxLetter>().AsNoTracking().Where(l => l.Id == id).Select(l => l.Recipient).SingleOrDefaultAsync(stop) is not { } recipient)
            return "bounce of a letter that is gone";
        var says = string.Join(' ', new[] { "bounce", bounce.Status ?? bounce.Kind.ToString(), recipient });
        if (bounce.Action == "delayed" || await db.Database.ExecuteSqlAsync($"update foundation.letter set bounced_at = {now} where id = {id} and bounced_at is null", stop) == 0)
            return says;
        await Reach.Note(db, recipient, bounce, now, stop);
        return says;
    }

    /// <summary>The same for a letter that the mail host did not take in the first place.</summary>
    public static async Task NotTaken(CommonsDb db, OutboxLetter letter, Delivery delivery, DateTimeOffset now, CancellationToken stop)
    {
        if (delivery is { Outcome: Outcome.Refused, Code: 550 or 551 or 552 or 553 })
            await Reach.Note(db, letter.Recipient, Bounce.Of(delivery), now, stop);
    }
}
