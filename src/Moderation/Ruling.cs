using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Moderation;

/// <summary>What was decided about an item, an old revision of it, or a comment on it, by a moderator or by who keeps the blog.
/// All but those that only let something through are public (<c>/decisions</c>): which number, what, why, when; never the content.</summary>
public sealed partial class Ruling : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The item; loaded on demand.</summary>
    public ContentItem Item { get; init; } = null!;
    /// <summary>What was done.</summary>
    public RulingDeed Deed { get; init; }
    /// <summary>Which revision of the item it is about; null for the item.</summary>
    public int? Revision { get; init; }
    /// <summary>Which comment on the item it is about; null for the item.</summary>
    public long? CommentId { get; init; }
    /// <summary>The comment; loaded on demand.</summary>
    public Comment? Comment { get; init; }
    /// <summary>Why, for everyone to read.</summary>
    public string Reason { get; init; } = "";
    /// <summary>Who decided.</summary>
    public long ById { get; init; }
    /// <summary>Who decided; loaded on demand.</summary>
    public Member By { get; init; } = null!;
    /// <summary>Whether who decided moderates there; else they keep the blog or wrote the item.</summary>
    public bool AsModerator { get; init; } = true;
    /// <summary>The ruling that was appealed and is answered by this one; null for a first ruling.</summary>
    public long? Answers { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it took something from readers, so that its writer may appeal.</summary>
    public bool Takes => Deed is RulingDeed.Hide or RulingDeed.Strike;

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => !change.IsAdded ? null : new($"ruling.{Deed}",
        CommentId is { } comment ? $"comment {comment}" : Revision is { } nth ? $"item {Number}/{nth}" : $"item {Number}", $"ruling {Id}{(AsModerator ? " as moderator" : "")}");
}

/// <summary>What can be decided.</summary>
public enum RulingDeed
{
    /// <summary>Readers do not see it.</summary>
    Hide,
    /// <summary>Readers see it again.</summary>
    Restore,
    /// <summary>It stays as it is: the report was not right.</summary>
    Leave,
    /// <summary>One old revision is for nobody's eyes but the moderators'.</summary>
    Strike,
    /// <summary>That revision can be read again.</summary>
    Unstrike,
    /// <summary>What waited to be read first may stand.</summary>
    Pass,
    /// <summary>After an appeal: it stays as it was decided.</summary>
    Uphold,
}

/// <summary>What the deeds are called.</summary>
public static class RulingNames
{
    extension(RulingDeed deed)
    {
        /// <summary>The deed in Thai; the key of the string localizer.</summary>
        public string Thai => deed switch
        {
            RulingDeed.Hide => "ซ่อน",
            RulingDeed.Restore => "เปิดให้อ่านอีก",
            RulingDeed.Leave => "ปล่อยไว้อย่างเดิม",
            RulingDeed.Strike => "ตัดฉบับเก่าออก",
            RulingDeed.Unstrike => "ให้อ่านฉบับเก่าได้อีก",
            RulingDeed.Pass => "ให้ขึ้น",
            _ => "ทบทวนแล้ว คงเดิม",
        };
    }
}
