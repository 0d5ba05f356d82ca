using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>The days that a text names, read once when it is saved, so that finding what tells of a day asks an index and reads no texts. A projection: losing it loses nothing, the timetable fills it again.</summary>
public sealed class NamedDays : IQuiet
{
    // What names more days is a calendar; what stands so far down is no event of the text
    const int Most = 40, Longest = 100_000, AtOnce = 200;

    /// <summary>The item.</summary>
    public long Number { get; private set; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>The days in Bangkok, each once.</summary>
    public DateOnly[] Days { get; private init; } = [];

    /// <summary>The days that these words name. One without a year, or with two digits of it, is the nearest to the day on which they were written: enough to ask a person, who then says.</summary>
    /// <param name="words">Title and text, normalised.</param>
    /// <param name="written">The day on which they were written.</param>
    /// <param name="also">A day known otherwise, such as that of a review's event.</param>
    public static DateOnly[] In(string words, DateOnly written, DateOnly? also = null) =>
        [.. ThaiDate.FindIn(words.Length > Longest ? words[..Longest] : words).Select(r => r.Nearest(written)).OfType<DateOnly>().Concat(also is { } day ? [day] : []).Where(d => d.Year is > 1800 and < 2300).Distinct().Take(Most)];

    /// <summary>Reads the days of what is about to be saved: every save comes by here, so no form can forget it.</summary>
    internal static async Task Look(CommonsDb db, CancellationToken stop)
    {
        foreach (var entry in db.ChangeTracker.Entries<ContentItem>().Where(e => e.Entity.Kind != Meeting.Kind.Key).ToList())
        {
            var aar = db.ChangeTracker.Entries<Aar>().Select(e => e.Entity).FirstOrDefault(a => a.Item == entry.Entity);
            var days = new Lazy<DateOnly[]>(() => Of(entry.Entity, aar?.EventDate));
            if (entry.State == EntityState.Added)
                db.Add(new NamedDays { Item = entry.Entity, Days = days.Value });
            // A review published by the timetable comes alone: its days stay as they were read with it
            else if (entry.State == EntityState.Modified && (aar is not null || entry.Entity.Kind != Aar.Kind.Key) && (entry.Property(i => i.Words).IsModified || entry.Property(i => i.Title).IsModified || entry.Property(i => i.PublishedAt).IsModified || aar is not null))
                await Put(db, entry.Entity.Number, days.Value, stop);
        }
    }

    /// <summary>Reads what was there before, a stack at a time; the timetable's work, safe to be done twice.</summary>
    public static async Task ReadOlder(IServiceProvider things, CancellationToken stop)
    {
        var db = things.GetRequiredService<CommonsDb>();
        var (read, aars) = (db.NamedDays, db.Aars);
        var items = await db.Items.AsNoTracking().Where(i => i.Kind != Meeting.Kind.Key && !read.Any(n => n.Number == i.Number)).OrderByDescending(i => i.Number).Take(AtOnce)
            .Select(i => new { Item = i, EventDate = aars.Where(a => a.Number == i.Number).Select(a => a.EventDate).FirstOrDefault() }).ToListAsync(stop);
        foreach (var older in items)
        {
            var days = Of(older.Item, older.EventDate);
            // Who saves the text meanwhile knows better
            await db.Database.ExecuteSqlAsync($"insert into learning.named_days (number, days) values ({older.Item.Number}, {days}) on conflict (number) do nothing", stop);
        }
    }

    static DateOnly[] Of(ContentItem item, DateOnly? also) => In(item.Title + "\n" + item.Words, ThaiDate.Day(item.PublishedAt ?? item.CreatedAt), also);

    static Task<int> Put(CommonsDb db, long number, DateOnly[] days, CancellationToken stop) =>
        db.Database.ExecuteSqlAsync($"insert into learning.named_days (number, days) values ({number}, {days}) on conflict (number) do update set days = excluded.days", stop);
}
