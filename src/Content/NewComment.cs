using System.Net;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A comment as it is typed into the form below an item.</summary>
public sealed class NewComment
{
    /// <summary>What is said.</summary>
    public string? Text { get; set; }
    /// <summary>A guest's name.</summary>
    public string? Name { get; set; }
    /// <summary>A guest's e-mail; never shown.</summary>
    public string? Email { get; set; }
    /// <summary>The comments it answers.</summary>
    public long[] ReplyTo { get; set; } = [];
    /// <summary>Whether it asks.</summary>
    public bool IsQuestion { get; set; }
    /// <summary>Whether the member also follows the item. The box is empty at first: who said something once has not asked to hear more.</summary>
    public bool Follow { get; set; }
    /// <summary>The most comments that one answers.</summary>
    public const int MostReplies = 20;
    /// <summary>What counts how often somebody comments. The form brings it; what the seed says is not counted.</summary>
    [FromServices, ValidateNever] public Paces? Paces { get; set; }

    /// <summary>Comments of guests at one address, and of one member.</summary>
    internal static readonly Pace ByGuests = new("GuestComment", 60, TimeSpan.FromHours(1), "มีความเห็นจากเครือข่ายนี้มากในชั่วโมงนี้"),
        ByMember = new("MemberComment", 60, TimeSpan.FromHours(1), "ท่านแสดงความเห็นมากในชั่วโมงนี้");

    /// <summary>The one door for a comment: puts it on the item. What a hold rule finds waits for the blog's owner.</summary>
    /// <param name="item">What it is on; published.</param>
    /// <param name="viewer">Who says it.</param>
    /// <param name="db">Where it goes; the caller saves.</param>
    /// <param name="from">A guest's address; only its masked form is kept. Null where none is known, or none is to be kept: what comes from another site.</param>
    /// <param name="now">When (UTC).</param>
    /// <exception cref="Refused">403 on a draft; 422 when there is no text, no name, or too much of it; 429 when there were too many lately.</exception>
    public async Task<Comment> WriteOn(ContentItem item, Viewer viewer, CommonsDb db, IPAddress? from, DateTimeOffset now)
    {
        if (item.State != ItemState.Published)
            throw new Refused(403, "เรื่องนี้ยังเป็นร่าง เผยแพร่ก่อนจึงแสดงความเห็นได้");
        var text = ThaiText.Normalise(Text ?? "").Trim();
        var name = string.Join(' ', ThaiText.Normalise(Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length == 0)
            throw new Refused(422, "ยังไม่มีข้อความ พิมพ์สั้น ๆ ก็ได้", "Say.Text");
        if (text.Length > 8000)
            throw new Refused(422, "ความเห็นยาวเกิน 8,000 ตัวอักษร แบ่งเป็นสองความเห็น หรือเขียนเป็นบันทึกจะดีกว่า", "Say.Text");
        if (!viewer.IsMember && name.Length is 0 or > 80)
            throw new Refused(422, "โปรดใส่ชื่อที่ให้คนอื่นเรียก ไม่เกิน 80 ตัวอักษร", "Say.Name");
        if (Email is { Length: > 0 } && (Email.Length > 200 || !Email.Contains('@', StringComparison.Ordinal) || Email.Any(char.IsControl)))
            throw new Refused(422, "ที่อยู่อีเมลนี้ไม่ถูกรูป เว้นว่างไว้ก็ได้", "Say.Email");
        if (viewer.IsMember)
            Paces?.Count(ByMember, viewer.Id);
        else
            Paces?.Count(ByGuests, from);
        var masked = viewer.IsMember || from is null ? "" : MaskedAddress.Of(from);
        var mark = viewer.IsMember ? null : await GuestMark.Of(db, Email);
        var prose = InlineProse.Render(text, new() { Field = "Say.Text" });
        var comment = new Comment
        {
            Number = item.Number,
            MemberId = viewer.IsMember ? viewer.Id : null,
            GuestName = viewer.IsMember ? "" : name,
            GuestMark = mark,
            MaskedAddress = masked,
            Text = text,
            Html = prose.Html,
            ReplyTo = await Answered(item.Number, db),
            At = now,
        };
        comment.Ask(IsQuestion);
        comment.HeldFor = await Holding.Found(db, comment, viewer.IsMember || await CameBefore(db, name, masked, mark), now, default);
        comment.State = comment.HeldFor.Length == 0 ? CommentState.Shown : CommentState.Held;
        db.Comments.Add(comment);
        await Mention.Keep(db, comment, prose.Links, isTyped: Paces is not null);
        return comment;
    }

    // Only what stands: nobody answers, or hears of, what waits or was taken away
    async Task<long[]> Answered(long number, CommonsDb db) => ReplyTo.Length == 0 ? []
        : await db.Comments.Where(c => c.Number == number && c.State == CommentState.Shown && ReplyTo.Contains(c.Id)).OrderBy(c => c.At).ThenBy(c => c.Id).Select(c => c.Id).Take(MostReplies).ToArrayAsync();

    // A guest is known once a comment of theirs, by name and masked address or by the mark of their e-mail, was let stand
    static Task<bool> CameBefore(CommonsDb db, string name, string masked, byte[]? mark) =>
        db.Comments.AnyAsync(c => c.MemberId == null && c.State == CommentState.Shown && (c.GuestName == name && c.MaskedAddress == masked || mark != null && c.GuestMark == mark));
}
