using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>While this row is there, no letter leaves; they are written still, and wait.</summary>
public sealed class PostPause : IQuiet, IAudited
{
    /// <summary>There is one at most.</summary>
    public bool One { get; private init; } = true;
    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset Since { get; init; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => new(change.IsAdded ? "letters.pause" : "letters.resume", $"letters {Since.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}");

    internal static void Table(ModelBuilder model) => model.Entity<PostPause>(pause =>
    {
        pause.ToTable("post_pause", "foundation");
        pause.HasKey(p => p.One);
        pause.Property(p => p.One).ValueGeneratedNever();
    });
}
