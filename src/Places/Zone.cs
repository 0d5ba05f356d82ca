using KmCommons.Foundation;

namespace KmCommons.Places;

/// <summary>A zone (โซน): districts that work together. Which lie in which is for an administrator to say, with dates.</summary>
public sealed class Zone
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>What it is called, such as <c>โซน 1</c>.</summary>
    public string Name { get; set; } = "";
}

/// <summary>A district's time in a zone, both days inclusive; an open end is now.</summary>
public sealed class ZoneDistrict : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The zone.</summary>
    public long ZoneId { get; init; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change is { IsAdded: true, By: > 0 } ? new("place.zone", $"place {DistrictCode}", $"zone {ZoneId}") : null;

    /// <summary>The district's code.</summary>
    public string DistrictCode { get; init; } = "";
    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }
    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }
}

/// <summary>A village, entered freely under a tambon; it has no official code here.</summary>
public sealed class Village : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The tambon it lies in.</summary>
    public string TambonCode { get; init; } = "";
    /// <summary>Its name, without บ้าน where that is only the kind.</summary>
    public string Name { get; set; } = "";
    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change is { IsAdded: true, By: > 0 } ? new("village.add", $"place {TambonCode}", $"village {Id}") : null;

    /// <summary>หมู่ที่, when known.</summary>
    public int? Moo { get; set; }
    /// <summary>First day; null when unknown.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }
}
