using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What somebody says in a review, as typed: what the page and the seed hand to <see cref="Aar.Write"/>.</summary>
public sealed record AarSaid
{
    /// <summary>The number it brings from another site of ours; 0 for a new one. Only the first writing asks.</summary>
    public long Number { get; init; }
    /// <summary>The title; when empty, the event's name.</summary>
    public string Title { get; init; } = "";
    /// <summary>The event that is reviewed.</summary>
    public string EventName { get; init; } = "";
    /// <summary>Its day, or null when it is not known.</summary>
    public DateOnly? EventDate { get; init; }
    /// <summary>How many took part, or null.</summary>
    public int? Participants { get; init; }
    /// <summary>The whole in one line; may be empty.</summary>
    public string Gist { get; init; } = "";
    /// <summary>The answers to the four questions in their order; one line, one point. A missing or empty one is not answered.</summary>
    public IReadOnlyList<string?> Answers { get; init; } = [];
    /// <summary>Who was there; one line, one person.</summary>
    public string People { get; init; } = "";
    /// <summary>The code of the place; when null, the place of the blog.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>A nearer place in words.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The blog it lies in; null leaves it as it is.</summary>
    public Blog? Blog { get; init; }
    /// <summary>The circle it belongs to, or null.</summary>
    public long? CircleId { get; init; }
    /// <summary>Who may read it.</summary>
    public Audience Audience { get; init; } = Audience.Everyone;
    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What a review says now, everything of it loaded (<see cref="Aar.Whole"/>): revised with this it stays as it is.</summary>
    public static AarSaid Of(Aar aar) => new()
    {
        Title = aar.Item.Title, EventName = aar.EventName, EventDate = aar.EventDate, Participants = aar.Participants, Gist = aar.Gist,
        Answers = [.. Enum.GetValues<AarQuestion>().Select(q => string.Join('\n', aar.Of(q).Select(l => l.Whole)))],
        People = string.Join('\n', aar.People.OrderBy(p => p.Position).Select(p => p.Member?.Address ?? p.Words)), Tags = [.. aar.Item.Tags.Select(t => t.Label)],
        PlaceCode = aar.Item.PlaceCode, PlaceName = aar.Item.PlaceName, CircleId = aar.Item.CircleId, Audience = aar.Item.Audience,
    };

    /// <summary>The answer to a question; empty when there is none.</summary>
    public string Answer(AarQuestion question) => Answers.ElementAtOrDefault((int)question - 1) ?? "";

    /// <summary>The same with one-line fields normalised.</summary>
    /// <exception cref="Refused">422: the event has no name, a field is too long, or a circle is to read it and none was chosen.</exception>
    public AarSaid Checked()
    {
        var (name, title, gist, place) = (ThaiText.OneLine(EventName), ThaiText.OneLine(Title), ThaiText.OneLine(Gist), ThaiText.OneLine(PlaceName));
        if (name.Length == 0)
            throw new Refused(422, "งานนี้ชื่ออะไร เขียนสั้น ๆ ก็พอ เช่น ประชุมตำบลนำร่อง", "EventName");
        if (name.Length > 200)
            throw new Refused(422, "ชื่องานยาวเกิน 200 ตัวอักษร ย้ายรายละเอียดไปไว้ในข้ออื่นได้", "EventName");
        if (gist.Length > 300)
            throw new Refused(422, "บรรทัดเดียวนี้ยาวเกิน 300 ตัวอักษร เก็บไว้แต่ใจความ", "Gist");
        if (place.Length > 120)
            throw new Refused(422, "ชื่อสถานที่ยาวเกิน 120 ตัวอักษร", "PlaceName");
        if (Participants is < 1 or > 100_000)
            throw new Refused(422, "จำนวนคนต้องเป็นตัวเลขตั้งแต่ 1 ขึ้นไป ถ้าไม่ได้นับ เว้นว่างไว้ได้", "Participants");
        return this with { EventName = name, Title = title.Length == 0 ? name : title, Gist = gist, PlaceName = place };
    }

    /// <summary>The same for who may read it: what is a closed circle's is for the circle only, whatever the form says.</summary>
    public async Task<AarSaid> ForItsCircle(CommonsDb db, CancellationToken stop) => CircleId is { } circle && await Circle.IsClosing(db, circle, stop) ? this with { Audience = Audience.Circle } : this;
}
