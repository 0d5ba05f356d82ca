using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>What happened to the line of hosts beside hosting: somebody asked out, two swapped. It is never changed; the line is worked out from it (<see cref="Rota"/>).</summary>
public sealed class RotaNote : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The circle.</summary>
    public long CircleId { get; init; }
    /// <summary>What happened.</summary>
    public RotaDeed What { get; init; }
    /// <summary>Whose place it is about.</summary>
    public long HostId { get; init; }
    /// <summary>With whom it was swapped; null for all else.</summary>
    public long? OtherId { get; init; }
    /// <summary>The day of the meeting that one asked out of; the day of the swap.</summary>
    public DateOnly OnDay { get; set; }
    /// <summary>Why, in one line; may be empty.</summary>
    public string Reason { get; init; } = "";
    /// <summary>Who wrote it down; null when that member withdrew.</summary>
    public long? ById { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The reason as it is kept: one line, at most 200 characters.</summary>
    public static string Short(string? reason) => ThaiText.Cut(ThaiText.Normalise(reason ?? "").ReplaceLineEndings(" ").Trim(), 200);

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded ? new(What == RotaDeed.Excuse ? "host.excuse" : "host.swap", $"circle {CircleId}", $"host {HostId}{(OtherId is { } other ? $" host {other}" : "")}") : null;
}

/// <summary>What can happen to the line.</summary>
public enum RotaDeed
{
    /// <summary>ขอเว้น: asked out of one meeting.</summary>
    Excuse,
    /// <summary>สลับคิว.</summary>
    Swap,
}
