using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Somebody's word that a text tells of a meeting, or that it does not: only a person makes one. The page of the meeting is where all that tells of it comes together.</summary>
public sealed class Telling
{
    /// <summary>Saying and taking back, by one member.</summary>
    internal static readonly Pace Says = new("Telling", 120, TimeSpan.FromHours(1), "ท่านบอกว่าเรื่องไหนเล่าถึงงานไหนหลายครั้งในชั่วโมงนี้");

    /// <summary>The most texts that are shown with one meeting.</summary>
    public const int Most = 200;

    /// <summary>The text.</summary>
    public long Number { get; init; }
    /// <summary>The meeting or event.</summary>
    public long MeetingNumber { get; init; }
    /// <summary>Whether it tells of it.</summary>
    public TellingAnswer Answer { get; private set; }
    /// <summary>Whether it is the review that closes the meeting; one a meeting.</summary>
    public bool IsClosing { get; private set; }
    /// <summary>Who said so; null once they withdrew their name.</summary>
    public long? ById { get; private set; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The one door: somebody says it. The row of the meeting is held until the end, so that two who say the same at once say it once, and a meeting is closed by one review. The caller has asked whether they may, and saves.</summary>
    /// <param name="db">Where tellings are.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="item">The text, saved.</param>
    /// <param name="meeting">The meeting's number.</param>
    /// <param name="answer">Yes or no.</param>
    /// <param name="closes">Whether it is the review that closes the meeting, when none does yet.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Stops before anything is done.</param>
    public static async Task Say(CommonsDb db, long by, ContentItem item, long meeting, TellingAnswer answer, bool closes, DateTimeOffset now, CancellationToken stop = default)
    {
        await Hold(db, meeting, stop);
        var number = item.Number;
        var telling = await db.Tellings.SingleOrDefaultAsync(t => t.Number == number && t.MeetingNumber == meeting, stop);
        if (telling is null)
            db.Add(telling = new() { Number = number, MeetingNumber = meeting });
        else if (telling.Answer == answer && (telling.IsClosing || !closes))
            return;
        (telling.Answer, telling.ById, telling.At) = (answer, by, now);
        telling.IsClosing = answer == TellingAnswer.Yes && (telling.IsClosing || closes && item.Kind == Aar.Kind.Key && !await db.Tellings.AnyAsync(t => t.MeetingNumber == meeting && t.IsClosing, stop));
    }

    /// <summary>Takes back what was said, a yes or a no; nobody said it, nothing happens. The caller saves.</summary>
    public static async Task TakeBack(CommonsDb db, long item, long meeting, CancellationToken stop = default)
    {
        await Hold(db, meeting, stop);
        if (await db.Tellings.SingleOrDefaultAsync(t => t.Number == item && t.MeetingNumber == meeting, stop) is { } telling)
            db.Remove(telling);
    }

    /// <summary>Lets a review that tells of the meeting be the one that closes it, instead of any other. The caller saves.</summary>
    /// <exception cref="Refused">404: it is no review, or does not tell of it.</exception>
    public static async Task Close(CommonsDb db, ContentItem item, long meeting, CancellationToken stop = default)
    {
        await Hold(db, meeting, stop);
        var number = item.Number;
        if (item.Kind != Aar.Kind.Key || !await db.Tellings.AnyAsync(t => t.Number == number && t.MeetingNumber == meeting && t.Answer == TellingAnswer.Yes, stop))
            throw Refused.NotFound();
        // One at a time: the database keeps one closing review a meeting, and asks at every row
        foreach (var other in await db.Tellings.Where(t => t.MeetingNumber == meeting && t.IsClosing && t.Number != number).ToListAsync(stop))
            other.IsClosing = false;
        await db.SaveChangesAsync(stop);
        (await db.Tellings.SingleAsync(t => t.Number == number && t.MeetingNumber == meeting, stop)).IsClosing = true;
    }

    /// <summary>One that comes in a whole copy, with who said it and when.</summary>
    public static Telling Brought(long number, long meeting, bool closing, long? by, DateTimeOffset at) => new() { Number = number, MeetingNumber = meeting, Answer = TellingAnswer.Yes, IsClosing = closing, ById = by, At = at };

    static Task<int> Hold(CommonsDb db, long meeting, CancellationToken stop) => db.Database.ExecuteSqlAsync($"select 1 from learning.meeting where number = {meeting} for update", stop);
}

/// <summary>What somebody said.</summary>
public enum TellingAnswer
{
    /// <summary>ใช่ เป็นเรื่องเดียวกัน.</summary>
    Yes,
    /// <summary>ไม่ใช่: not asked again.</summary>
    No,
}
