using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Media;

/// <summary>A photo that a member gave. Its files lie in the <see cref="PhotoStore"/>; this row says whose it is and what its words are.
/// It alters no page by itself (<see cref="IQuiet"/>): what shows it does.</summary>
public sealed class Photo : IQuiet
{
    /// <summary>Longest alternative text and longest caption, in characters.</summary>
    public const int LongestWords = 500;

    /// <summary>Photos of one member, counted by who takes them before <see cref="Receive"/>: each costs the machine a second or two, kept or not.</summary>
    public static readonly Pace Uploads = new("Photo", 300, TimeSpan.FromHours(1), "ท่านส่งรูปมากในชั่วโมงนี้ บันทึกข้อความก่อน แล้วค่อยเพิ่มรูปทีหลังได้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Its address: 32 hexadecimal digits, see <see cref="StoredPhoto"/>. Two members may have the same picture, one member has it once.</summary>
    public string Hash { get; init; } = "";
    /// <summary>Pixels, upright.</summary>
    public int Width { get; init; }
    /// <summary>Pixels, upright.</summary>
    public int Height { get; init; }
    /// <summary>What the picture shows, for who cannot see it; plain text, may be empty.</summary>
    public string Alt { get; private set; } = "";
    /// <summary>What stands below the picture; plain text, may be empty.</summary>
    public string Caption { get; private set; } = "";
    /// <summary>The member who gave it.</summary>
    public long OwnerId { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset UploadedAt { get; init; }
    /// <summary>Bytes of all its files together.</summary>
    public long Bytes { get; init; }

    /// <summary>The one door: checks, makes and keeps the files, then adds the row (saved with whatever else the request saves).
    /// The same picture from the same member again is the same photo, with the newer words where there are any.</summary>
    /// <param name="db">Where the row goes.</param>
    /// <param name="store">Where the files go.</param>
    /// <param name="owner">The giver's number.</param>
    /// <param name="upload">The bytes; read to at most <see cref="PhotoLimits.Bytes"/>.</param>
    /// <param name="alt">See <see cref="Alt"/>.</param>
    /// <param name="caption">See <see cref="Caption"/>.</param>
    /// <param name="now">The time (UTC).</param>
    /// <param name="stop">Stops the work and leaves nothing.</param>
    /// <exception cref="Refused">413, 415, 422 or 503, in words for the person.</exception>
    public static async Task<Photo> Receive(CommonsDb db, PhotoStore store, long owner, Stream upload, string? alt, string? caption, DateTimeOffset now, CancellationToken stop = default)
    {
        CheckWords(alt, caption);
        var stored = await store.Keep(upload, stop);
        var photo = db.Photos.Local.FirstOrDefault(p => p.OwnerId == owner && p.Hash == stored.Hash)
            ?? await db.Photos.SingleOrDefaultAsync(p => p.OwnerId == owner && p.Hash == stored.Hash, stop);
        if (photo is null)
            db.Photos.Add(photo = new() { Hash = stored.Hash, Width = stored.Width, Height = stored.Height, Bytes = stored.Bytes, OwnerId = owner, UploadedAt = now });
        photo.Describe(alt is { Length: > 0 } ? alt : photo.Alt, caption is { Length: > 0 } ? caption : photo.Caption);
        return photo;
    }

    /// <summary>Gives the photo other words.</summary>
    /// <exception cref="Refused">422: too long.</exception>
    public void Describe(string? alt, string? caption)
    {
        CheckWords(alt, caption);
        (Alt, Caption) = (Tidy(alt), Tidy(caption));
    }

    /// <summary>Pixels of <see cref="Src"/> across.</summary>
    public int ShownWidth => PhotoSizes.Jpeg(Width);
    /// <summary>Pixels of <see cref="Src"/> down.</summary>
    public int ShownHeight => Math.Max(1, (int)Math.Round((double)Height * ShownWidth / Width));

    /// <summary>The picture in JPEG, for feeds, letters and old browsers: at most 1280 pixels wide.</summary>
    public string Src => Address(Hash, ShownWidth, "jpg");

    /// <summary>The picture in WebP in all its widths, for <c>srcset</c>.</summary>
    public string Srcset => string.Join(", ", PhotoSizes.Webp(Width).Select(w => $"{Address(Hash, w, "webp")} {w}w"));

    static string Address(string hash, int width, string ending) => $"/media/{hash}/{PhotoSizes.Name(width, ending)}";

    static void CheckWords(string? alt, string? caption)
    {
        if (alt?.Length > LongestWords || caption?.Length > LongestWords)
            throw PhotoRefusals.LongWords();
    }

    static string Tidy(string? words) => string.Join(' ', Thai.ThaiText.Normalise(words ?? "").Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>The tables of this module, by their names.</summary>
public static class MediaTables
{
    extension(CommonsDb db)
    {
        /// <summary>Photos.</summary>
        public DbSet<Photo> Photos => db.Set<Photo>();
        /// <summary>Documents.</summary>
        public DbSet<Attachment> Attachments => db.Set<Attachment>();
        /// <summary>Photos and documents on their way; only ever asked for by owner.</summary>
        public DbSet<Upload> Uploads => db.Set<Upload>();
    }
}
