using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Something that is meant for one member: they were named, or their comment was answered.</summary>
/// <param name="Says">What it is; the key of the string localizer.</param>
/// <param name="Url">Where it stands.</param>
/// <param name="Who">Who wrote it.</param>
/// <param name="Text">Its words.</param>
/// <param name="Title">The item's title.</param>
/// <param name="At">Since when readers see it (UTC).</param>
public sealed record ToMe(string Says, string Url, string Who, string Text, string Title, DateTimeOffset At)
{
    // Of somebody who says very much, the newest are looked at
    const int MostOwn = 1000;

    /// <summary>The newest, of what this member may see now.</summary>
    public static async Task<IReadOnlyList<ToMe>> Newest(CommonsDb db, Viewer viewer, int most, CancellationToken stop)
    {
        var me = viewer.Id;
        var named = await Mention.ToldTo(db, viewer).AsNoTracking().OrderByDescending(m => m.Id).Take(most)
            .Select(m => new { m.Number, m.Item.Slug, m.Item.Title, m.Item.Summary, Author = m.Item.Author.DisplayName, m.CommentId, m.Comment!.Text, Guest = m.Comment.GuestName, Sayer = m.Comment.Member!.DisplayName, At = m.CommentId == null ? m.Item.ShownAt : m.Comment.ShownAt }).ToListAsync(stop);
        var own = await db.Comments.Where(c => c.MemberId == me && c.State == CommentState.Shown).OrderByDescending(c => c.Id).Select(c => c.Id).Take(MostOwn).ToArrayAsync(stop);
        var seen = db.Items.VisibleTo(viewer).Listed();
        var answers = own.Length == 0 ? [] : await db.Comments.AsNoTracking().Where(c => c.State == CommentState.Shown && (c.MemberId == null || c.MemberId != me) && c.ReplyTo.Any(to => own.Contains(to)) && seen.Any(i => i.Number == c.Number))
            .OrderByDescending(c => c.Id).Take(most).Select(c => new { c.Id, c.Number, c.Item.Slug, c.Item.Title, c.Text, Who = c.Member!.DisplayName ?? c.GuestName, At = c.ShownAt }).ToListAsync(stop);
        return [.. named.Select(m => new ToMe("เอ่ยถึงท่าน", Where(m.Number, m.Slug, m.CommentId), m.CommentId is null ? m.Author : m.Sayer ?? m.Guest, m.CommentId is null ? m.Summary : m.Text, m.Title, m.At ?? default))
            .Concat(answers.Select(a => new ToMe("ตอบท่าน", Where(a.Number, a.Slug, a.Id), a.Who, a.Text, a.Title, a.At ?? default))).OrderByDescending(t => t.At).DistinctBy(t => t.Url).Take(most)];
    }

    static string Where(long number, string slug, long? comment) => ContentItem.UrlOf(number, slug) + (comment is { } id ? "#c" + id.ToString(CultureInfo.InvariantCulture) : "");
}
