using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Training;

/// <summary>A cohort of a training (รุ่นอบรม): who learns to write together, with a coach, in blogs to practise in that are gone some weeks after the last day.</summary>
public sealed class Cohort : IAudited
{
    /// <summary>So many days after the last one the blogs to practise in are gone.</summary>
    public const int DaysAfter = 30;
    /// <summary>At most so many learners.</summary>
    public const int MostLearners = 200;

    /// <summary>Identity: that of its practice.</summary>
    public long Id { get; private set; }
    /// <summary>The practice: whose blogs they are, who reads them, until when.</summary>
    public Practice Practice { get; private init; } = null!;
    /// <summary>What it is called.</summary>
    public string Name { get; private init; } = "";
    /// <summary>The place that holds it.</summary>
    public string PlaceCode { get; private init; } = "";
    /// <summary>Who opened it: the one besides the learners who reads what they practise.</summary>
    public long CoachId { get; private init; }
    /// <summary>First day.</summary>
    public DateOnly FirstDay { get; private init; }
    /// <summary>Last day.</summary>
    public DateOnly LastDay { get; private init; }
    /// <summary>The invitation code for all.</summary>
    public string Code { get; private init; } = "";
    /// <summary>When it was opened (UTC).</summary>
    public DateTimeOffset BegunAt { get; private init; }
    /// <summary>When what was left was emptied (UTC); null before.</summary>
    public DateTimeOffset? EmptiedAt { get; set; }
    /// <summary>Who learns.</summary>
    public List<Learner> Learners { get; } = [];

    /// <summary>Its page.</summary>
    public string Url => UrlOf(Id);

    /// <summary>The page of the cohort of this number.</summary>
    public static string UrlOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/training/{id}");

    /// <summary>The one door to a new cohort. The caller saves.</summary>
    /// <param name="firstDay">As typed, in any of the ways that <see cref="ThaiDate.TryParse"/> knows.</param>
    /// <param name="lastDay">As typed; empty is the first day.</param>
    /// <exception cref="Refused">422: no name, or a day that cannot be.</exception>
    public static Cohort Open(CommonsDb db, string? name, string place, string? firstDay, string? lastDay, long coach, DateTimeOffset now)
    {
        var called = ThaiText.Normalise(name ?? "").ReplaceLineEndings(" ").Trim();
        if (called.Length is 0 or > 100)
            throw new Refused(422, "ตั้งชื่อรุ่นด้วย ไม่เกิน 100 ตัวอักษร", "Name");
        var first = Day(firstDay, "FirstDay", now);
        var last = string.IsNullOrWhiteSpace(lastDay) ? first : Day(lastDay, "LastDay", now);
        if (last < first || last > first.AddDays(120) || last < ThaiDate.Day(now))
            throw new Refused(422, "วันสุดท้ายมาก่อนวันแรก ผ่านไปแล้ว หรือห่างเกิน 120 วัน ดูอีกครั้ง", "LastDay");
        var practice = new Practice { GoneOn = last.AddDays(DaysAfter) };
        practice.Admit(coach);
        var invitation = new Invitation { InvitedBy = coach, PlaceCode = place, UsesLeft = MostLearners, ExpiresAt = ThaiDate.Instant(last.AddDays(2)) };
        db.Invitations.Add(invitation);
        var cohort = new Cohort { Practice = practice, Name = called, PlaceCode = place, CoachId = coach, FirstDay = first, LastDay = last, Code = invitation.Code, BegunAt = now };
        db.Cohorts.Add(cohort);
        return cohort;
    }

