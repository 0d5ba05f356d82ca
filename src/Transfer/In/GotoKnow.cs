using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Thai;

namespace KmCommons.Transfer;

/// <summary>A note saved from GotoKnow, as text or as the page itself. The page is made text first; then both are read alike: lines that say what they are (number, dates, licence, tags, blog),
/// the note between them, and after the word «ความเห็น» the comments. Of a commenter's address nothing is kept.</summary>
public static partial class GotoKnow
{
    /// <summary>Reads a file.</summary>
    public static Sheet Read(string text, string name)
    {
        var isPage = Path.GetExtension(name).StartsWith(".htm", StringComparison.OrdinalIgnoreCase);
        var (heading, plain) = isPage ? HtmlMarkdown.Of(text, OldLinks.Of, src => LocalPhoto(src)) : ("", Marked(text));
        var note = new Saved();
        foreach (var line in plain.ReplaceLineEndings("\n").Split('\n'))
            note.Take(line);
        return note.Sheet(name, Tidy(heading), isPage);
    }

    /// <summary>The name of a picture that was saved beside the page; null for one elsewhere.</summary>
    public static string? LocalPhoto(string src) => src.Length == 0 || src.Contains("//", StringComparison.Ordinal) || src.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null
        : Uri.UnescapeDataString(src.Split('?')[0]).Split('/')[^1] is { Length: > 0 } file ? file : null;

    // As text, a link left only its word behind
    static string Marked(string text) => OldLinks.InText(BareWord().Replace(Attachment().Replace(text, $"$0 {HtmlMarkdown.LostLink}"), $"$0 {HtmlMarkdown.LostLink}"));

    static string Tidy(string heading) => TitleTail().Replace(heading, "").Trim();

    /// <summary>What was read of a note so far.</summary>
    sealed class Saved
    {
        readonly List<string> body = [];
        readonly List<(string Name, string Date, List<string> Lines)> comments = [];
        string title = "", date = "", edited = "", licence = "", blog = "", author = "", address = "";
        long? number;
        string[] tags = [];
        bool talks;

        public void Take(string line)
        {
            var plain = ThaiDigits.ToArabic(line.Trim().Replace("\\", "", StringComparison.Ordinal)).Trim('*', '#', '|', ' ');
            if (!talks && TalkBegins().IsMatch(plain))
                talks = true;
            else if (talks)
                Say(line, plain);
            else if (Labels(plain))
                return;
            else if (title.Length == 0 && plain.Length > 0)
                title = plain;
            else
                body.Add(line);
        }

        // One line may say several things: หมายเลขบันทึก: 81116, เขียน: …, แก้ไข: …
        bool Labels(string line) => Between().Split(line).Select(Label).ToList() is var known && known.Contains(true);

