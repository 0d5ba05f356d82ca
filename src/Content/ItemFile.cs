using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A document attached to an item, as its readers see it. The bytes are module Media's.</summary>
public sealed class ItemFile
{
    /// <summary>Documents of one item.</summary>
    public const int Most = 10;
    /// <summary>The fields of a form: new files, uploads by their keys, what is taken out; and before the key, a file that comes whole under it.</summary>
    public const string Fresh = "Files", Sent = "SentFiles", Gone = "DropFiles", Whole = "File.";
    static readonly object KeptHere = new();

    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The document.</summary>
    public long AttachmentId { get; init; }
    /// <summary>The document; loaded on demand.</summary>
    public Attachment Attachment { get; init; } = null!;
    /// <summary>Its name for readers, cleaned.</summary>
    public string Name { get; init; } = "";
    /// <summary>Its place in the list, from 1.</summary>
    public int Position { get; init; }
    /// <summary>Its words, for the search; empty until they were taken out, and where there are none.</summary>
    public string Words { get; private set; } = "";
    /// <summary>When its words were taken out (UTC); null while that is to be done.</summary>
    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Where it is read.</summary>
    public string Url => $"/file/{Number}/{AttachmentId}/{Uri.EscapeDataString(Name)}";

    /// <summary>Notes its words.</summary>
    internal void Says(string words, DateTimeOffset now) => (Words, ReadAt) = (words, now);

    /// <summary>Keeps the documents that a form brings whole, so that a refusal loses none. To be called before the form is judged.</summary>
    /// <exception cref="Refused">One of them is none; the others are kept.</exception>
    public static async Task KeepWhole(HttpContext http, Viewer viewer)
    {
        var (ids, refused) = (new List<string>(), (Refused?)null);
        http.Items[KeptHere] = ids;
        foreach (var file in http.Request.Form.Files.Where(f => f.Length > 0 && (f.Name == Fresh || f.Name.StartsWith(Whole, StringComparison.Ordinal))))
            try { ids.Add(await Upload.Keep(http.RequestServices, viewer.Id, file, isFile: true, file.Name == Fresh ? null : file.Name[Whole.Length..], http.RequestAborted)); }
            catch (Refused fault) { refused ??= fault; }
        if (refused is not null)
            throw refused;
    }

    /// <summary>The keys of the uploads that this form brings, in its order.</summary>
    public static IReadOnlyList<string> SentIn(HttpContext http) =>
        HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? [.. http.Request.Form[Sent].OfType<string>().Where(Upload.IsId).Concat(http.Items[KeptHere] as List<string> ?? []).Distinct()] : [];

    /// <summary>Does with the item's documents what the form says; saved with the item.</summary>
    /// <exception cref="Refused">422: too many, or one that has not come whole.</exception>
    public static async Task Take(HttpContext http, CommonsDb db, Viewer viewer, ContentItem item, DateTimeOffset now)
    {
        var (stop, sent) = (http.RequestAborted, SentIn(http));
        var gone = http.Request.Form[Gone].ToHashSet(StringComparer.Ordinal);
        if (sent.Count == 0 && gone.Count == 0)
            return;
        if (item.Number != 0 && db.Entry(item).State != EntityState.Added)
            await db.Entry(item).Collection(i => i.Files).LoadAsync(stop);
        item.Files.RemoveAll(f => gone.Contains(f.AttachmentId.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var uploads = await Upload.Of(db, viewer.Id, sent, stop);
        foreach (var id in sent)
        {
            if (uploads.GetValueOrDefault(id) is not { Attachment: { } file } upload)
                throw new Refused(422, "ยังมีไฟล์แนบที่ส่งไม่ครบ รอให้ครบ หรือเอาไฟล์นั้นออกก่อน ข้อความยังอยู่ครบ", Fresh);
            item.Attach(file, upload.Name);
            upload.Use(now);
        }
        if (item.Files.Count > Most)
            throw new Refused(422, "เรื่องหนึ่งแนบไฟล์ได้ไม่เกิน 10 ไฟล์ เอาไฟล์ที่ไม่จำเป็นออกก่อน", Fresh);
    }
}
