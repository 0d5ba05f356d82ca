using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Media;

/// <summary>A photo or a document on its way from a member's form: sent in pieces that a broken line does not lose, under a key that the form gave it. Kept beside the unfinished work that speaks of it,
/// seen by nobody but its owner, and put to use when the form is taken. A form without JavaScript brings its files whole; they come to lie here too, so that a refused form keeps them.</summary>
public sealed partial class Upload : IQuiet
{
    /// <summary>Bytes that one member may have on their way and not whole.</summary>
    public const long MostOpen = 450L * 1024 * 1024;

    /// <summary>Megabytes that one member announces, the smallest photo counting as one.</summary>
    internal static readonly Pace Megabytes = new("Upload", 2000, TimeSpan.FromHours(1), "ท่านส่งไฟล์มากในชั่วโมงนี้ ข้อความยังอยู่ครบ พักสักครู่แล้วส่งต่อได้");

    /// <summary>Whose it is.</summary>
    public long OwnerId { get; private init; }
    /// <summary>Its key: 32 hexadecimal digits. Keys are the owner's own: somebody else's same key is another upload.</summary>
    public string Id { get; private init; } = "";
    /// <summary>Whether it is to be a document (<see cref="Media.Attachment"/>) rather than a photo.</summary>
    public bool IsFile { get; private init; }
    /// <summary>The name of the file.</summary>
    public string Name { get; private init; } = "";
    /// <summary>Bytes of the whole.</summary>
    public long Size { get; private init; }
    /// <summary>The SHA-256 that the sender's browser reckoned; null where it cannot.</summary>
    public string? Sha256 { get; private init; }
    /// <summary>When it was announced (UTC).</summary>
    public DateTimeOffset BegunAt { get; private init; }
    /// <summary>When it was last heard of (UTC).</summary>
    public DateTimeOffset At { get; private set; }
    /// <summary>The photo that it became; loaded with it.</summary>
    public Photo? Photo { get; private set; }
    /// <summary>The photo that it became.</summary>
    public long? PhotoId { get; private set; }
    /// <summary>The document that it became; loaded with it.</summary>
    public Attachment? Attachment { get; private set; }
    /// <summary>The document that it became.</summary>
    public long? AttachmentId { get; private set; }
    /// <summary>When a form that was taken put it to use (UTC).</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Whether it came whole and was let in.</summary>
    public bool IsDone => PhotoId is not null || AttachmentId is not null;

    /// <summary>A new key.</summary>
    public static string NewId() => Guid.NewGuid().ToString("N", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Whether a text has the shape of a key.</summary>
    public static bool IsId(string? text) => text is not null && Key().IsMatch(text);

    /// <summary>The member's own uploads of these keys, with what they became.</summary>
    public static async Task<IReadOnlyDictionary<string, Upload>> Of(CommonsDb db, long owner, IEnumerable<string> ids, CancellationToken stop)
    {
        var asked = ids.Where(IsId).Distinct().Take(200).ToArray();
        return asked.Length == 0 ? new Dictionary<string, Upload>() : await db.Uploads.Include(u => u.Photo).Include(u => u.Attachment).Where(u => u.OwnerId == owner && asked.Contains(u.Id)).ToDictionaryAsync(u => u.Id, stop);
    }

    /// <summary>Announces one; the same again is the same, and goes on where it is.</summary>
    /// <exception cref="Refused">400, 409 for too many on their way, 413 for one that is too large, 429.</exception>
    public static async Task<Upload> Begin(CommonsDb db, PhotoLimits limits, Paces paces, long owner, string? id, bool isFile, string? name, long size, string? sha256, DateTimeOffset now, CancellationToken stop)
    {
        if (!IsId(id) || sha256 is { Length: > 0 } && !Sum().IsMatch(sha256))
            throw AttachmentRefusals.Unreadable();
        if (size <= 0)
            throw isFile ? AttachmentRefusals.Empty() : PhotoRefusals.Empty();
        if (size > (isFile ? AttachmentGate.Most : limits.Bytes))
            throw isFile ? AttachmentRefusals.TooManyBytes() : PhotoRefusals.TooManyBytes();
        if ((await Of(db, owner, [id!], stop)).Values.SingleOrDefault() is { } known)
            return known.Size == size && known.IsFile == isFile ? known : throw AttachmentRefusals.NotTheSame();
        if (await db.Uploads.Where(u => u.OwnerId == owner && u.PhotoId == null && u.AttachmentId == null).SumAsync(u => u.Size, stop) + size > MostOpen)
            throw AttachmentRefusals.TooManyOpen();
        paces.Count(Megabytes, owner, (int)(size / (1024 * 1024)) + 1);
        var upload = new Upload { OwnerId = owner, Id = id!, IsFile = isFile, Name = Named(name), Size = size, Sha256 = sha256 is { Length: > 0 } ? sha256 : null, BegunAt = now, At = now };
        db.Add(upload);
        await db.SaveChangesAsync(stop);
        return upload;
    }

    /// <summary>Notes that it was heard of.</summary>
    public void Heard(DateTimeOffset now) => At = now;

    /// <summary>Notes that a form which was taken uses it.</summary>
    public void Use(DateTimeOffset now) => (UsedAt, At) = (now, now);

    /// <summary>Lets it in through the one door of its kind; the caller saves.</summary>
    /// <exception cref="Refused">What the doors refuse.</exception>
    public async Task Become(CommonsDb db, PhotoStore photos, AttachmentStore files, Stream whole, DateTimeOffset now, CancellationToken stop)
    {
        if (IsFile)
            Attachment = await Media.Attachment.Receive(db, files, OwnerId, whole, now, stop);
        else
            Photo = await Media.Photo.Receive(db, photos, OwnerId, whole, "", "", now, stop);
        At = now;
    }

    /// <summary>One that came whole within a form.</summary>
    internal static Upload Whole(long owner, string id, bool isFile, string? name, long size, DateTimeOffset now) =>
        new() { OwnerId = owner, Id = id, IsFile = isFile, Name = Named(name), Size = Math.Max(1, size), BegunAt = now, At = now };

    static string Named(string? name) => ThaiText.Cut(ThaiText.Normalise((name ?? "").Split('/', '\\')[^1].Replace("\0", "", StringComparison.Ordinal)).ReplaceLineEndings(" ").Trim(), 200, "");

    [GeneratedRegex("^[0-9a-f]{32}\\z")]
    private static partial Regex Key();

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex Sum();
}
