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
    public static async Task<Dealt> Take(IServiceProvider things, IncomingLetter report, long[] numbers, CancellationToken stop)
    {
        if (Bounce.Read(report) is not { } bounce || numbers is not [var id])
            return Dealt.Nothing;
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        if (await db.Set<OutboxLetter>().AsNoTracking().Where(l => l.Id == id).Select(l => l.Recipient).SingleOrDefaultAsync(stop) is not { } recipient)
            return Dealt.Nothing;
        var says = new Dealt("จดหมายของเรากลับมา", $"{bounce.Status ?? bounce.Kind.ToString()} {recipient}");
        if (bounce.Action == "delayed" || await db.Database.ExecuteSqlAsync($"update foundation.letter set bounced_at = {now} where id = {id} and bounced_at is null", stop) == 0)
            return says;
        await Reach.Note(db, recipient, bounce, now, stop);
        return says;
    }

    /// <summary>The same for a letter that the mail host did not take in the first place, where it says that it is for the address: it may also dislike us, or the letter.</summary>
    public static async Task NotTaken(CommonsDb db, OutboxLetter letter, Delivery delivery, DateTimeOffset now, CancellationToken stop)
    {
        if (delivery.Outcome == Outcome.Refused && Bounce.Of(delivery) is { Status: ['5', '.', '1' or '2', '.', ..] } bounce)
            await Reach.Note(db, letter.Recipient, bounce, now, stop);
    }
}
