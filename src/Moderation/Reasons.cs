using KmCommons.Foundation;

namespace KmCommons.Moderation;

/// <summary>Reasons that come up often, ready to be chosen. Kept in Thai, as they were said; each is also the key of the string localizer.</summary>
static class Reasons
{
    /// <summary>What stands between a ready reason and one's own words.</summary>
    const string Joint = " · ";

    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        "เป็นโฆษณาหรือชวนเล่นพนัน", "มีข้อมูลส่วนตัวของคนอื่น เช่น เบอร์โทรหรือที่อยู่", "ใช้คำหยาบหรือว่าร้ายกัน", "ไม่เกี่ยวกับเรื่องที่คุยกัน", "อาจเข้าใจผิดและเป็นอันตราย", "คัดลอกของคนอื่นมาโดยไม่บอกที่มา", "อ่านแล้วไม่มีปัญหา",
    ];

    /// <summary>The reason that fits what the hold rules found; the first way to say no.</summary>
    public static string For(IReadOnlyList<string> heldFor) => heldFor.Any(f => f.StartsWith("words", StringComparison.Ordinal) || f.StartsWith("links", StringComparison.Ordinal)) ? All[0] : All[3];

    /// <summary>A ready reason and one's own words, as one.</summary>
    public static string Of(string? ready, string? own) => string.Join(Joint, new[] { Array.Find(All, r => r == ready) ?? "", (own ?? "").Trim() }.Where(p => p.Length > 0));

    /// <summary>The reason in another language, as far as it was a ready one.</summary>
    public static string In(Wording words, string reason) => string.Join(Joint, reason.Split(Joint).Select(p => words[p]));
}
