using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Writing;

// The photos of a note: those it has, those that were sent while it was written, and those that the form brings whole
public sealed partial class WriteForm
{
    /// <summary>Before the key of an upload, the field by which a form brings that photo whole: one that had no line to go ahead.</summary>
    public const string Whole = "Photo.";

    /// <summary>What is said of a photo, and where it stands.</summary>
    public class PhotoWords
    {
        /// <summary>What stands below it.</summary>
        public string? Caption { get; set; }
        /// <summary>Whether nothing shall be said below it (ไม่ระบุ).</summary>
        public bool Uncaptioned { get; set; }
        /// <summary>What it shows.</summary>
        public string? Alt { get; set; }
        /// <summary>Its place as typed, in digits of either script; empty for where it stands in the form.</summary>
        public string? Order { get; set; }
        /// <summary>Whether it is taken out.</summary>
        public bool Remove { get; set; }
    }

    /// <summary>A photo that the note has already.</summary>
    public sealed class KeptPhoto : PhotoWords
    {
        /// <summary>The photo.</summary>
        public long Id { get; set; }
    }

    /// <summary>The photos it has already.</summary>
    public List<KeptPhoto> Kept { get; set; } = [];
    /// <summary>The photos that were sent while it was written, by the keys of their uploads.</summary>
    public Dictionary<string, PhotoWords> Sent { get; set; } = [];
    /// <summary>New photos that come whole, in their order.</summary>
    public List<IFormFile> Photos { get; set; } = [];
    /// <summary>What stands below each photo that comes whole.</summary>
    public List<string?> Captions { get; set; } = [];
    /// <summary>The uploads of <see cref="Sent"/>, as they were found.</summary>
    public IReadOnlyDictionary<string, Upload> Uploads { get; private set; } = new Dictionary<string, Upload>();

    /// <summary>Keeps the photos that the form brings whole, so that a refusal loses none; from here on they are like those that were sent before. To be called before the form is judged.</summary>
    /// <exception cref="Refused">One of them is no photo; the others are kept.</exception>
    public async Task KeepPhotos(HttpContext http, CommonsDb db, Viewer viewer)
    {
        var (stop, refused) = (http.RequestAborted, (Refused?)null);
        var brought = Photos.Select((file, nth) => (file, id: (string?)null, caption: Captions.ElementAtOrDefault(nth))).ToList();
        brought.AddRange(http.Request.Form.Files.Where(f => f.Name.StartsWith(Whole, StringComparison.Ordinal)).Select(f => (f, (string?)f.Name[Whole.Length..], (string?)null)));
        foreach (var (file, id, caption) in brought)
            try
            {
                var key = await Upload.Keep(http.RequestServices, viewer.Id, file, isFile: false, id, stop);
                Sent.TryAdd(key, new() { Caption = caption });
            }
            catch (Refused fault)
            {
                if (id is not null)
                    Sent.Remove(id);
                refused ??= new(fault.Status, fault.Message, "Photos") { RetryAfter = fault.RetryAfter };
            }
        Uploads = await Upload.Of(db, viewer.Id, Sent.Keys, stop);
        if (refused is not null)
            throw refused;
    }

    void PlacePhotos(ContentItem item, DateTimeOffset now)
    {
        var rows = new List<(ItemPhoto Photo, int Was, string? Order)>();
        foreach (var (kept, nth) in Kept.Select((kept, nth) => (kept, nth + 1)))
            if (item.Photos.Find(p => p.PhotoId == kept.Id && p.PhotoId != 0) is { } photo)
                if (kept.Remove)
                    item.Photos.Remove(photo);
                else
                    rows.Add((Said(photo, kept), nth, kept.Order));
        var last = Kept.Count;
        foreach (var (id, words) in Sent.Where(s => !s.Value.Remove))
        {
            if (Uploads.GetValueOrDefault(id) is not { Photo: { } photo } upload)
                throw new Refused(422, "ยังมีภาพที่ส่งไม่ครบ รอให้ครบ หรือเอาภาพนั้นออกก่อน ข้อความยังอยู่ครบ", "Photos");
            rows.Add((Said(item.Use(photo, upload.Name, ""), words), ++last, words.Order));
            upload.Use(now);
        }
        if (last > Kept.Count && item.Photos.Count > ItemPhoto.Most)
            throw new Refused(422, "บันทึกหนึ่งใส่ได้ไม่เกิน 20 ภาพ เอาบางภาพออก หรือแบ่งเป็นสองบันทึก", "Photos");
        // Who types 1 at the fifth means «before the first», and who types 5 at the first «behind the fifth». The places themselves stay, or photo:2 in the text would be another when the first is taken out
        var places = rows.Select(r => r.Photo).Distinct().Select(p => p.Position).Order().ToList();
        foreach (var (photo, place) in rows.DistinctBy(r => r.Photo).OrderBy(r => PlaceOf(r.Order) ?? r.Was).ThenBy(r => Math.Sign((PlaceOf(r.Order) ?? r.Was) - r.Was)).ThenBy(r => r.Was).Select(r => r.Photo).ToList().Zip(places))
            photo.Position = place;
    }

    static ItemPhoto Said(ItemPhoto photo, PhotoWords words)
    {
        (photo.Caption, photo.Alt) = (Line(words.Caption), Line(words.Alt));
        photo.Uncaptioned = words.Uncaptioned && photo.Caption.Length == 0;
        return photo;
    }

    static int? PlaceOf(string? typed) => int.TryParse(ThaiDigits.ToArabic(typed ?? "").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;

    /// <summary>Every photo that readers see is told what it shows, or said to be left without.</summary>
    /// <exception cref="Refused">422: one is not.</exception>
    public void MustBeCaptioned(ContentItem item)
    {
        if (item.State == ItemState.Draft || item.Photos.Where(p => !p.IsSettled).MinBy(p => p.Position) is not { } photo)
            return;
        var kept = Kept.FindIndex(k => k.Id == photo.PhotoId && photo.PhotoId != 0);
        throw new Refused(422, "ยังมีภาพที่ไม่มีคำบรรยาย เขียนสั้น ๆ ว่าเห็นอะไร ที่ไหน หรือเลือก “ไม่ระบุ” ใต้ภาพนั้น ภาพและข้อความยังอยู่ครบ",
            kept >= 0 ? string.Create(CultureInfo.InvariantCulture, $"Kept[{kept}].Caption") : Sent.Keys.FirstOrDefault(k => Uploads.GetValueOrDefault(k)?.Photo == photo.Photo) is { } id ? $"Sent[{id}].Caption" : "Photos");
    }
}
