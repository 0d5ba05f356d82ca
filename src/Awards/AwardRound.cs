using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>A round of Blog ดีเด่น: blogs of a place that were put forward, what the site can count of them, a jury that changes, and a result whose note is drafted.</summary>
public sealed class AwardRound : IAudited
{
    /// <summary>At most so many blogs in one round.</summary>
    public const int MostNominees = 20;
    /// <summary>So many must have chosen before a round can be closed.</summary>
    public const int FewestChoices = 2;

    /// <summary>Identity, and the last part of its address.</summary>
    public long Id { get; private set; }
    /// <summary>What it is called.</summary>
    public string Name { get; private init; } = "";
    /// <summary>The place whose blogs it is about; null is the whole site.</summary>
    public string? PlaceCode { get; private init; }
    /// <summary>First day that counts.</summary>
    public DateOnly FromDay { get; private init; }
    /// <summary>Last day that counts.</summary>
    public DateOnly ToDay { get; private init; }
    /// <summary>Who opened it, asks the jury and closes it; does not judge.</summary>
    public long ChairId { get; private init; }
    /// <summary>The blog in which the result's note is drafted.</summary>
    public long BlogId { get; private init; }
    /// <summary>When it was opened (UTC).</summary>
    public DateTimeOffset OpenedAt { get; private init; }
    /// <summary>When the jury was first asked (UTC): from then on no blog is put forward.</summary>
    public DateTimeOffset? JuryAt { get; private set; }
    /// <summary>When it was closed (UTC).</summary>
    public DateTimeOffset? ClosedAt { get; private set; }
    /// <summary>The number of the result's note.</summary>
    public long? ResultNumber { get; set; }
    /// <summary>What a blog must have.</summary>
    public List<AwardCriterion> Criteria { get; } = [];
    /// <summary>The blogs.</summary>
    public List<AwardNominee> Nominees { get; } = [];
    /// <summary>Who was asked to judge.</summary>
    public List<AwardJuror> Jurors { get; } = [];

    /// <summary>Its page.</summary>
    public string Url => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/awards/{Id}");

    /// <summary>The one door to a new round. The caller saves.</summary>
    /// <exception cref="Refused">422: no name, days that cannot be, or nothing to look at.</exception>
    public static AwardRound Open(CommonsDb db, string? name, string? place, string? from, string? to, IEnumerable<AwardCriterion> criteria, long chair, Blog blog, DateTimeOffset now)
    {
        var called = ThaiText.Normalise(name ?? "").ReplaceLineEndings(" ").Trim();
        if (called.Length is 0 or > 100)
            throw new Refused(422, "ตั้งชื่อรอบด้วย ไม่เกิน 100 ตัวอักษร", "Name");
        var (first, last) = (Day(from, "From"), Day(to, "To"));
        if (last < first || last > first.AddDays(366))
            throw new Refused(422, "วันสุดท้ายมาก่อนวันแรก หรือห่างเกินหนึ่งปี ดูอีกครั้ง", "To");
        var round = new AwardRound { Name = called, PlaceCode = place, FromDay = first, ToDay = last, ChairId = chair, BlogId = blog.Id, OpenedAt = now };
        round.Criteria.AddRange(criteria.Where(c => c.AtLeast > 0).DistinctBy(c => c.Kind));
        if (round.Criteria.Count == 0)
            throw new Refused(422, "เลือกเกณฑ์อย่างน้อยหนึ่งข้อ", "Least");
        db.AwardRounds.Add(round);
        return round;
    }

    /// <summary>Puts a blog forward; twice is once.</summary>
    /// <exception cref="Refused">409: the jury is asked already; 422: not of this place, or too many.</exception>
    public void Nominate(Blog blog)
    {
        if (JuryAt is not null)
            throw new Refused(409, "เชิญกรรมการไปแล้ว เพิ่มสมุดในรอบนี้ไม่ได้อีก", "Address");
        if (PlaceCode is { } place && blog.PersonId is null && blog.PlaceCode?.StartsWith(place, StringComparison.Ordinal) != true)
            throw new Refused(422, "สมุดนี้ไม่ใช่ของพื้นที่ของรอบนี้", "Address");
        if (Nominees.Count >= MostNominees)
            throw new Refused(422, "รอบหนึ่งมีได้ 20 สมุด", "Address");
        if (!Nominees.Exists(n => n.BlogId == blog.Id))
            Nominees.Add(new() { BlogId = blog.Id });
    }

