using KmCommons.Foundation;

namespace KmCommons.Places;

/// <summary>How large a place is.</summary>
public enum PlaceLevel
{
    /// <summary>จังหวัด, two digits.</summary>
    Province,
    /// <summary>อำเภอ, four digits.</summary>
    District,
    /// <summary>ตำบล, six digits.</summary>
    Tambon,
}

/// <summary>A place with an official code. Codes nest: 8001 lies in 80, 800103 in 8001. What it is called and where it belongs is dated
/// (<see cref="Eras"/>), so that a split or a new name keeps history; the newest stands on the place itself.</summary>
public sealed class Place
{
    /// <summary>The official code: 2, 4 or 6 digits.</summary>
    public string Code { get; init; } = "";
    /// <summary>Province, district or tambon.</summary>
    public PlaceLevel Level { get; init; }
    /// <summary>The name in Thai, without ตำบล or อำเภอ.</summary>
    public string NameThai { get; private set; } = "";
    /// <summary>The name in roman letters.</summary>
    public string NameEnglish { get; private set; } = "";
    /// <summary>The place it lies in now; null for the province.</summary>
    public string? ParentCode { get; private set; }
    /// <summary>Degrees north, approximate.</summary>
    public double? Latitude { get; init; }
    /// <summary>Degrees east, approximate.</summary>
    public double? Longitude { get; init; }
    /// <summary>When it ended (merged away); null while it stands.</summary>
    public DateOnly? ValidTo { get; private set; }
    /// <summary>What it was called and where it lay, from when to when.</summary>
    public List<PlaceEra> Eras { get; } = [];

    /// <summary>Gives the place a name and a parent from a day on; the name before it ends the day before.</summary>
    /// <param name="from">The first day; null for «as long as is known».</param>
    public void Call(string thai, string english, string? parent, DateOnly? from)
    {
        foreach (var era in Eras.Where(e => e.ValidTo is null))
            era.ValidTo = from?.AddDays(-1);
        Eras.Add(new() { Code = Code, NameThai = thai, NameEnglish = english, ParentCode = parent, ValidFrom = from });
        (NameThai, NameEnglish, ParentCode) = (thai, english, parent);
    }

    /// <summary>Ends the place on a day; everything written there stays findable under it.</summary>
    public void End(DateOnly on)
    {
        ValidTo = on;
        foreach (var era in Eras.Where(e => e.ValidTo is null))
            era.ValidTo = on;
    }

    /// <summary>The name with its kind, short: <c>ต.บางจาก</c>, <c>อ.ชะอวด</c>, <c>จ.นครศรีธรรมราช</c>.</summary>
    public string Short => Level switch { PlaceLevel.Tambon => "ต.", PlaceLevel.District => "อ.", _ => "จ." } + NameThai;

    /// <summary>As <see cref="Short"/>; in English the name in roman letters.</summary>
    public string Name(bool english) => english ? NameEnglish : Short;

    /// <summary>The name with its kind, in full: <c>ตำบลบางจาก</c>.</summary>
    public string Full => Level switch { PlaceLevel.Tambon => "ตำบล", PlaceLevel.District => "อำเภอ", _ => "จังหวัด" } + NameThai;
}

/// <summary>One time of a place: its name and its parent between two days, both inclusive; null is open.</summary>
public sealed class PlaceEra : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The place.</summary>
    public string Code { get; init; } = "";

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change is { IsAdded: true, By: > 0 } ? new("place.name", $"place {Code}", $"era {Id}") : null;

    /// <summary>The name in Thai then.</summary>
    public string NameThai { get; init; } = "";
    /// <summary>The name in roman letters then.</summary>
    public string NameEnglish { get; init; } = "";
    /// <summary>Where it lay then.</summary>
    public string? ParentCode { get; init; }
    /// <summary>First day; null when unknown.</summary>
    public DateOnly? ValidFrom { get; init; }
    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }
}
