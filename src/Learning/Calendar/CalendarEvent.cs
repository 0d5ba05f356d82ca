namespace KmCommons.Learning;

/// <summary>Something with a day, as calendars of other programs keep it. All texts may be as typed: what would break a line is taken out when it is written.</summary>
public sealed record CalendarEvent
{
    /// <summary>What makes it the same event for ever: <c>meeting-7@km.example</c>. Also when it moves or is cancelled.</summary>
    public required string Uid { get; init; }
    /// <summary>How often it was changed since it was first told: 0, then one more each time. A calendar takes the highest.</summary>
    public int Sequence { get; init; }
    /// <summary>When it was last changed (UTC).</summary>
    public required DateTimeOffset LastModified { get; init; }
    /// <summary>The day in Bangkok.</summary>
    public required DateOnly Day { get; init; }
    /// <summary>The time in Bangkok at which it starts; null when it is not known, then it is told as the whole day.</summary>
    public TimeOnly? Starts { get; init; }
    /// <summary>The time in Bangkok at which it ends; earlier than <see cref="Starts"/> means the day after. Null when it is not known.</summary>
    public TimeOnly? Ends { get; init; }
    /// <summary>When it comes again; null for once. <see cref="Day"/> is then one of its days.</summary>
    public Cadence? Again { get; init; }
    /// <summary>What it is, one line.</summary>
    public required string Summary { get; init; }
    /// <summary>More about it; may have lines, may be empty.</summary>
    public string Description { get; init; } = "";
    /// <summary>Where, one line; may be empty.</summary>
    public string Location { get; init; } = "";
    /// <summary>Its page: an absolute address with http or https; anything else is left out.</summary>
    public string Url { get; init; } = "";
    /// <summary>Who holds it, a name without an address; may be empty.</summary>
    public string Organizer { get; init; } = "";
    /// <summary>Whether it takes place.</summary>
    public CalendarStatus Status { get; init; }
}

/// <summary>Whether an event takes place (RFC 5545, 3.8.1.11).</summary>
public enum CalendarStatus
{
    /// <summary>It does.</summary>
    Confirmed,
    /// <summary>It was called off. It keeps its UID and has a higher sequence, so that calendars that know it strike it out.</summary>
    Cancelled,
}

/// <summary>What a calendar is sent for (RFC 5546, 1.4).</summary>
public enum CalendarMethod
{
    /// <summary>For reading: a feed, a file, a letter that asks nothing.</summary>
    Publish,
    /// <summary>An invitation by mail, and what changed about it.</summary>
    Request,
    /// <summary>The end of an invitation by mail; its events are <see cref="CalendarStatus.Cancelled"/>.</summary>
    Cancel,
}
