using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Moderation;

/// <summary>Who may decide about what: who keeps the blog first, moderators always, nobody about their own.</summary>
/// <param name="Viewer">Who wants to decide.</param>
/// <param name="Item">The item, with its blog and the writers of that.</param>
/// <param name="Comment">The comment it is about; null for the item.</param>
/// <param name="LastHide">The last ruling that hid it, if there is one.</param>
public sealed record Bench(Viewer Viewer, ContentItem Item, Comment? Comment, Ruling? LastHide)
{
    /// <summary>Whether the viewer moderates where it is.</summary>
    public bool Moderates => Viewer.May(Deed.Moderate, new(Item.PlaceCode));

    /// <summary>Whether the viewer keeps the blog, or wrote the item that was commented on.</summary>
    public bool Keeps => Viewer.May(Comment is null ? Deed.MindHeld : Deed.MindComments, Item.GroundFor(Viewer));

    bool IsOwn => Viewer.Id == (Comment is null ? Item.AuthorId : Comment.MemberId);

    /// <summary>Whether the viewer may do this here.</summary>
    public bool May(RulingDeed deed) => deed switch
    {
        RulingDeed.Pass => (Moderates || Keeps) && !IsOwn,
        RulingDeed.Hide => Moderates || Keeps && (Comment is not null || Item.IsHeld),
        // What a moderator took away, who keeps the blog does not bring back; and nobody ends what another decided about their own
        RulingDeed.Restore => (Moderates || Keeps && LastHide is { AsModerator: false }) && !(IsOwn && LastHide?.ById != Viewer.Id),
        _ => Moderates,
    };

    /// <summary>Refuses what the viewer may not.</summary>
    /// <param name="deed">What they want to do.</param>
    /// <param name="appealed">The ruling that was appealed, when this answers it.</param>
    /// <exception cref="Refused">403, with why.</exception>
    public void Must(RulingDeed deed, Ruling? appealed = null)
    {
        if (appealed is not null && !Moderates || appealed is null && !May(deed) && !(IsOwn && (Moderates || Keeps)))
            throw Refused.NotAllowed();
        if (appealed?.ById == Viewer.Id)
            throw new Refused(403, "คนที่ตัดสินครั้งแรกทบทวนเองไม่ได้ ให้ผู้ดูแลอีกคนหรือผู้ดูแลระดับจังหวัดดู");
        if (IsOwn && (appealed is not null || !May(deed)))
            throw new Refused(403, "เรื่องของตัวเองให้คนอื่นตัดสิน");
    }
}
