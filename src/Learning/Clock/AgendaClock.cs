using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>The agenda of a meeting against the clock: what runs, how long it still has, and what must be cut so that the time for drawing together stays whole.</summary>
public sealed class AgendaClock
{
    // A press that short was a mistake
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);

    readonly Meeting meeting;
    readonly DateTimeOffset now;

    /// <summary>The agenda of a meeting at a moment; its points must be loaded.</summary>
    public AgendaClock(Meeting meeting, DateTimeOffset now)
    {
        (this.meeting, this.now) = (meeting, now);
        Lines = [.. meeting.Of(MeetingPart.Agenda)];
    }

    /// <summary>The lines in order.</summary>
    public IReadOnlyList<MeetingPoint> Lines { get; }
    /// <summary>The line that runs, or null.</summary>
    public MeetingPoint? Running => Lines.FirstOrDefault(l => l.RunsSince is not null);

    /// <summary>The line after the running one, or after the last one that was measured; null at the end.</summary>
    public MeetingPoint? Next => Lines.FirstOrDefault(l => l.Position > ((Running ?? Lines.LastOrDefault(m => m.Actual.Length > 0))?.Position ?? 0));

    /// <summary>How many minutes the running line has, or each of its speakers; null when nothing is planned for it.</summary>
    public int? Planned => Running?.Each ?? Running?.Minutes;

    /// <summary>When the time of what runs is over (UTC); null when nothing is planned for it.</summary>
    public DateTimeOffset? RunsUntil => Planned is { } minutes ? Running!.RunsSince!.Value.AddMinutes(minutes) : null;

    /// <summary>How many minutes the meeting is behind its agenda; 0 when it is not, or nothing says when the line was to begin.</summary>
    public int Behind => IsItsDay && Running is { At: { } at } ? Math.Max(0, Minutes(Running.RunsSince!.Value - ThaiDate.Instant(meeting.Day, at))) : 0;

    /// <summary>When drawing together must begin (UTC), of what the agenda or the end of the meeting says; null when it was or nobody kept a time for it.</summary>
    public DateTimeOffset? SynthesisAt => !IsItsDay || Kept is not { Actual.Length: 0, RunsSince: null } kept ? null
        : kept.At is { } at ? ThaiDate.Instant(meeting.Day, at)
        : kept.Minutes is { } minutes && meeting.Ends is { } ends ? ThaiDate.Instant(meeting.Day, ends).AddMinutes(-minutes) : null;

    /// <summary>What lies between now and drawing together: minutes there are, and minutes planned. Null when there is nothing to keep it from.</summary>
    public (int There, int Planned)? Until => SynthesisAt is { } at && Before.Count > 0 ? (Math.Max(0, Minutes(at - now)), Before.Sum(Left)) : null;

    /// <summary>How many minutes a line that is still to come may take so that drawing together begins in time: its part of what is there. Null when it need not be cut.</summary>
    public int? CutTo(MeetingPoint line) => Until is ({ } there, { } planned) && planned > there && Before.Contains(line) ? Left(line) * there / planned : null;

    /// <summary>Begins a line; what ran ends.</summary>
    public void Begin(MeetingPoint line)
    {
        End();
        line.RunsSince = now;
    }

    /// <summary>The next speaker's turn on the running line.</summary>
    public void Turn()
    {
        if (Running is not { } line)
            return;
        End();
        line.RunsSince = now;
    }

    /// <summary>What runs ends; less than half a minute was a mistake and is not counted.</summary>
    public void End()
    {
        if (Running is not { RunsSince: { } since } line)
            return;
        line.RunsSince = null;
        if (now - since >= Shortest)
            line.Actual = [.. line.Actual, Math.Clamp(Minutes(now - since), 1, 999)];
    }

    // A clock that is tried on another day has nothing to be late for
    bool IsItsDay => ThaiDate.Day(now) == meeting.Day;

    MeetingPoint? Kept => Lines.LastOrDefault(l => l.IsSynthesis);

    // What runs, and what was not begun yet, up to drawing together
    IReadOnlyList<MeetingPoint> Before => Kept is not { } kept ? [] : [.. Lines.Where(l => l.Position < kept.Position && (l == Running || l.Actual.Length == 0 && l.Position > (Running?.Position ?? 0)))];

    int Left(MeetingPoint line) => Math.Max(0, (line.Minutes ?? line.Each ?? 0) - (line == Running ? Minutes(now - line.RunsSince!.Value) : 0));

    static int Minutes(TimeSpan span) => (int)Math.Round(span.TotalMinutes, MidpointRounding.AwayFromZero);
}
