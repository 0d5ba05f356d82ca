using System.Globalization;
using KmCommons.Search.Index;
using KmCommons.Tests.House;

namespace KmCommons.Tests.Search.Gold;

/// <summary>
/// 2,000 notes made of <c>patterns.txt</c>, the same every time: each topic in each of its tambons through five years, so that for every query there are notes of the same place about other things
/// and of other places about the same, and some that only name the place in passing. The key says topic, tambon, year and kind: <c>made/crab/800121/2550/note</c>.
/// </summary>
sealed class GoldNotes
{
    const int Count = 2000, FirstNumber = 1001, FirstYear = 2549, Years = 5;
    static readonly string[] Months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];
    static readonly string[] LongMonths = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"];
    static readonly string[] People = ["คุณลิขิต", "คุณอำนวย", "ลุงคนเรือ", "ป้าแม่ครัว", "ครูโรงเรียนวัด", "เหรัญญิก", "หมออนามัย", "พัฒนากร", "โต๊ะอิหม่าม", "หลวงตา"];
    static readonly string[] Writers = ["คนจด", "คนชวนคุย"];
    static readonly Dictionary<string, string[]> Forms = new(StringComparer.Ordinal)
    {
        ["อบต"] = ["อบต.", "อบต", "องค์การบริหารส่วนตำบล"], ["อสม"] = ["อสม.", "อสม", "อาสาสมัครสาธารณสุขประจำหมู่บ้าน"], ["ผญ"] = ["ผู้ใหญ่บ้าน", "ผญ.", "ผู้ใหญ่บ้าน"],
        ["พอช"] = ["พอช.", "พอช", "สถาบันพัฒนาองค์กรชุมชน"], ["สปสช"] = ["สปสช.", "สปสช", "สำนักงานหลักประกันสุขภาพแห่งชาติ"], ["กศน"] = ["กศน.", "กศน"],
        ["สสส"] = ["สสส.", "สสส"], ["KM"] = ["การจัดการความรู้", "KM", "เคเอ็ม"],
    };

    sealed record Topic(string Key, string Groups, string[] Tags)
    {
        public List<string> Titles { get; } = [];
        public List<string> Sentences { get; } = [];
    }

    readonly List<(string Code, string Group)> _tambons = [];
    readonly List<Topic> _topics = [];
    readonly Random _random = new(2549);

    /// <summary>All of them with their keys.</summary>
    public static IEnumerable<(string Key, IndexedText Text)> Texts() => new GoldNotes().Make();

    GoldNotes()
    {
        foreach (var line in File.ReadLines(Path.Combine(Disk.Root, "tests/KmCommons.Tests/Search/Gold/patterns.txt")).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var words = line.Split(' ', 3);
            if (words[0] == "tambon") _tambons.Add((words[1], words[2]));
            else if (words[0] == "topic") _topics.Add(new(words[1], words[2].Split(" | ")[0], words[2].Split(" | ")[1].Split(", ")));
            else if (words[0] == "all") _topics.Add(new("all", "", []));
            else (words[0] == "t" ? _topics[^1].Titles : _topics[^1].Sentences).Add(line[2..]);
        }
    }

    IEnumerable<(string, IndexedText)> Make()
    {
        var (topics, anywhere) = (_topics[..^1], _topics[^1]);
        for (var i = 0; i < Count; i++)
        {
            var (topic, turn) = (topics[i % topics.Count], i / topics.Count);
            var tambons = _tambons.Where(tambon => topic.Groups.Contains(tambon.Group, StringComparison.Ordinal)).Select(tambon => tambon.Code).ToList();
            var (code, year) = (tambons[turn % tambons.Count], FirstYear + (turn + turn / tambons.Count * 4 + i) % Years);
            var at = new DateTimeOffset(year - 543, 1 + _random.Next(12), 1 + _random.Next(28), 20, 0, 0, TimeSpan.FromHours(7));
            var kind = turn % 6 == 4 ? "aar" : turn % 9 == 2 ? "case" : "note";
            string[] sentences = [.. Some(topic.Sentences, 4), .. Some(anywhere.Sentences.Where(s => !s.Contains("{วันที่}", StringComparison.Ordinal) && !s.Contains("{ปี}", StringComparison.Ordinal)), 3),
                .. Some(anywhere.Sentences.Where(s => s.Contains("{วันที่}", StringComparison.Ordinal) || s.Contains("{ปี}", StringComparison.Ordinal)), 1)];
            var words = string.Join(_random.Next(3) == 0 ? "\n" : " ", Some(sentences, sentences.Length).Select(s => Filled(s, code, at)));
            var name = GoldPlaces.Thai(code);
            yield return ($"made/{topic.Key}/{code}/{N(year)}/{kind}", GoldPlaces.Text(FirstNumber + i, kind, Filled(topic.Titles[_random.Next(topic.Titles.Count)], code, at), words, code,
                $"{Writers[_random.Next(Writers.Length)]} ต.{name}", $"เรื่องเล่า{name}", topic.Tags, at));
        }
    }

    IEnumerable<string> Some(IEnumerable<string> all, int count) => all.OrderBy(_ => _random.Next()).Take(count).ToList();

    string Filled(string pattern, string code, DateTimeOffset at)
    {
        foreach (var (slot, forms) in Forms) pattern = pattern.Replace($"{{{slot}}}", forms[_random.Next(forms.Length)], StringComparison.Ordinal);
        var other = GoldPlaces.Thai(_tambons[_random.Next(_tambons.Count)].Code);
        return pattern.Replace("{ต}", Tambon(GoldPlaces.Thai(code)), StringComparison.Ordinal).Replace("{อื่น}", Tambon(other), StringComparison.Ordinal)
            .Replace("{หมู่}", N(1 + _random.Next(9)), StringComparison.Ordinal).Replace("{เลข}", N(11 + _random.Next(80)), StringComparison.Ordinal)
            .Replace("{คน}", People[_random.Next(People.Length)], StringComparison.Ordinal).Replace("{วันที่}", Date(at), StringComparison.Ordinal).Replace("{ปี}", Year(at), StringComparison.Ordinal);
    }

    string Tambon(string name) => _random.Next(3) switch { 0 => "ตำบล" + name, 1 => "ต." + name, _ => name };

    string Date(DateTimeOffset at)
    {
        var (day, month, year) = (N(at.Day), at.Month - 1, at.Year + 543);
        return _random.Next(5) switch
        {
            0 => $"{day}{Months[month]}{N(year % 100)}", 1 => $"{day} {Months[month]}{N(year)}", 2 => $"{day} {LongMonths[month]} {N(year)}",
            3 => $"{day} {LongMonths[month]} {N(at.Year)}", _ => KmCommons.Thai.ThaiDigits.ToThai($"{day} {Months[month]} {N(year)}"),
        };
    }

    string Year(DateTimeOffset at) => _random.Next(4) switch
    {
        0 => $"ปี {N(at.Year + 543)}", 1 => $"ปี {N((at.Year + 543) % 100)}", 2 => $"พ.ศ. {N(at.Year + 543)}", _ => KmCommons.Thai.ThaiDigits.ToThai($"ปี{N(at.Year + 543)}"),
    };

    static string N(int number) => number.ToString(CultureInfo.InvariantCulture);
}
