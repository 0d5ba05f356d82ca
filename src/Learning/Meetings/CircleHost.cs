using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>One of those who take turns to host a circle: an office, a village, a person.</summary>
public sealed class CircleHost
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The circle.</summary>
    public long CircleId { get; init; }
    /// <summary>What it is called.</summary>
    public string Name { get; init; } = "";
    /// <summary>The place it belongs to, or null.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>The member who speaks for it, or null.</summary>
    public long? MemberId { get; set; }
    /// <summary>The first day in the line.</summary>
    public DateOnly JoinedOn { get; init; }
    /// <summary>The last day in the line; null while it is in.</summary>
    public DateOnly? LeftOn { get; set; }
}
