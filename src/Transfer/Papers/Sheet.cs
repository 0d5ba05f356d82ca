using KmCommons.Thai;

namespace KmCommons.Transfer;

/// <summary>What an import found: one thing that could be made, with what is not clear about it.</summary>
/// <param name="Source">Where it comes from: gotoknow, wordpress, markdown.</param>
/// <param name="Key">What makes it the same thing the next time: unique within its source.</param>
/// <param name="File">The file it was read from.</param>
/// <param name="Paper">What would be made.</param>
public sealed record Sheet(string Source, string Key, string File, Paper Paper)
{
    /// <summary>The number readers knew it by; null when it had none.</summary>
    public long? OldNumber { get; init; }
    /// <summary>Where it was read; may be empty.</summary>
    public string OldAddress { get; init; } = "";
    /// <summary>What has to be asked before it is made.</summary>
    public Doubt? Doubt { get; init; }
    /// <summary>What will not come along, or comes otherwise.</summary>
    public IReadOnlyList<Remark> Remarks { get; init; } = [];
    /// <summary>Why it cannot be made; null when it can.</summary>
    public Remark? Fault { get; init; }
}

/// <summary>A date that can mean several days, or none: to be asked, never guessed.</summary>
/// <param name="Typed">What is written there; empty when nothing is.</param>
/// <param name="Choices">The days that it can mean, the likeliest first; empty when a whole date must be said.</param>
/// <param name="Time">The time of day that was written.</param>
public sealed record Doubt(string Typed, IReadOnlyList<DateOnly> Choices, TimeOnly Time)
{
    /// <summary>What a written date says: the moment, or what is to be asked.</summary>
    public static (DateTimeOffset? At, Doubt? Doubt) Read(string typed)
    {
        if (!ThaiDate.TryParse(typed, out var reading))
            return (null, new(typed, [], default));
        var time = reading.Time ?? default;
        return reading.Date is { } day ? (ThaiDate.Instant(day, time), null)
            : (null, new(typed, [.. reading.Years.Where(reading.Fits).Select(year => new DateOnly(year, reading.Month, reading.Day))], time));
    }

    /// <summary>The moment on the day that was answered.</summary>
    public DateTimeOffset On(DateOnly day) => ThaiDate.Instant(day, Time);
}

/// <summary>Something that is said about a sheet; the Thai is the key of the string localizer.</summary>
/// <param name="Thai">The sentence, with places to fill.</param>
/// <param name="Values">What fills them.</param>
public sealed record Remark(string Thai, params object[] Values);
