using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>With which letter a source comes to a member.</summary>
public sealed class Choice : IQuiet
{
    /// <summary>Who chose.</summary>
    public long MemberId { get; init; }
    /// <summary>The source (<see cref="Source.Key"/>).</summary>
    public string Source { get; init; } = "";
    /// <summary>The letter; null for none.</summary>
    public Rhythm? Rhythm { get; set; }
}

/// <summary>What a member chose, of sources and of letters, read together.</summary>
public sealed class Chosen
{
    readonly Dictionary<string, Choice> rows;
    readonly Dictionary<Rhythm, Subscription> letters;
    readonly long member;

    Chosen(long member, IEnumerable<Choice> rows, IEnumerable<Subscription> letters) =>
        (this.member, this.rows, this.letters) = (member, rows.ToDictionary(r => r.Source), letters.ToDictionary(l => l.Rhythm));

    /// <summary>Reads it; rows are tracked.</summary>
    public static async Task<Chosen> By(CommonsDb db, long member, CancellationToken stop) =>
        new(member, await db.Choices.Where(c => c.MemberId == member).ToListAsync(stop), await db.Subscriptions.Where(s => s.MemberId == member).OrderBy(s => s.Rhythm).ToListAsync(stop));

    /// <summary>What each of these members chose, asked for all at once, to be read only.</summary>
    public static async Task<Dictionary<long, Chosen>> ByAll(CommonsDb db, long[] members, CancellationToken stop)
    {
        var rows = (await db.Choices.AsNoTracking().Where(c => members.Contains(c.MemberId)).ToListAsync(stop)).ToLookup(c => c.MemberId);
        var letters = (await db.Subscriptions.AsNoTracking().Where(s => members.Contains(s.MemberId)).OrderBy(s => s.Rhythm).ToListAsync(stop)).ToLookup(s => s.MemberId);
        return members.ToDictionary(m => m, m => new Chosen(m, rows[m], letters[m]));
    }

    /// <summary>With which letter a source goes, whether that comes or not.</summary>
    public Rhythm? With(string source) => rows.TryGetValue(source, out var row) ? row.Rhythm : Rhythm.Weekly;

    /// <summary>With which letter a source comes; null when it does not.</summary>
    public Rhythm? Comes(string source) => With(source) is { } rhythm && letters.TryGetValue(rhythm, out var letter) && letter.Comes ? rhythm : null;

    /// <summary>So many letters that came are shown again.</summary>
    public const int MostPast = 30;

    /// <summary>Where an issue is read on the web; null for a letter that never came.</summary>
    public string? ReadAt(Issue issue) => letters.TryGetValue(issue.Rhythm, out var letter) ? letter.ReadAt(issue) : null;

    /// <summary>Whether any letter comes.</summary>
    public bool Any => letters.Values.Any(l => l.Comes);

    /// <summary>At which hour they come, or came last; seven before anything was chosen.</summary>
    public int Hour => letters.Values.OrderByDescending(l => l.Comes).Select(l => (int?)l.Hour).FirstOrDefault() ?? Hours.Usual(Rhythm.Weekly).Hour;

    /// <summary>When the letters of a rhythm come, or would.</summary>
    public Hours HoursOf(Rhythm rhythm) => letters.TryGetValue(rhythm, out var letter) ? letter.Hours : Hours.Usual(rhythm);

    /// <summary>Keeps a choice. Letters that something goes with come, others end; what did not come and is not chosen now stays as it is, so that who left a letter can come back to it. The caller saves.</summary>
    /// <param name="db">Where it is kept.</param>
    /// <param name="choice">With which letter each source comes; null for none.</param>
    /// <param name="hour">At which hour all come.</param>
    /// <param name="weekday">The day of the weekly one.</param>
    /// <param name="monthday">The day of the monthly one.</param>
    /// <param name="now">When (UTC).</param>
    public void Keep(CommonsDb db, IReadOnlyDictionary<string, Rhythm?> choice, int hour, int weekday, int monthday, DateTimeOffset now)
    {
        foreach (var (source, rhythm) in choice.Where(c => c.Value != Comes(c.Key)))
        {
            if (!rows.TryGetValue(source, out var row))
                db.Add(rows[source] = row = new() { MemberId = member, Source = source });
            row.Rhythm = rhythm;
        }
        foreach (var rhythm in Enum.GetValues<Rhythm>())
        {
            var used = choice.Values.Contains(rhythm);
            if (used && !letters.ContainsKey(rhythm))
                db.Add(letters[rhythm] = new() { MemberId = member, Rhythm = rhythm });
            if (!letters.TryGetValue(rhythm, out var letter))
                continue;
            if (used)
                letter.Begin(now);
            else
                letter.End(now);
            letter.ComeAt(new(rhythm, hour, rhythm switch { Rhythm.Weekly => weekday, Rhythm.Monthly => monthday, _ => 1 }), now);
        }
    }
}
