using KmCommons.People;

namespace KmCommons.Content;

/// <summary>A comment on an item, by a member or by a guest. Of a guest's address only the masked form is ever kept.</summary>
public sealed class Comment
{
    /// <summary>Identity; the page's anchor is <c>c{Id}</c>.</summary>
    public long Id { get; private set; }
    /// <summary>The item it is on.</summary>
    public long Number { get; init; }
    /// <summary>The item it is on; loaded on demand.</summary>
    public ContentItem Item { get; init; } = null!;
    /// <summary>The member who wrote it; null for a guest.</summary>
    public long? MemberId { get; init; }
    /// <summary>The member who wrote it; loaded on demand.</summary>
    public Member? Member { get; init; }
    /// <summary>The name a guest gave; empty for a member.</summary>
    public string GuestName { get; init; } = "";
    /// <summary>What is kept of the e-mail that a guest gave (<see cref="Content.GuestMark"/>): enough to know the guest again, not to read it; null when none.</summary>
    public byte[]? GuestMark { get; init; }
    /// <summary>Where a guest came from, masked: <c>xxx.47.87.166</c>, IPv6 to its /48; empty for a member.</summary>
    public string MaskedAddress { get; init; } = "";
    /// <summary>What was typed, normalised.</summary>
    public string Text { get; init; } = "";
    /// <summary><see cref="Text"/> rendered.</summary>
    public string Html { get; init; } = "";
    /// <summary>The comments it answers.</summary>
    public long[] ReplyTo { get; init; } = [];
    /// <summary>Whether it asks, and waits for an <see cref="Answer"/>.</summary>
    public bool IsQuestion { get; private set; }
    /// <summary>When it was written (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Since when it stands (UTC), kept by the database; null while it never did.</summary>
    public DateTimeOffset? ShownAt { get; private set; }
    /// <summary>Whether it stands, waits, or was taken away.</summary>
    public CommentState State { get; set; }
    /// <summary>What the hold rules found in it, when it had to wait.</summary>
    public string[] HeldFor { get; set; } = [];
    /// <summary>When somebody else than its writer took it away (UTC); null while it stands.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    /// <summary>Whether its words are gone for good, with its writer or at the end of a training: nothing is left to bring back.</summary>
    public bool IsErased => Text.Length == 0;

    /// <summary>The name of who wrote it; <see cref="Member"/> must be loaded.</summary>
    public string SaidBy => Member?.DisplayName ?? GuestName;

    /// <summary>Says that it asks, or that it does not: what its writer says.</summary>
    public void Ask(bool asks) => IsQuestion = asks;

    /// <summary>Takes it away. Comes from the one door of decisions, as <see cref="LetStand"/> does.</summary>
    public void Remove(long by, DateTimeOffset now) => (State, TakenAt) = (CommentState.Removed, MemberId == by ? null : now);

    /// <summary>Lets it stand, or stand again.</summary>
    public void LetStand() => (State, TakenAt) = (CommentState.Shown, null);
}

/// <summary>Whether a comment is to be read.</summary>
public enum CommentState
{
    /// <summary>It stands.</summary>
    Shown,
    /// <summary>It waits for the blog's owner.</summary>
    Held,
    /// <summary>It was taken away.</summary>
    Removed,
}