    /// <summary>The rule: a blog that was put forward, whose owner agreed, and that meets all criteria.</summary>
    public bool MayBeChosen(long blog, IReadOnlyDictionary<long, AwardFacts> facts) => Nominees.Exists(n => n.BlogId == blog && n.AgreedAt is not null) && facts[blog].Meets(Criteria);

    /// <summary>Asks who shall judge, as many as are missing.</summary>
    /// <returns>Who is asked now.</returns>
    /// <exception cref="Refused">409: it is closed, or there is no blog to judge.</exception>
    public async Task<IReadOnlyList<long>> AskJury(CommonsDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (ClosedAt is not null || Nominees.Count == 0)
            throw new Refused(409, "เสนอสมุดอย่างน้อยหนึ่งเล่มก่อนเชิญกรรมการ");
        JuryAt ??= now;
        var next = await AwardJury.Next(db, this, now, stop);
        Jurors.AddRange(next.Select(member => new AwardJuror { MemberId = member, AskedAt = now }));
        return next;
    }

    /// <summary>Closes it: what was counted stands from now on.</summary>
    /// <exception cref="Refused">409: too few have chosen, or it is closed.</exception>
    public void Close(IReadOnlyDictionary<long, AwardFacts> facts, DateTimeOffset now)
    {
        if (ClosedAt is not null || Jurors.Count(j => j.ChosenBlog is not null) < FewestChoices)
            throw new Refused(409, "ปิดรอบได้เมื่อกรรมการอย่างน้อยสองคนเลือกแล้ว");
        ClosedAt = now;
        foreach (var nominee in Nominees)
            nominee.Counts = facts[nominee.BlogId].Counts;
    }

    /// <summary>The rule: the blog that most jurors chose; when several have as many, all of them.</summary>
    public IReadOnlyList<long> Winners => [.. Jurors.Where(j => j.ChosenBlog is not null).GroupBy(j => j.ChosenBlog!.Value).GroupBy(g => g.Count()).OrderByDescending(g => g.Key).Take(1).SelectMany(g => g.Select(b => b.Key)).Order()];

    /// <summary>A round with all that belongs to it.</summary>
    /// <exception cref="Refused">404: there is none.</exception>
    public static async Task<AwardRound> Find(CommonsDb db, long id, CancellationToken stop) =>
        await db.AwardRounds.AsSplitQuery().Include(r => r.Criteria.OrderBy(c => c.Kind)).Include(r => r.Nominees.OrderBy(n => n.BlogId)).Include(r => r.Jurors.OrderBy(j => j.AskedAt).ThenBy(j => j.MemberId)).ThenInclude(j => j.Member)
            .OrderBy(r => r.Id).SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refused.NotFound();

    static DateOnly Day(string? typed, string field) =>
        ThaiDate.TryParse(typed ?? "", out var reading) && reading.Date is { Year: <= 2400 } day ? day : throw new Refused(422, "พิมพ์วันพร้อมปีเต็ม แบบ 1 ม.ค. 2569", field);

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded ? new("award.open", $"award {Id}", PlaceCode ?? "site") : change.Changed(nameof(ClosedAt)) ? new("award.close", $"award {Id}") : null;
}

/// <summary>A blog that was put forward.</summary>
public sealed class AwardNominee
{
    /// <summary>The round.</summary>
    public long RoundId { get; init; }
    /// <summary>The blog.</summary>
    public long BlogId { get; init; }
    /// <summary>When its owner agreed (UTC); null while nobody did.</summary>
    public DateTimeOffset? AgreedAt { get; set; }
    /// <summary>Who agreed.</summary>
    public long? AgreedBy { get; set; }
    /// <summary>What was counted, in the order of the kinds of criteria, once the round is closed.</summary>
    public int[]? Counts { get; set; }
}
