using System.Text.Json.Serialization;
using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Content;

/// <summary>What a module knows of the circles that a member is in, for the member's weekly letter; said once by the module that has it, so that the letter need not know the module.</summary>
/// <param name="Of">Every circle that the viewer is in and may see, with what is to come on the days from the first to the last, both included, of what the viewer may see.</param>
/// <param name="Days">On which day each of these is now; without what was called off.</param>
public sealed record CircleCalendar(Func<CommonsDb, Viewer, DateOnly, DateOnly, CancellationToken, Task<IReadOnlyList<CircleDays>>> Of, Func<CommonsDb, long[], CancellationToken, Task<Dictionary<long, DateOnly>>> Days);

/// <summary>A circle, and what it has to come.</summary>
/// <param name="Id">The circle's number, as items and roles have it.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Days">What is to come, the nearest first; may be empty.</param>
public sealed record CircleDays(long Id, string Name, IReadOnlyList<CircleDay> Days);

/// <summary>Something that a circle has to come.</summary>
/// <param name="Number">Its item.</param>
/// <param name="Kind">The key of its kind.</param>
/// <param name="Title">Its title.</param>
/// <param name="On">The day.</param>
/// <param name="Hours">From when to when: <c>09:00-12:00</c>; may be empty.</param>
/// <param name="Place">Where, in words; may be empty.</param>
/// <param name="Host">Who hosts, in words; may be empty.</param>
/// <param name="Was">The day it was on before it was moved; null when it was not.</param>
public sealed record CircleDay(long Number, string Kind, string Title, DateOnly On, string Hours, string Place, string Host, DateOnly? Was)
{
    /// <summary>The new day as a calendar (RFC 5545), for what was moved; null otherwise. It goes with letters and is kept with none.</summary>
    [JsonIgnore] public byte[]? Calendar { get; init; }
}
