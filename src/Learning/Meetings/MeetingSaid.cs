using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>What somebody says of a meeting, as typed: what the form, the seed and the import hand to <see cref="Meeting.Call"/>.</summary>
public sealed record MeetingSaid
{
    /// <summary>The number it brings from another site of ours; 0 for a new one.</summary>
    public long Number { get; init; }
    /// <summary>The title; when empty, the circle's name with the round.</summary>
    public string Title { get; init; } = "";
    /// <summary>The circle that meets; null for an event of none.</summary>
    public Circle? Circle { get; init; }
    /// <summary>Its place in the chain of the circle's meetings, or null.</summary>
    public int? Round { get; init; }
    /// <summary>The day.</summary>
    public DateOnly Day { get; init; }
    /// <summary>From when to when.</summary>
    public MeetingTime Time { get; init; }
    /// <summary>The code of the place; when null, the circle's.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>Where, in words.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The host, of those who take turns in the circle; null for none of them.</summary>
    public long? HostId { get; init; }
    /// <summary>Who hosts, in words, where it is none of them.</summary>
    public string HostWords { get; init; } = "";
    /// <summary>What opens it: the host's own story, a film.</summary>
    public string Story { get; init; } = "";
    /// <summary>How it was: the room, the seats, the mood.</summary>
    public string Setting { get; init; } = "";
    /// <summary>What was drawn together at the end.</summary>
    public string Synthesis { get; init; } = "";
    /// <summary>How many came, or null.</summary>
    public int? Headcount { get; init; }
    /// <summary>The lines under each heading (<see cref="MeetingPoint.Read"/>); a missing one is empty.</summary>
    public IReadOnlyDictionary<MeetingPart, string> Points { get; init; } = new Dictionary<MeetingPart, string>();
    /// <summary>The next steps, one a line (<see cref="NextStep.Read"/>).</summary>
    public string Steps { get; init; } = "";
    /// <summary>Whether the steps also tell what became of them (<see cref="NextStep.Whole"/>): a sheet does, a form does not.</summary>
    public bool StepsTellTheirEnd { get; init; }
    /// <summary>How many days before it the circle is told that the talk is open, 0 for never; null leaves it as it is.</summary>
    public int? TalkDays { get; init; }
    /// <summary>How many seats there are; asked by the first writing only, null for as many as come.</summary>
    public int? Seats { get; init; }
    /// <summary>Why it is moved, when its day, time or place changes after people were told.</summary>
    public string MoveReason { get; init; } = "";
    /// <summary>The day it was first called for, where it is written down afterwards that it was moved; null when it was not.</summary>
    public DateOnly? MovedFrom { get; init; }
    /// <summary>Whether <see cref="MovedFrom"/> also says that it was not moved, or from another day than is stored: the form of a day that is over does.</summary>
    public bool TellsMoves { get; init; }
    /// <summary>The blog it lies in; null leaves it as it is.</summary>
    public Blog? Blog { get; init; }
    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; } = Audience.Everyone;
    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The same with its texts normalised.</summary>
    /// <exception cref="Refused">422: a field is too long or cannot be, or an event of no circle has no name.</exception>
    public MeetingSaid Checked()
    {
        if (Day.Year is < 1900 or > 2200)
            throw new Refused(422, "วันนี้เก่าหรือไกลเกินไป ดูปีอีกครั้ง พ.ศ. หรือ ค.ศ.", "Day");
        if (Headcount is < 1 or > 100_000)
            throw new Refused(422, "จำนวนคนต้องเป็นตัวเลขตั้งแต่ 1 ขึ้นไป ถ้าไม่ได้นับ เว้นว่างไว้ได้", "Headcount");
        if (Seats is < 1 or > Attendee.Most)
            throw new Refused(422, "จำนวนที่นั่งเป็นตัวเลข 1 ถึง 3,000 ถ้าไม่จำกัด เว้นว่างไว้", "Seats");
        if (Round is < 1 or > 2000)
            throw new Refused(422, "ครั้งที่ต้องเป็นตัวเลขตั้งแต่ 1 ขึ้นไป ถ้าไม่ได้นับ เว้นว่างไว้ได้", "Round");
        if (TalkDays is < 0 or > Meeting.MostTalkDays)
            throw new Refused(422, "เปิดคุยก่อนประชุมได้ไม่เกิน 60 วัน ถ้าไม่ให้มีจดหมาย ใส่ 0", "TalkDays");
        var title = Short(Title, 200, "Title");
        if (title.Length == 0 && Circle is null)
            throw new Refused(422, "งานนี้ชื่ออะไร เขียนสั้น ๆ ก็พอ", "Title");
        return this with
        {
            Title = title.Length > 0 ? title : Round is { } round ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Circle!.Name} ครั้งที่ {round}") : Circle!.Name,
            PlaceName = Short(PlaceName, 120, "PlaceName"), HostWords = Short(HostWords, 120, "HostWords"), MoveReason = Short(MoveReason, 300, "MoveReason"),
            Story = Long(Story, "Story"), Setting = Long(Setting, "Setting"), Synthesis = Long(Synthesis, "Synthesis"),
        };
    }

    static string Short(string text, int most, string field) =>
        ThaiText.OneLine(text) is var line && line.Length <= most ? line : throw new Refused(422, "ช่องนี้ยาวเกินไป ย้ายรายละเอียดไปไว้ในช่องอื่น", field);

    static string Long(string text, string field) => ThaiText.Normalise(text).Trim() is { Length: <= 10_000 } said ? said : throw new Refused(422, "ช่องนี้รับได้ 10,000 ตัวอักษร ที่เหลือเขียนเป็นบันทึกแล้วโยงมาได้", field);
}
