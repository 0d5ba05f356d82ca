using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;

namespace KmCommons.Digests;

/// <summary>What one issue of a letter tells one member, chosen by <see cref="Interest"/> from what that member may see at the moment of asking.</summary>
public sealed partial record Digest
{
    /// <summary>The most things a letter shows.</summary>
    public const int Most = 12;

    // New things keep half of the letter when there are as many
    const int MostComing = 4, MostDuties = 4, MostAsked = 3;
    // More than anyone's month; a bound for memory
    const int MostRead = 500;

    /// <summary>The issue.</summary>
    public required Issue Issue { get; init; }
    /// <summary>What circles have to come, what was moved first, then the nearest.</summary>
    public required IReadOnlyList<DigestLine> Coming { get; init; }
    /// <summary>What the member took on and what is due.</summary>
    public required IReadOnlyList<DigestLine> Duties { get; init; }
    /// <summary>Questions that wait for an answer, of the member's places and circles.</summary>
    public required IReadOnlyList<DigestLine> Asked { get; init; }
    /// <summary>Answers to the member, talk on what they follow, then new things, the nearest first.</summary>
    public required IReadOnlyList<DigestLine> Lines { get; init; }
    /// <summary>The member's circles by their names, the one that meets first at the top.</summary>
    public required IReadOnlyList<CircleDays> Circles { get; init; }
    /// <summary>How many of the member's own things were commented on by others.</summary>
    public required int Answered { get; init; }
    /// <summary>How many things that the member follows, and did not write, were commented on.</summary>
    public required int TalkedOf { get; init; }
    /// <summary>How many duties there are, shown or not.</summary>
    public required int AllDuties { get; init; }
    /// <summary>How many open questions there are, shown or not.</summary>
    public required int AllAsked { get; init; }
    /// <summary>The numbers of the new things, shown or not.</summary>
    public required long[] Told { get; init; }
    /// <summary>The comments on the member's own things, shown or not.</summary>
    public required long[] ToldComments { get; init; }
    /// <summary>Whether some of the new things come from the member's places.</summary>
    public bool FromPlaces { get; init; }
    /// <summary>Whether some come from their circles.</summary>
    public bool FromCircles { get; init; }
    /// <summary>Whether some come only from what they follow, or searched for.</summary>
    public bool FromFollows { get; init; }
    /// <summary>Whether something is so near that it is reason enough for a letter.</summary>
    public bool IsSoon { get; init; }

    /// <summary>Whether there is nothing to tell; no letter is written then.</summary>
    public bool IsEmpty => Lines.Count == 0 && Asked.Count == 0 && Told.Length == 0 && !IsSoon;

    /// <summary>How many new things there are, shown or not.</summary>
    public int News => Told.Length;

    /// <summary>How many things the letter shows.</summary>
    public int Shown => All.Count();

    internal IEnumerable<DigestLine> All => Coming.Concat(Duties).Concat(Asked).Concat(Lines);

    /// <summary>The items that it shows.</summary>
    public long[] ShownItems => [.. All.Select(l => l.Number).Where(n => n > 0).Distinct()];

    /// <summary>The comments that it shows.</summary>
    public long[] ShownComments => [.. All.Select(l => l.Comment).Where(c => c > 0)];

    /// <summary>How many meetings are to come, shown or not.</summary>
    public int Meetings => Circles.Sum(c => c.Days.Count);

    /// <summary>How many the letter does not show. What is new and to come is one, told with its day.</summary>
    public int More => Answered + TalkedOf + News + AllDuties + AllAsked + Circles.SelectMany(c => c.Days).Count(d => !Told.Contains(d.Number)) - Shown;

    /// <summary>The one thing that it tells of, to which an answer must belong; null when there are several, or none.</summary>
    public long? OnlyThing => ShownItems is [var only] && Duties.Count == 0 && More == 0 ? only : null;

    /// <summary>The one circle that all of it belongs to; null when something else is in it.</summary>
    public CircleDays? OnlyCircle => Circles is [var only] && Duties.Count == 0 && All.All(l => l.Circle == only.Id) ? only : null;

    /// <summary>The new days of what was moved, as calendars that its reader opens.</summary>
    internal Enclosed[] Calendars => [.. from day in Circles.SelectMany(c => c.Days) where day.Calendar is not null && Coming.Any(l => l.Number == day.Number) select new Enclosed(string.Create(CultureInfo.InvariantCulture, $"meeting-{day.Number}.ics"), "text/calendar; charset=utf-8; method=PUBLISH", day.Calendar!)];

    /// <summary>The same with the last line left out.</summary>
    public Digest Shorter() => this with { Lines = [.. Lines.SkipLast(1)] };
}