    /// <summary>Somebody joins, with the cohort's code or their own: from now on they read what the others practise, and have a blog to practise in. Twice is once. The caller saves.</summary>
    public void Admit(CommonsDb db, long member, string name, string code, DateTimeOffset now)
    {
        if (Learners.Exists(l => l.MemberId == member))
            return;
        if (EmptiedAt is not null)
            throw new Refused(422, "รุ่นนี้จบไปแล้ว ถามคนสอนว่ามีรุ่นใหม่เมื่อใด");
        var learner = Learners.Find(l => l.Code == code && l.MemberId is null);
        if (learner is null)
            Learners.Add(learner = new() { Key = $"member:{member}", Name = name, AddedAt = now });
        (learner.MemberId, learner.JoinedAt) = (member, now);
        Practice.Admit(member);
        Blog.OpenPractice(db, Practice, $"สมุดฝึกเขียน {Name}", member);
    }

    /// <summary>The cohort of a code, its own or one learner's; null when there is none.</summary>
    public static async Task<Cohort?> OfCode(CommonsDb db, string? code, CancellationToken stop)
    {
        var typed = (code ?? "").Trim().ToLowerInvariant();
        return typed.Length == 0 ? null : await Whole(db).SingleOrDefaultAsync(c => c.Code == typed || c.Learners.Any(l => l.Code == typed), stop);
    }

    /// <summary>A cohort with its learners.</summary>
    /// <exception cref="Refused">404: there is none.</exception>
    public static async Task<Cohort> Find(CommonsDb db, long id, CancellationToken stop) => await Whole(db).SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refused.NotFound();

    static IQueryable<Cohort> Whole(CommonsDb db) => db.Cohorts.AsSplitQuery().Include(c => c.Practice).ThenInclude(p => p.Readers).Include(c => c.Learners.OrderBy(l => l.Id)).OrderBy(c => c.Id);

    static DateOnly Day(string? typed, string field, DateTimeOffset now)
    {
        if (!ThaiDate.TryParse(typed ?? "", out var reading))
            throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 5 ธ.ค. 2569", field);
        // A training is about now: of the years that two digits can mean, the nearest
        var today = ThaiDate.Day(now).Year;
        var year = reading.Years.DefaultIfEmpty(today).MinBy(y => Math.Abs(y - today));
        return reading.Fits(year) && Math.Abs(year - today) <= 200 ? new(year, reading.Month, reading.Day) : throw new Refused(422, "อ่านวันที่นี้ไม่ออก พิมพ์แบบ 5 ธ.ค. 2569", field);
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded ? new("training.open", $"practice {Id}", PlaceCode) : change.Changed(nameof(EmptiedAt)) ? new("training.empty", $"practice {Id}") : null;
}

/// <summary>Somebody who learns in a cohort; at first perhaps only a line of a list.</summary>
public sealed class Learner
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The cohort.</summary>
    public long CohortId { get; init; }
    /// <summary>What makes two lines the same learner.</summary>
    public string Key { get; init; } = "";
    /// <summary>The name on the list.</summary>
    public string Name { get; init; } = "";
    /// <summary>Where their code was sent; null when they get a sheet.</summary>
    public string? Email { get; set; }
    /// <summary>Their tambon on the list.</summary>
    public string? TambonCode { get; init; }
    /// <summary>Their own invitation code; null for who came with the cohort's.</summary>
    public string? Code { get; init; }
    /// <summary>Who they are on the site; null until they join.</summary>
    public long? MemberId { get; set; }
    /// <summary>When they came on the list (UTC).</summary>
    public DateTimeOffset AddedAt { get; init; }
    /// <summary>When they joined (UTC).</summary>
    public DateTimeOffset? JoinedAt { get; set; }
    /// <summary>When somebody last helped them (UTC).</summary>
    public DateTimeOffset? HelpedAt { get; private set; }
    /// <summary>Who helped.</summary>
    public long? HelpedBy { get; private set; }
    /// <summary>What was done.</summary>
    public string HelpedNote { get; private set; } = "";

    /// <summary>Remembers that somebody helped: they are stuck from now on at the earliest.</summary>
    public void Help(long by, string? note, DateTimeOffset now) => (HelpedAt, HelpedBy, HelpedNote) = (now, by, ThaiText.Cut(ThaiText.Normalise(note ?? "").ReplaceLineEndings(" ").Trim(), 200));
}
