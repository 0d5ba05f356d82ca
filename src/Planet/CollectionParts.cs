using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>Somebody who keeps a collection, or was asked to.</summary>
public sealed class CollectionOwner : IAudited
{
    /// <summary>The collection.</summary>
    public long CollectionId { get; init; }
    /// <summary>Who.</summary>
    public long MemberId { get; init; }
    /// <summary>Who; loaded on demand.</summary>
    public Member Member { get; init; } = null!;
    /// <summary>Who asked them; they themselves when they began it.</summary>
    public long AskedBy { get; init; }
    /// <summary>Since when (UTC); null while they have not answered.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded && AskedBy == MemberId ? null
        : new("collection.owner", $"collection {CollectionId}", $"member {MemberId} {(change.State == EntityState.Deleted ? "nothing" : Since is null ? "asked" : "keeps")}");
}

/// <summary>Something that was put into a collection, or taken out of it, by hand.</summary>
public sealed class CollectionPiece : IAudited
{
    /// <summary>The collection.</summary>
    public long CollectionId { get; init; }
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>Whether it was put in; else it was taken out.</summary>
    public bool IsIn { get; set; }
    /// <summary>Why.</summary>
    public string Reason { get; private set; } = "";
    /// <summary>Who did it.</summary>
    public long ById { get; set; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Puts it in or takes it out, in the place of what was done with it before.</summary>
    /// <exception cref="Refused">422: no reason, or too long a one; or there are enough.</exception>
    public static void Place(Collection collection, long number, bool isIn, string? reason, long by, DateTimeOffset now)
    {
        var why = ThaiText.Normalise(reason ?? "").ReplaceLineEndings(" ").Trim();
        if (why.Length is 0 or > 200)
            throw new Refused(422, "บอกเหตุผลสั้น ๆ ด้วย ไม่เกิน 200 ตัวอักษร", "Reason");
        var piece = collection.Pieces.Find(p => p.Number == number);
        if (piece is null && collection.Pieces.Count >= Collection.MostPieces)
            throw new Refused(422, "ใส่หรือเอาออกด้วยมือได้ 500 เรื่อง ใช้คำสำคัญช่วยรวมแทนได้");
        if (piece is null)
            collection.Pieces.Add(piece = new() { Number = number });
        (piece.IsIn, piece.Reason, piece.ById, piece.At) = (isIn, why, by, now);
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => IsIn || change.State == EntityState.Deleted ? null : new("collection.take-out", $"item {Number}", $"collection {CollectionId}");
}

/// <summary>Somebody does not want their own stories in a collection. Whatever its owners say, they are not there.</summary>
public sealed class Declined
{
    /// <summary>The collection.</summary>
    public long CollectionId { get; init; }
    /// <summary>Who.</summary>
    public long MemberId { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}
