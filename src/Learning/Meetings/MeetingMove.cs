namespace KmCommons.Learning;

/// <summary>A change of day, time or place after people were told: what it was, what it is now, and why.</summary>
public sealed class MeetingMove
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The meeting.</summary>
    public long Number { get; private set; }
    /// <summary>When it was moved (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>The day it was on.</summary>
    public DateOnly Day { get; internal set; }
    /// <summary>When it was to begin.</summary>
    public TimeOnly? Starts { get; init; }
    /// <summary>When it was to end.</summary>
    public TimeOnly? Ends { get; init; }
    /// <summary>Where it was to be.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The day it is moved to.</summary>
    public DateOnly ToDay { get; internal set; }
    /// <summary>When it begins now.</summary>
    public TimeOnly? ToStarts { get; init; }
    /// <summary>When it ends now.</summary>
    public TimeOnly? ToEnds { get; init; }
    /// <summary>Where it is now.</summary>
    public string ToPlaceName { get; init; } = "";
    /// <summary>Why; may be empty.</summary>
    public string Why { get; internal set; } = "";

    /// <summary>Which change of the meeting it was: the meeting's sequence from then on.</summary>
    public int Sequence { get; internal set; }

    /// <summary>Whether the day itself changed.</summary>
    public bool IsOfDay => Day != ToDay;

    /// <summary>The move from what a meeting says to what is said now; null when day, time and place stay, or nobody was waiting for it: a time that becomes known, a meeting long over that is put right.</summary>
    internal static MeetingMove? Between(Meeting meeting, MeetingSaid said, DateTimeOffset now)
    {
        var today = Thai.ThaiDate.Day(now);
        if (meeting.Day < today && said.Day < today)
            return null;
        var move = new MeetingMove
        {
            At = now, Day = meeting.Day, Starts = meeting.Starts, Ends = meeting.Ends, PlaceName = meeting.Item.PlaceName,
            ToDay = said.Day, ToStarts = said.Time.Starts, ToEnds = said.Time.Ends, ToPlaceName = said.PlaceName, Why = said.MoveReason,
        };
        return move.IsOfDay || move.Starts != move.ToStarts || move.Ends != move.ToEnds || move.PlaceName != move.ToPlaceName ? move : null;
    }
}
