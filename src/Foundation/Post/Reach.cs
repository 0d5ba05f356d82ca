using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>How letters fare at an address that some came back from. Points by what the other host said, at most once a day; with <see cref="Muting"/> of them no more letters of lists go there,
/// for <see cref="Heals"/>; then one is tried again. A month without a letter that came back forgets all. Letters that somebody waits for go all the same.</summary>
public sealed class Reach : IQuiet
{
    /// <summary>With so many points an address is muted.</summary>
    public const int Muting = 4;
    /// <summary>After so long without a letter that came back, an address is as good as new, or tried again.</summary>
    public static readonly TimeSpan Heals = TimeSpan.FromDays(30);

    const int Hard = 2, Soft = 1, LongestSaid = 300;
    static readonly TimeSpan Once = TimeSpan.FromHours(20);

    Reach() { }

    /// <summary>The address as addresses are compared: in capitals.</summary>
    public string Key { get; private init; } = "";
    /// <summary>The address.</summary>
    public string Address { get; private init; } = "";
    /// <summary>Its points.</summary>
    public int Score { get; private set; }
    /// <summary>The points of the letter that came back last.</summary>
    public int Points { get; private set; }
    /// <summary>When one came back last (UTC).</summary>
    public DateTimeOffset LastAt { get; private set; }
    /// <summary>Since when it is muted (UTC); null while it is not.</summary>
    public DateTimeOffset? MutedAt { get; private set; }
    /// <summary>The status that the other host gave (RFC 3463); empty when it gave none.</summary>
    public string Status { get; private set; } = "";
    /// <summary>What it said, on one line.</summary>
    public string Said { get; private set; } = "";

    /// <summary>Why, in words that an owner of a mailbox understands; the key of the string localizer.</summary>
    public string Why => Status switch
    {
        "5.2.2" or "4.2.2" => "กล่องจดหมายเต็ม",
        _ when PointsOf(Status, isHard: true) == Hard => "ปลายทางบอกว่าไม่มีที่อยู่นี้",
        _ => "ปลายทางยังไม่รับจดหมาย",
    };

    /// <summary>Whether no letters of lists go there now.</summary>
    public bool IsMuted(DateTimeOffset now) => MutedAt > now - Heals;

    /// <summary>The addresses to which no letters of lists go now.</summary>
    public static IQueryable<Reach> Muted(CommonsDb db, DateTimeOffset now) => db.Set<Reach>().Where(r => r.MutedAt != null && r.MutedAt > now - Heals);

    /// <summary>The muted state of one address; null when letters go there.</summary>
    public static async Task<Reach?> Of(CommonsDb db, string? address, DateTimeOffset now, CancellationToken stop = default) =>
        (address is null ? "" : KeyOf(address)) is { Length: > 0 } key ? await Muted(db, now).AsNoTracking().SingleOrDefaultAsync(r => r.Key == key, stop) : null;

    /// <summary>Notes that a letter came back, or was not taken. Nothing is noted where the other host has an opinion of the sender, not of the address, or tries on by itself. The caller saves.</summary>
    public static async Task Note(CommonsDb db, string recipient, Bounce bounce, DateTimeOffset now, CancellationToken stop)
    {
        var (key, points) = (KeyOf(recipient), bounce.Action == "delayed" ? 0 : PointsOf(bounce.Status, bounce.Kind == BounceKind.Hard));
        if (points == 0)
            return;
        // Two letters that came back at once to two servers: the second waits and counts on
        await db.Database.ExecuteSqlAsync($"insert into foundation.reach (key, address, score, points, last_at, status, said) values ({key}, {recipient}, 0, 0, {now - Heals}, '', '') on conflict do nothing", stop);
        var reach = (await db.Set<Reach>().FromSql($"select * from foundation.reach where key = {key} for update").AsTracking().ToListAsync(stop)).Single();
        reach.Take(points, bounce.Status ?? "", bounce.DiagnosticCode ?? "", now);
    }

    /// <summary>Says that letters arrive there again: by its owner, or the administrator.</summary>
    public static async Task Heal(CommonsDb db, string address, CancellationToken stop)
    {
        var key = KeyOf(address);
        await db.Set<Reach>().Where(r => r.Key == key).ExecuteDeleteAsync(stop);
    }

    static string KeyOf(string address) => address.Normalize().ToUpperInvariant();

    void Take(int points, string status, string said, DateTimeOffset now)
    {
        // What healed begins anew; what was muted for its time has one try, and that was it
        if (MutedAt is { } muted && now >= muted + Heals && now < muted + Heals + Heals)
            (Score, MutedAt) = (Muting, null);
        else
        {
            if (now - LastAt >= Heals)
                (Score, Points, MutedAt) = (0, 0, null);
            Score += now - LastAt < Once ? Math.Max(0, points - Points) : points;
        }
        (Points, LastAt, Status, Said) = (points, now, status, string.Concat(said.EnumerateRunes().Take(LongestSaid)));
        if (Score >= Muting)
            MutedAt ??= now;
    }

    // RFC 3463: 5.1 the address, 5.2.2 a full mailbox, 5.2 the mailbox, 5.3 to 5.5 hosts and the line, 5.6 and 5.7 what was sent and by whom
    static int PointsOf(string? status, bool isHard) => status?.Split('.') switch
    {
        [_, "6" or "7", _] => 0,
        // The sender's address
        ["5", "1", "7" or "8"] => 0,
        ["5", "1", _] => Hard,
        ["5", "2", "2" or "3"] => Soft,
        ["5", "2", _] => Hard,
        [_, _, _] => Soft,
        _ => isHard ? Hard : Soft,
    };

    internal static void Table(ModelBuilder model) => model.Entity<Reach>(reach => { reach.ToTable("reach", "foundation"); reach.HasKey(r => r.Key); });
}