        bool Label(string said)
        {
            if (Known().Match(said) is not { Success: true } label)
                return false;
            var value = label.Groups["value"].Value.Trim().TrimEnd(',');
            string Group(string name) => label.Groups[name].Success ? value : "";
            if (Group("number") is { Length: > 0 } of && long.TryParse(Digits().Match(of).Value, NumberStyles.None, CultureInfo.InvariantCulture, out var old)) number = old;
            else if (label.Groups["made"].Success && IsDate(value)) date = value;
            else if (label.Groups["changed"].Success && IsDate(value)) edited = value;
            else if (Group("title") is { Length: > 0 } called) title = called;
            else if (Group("licence") is { Length: > 0 } given) licence = given;
            else if (Group("tags") is { Length: > 0 } line) tags = [.. line.Contains('#', StringComparison.Ordinal) ? line.Split('#', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : Content.Tag.Split(line)];
            else if (Group("blog") is { Length: > 0 } lies) blog = lies;
            else if (Group("author") is { Length: > 0 } who) author = who;
            else if (Group("address") is { Length: > 0 } where) address = where;
            else return label.Groups["count"].Success;
            return true;
        }

        void Say(string line, string plain)
        {
            if (OnlyAddress().IsMatch(plain))
                return;
            if (Head().Match(plain) is not { Success: true } head || !IsDate(head.Groups["date"].Value))
            {
                if (comments.Count > 0) comments[^1].Lines.Add(line);
                else if (plain.Length > 0) waiting = plain;
                return;
            }
            var name = head.Groups["name"].Value.Trim();
            if (name.Length == 0)
                (name, waiting) = (comments.Count > 0 ? LastLine(comments[^1].Lines) : waiting, "");
            comments.Add((ByWhom().Replace(Anywhere().Replace(name, ""), "").Trim(), head.Groups["date"].Value.Trim(), []));
        }

        string waiting = "";

        // The name above the date belonged to the comment before, until the date said whose it is
        static string LastLine(List<string> lines)
        {
            var at = lines.FindLastIndex(l => l.Trim().Length > 0);
            if (at < 0)
                return "";
            var name = lines[at].Trim().Trim('*', '#', ' ');
            lines.RemoveRange(at, lines.Count - at);
            return name;
        }

        public Sheet Sheet(string file, string heading, bool isPage)
        {
            if (heading.Length > 0 && heading != title)
            {
                if (title.Length > 0 && !heading.Contains(title, StringComparison.Ordinal)) body.Insert(0, title);
                title = heading;
            }
            var (at, doubt) = date.Length > 0 ? Doubt.Read(date) : (null, new("", [], default));
            var (changed, _) = edited.Length > 0 ? Doubt.Read(edited) : (null, null);
            var (talk, remarks) = (Talk(at), new List<Remark>());
            if (edited.Length > 0 && changed is null) remarks.Add(new("วันที่แก้ “{0}” อ่านได้หลายแบบ จึงไม่นำมา", edited));
            if (licence.Length > 0 && Licences.Of(licence) == Content.Licence.Reserved) remarks.Add(new("สัญญาอนุญาตเดิม “{0}” ไม่มีที่นี่ จึงสงวนลิขสิทธิ์ไว้ก่อน เจ้าของเปลี่ยนได้", licence));
            if (comments.Exists(c => Doubt.Read(c.Date).At is null)) remarks.Add(new("เวลาของความเห็นบางข้ออ่านได้หลายแบบ จึงเรียงตามลำดับเดิม"));
            var words = string.Join(isPage ? "\n" : "\n\n", body.Select(l => l.TrimEnd()).Where(l => isPage || l.Trim().Length > 0)).Trim();
            var lost = Regex.Count(words, Regex.Escape(HtmlMarkdown.LostLink)) + Regex.Count(words, Regex.Escape(HtmlMarkdown.LostPhoto));
            if (lost > 0) remarks.Add(new("ลิงก์หรือภาพที่หายไปแล้ว {0} แห่ง บอกไว้ในเนื้อเรื่อง", lost));
            var paper = new Paper
            {
                Title = title, Date = at, Edited = changed, Body = words, Tags = tags, Licence = licence.Length > 0 ? licence : "all rights reserved", AuthorName = author.Length > 0 ? author : null, Comments = talk,
                Photos = [.. PhotoName().Matches(words).Select(m => m.Groups["name"].Value).Distinct().Select(n => new PaperPhoto(n, null, "", ""))],
            };
            return new("gotoknow", number?.ToString(CultureInfo.InvariantCulture) ?? $"{Path.GetFileName(file)}|{date}|{title}", file, paper)
            { OldNumber = number, OldAddress = address, Doubt = doubt, Remarks = remarks, Fault = words.Length == 0 ? new("ไฟล์นี้ไม่มีเนื้อเรื่อง") : null };
        }

        List<PaperComment> Talk(DateTimeOffset? at)
        {
            var (talk, last) = (new List<PaperComment>(), at);
            foreach (var (name, typed, lines) in comments)
            {
                last = Doubt.Read(typed).At ?? last;
                if (string.Join("\n", lines).Trim() is { Length: > 0 } said)
                    talk.Add(new(null, name.Length > 0 ? ThaiText.Cut(name, 80, "") : "ผู้อ่าน", last, Anywhere().Replace(said, "").Trim(), []));
            }
            return talk;
        }
    }

