using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Media;

/// <summary>A document that a member gave, as it came. Its bytes lie in the <see cref="AttachmentStore"/>; this row says whose it is and what. It alters no page by itself: what shows it does.</summary>
public sealed partial class Attachment : IQuiet
{
    /// <summary>Longest name, in letters.</summary>
    public const int LongestName = 120;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The SHA-256 of its bytes, 64 hexadecimal digits: its checksum and its address on disk.</summary>
    public string Sha256 { get; init; } = "";
    /// <summary>The key of its <see cref="AttachmentKind"/>.</summary>
    public string Kind { get; init; } = "";
    /// <summary>How many bytes.</summary>
    public long Bytes { get; init; }
    /// <summary>The member who gave it.</summary>
    public long OwnerId { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset UploadedAt { get; init; }

    /// <summary>The one door: looks at the bytes, keeps them, then adds the row (saved with whatever else the request saves). The same bytes from the same member again are the same document.</summary>
    /// <exception cref="Refused">413, 415, 422 or 503, in words for the person.</exception>
    public static async Task<Attachment> Receive(CommonsDb db, AttachmentStore store, long owner, Stream upload, DateTimeOffset now, CancellationToken stop = default)
    {
        var (hash, kind, bytes) = await store.Keep(upload, stop);
        var known = db.Attachments.Local.FirstOrDefault(a => a.OwnerId == owner && a.Sha256 == hash) ?? await db.Attachments.SingleOrDefaultAsync(a => a.OwnerId == owner && a.Sha256 == hash, stop);
        if (known is null)
            db.Attachments.Add(known = new() { Sha256 = hash, Kind = kind.Key, Bytes = bytes, OwnerId = owner, UploadedAt = now });
        return known;
    }

    /// <summary>A file name as it may be shown and saved anywhere: no folders, no letters that are orders to a system or turn the line round, Thai as it is, and the ending that its bytes have.</summary>
    public static string NameOf(string typed, AttachmentKind kind)
    {
        var bare = Unfit().Replace(ThaiText.Normalise(typed.Split('/', '\\')[^1]).Replace("\0", "", StringComparison.Ordinal), " ");
        var dot = bare.LastIndexOf('.');
        var stem = ThaiText.Cut(string.Join(' ', (dot > 0 && bare.Length - dot <= 6 ? bare[..dot] : bare).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.', ' '), LongestName - 6, "").Trim('.', ' ');
        return $"{(stem.Length == 0 ? "เอกสาร" : stem)}.{kind.Key}";
    }

    [GeneratedRegex("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*]")]
    private static partial Regex Unfit();
}
