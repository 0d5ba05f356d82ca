using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>A note as it stands in the form: everything a writer can say about it. The same for a new note and for revising one.</summary>
public sealed partial class WriteForm
{
    /// <summary>Photos that a note brings from elsewhere; in the form it is <see cref="ItemPhoto.Most"/>.</summary>
    public const int MostPhotos = 40;

    /// <summary>The title.</summary>
    public string? Title { get; set; }
    /// <summary>The text in Markdown.</summary>
    public string? Body { get; set; }
    /// <summary>The address of the blog.</summary>
    public string? Blog { get; set; }
    /// <summary>The code of the place it is about.</summary>
    public string? Place { get; set; }
    /// <summary>A nearer place in words.</summary>
    public string? PlaceName { get; set; }
    /// <summary>Tags with commas between.</summary>
    public string? Tags { get; set; }
    /// <summary>What others may do with it.</summary>
    public Licence Licence { get; set; }
    /// <summary>Who may read it.</summary>
    public Audience? Audience { get; set; }
    /// <summary>Who told it.</summary>
    public string? Narrator { get; set; }
    /// <summary>The names that the box «they agree» was ticked for, <c>-</c> when it was shown before any name was typed; null when it is not ticked.</summary>
    public string? AgreesFor { get; set; }
    /// <summary>Whether the box is ticked for who is named now: a tick for others says nothing of them.</summary>
    public bool NarratorAgrees => AgreesFor is "-" || AgreesFor is not null && ThaiText.Normalise(AgreesFor).Trim() == ThaiText.Normalise(Narrator ?? "").Trim();
    /// <summary>Who wrote it down, when that is not the author.</summary>
    public string? WrittenBy { get; set; }
    /// <summary>Who took the photos.</summary>
    public string? Photographer { get; set; }
    /// <summary>The series it is a part of; empty for none.</summary>
    public string? Series { get; set; }
    /// <summary>Which part, in digits of either script; empty for the next.</summary>
    public string? SeriesPart { get; set; }
    /// <summary>The question that it answers; null for none.</summary>
    public long? Answers { get; set; }
    /// <summary>When to publish it by itself, in Bangkok's time; empty for not.</summary>
    public string? PublishAt { get; set; }
    /// <summary>The version that was opened for revising.</summary>
    public int Version { get; set; }

    /// <summary>The form of a note that is there.</summary>
    public static WriteForm Of(Entry entry) => new()
    {
        Title = entry.Item.Title,
        Body = entry.Markdown,
        Blog = entry.Item.Blog?.Address,
        Place = entry.Item.PlaceCode,
        PlaceName = entry.Item.PlaceName,
        Tags = string.Join(", ", entry.Item.Tags.Select(t => t.Label)),
        Licence = entry.Item.Licence,
        Audience = entry.Item.Audience,
        Narrator = entry.Credits.Narrator,
        AgreesFor = entry.Credits.AgreedAt is null ? null : entry.Credits.Narrator,
        WrittenBy = entry.Credits.Writer,
        Photographer = entry.Credits.Photographer,
        Series = entry.SeriesName,
        SeriesPart = entry.SeriesPart?.ToString(CultureInfo.InvariantCulture),
        PublishAt = entry.Item.PublishAt is { } at ? ThaiDate.Bangkok(at).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) : null,
        Kept = [.. entry.Item.Photos.OrderBy(p => p.Position).Select(p => new KeptPhoto { Id = p.PhotoId, Caption = p.Caption, Uncaptioned = p.Uncaptioned, Alt = p.Alt })],
        Version = entry.Item.Version,
    };

    /// <summary>Puts everything the form says into the note. Nothing is saved yet.</summary>
    /// <exception cref="Refused">What cannot be, in words, with its field.</exception>
    public async Task Fill(Entry entry, CommonsDb db, Gazetteer gazetteer, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        var item = entry.Item;
        item.PlaceCode = gazetteer.Find(Place)?.Code ?? item.Blog?.PlaceCode;
        item.PlaceName = ThaiText.Cut(ThaiText.Normalise(PlaceName ?? "").ReplaceLineEndings(" ").Trim(), 120);
        (item.Licence, item.Audience, item.CircleId) = (Licence, Audience ?? item.Audience, item.Blog?.CircleId ?? (item.Blog?.Id == item.BlogId ? item.CircleId : null));
        item.TagWith(Tag.Split(Tags));
        entry.Credit(entry.Credits.Changed(Narrator, WrittenBy, Photographer, NarratorAgrees, viewer, now));
        entry.Join(await Writing.Series.Read(Series, SeriesPart, db, entry, stop));
        PlacePhotos(item, now);
        entry.Write(Title ?? "", Body ?? "", viewer.Id, now);
    }

    /// <summary>Whether this note has the form's title and text already.</summary>
    public bool Says(Entry entry) => Sent.Keys.All(id => Uploads.GetValueOrDefault(id)?.PhotoId is { } photo && entry.Item.Photos.Exists(p => p.PhotoId == photo)) && ThaiText.Normalise(Title ?? "").ReplaceLineEndings(" ").Trim() == entry.Item.Title && (Body ?? "").ReplaceLineEndings("\n") == entry.Markdown.ReplaceLineEndings("\n");

    // The field asks for ค.ศ.; who types พ.ศ. 2570 means next year, not one that none of us will see
    static DateOnly Christian(DateOnly day) => day.Year is >= 2400 and < 3000 ? day.AddYears(-543) : day;

    static string Line(string? text) => ThaiText.Cut(ThaiText.Normalise(text ?? "").ReplaceLineEndings(" ").Trim(), 300);

    /// <summary>The time to publish by itself; null when none was given.</summary>
    /// <exception cref="Refused">422: it cannot be read.</exception>
    public DateTimeOffset? ReadPublishAt() =>
        string.IsNullOrWhiteSpace(PublishAt) ? null
        : DateTime.TryParseExact(PublishAt, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year > 1
            ? ThaiDate.Instant(Christian(DateOnly.FromDateTime(at)), TimeOnly.FromDateTime(at))
            : throw new Refused(422, "เวลาที่จะเผยแพร่อ่านไม่ออก เลือกวันและเวลาอีกครั้ง", "PublishAt");
}
