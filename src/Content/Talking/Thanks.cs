using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Somebody says thank you (ขอบคุณ) for an item or a comment: a member, once, for what another wrote. Nothing is put in order by it and nobody is counted.</summary>
public sealed class Thanks
{
    /// <summary>Saying and taking back, by one member.</summary>
    internal static readonly Pace Pace = new("Thank", 200, TimeSpan.FromHours(1), "ท่านกดขอบคุณหรือเลิกหลายครั้งในชั่วโมงนี้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Who says so.</summary>
    public long MemberId { get; init; }
    /// <summary>Who says so; loaded on demand.</summary>
    public Member Member { get; init; } = null!;
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The comment on it that is meant; null for the item.</summary>
    public long? CommentId { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The one door: says it, or takes it back. The database keeps it once, whatever was pressed how often in how many windows.</summary>
    /// <param name="db">Where thanks are.</param>
    /// <param name="viewer">Who says it.</param>
    /// <param name="item">The item, which the viewer may see.</param>
    /// <param name="comment">The comment on it that is meant; null for the item.</param>
    /// <param name="says">Whether it is said; else it is taken back.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Refused">403 without an account; 422 for one's own.</exception>
    public static async Task Say(CommonsDb db, Viewer viewer, ContentItem item, Comment? comment, bool says, DateTimeOffset now)
    {
        viewer.Must(Deed.Thank, item.GroundFor(viewer));
        if ((comment is null ? item.AuthorId : comment.MemberId) == viewer.Id)
            throw new Refused(422, "นี่เป็นของท่านเอง คนอื่นจะเป็นคนขอบคุณ");
        var (id, about) = (viewer.Id, comment?.Id);
        var changed = says
            ? await db.Database.ExecuteSqlAsync($"insert into content.thanks (member_id, number, comment_id, at) values ({id}, {item.Number}, {about}, {now}) on conflict do nothing")
            : await db.Database.ExecuteSqlAsync($"delete from content.thanks where member_id = {id} and number = {item.Number} and comment_id is not distinct from {about}");
        // It stands on pages that are kept
        if (changed > 0)
            await db.Database.ExecuteSqlRawAsync(Bell.RingSql);
    }
}
