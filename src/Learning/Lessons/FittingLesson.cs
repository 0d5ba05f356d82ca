using KmCommons.Content;
using KmCommons.Places;

namespace KmCommons.Learning;

/// <summary>A lesson that fits a meeting which is being planned, with why.</summary>
/// <param name="Id">The card.</param>
/// <param name="Claim">What works.</param>
/// <param name="Places">In how many places it is in use.</param>
/// <param name="Near">Why its place fits; null when it does not.</param>
/// <param name="Matters">What it has in common with what the circle speaks of: tags and words; may be empty.</param>
public sealed record FittingLesson(long Id, string Claim, int Places, FitOfPlace? Near, IReadOnlyList<string> Matters)
{
    /// <summary>As one line among the matters of a meeting; <see cref="CardIn"/> finds the card in it again.</summary>
    public string Line => LineOf(Claim, Id);

    /// <summary>A claim and its card as one line.</summary>
    public static string LineOf(string claim, long id) => $"{claim} ({Lesson.UrlOf(id)})";

    /// <summary>A line of a meeting in two: its words, and the card that it names at its end.</summary>
    public static (string Words, long? Card) CardIn(string line) => line.EndsWith(')') && line.LastIndexOf(" (/lesson/", StringComparison.Ordinal) is > 0 and var at
        && long.TryParse(line.AsSpan(at + 10, line.Length - at - 11), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? (line[..at], id) : (line, null);
}

/// <summary>How a lesson's place and a circle's lie to each other.</summary>
/// <param name="PlaceCode">The place of the lesson: where it is in use, or where it comes from.</param>
/// <param name="Nearness">How near.</param>
/// <param name="IsUsed">Whether it is in use there; else its source comes from there.</param>
public sealed record FitOfPlace(string PlaceCode, Nearness Nearness, bool IsUsed);

/// <summary>How near two places are; the nearer the larger.</summary>
public enum Nearness
{
    /// <summary>อำเภอเดียวกัน.</summary>
    District = 2,
    /// <summary>ตำบลข้างเคียง.</summary>
    Neighbour = 3,
    /// <summary>ตำบลเดียวกัน.</summary>
    Tambon = 4,
}

/// <summary>What is near a place.</summary>
/// <param name="Here">The place; null for none, or for the whole province: there nothing is nearer than anything else.</param>
/// <param name="District">The code of its district.</param>
/// <param name="Neighbours">The tambons next to it.</param>
public sealed record Surroundings(Place? Here, string? District, IReadOnlySet<string> Neighbours)
{
    // The gazetteer knows the six nearest, however far; farther than so many kilometres nobody calls a place the next one
    const double Farthest = 15, KilometresOfADegree = 111.2;

    /// <summary>Looks around a place.</summary>
    public static Surroundings Of(Gazetteer gazetteer, string? code)
    {
        var here = gazetteer.Find(code) is { Level: not PlaceLevel.Province } place ? place : null;
        return new(here, gazetteer.DistrictOf(here?.Code)?.Code, here is { Level: PlaceLevel.Tambon } ? gazetteer.Neighbours(here).Where(n => IsNear(here, n)).Select(n => n.Code).ToHashSet() : []);
    }

    /// <summary>How near another place is; null for farther than the district.</summary>
    public Nearness? To(string? code) => code is null || Here is null ? null
        : code == Here.Code && Here.Level == PlaceLevel.Tambon ? Nearness.Tambon
        : Neighbours.Contains(code) ? Nearness.Neighbour
        : District is not null && code.StartsWith(District, StringComparison.Ordinal) ? Nearness.District : null;

    static bool IsNear(Place one, Place other)
    {
        var (north, east) = (one.Latitude!.Value - other.Latitude!.Value, (one.Longitude!.Value - other.Longitude!.Value) * Math.Cos(one.Latitude.Value * Math.PI / 180));
        return Math.Sqrt(north * north + east * east) * KilometresOfADegree <= Farthest;
    }
}

/// <summary>What is known of a meeting that is being planned.</summary>
/// <param name="Circle">The circle.</param>
/// <param name="PlaceCode">Where it is, or null: then the circle's place.</param>
/// <param name="Audience">Who will read it: nothing is proposed to a meeting that fewer people may read.</param>
/// <param name="Texts">Its goals and matters.</param>
/// <param name="Tags">Its tags, as typed.</param>
public sealed record PlannedMeeting(Circle Circle, string? PlaceCode, Audience Audience, IEnumerable<string> Texts, IEnumerable<string> Tags);
