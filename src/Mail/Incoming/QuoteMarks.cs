using System.Text.RegularExpressions;

namespace KmCommons.Mail;

/// <summary>The lines by which mail programs mark what is not typed by the one who writes.</summary>
internal static partial class QuoteMarks
{
    /// <summary>A line of the letter that is answered.</summary>
    public static bool IsQuoted(string line) => Bare(line).StartsWith('>');

    /// <summary>The line above a signature (RFC 3676, 4.3): two hyphens and a space, and nothing else.</summary>
    public static bool IsSignature(string line) => line is "-- " or "--\u00a0";

    /// <summary>What telephones put below a letter.</summary>
    public static bool IsOfDevice(string line) => line.Length < 120 && Device().IsMatch(Bare(line));

    /// <summary>Whether the letter that is answered or sent on begins here, with everything below: a line that says so, or a block of its header as Outlook writes it.</summary>
    public static bool BeginsOldLetter(string[] lines, int at)
    {
        var line = Bare(lines[at]);
        if (line.Length is 0 or > 1000) return false;
        if (Divider().IsMatch(line)) return true;
        if (Rule().IsMatch(line))
        {
            do at++;
            while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at]));
            return at < lines.Length && FromLine().IsMatch(Bare(lines[at]));
        }
        // Without the rule only a block that also has a date and one more field: people too write «From:» and «To:»
        if (!FromLine().IsMatch(line)) return false;
        var block = lines.Skip(at + 1).Take(5).TakeWhile(next => !string.IsNullOrWhiteSpace(next)).Select(Bare).ToList();
        return block.Any(DateLine().IsMatch) && block.Any(OtherLine().IsMatch);
    }

    /// <summary>A line without the white space and invisible marks around it, and without the stars that stand for bold letters.</summary>
    public static string Bare(string line) => line.Trim().Trim('\u200b', '\u200e', '\u200f', '\ufeff', '\u202a', '\u202c', '*').Trim();

    private const RegexOptions Usual = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"^(?:-{3,}\s*(?:original message|original appointment|forwarded message|forwarded by [^-]{1,80}|ข้อความต้นฉบับ|ข้อความดั้งเดิม|ข้อความเดิม|ต้นฉบับข้อความ|ข้อความที่ส่งต่อ|ข้อความที่ถูกส่งต่อ|จดหมายที่ส่งต่อ)\s*-{3,}|begin forwarded message:|เริ่มต้น?ข้อความที่ส่งต่อ:)$", Usual)]
    private static partial Regex Divider();

    [GeneratedRegex("^_{10,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?:from|จาก)\s*:\**\s*\S", Usual)]
    private static partial Regex FromLine();

    [GeneratedRegex(@"^(?:sent|date|ส่ง|ส่งเมื่อ|วันที่|วันที่ส่ง)\s*:.*\d", Usual)]
    private static partial Regex DateLine();

    [GeneratedRegex(@"^(?:to|cc|subject|ถึง|สำเนา|สำเนาถึง|เรื่อง|หัวเรื่อง|หัวข้อ)\s*:", Usual)]
    private static partial Regex OtherLine();

    [GeneratedRegex(@"^(?:sent from my \S.{0,60}|sent from (?:mail|outlook|yahoo|gmail|proton|samsung|aol|huawei|xiaomi)\b.{0,80}|get outlook for .{1,80}|(?:ส่ง)?จาก\s*(?:my\s+)?(?:iphone|ipad|android|samsung|galaxy|huawei|oppo|vivo|xiaomi)[\w .+-]{0,20}(?:ของ(?:ฉัน|ผม|ดิฉัน))?|ส่งจาก\s*(?:โทรศัพท์|มือถือ|สมาร์ทโฟน|อุปกรณ์|แท็บเล็ต|outlook|yahoo|gmail).{0,80}|(?:รับ|ดาวน์โหลด)\s*outlook สำหรับ .{1,80})$", Usual)]
    private static partial Regex Device();
}
