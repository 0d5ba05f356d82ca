using System.Text;
using KmCommons.Foundation;

namespace KmCommons.Transfer;

/// <summary>Reads the files of a bundle one after another into sheets; nothing is held but the one in hand.</summary>
public static class Reader
{
    /// <summary>The formats there are.</summary>
    public static readonly IReadOnlyList<string> Formats = ["gotoknow", "wordpress", "markdown"];

    /// <summary>All sheets of a bundle, in an order that makes what is cited before what cites it.</summary>
    /// <exception cref="Refused">422: there is no such format.</exception>
    public static IEnumerable<Sheet> Read(IBundle bundle, string format) => format switch
    {
        "gotoknow" => Each(bundle, "gotoknow", [".html", ".htm", ".txt"], GotoKnow.Read),
        "markdown" => Each(bundle, "markdown", [".md"], PaperFile.Read),
        "wordpress" => bundle.Names.Where(n => n.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)).SelectMany(name => WordPress.Read(bundle, name)),
        _ => throw new Refused(422, "ไม่รู้จักรูปแบบนี้ เลือก GotoKnow, WordPress หรือ Markdown", "Format"),
    };

    static IEnumerable<Sheet> Each(IBundle bundle, string source, string[] endings, Func<string, string, Sheet> read) =>
        from name in bundle.Names.OrderBy(Rank).ThenBy(Leading).ThenBy(n => n, StringComparer.Ordinal)
        where endings.Contains(Path.GetExtension(name).ToLowerInvariant()) && !Path.GetFileName(name).StartsWith("README", StringComparison.OrdinalIgnoreCase)
        select One(bundle, source, name, read);

    static Sheet One(IBundle bundle, string source, string name, Func<string, string, Sheet> read)
    {
        try { return read(Text(bundle, name), name); }
        catch (InvalidDataException) { return Broken(source, name, new("อ่านหัวเรื่องของไฟล์นี้ไม่ออก ดูเส้นประสามขีดสองบรรทัด และชื่อกับค่าระหว่างนั้น")); }
        catch (Refused refused) { return Broken(source, name, new(refused.Message)); }
    }

    /// <summary>A file that nothing can be made of.</summary>
    public static Sheet Broken(string source, string name, Remark why) => new(source, name, name, new() { Title = Path.GetFileName(name) }) { Fault = why };

    // Saved by an old Windows, a page may be in Thai's own eight bits; both are never valid UTF-8 by chance
    static string Text(IBundle bundle, string name)
    {
        using var file = bundle.Open(name, ImportLimits.Text);
        var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.ToArray();
        try { return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF').Replace("\0", "", StringComparison.Ordinal); }
        catch (DecoderFallbackException) { return string.Concat(bytes.Select(Tis620)); }
    }

    // TIS-620: A1 to FB are the Thai letters of Unicode from U+0E01 on
    static char Tis620(byte b) => b switch { 0 => ' ', < 0x80 => (char)b, >= 0xA1 and <= 0xFB => (char)(b - 0xA1 + 0x0E01), 0x85 => '…', 0x91 or 0x92 => '\'', 0x93 or 0x94 => '"', 0x96 or 0x97 => '–', _ => ' ' };

    static int Rank(string name) => name.Contains("cases/", StringComparison.Ordinal) ? 2 : name.Contains("aars/", StringComparison.Ordinal) ? 1 : 0;

    static long Leading(string name) => long.TryParse(string.Concat(Path.GetFileName(name).TakeWhile(char.IsAsciiDigit).Take(15)), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
}
