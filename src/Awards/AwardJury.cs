using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>How somebody answered who was asked to judge.</summary>
public enum JurorAnswer
{
    /// <summary>Not yet.</summary>
    Asked,
    /// <summary>Judges.</summary>
    Sits,
    /// <summary>Did not want to, or could not; the next was asked.</summary>
    Declined,
}

/// <summary>Somebody who was asked to judge a round.</summary>
public sealed class AwardJuror : IAudited
{
    /// <summary>The round.</summary>
    public long RoundId { get; init; }
    /// <summary>Who.</summary>
    public long MemberId { get; init; }
    /// <summary>Who; loaded on demand.</summary>
    public Member Member { get; init; } = null!;
    /// <summary>Their answer.</summary>
    public JurorAnswer Answer { get; set; }
    /// <summary>When they were asked (UTC).</summary>
    public DateTimeOffset AskedAt { get; init; }
    /// <summary>When they answered (UTC).</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
    /// <summary>The blog they chose; nobody else sees it before the round is closed.</summary>
    public long? ChosenBlog { get; private set; }
    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Chooses, also anew, until the round is closed.</summary>
    /// <exception cref="Refused">409: it is closed; 422: not a blog that has what is asked, or no reason.</exception>
    public void Choose(AwardRound round, long blog, IReadOnlyDictionary<long, AwardFacts> facts, string? reason)
    {
        var why = ThaiText.Normalise(reason ?? "").ReplaceLineEndings(" ").Trim();
        if (round.ClosedAt is not null)
            throw new Refused(409, "รอบนี้ปิดแล้ว");
        if (!round.MayBeChosen(blog, facts))
            throw new Refused(422, "เลือกสมุดที่ครบทุกเกณฑ์", "Chosen");
        if (why.Length is 0 or > 300)
            throw new Refused(422, "บอกเหตุผลสั้น ๆ ด้วย ไม่เกิน 300 ตัวอักษร", "Reason");
        (ChosenBlog, Reason) = (blog, why);
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded || change.Changed(nameof(Answer)) ? new("award.juror", $"award {RoundId}", $"member {MemberId} {Answer}") : null;
}

/// <summary>Who judges: three at a time from the sponsors, facilitators and note-takers of the place; who sat longest ago, or never, sits next.</summary>
static class AwardJury
{
    const int Size = 3;

    /// <summary>Who is to be asked so that the jury is whole; fewer when there is nobody more.</summary>
    public static async Task<IReadOnlyList<long>> Next(CommonsDb db, AwardRound round, DateTimeOffset now, CancellationToken stop)
    {
        var missing = Size - round.Jurors.Count(j => j.Answer != JurorAnswer.Declined);
        if (missing <= 0)
            return [];
        var (today, place) = (ThaiDate.Day(now), round.PlaceCode ?? "");
        var held = await db.RolesHeld.Where(r => (r.Role == Role.Sponsor || r.Role == Role.Facilitator || r.Role == Role.NoteTaker) && r.CircleId == null && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .Select(r => new { r.MemberId, Place = r.PlaceCode ?? "" }).ToListAsync(stop);
        var able = held.Where(r => r.Place.StartsWith(place, StringComparison.Ordinal) || place.StartsWith(r.Place, StringComparison.Ordinal)).Select(r => r.MemberId).Distinct()
            .Except(round.Jurors.Select(j => j.MemberId)).Except([round.ChairId]).Except(await Near(db, round, stop)).ToArray();
        var sat = await db.Set<AwardJuror>().Where(j => able.Contains(j.MemberId) && j.Answer == JurorAnswer.Sits).GroupBy(j => j.MemberId).Select(g => new { g.Key, Last = g.Max(j => j.AnsweredAt) }).ToDictionaryAsync(s => s.Key, s => s.Last, stop);
        return [.. able.OrderBy(m => sat.GetValueOrDefault(m) ?? DateTimeOffset.MinValue).ThenBy(m => m).Take(missing)];
    }

    /// <summary>Who may not judge this round: who has a hand in one of its blogs, or wrote something there.</summary>
    public static async Task<IReadOnlyList<long>> Near(CommonsDb db, AwardRound round, CancellationToken stop)
    {
        var blogs = round.Nominees.Select(n => n.BlogId).ToArray();
        var hands = await db.Blogs.Where(b => blogs.Contains(b.Id)).SelectMany(b => b.Writers.Select(w => w.MemberId)).ToListAsync(stop);
        return [.. hands.Union(await db.Items.Where(i => i.BlogId != null && blogs.Contains(i.BlogId.Value)).Select(i => i.AuthorId).Distinct().ToListAsync(stop))];
    }
}
