using KmCommons.Content;

namespace KmCommons.Transfer;

/// <summary>Licences as files and other sites name them.</summary>
public static class Licences
{
    /// <summary>The name in our files.</summary>
    public static string Name(Licence licence) => licence switch { Licence.BySa => "CC BY-SA 4.0", Licence.By => "CC BY 4.0", _ => "all rights reserved" };

    /// <summary>The licence of a name. What we have not (no commerce, no changes) or do not know is all rights reserved: nothing is given away that its author did not give.</summary>
    public static Licence Of(string? name)
    {
        var words = (name ?? "").ToLowerInvariant().Replace(' ', '-');
        bool Says(params string[] signs) => signs.Any(s => words.Contains(s, StringComparison.Ordinal));
        if (Says("-nc", "-nd", "ไม่ใช้เพื่อการค้า", "ไม่ดัดแปลง", "noncommercial", "noderiv") || !Says("cc", "ครีเอทีฟ", "creative"))
            return Licence.Reserved;
        return Says("by-sa", "sharealike", "share-alike", "อนุญาตแบบเดียวกัน") ? Licence.BySa : Says("by", "attribution", "แสดงที่มา") ? Licence.By : Licence.Reserved;
    }
}
