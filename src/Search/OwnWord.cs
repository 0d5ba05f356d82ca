using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>A word of this site that the search keeps whole (a name, a term), or a short form with its full name. Added by an administrator, beside the lists of <c>content-seed/words</c>.</summary>
public sealed class OwnWord : IAudited
{
    /// <summary>The most there can be.</summary>
    public const int Most = 2000;
    /// <summary>The shortest and the longest word, and the longest short form and full name, in letters.</summary>
    public const int Shortest = 2, Longest = 60, LongestShort = 20, LongestFull = 150;

    /// <summary>Adding and taking away by one administrator: each fills the index of every server anew.</summary>
    internal static readonly Pace Changes = new("OwnWord", 120, TimeSpan.FromHours(1), "ท่านเพิ่มหรือเอาคำออกหลายครั้งในชั่วโมงนี้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The word, or the short form.</summary>
    public string Text { get; private init; } = "";
    /// <summary>What the short form stands for; empty for a word.</summary>
    public string FullName { get; private init; } = "";
    /// <summary>Who added it.</summary>
    public long AddedBy { get; private init; }
    /// <summary>When.</summary>
    public DateTimeOffset AddedAt { get; private init; }

    /// <summary>Adds one and asks every server to fill its index anew with it, all in the transaction of the caller.</summary>
    /// <exception cref="Refused">422 for what makes no sense, 409 for one that is there or one too many.</exception>
    public static async Task<OwnWord> Add(CommonsDb db, string? typed, string? fullName, long by, DateTimeOffset now)
    {
        var (text, full) = (OneLine(typed), OneLine(fullName));
        if (full.Length == 0) Sensible(text);
        else SensibleShort(text, full);
        if (await db.OwnWords.AnyAsync(word => word.Text == text && word.FullName == full))
            throw new Refused(409, "คำนี้มีอยู่แล้ว ไม่ต้องเพิ่มอีก", "Typed");
        if (await db.OwnWords.CountAsync() >= Most)
            throw new Refused(409, "คำเต็ม 2,000 คำแล้ว เอาคำที่ไม่ใช้ออกก่อนจึงเพิ่มได้", "Typed");
        var word = new OwnWord { Text = text, FullName = full, AddedBy = by, AddedAt = now };
        db.OwnWords.Add(word);
        await db.SaveChangesAsync();
        await Reindex.AskWithin(db);
        return word;
    }

    /// <summary>Takes one away, as <see cref="Add"/> adds it.</summary>
    /// <exception cref="Refused">404: it is not there.</exception>
    public static async Task Remove(CommonsDb db, long id)
    {
        db.OwnWords.Remove(await db.OwnWords.SingleOrDefaultAsync(word => word.Id == id) ?? throw Refused.NotFound());
        await db.SaveChangesAsync();
        await Reindex.AskWithin(db);
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => new(change.State == EntityState.Deleted ? "word.remove" : "word.add", $"search word {Id}");

    static void Sensible(string word)
    {
        if (word.Length < Shortest)
            throw new Refused(422, "คำสั้นเกินไป พิมพ์อย่างน้อย 2 ตัวอักษร", "Typed");
        if (word.Length > Longest)
            throw new Refused(422, "คำยาวเกิน 60 ตัวอักษร เพิ่มทีละคำ ไม่ใช่ทั้งประโยค", "Typed");
        // The list keeps Thai words whole; words in other letters stand whole by themselves
        if (new WordList([word]).Count == 0)
            throw new Refused(422, "คำต้องเป็นอักษรไทยล้วน ไม่มีเว้นวรรค ตัวเลข หรือเครื่องหมาย ถ้าเป็นคำย่อ ใส่คำเต็มด้วย", "Typed");
    }

    static void SensibleShort(string text, string full)
    {
        if (text.Count(char.IsLetter) < Shortest || text.Length > LongestShort || !text.All(c => char.IsLetterOrDigit(c) || c is '.' || IsMark(c)))
            throw new Refused(422, "คำย่อมี 2 ถึง 20 ตัวอักษร เป็นตัวอักษร ตัวเลข และจุดเท่านั้น", "Typed");
        if (full.Length > LongestFull || full.Count(char.IsLetter) <= text.Count(char.IsLetter))
            throw new Refused(422, "คำเต็มต้องยาวกว่าคำย่อ และไม่เกิน 150 ตัวอักษร", "FullName");
        if (full.Contains('=', StringComparison.Ordinal))
            throw new Refused(422, "คำเต็มใส่เครื่องหมาย = ไม่ได้", "FullName");
    }

    static bool IsMark(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark;

    static string OneLine(string? typed) => string.Join(' ', ThaiText.Normalise(typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