    static bool IsDate(string text) => text.Any(char.IsAsciiDigit) && ThaiDate.TryParse(text.Trim(), out _);

    [GeneratedRegex(@"^(?:(?<number>หมายเลขบันทึก|เลขที่บันทึก|บันทึกหมายเลข|Post ID)|(?<made>เขียนเมื่อ|สร้างเมื่อ|เขียน|สร้าง|Created)|(?<changed>แก้ไขล่าสุด|แก้ไขเมื่อ|แก้ไข|Updated)|(?<title>ชื่อบันทึก|ชื่อเรื่อง)(?=\s*[:：])|(?<licence>สัญญาอนุญาต|ลิขสิทธิ์|License)(?=\s*[:：])|(?<tags>คำสำคัญ(?:\s*\(.{1,20}?\))?|Tags?)(?=\s*[:：])|(?<blog>สมุด|บล็อก|Blog)(?=\s*[:：])|(?<author>เขียนโดย|ผู้เขียน|โดย)(?=\s*[:：])|(?<address>ที่อยู่|URL)(?=\s*[:：])|(?<count>อ่าน|ความเห็น|ดอกไม้|Views?|Comments?)(?=\s*[:：]\s*[0-9]))\s*[:：]?\s*(?<value>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Known();

    [GeneratedRegex(@"\s*[,·|]\s*(?=(?:หมายเลขบันทึก|เขียน|สร้าง|แก้ไข|สัญญาอนุญาต|อ่าน|ความเห็น|ดอกไม้)[^,·|:：]{0,8}\s*[:：])")]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:ความเห็น|ความคิดเห็น|Comments?)\s*(?:\([0-9,]+\))?$|^[0-9,]+\s*(?:ความเห็น|ความคิดเห็น)$", RegexOptions.IgnoreCase)]
    private static partial Regex TalkBegins();

    [GeneratedRegex(@"^(?<name>.*?)\s*(?:เขียนเมื่อ|เมื่อ)\s*[:：]?\s*(?<date>[^\[\](]+?)\s*(?:[\[(]?\s*(?:จาก\s*)?(?:IP\s*[:：]?\s*)?[x0-9]{1,3}(?:\.[x0-9]{1,3}){3}\s*[\])]?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Head();

    [GeneratedRegex(@"^[\[(]?\s*(?:จาก\s*)?IP(?:\s*Address)?\s*[:：]?\s*[x0-9]{1,3}(?:\.[x0-9]{1,3}){3}\s*[\])]?$", RegexOptions.IgnoreCase)]
    private static partial Regex OnlyAddress();

    // An address of somebody in any shape: whole or masked, IPv4 or IPv6, or of e-mail
    [GeneratedRegex(@"[\[(]?\s*(?:IP\s*[:：]?\s*)?(?<![\w.])[x0-9]{1,3}(?:\.[x0-9]{1,3}){3}(?![\w.])\s*[\])]?|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f:]{1,9}(?:/\d+)?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.IgnoreCase)]
    internal static partial Regex Anywhere();

    [GeneratedRegex(@"^(?:เขียนโดย|โดย|ชื่อ)\s*[:：]?\s*")]
    private static partial Regex ByWhom();

    [GeneratedRegex(@"[0-9]{2,12}")]
    private static partial Regex Digits();

    [GeneratedRegex(@"(?<=^[ \t]*|\[|\()(?:ลิ้งค์|ลิงค์|ลิ้งก์|ลิงก์|Link)(?=[ \t]*\r?$|\]|\))", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex BareWord();

    [GeneratedRegex(@"^[ \t]*(?:ไฟล์แนบ|เอกสารแนบ)\s*[:：].*?(?=\r?$)", RegexOptions.Multiline)]
    private static partial Regex Attachment();

    [GeneratedRegex(@"\s*[-|–:]\s*GotoKnow.*$|^GotoKnow\s*[-|–:]\s*", RegexOptions.IgnoreCase)]
    private static partial Regex TitleTail();

    [GeneratedRegex(@"\(<photo:(?<name>[^>]+)>\)")]
    internal static partial Regex PhotoName();
}
