namespace KmCommons.Foundation;

/// <summary>A recurring job of the site: when, and what it does. All of them stand in Host/Schedule.cs.</summary>
/// <param name="Name">Unique; the ledger knows the job by it.</param>
/// <param name="When">When its turns are.</param>
/// <param name="Do">What a turn does: it gets the request's services, and the turn's time, which stays the same when the turn is tried again.</param>
public sealed record Job(string Name, Every When, Func<IServiceProvider, DateTimeOffset, CancellationToken, Task> Do);

/// <summary>When a job's turns are. A turn that was missed (the server slept) is done once when it wakes; older missed turns are not made up.</summary>
public sealed record Every
{
    readonly TimeSpan period;
    readonly DateTimeOffset origin;

    Every(TimeSpan period, DateTimeOffset origin) => (this.period, this.origin) = (period, origin);

    /// <summary>Every so many seconds.</summary>
    public static Every Seconds(int seconds) => new(TimeSpan.FromSeconds(seconds), DateTimeOffset.UnixEpoch);

    /// <summary>Every so many minutes.</summary>
    public static Every Minutes(int minutes) => Seconds(60 * minutes);

    /// <summary>Every day at this hour in Asia/Bangkok.</summary>
    public static Every DayAt(int hour, int minute = 0) => new(TimeSpan.FromDays(1), new(1970, 1, 1, hour, minute, 0, Bangkok));

    /// <summary>Every Monday at this hour in Asia/Bangkok.</summary>
    public static Every MondayAt(int hour, int minute = 0) => new(TimeSpan.FromDays(7), new(1970, 1, 5, hour, minute, 0, Bangkok));

    /// <summary>The latest turn at or before <paramref name="now"/>, in UTC.</summary>
    public DateTimeOffset LatestTurn(DateTimeOffset now) => (origin + Math.Floor((now - origin) / period) * period).ToUniversalTime();

    // Thailand has had no summer time and no other offset since 1920
    static readonly TimeSpan Bangkok = TimeSpan.FromHours(7);
}
