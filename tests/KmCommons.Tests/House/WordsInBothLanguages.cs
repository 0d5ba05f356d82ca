using System.Text.RegularExpressions;

namespace KmCommons.Tests.House;

/// <summary>Every Thai sentence of the interface has its English, and only those have. Thai that is not the interface's is listed here by name.</summary>
public sealed partial class WordsInBothLanguages
{
    /// <summary>Thai in C# that is never looked up: file or folder, how the string begins (empty: all of them), and why.</summary>
    static readonly (string Path, string Begins, string Why)[] NotInterface =
    [
        ("src/Thai/", "", "the language itself: letters, days, months, numbers"),
        ("src/Search/Asked/", "", "the language itself: letters that sound alike, the prefix of a full name"),
        ("src/Places/Place.cs", "", "part of a place's name"),
        ("src/People/Member.cs", "ผู้เขียนขอถอนชื่อ", "stands where a name stood"),
        ("src/Transfer/Leaving/Leaving.cs", "สมุดของ", "the name that a blog keeps"),
        ("src/Transfer/Out/StaticPages.cs", "", "written into the copy"),
        ("src/Transfer/Out/CopyFolder.cs", "", "the console, in both languages at once"),
        ("src/Transfer/StoppableCommand.cs", "", "the console, in both languages at once"),
        ("src/Transfer/Out/ExportCommand.cs", "", "the console, in both languages at once"),
        ("src/Transfer/In/ImportCommand.cs", "", "the console, in both languages at once"),
        ("src/Transfer/In/FolderBundle.cs", "", "the console, in both languages at once"),
        ("src/Transfer/In/HtmlMarkdown.cs", "", "written into what a person wrote"),
        ("src/Transfer/In/Planting", "\n\n*เขียนโดย", "written into what a person wrote"),
        ("src/Transfer/In/Planting", "เรื่องเลขเดิม", "written into what a person wrote"),
        ("src/Transfer/In/GotoKnow.cs", "^", "a pattern"),
        ("src/Transfer/In/GotoKnow.cs", "\\s*[", "a pattern"),
        ("src/Transfer/In/GotoKnow.cs", "(?<=", "a pattern"),
        ("src/Transfer/In/GotoKnow.cs", "ผู้อ่าน", "a name where none was saved"),
        ("src/Transfer/In/WordPress.cs", "ผู้อ่าน", "a name where none was saved"),
        ("src/Transfer/In/WordPress.cs", "ไม่มีหมวดหมู่", "what WordPress calls no tag"),
        ("src/Transfer/Papers/Licences.cs", "", "what other sites call their licences"),
        ("src/Foundation/Site.cs", "ลานความรู้", "the site's name, the sender of letters"),
        ("src/Foundation/Markdown/WebAddress.cs", "", "signs at the end of an address"),
        ("src/Foundation/Markdown/ProseWriter", "", "rendered once into what a person wrote"),
        ("src/Foundation/Markdown/ProsePhoto.cs", "", "rendered into what a person wrote"),
        ("src/Content/Holding/SpamWords.cs", "", "letters that are read as others"),
        ("src/Content/Blog.cs", "สมุดของ", "the name that a new blog keeps"),
        ("src/Content/Blogs.cshtml.cs", "สมุดตำบล", "the name that a new blog keeps"),
        ("src/Host/Seeding/", "", "what the seed writes"),
        ("src/Foundation/Audit/AuditCommand.cs", "", "the console, in both languages at once"),
        ("src/Host/Beginning.cs", "\nลานความรู้", "the console, in both languages at once"),
        ("src/Digests/DigestRun.Write.cs", "{}", "the console, in both languages at once"),
        ("src/Digests/DigestCommand.cs", "", "the console, in both languages at once"),
        ("src/Search/PlaceWords.cs", "", "what people type before a place's name"),
        ("src/Search/ReindexCommand.cs", "", "the console, in both languages at once"),
        ("src/Mail/Incoming/", "", "what mail programs write around an old letter"),
        ("src/Learning/AarLine.cs", "^", "a pattern"),
        ("src/Learning/Attendance/NameTable.cs", "^", "a pattern"),
        ("src/Learning/Attendance/Attendee.Day.cs", "^", "a pattern"),
        ("src/Learning/Meetings/MeetingPoint.cs", "^", "a pattern"),
        ("src/Learning/Meetings/MeetingPoint.cs", "\\s*\\(", "a pattern"),
        ("src/Learning/Meetings/MeetingPoint.cs", "(?<", "a pattern"),
        ("src/Learning/Meetings/MeetingPoint.cs", "สรุป|", "a pattern"),
        ("src/Learning/Meetings/MeetingPoint.cs", "ค้าง", "what people type below what stays open"),
        ("src/Learning/Meetings/MeetingPoint.cs", " {} ", "a line as people type it"),
        ("src/Learning/Meetings/MeetingPoint.cs", " (จริง ", "a line as people type it"),
        ("src/Learning/Meetings/NextStep.cs", "^", "a pattern"),
        ("src/Learning/Meetings/MeetingTime.cs", "^", "a pattern"),
        ("src/Learning/Meetings/MeetingSaid.cs", "{} ครั้งที่ {}", "the title that a meeting keeps"),
        ("src/Learning/Lessons/LessonWords.cs", "", "the language itself: words that say nothing of a matter"),
        ("src/Awards/AwardResult.cs", "", "written into a note that is drafted"),
        ("src/Training/LearnerList.cs", "^", "a pattern"),
        ("src/Training/Cohort.cs", "สมุดฝึกเขียน {}", "the name that a blog to practise in keeps"),
        ("src/Transfer/Leaving/PracticeEnd.cs", "หมดเวลา", "stands where a title stood"),
        ("src/Writing/Quick.cshtml.cs", "ภาพเมื่อ", "the title of a quick note that is a photo"),
        ("src/Learning/Hub/SameEvent.cs", "ประชุม การประชุม", "words of titles that mean nothing here"),
        ("src/Cases/CaseSource.cs", "^", "a pattern"),
        ("src/Cases/CaseStory.Tell.cs", "ตัวอย่างสมมุติ: ", "goes into the story's summary"),
    ];

    /// <summary>Thai that stands bare in a page, and should.</summary>
    static readonly (string Path, string Text)[] BareByRight = [("themes/Village/_Foot.cshtml", "ภาษาไทย")]; // a language is called by its own name

    static bool IsExcepted(Sentence sentence) => Array.Exists(NotInterface, e => Excepts(e, sentence));

    static bool Excepts((string Path, string Begins, string Why) exception, Sentence sentence) =>
        sentence.Path.StartsWith(exception.Path, StringComparison.Ordinal) && sentence.Text.StartsWith(exception.Begins, StringComparison.Ordinal);

    static readonly Lazy<IReadOnlyList<Sentence>> Said = new(() => [.. Sentences.InPages, .. Sentences.InCode.Where(s => !IsExcepted(s))]);

    [Fact]
    public void Every_Thai_sentence_has_its_English()
    {
        var known = Sentences.Translated.Select(t => t.Thai).ToHashSet();
        Assert.True(Said.Value.Count > 200, "The sources were not found.");
        None(Said.Value.Where(s => !known.Contains(s.Text)));
    }

    [Fact]
    public void A_sentence_that_is_looked_up_is_whole_and_has_no_holes_of_its_own() => None(Said.Value.Where(s => s.IsInterpolated));

    [Fact]
    public void The_English_has_the_same_places_to_fill() =>
        None(Sentences.Translated.Where(t => !Places(t.Thai).SetEquals(Places(t.English))));

    [Fact]
    public void The_English_is_English() => None(Sentences.Translated.Where(t => string.IsNullOrWhiteSpace(t.English) || Sentences.IsThai(t.English)));

    [Fact]
    public void A_sentence_has_one_English_wherever_it_stands() =>
        None(Sentences.Translated.GroupBy(t => t.Thai).Where(g => g.DistinctBy(t => t.English).Count() > 1).SelectMany(g => g));

    [Fact]
    public void No_English_is_kept_for_a_sentence_that_nobody_says()
    {
        var said = Said.Value.Select(s => s.Text).ToHashSet();
        None(Sentences.Translated.Where(t => !said.Contains(t.Thai)));
    }

    [Fact]
    public void No_Thai_stands_bare_in_a_page() => None(Sentences.Bare.Where(s => !BareByRight.Contains((s.Path, s.Text))));

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var (code, bare) = (Sentences.InCode.ToList(), Sentences.Bare.ToList());
        None(NotInterface.Where(e => !code.Exists(s => Excepts(e, s))));
        None(BareByRight.Where(e => !bare.Exists(s => (s.Path, s.Text) == e)));
    }

    [Theory]
    [InlineData("""throw new Refused(422, "ว่าง", "Name"); // "ไม่นับ" """, "ว่าง")]
    [InlineData("""/* "ไม่นับ" */ var quote = '"'; Say("มี \"คำ\" อยู่");""", "มี \"คำ\" อยู่")]
    [InlineData("""var text = $"สวัสดี {(formal ? "ท่าน" : name)} {{0}}";""", "ท่าน|สวัสดี {} {0}")]
    [InlineData(""""var text = @"ก ""ข"""; var other = $@"{a["ค"]}ง";"""", "ก \"ข\"|ค|{}ง")]
    [InlineData("var raw = \"\"\"\n  ก \"ข\"\n  \"\"\"; x(\"ค\");", "ก \"ข\"|ค")]
    public void A_Thai_string_is_found_however_it_is_written(string code, string texts) =>
        Assert.Equal(texts, string.Join('|', Sentences.OfCode("", code).Select(s => s.Text)));

    [Theory]
    [InlineData("""<p>@L["สวัสดี"]</p>""", "สวัสดี", "")]
    [InlineData("""<p>@L[fresh ? "ใหม่" : "เก่า"] @* ไม่นับ *@</p>""", "ใหม่|เก่า", "")]
    [InlineData("""<a title="@L["{0}ทั้งหมด", L["บันทึก"].Value]">ดู</a>""", "{0}ทั้งหมด|บันทึก", "ดู")]
    [InlineData("""<input placeholder="เช่น สระพัง"> @Html["ข้าม"]""", "", "เช่น สระพัง|ข้าม")]
    public void Bare_Thai_in_a_page_is_told_from_Thai_that_is_looked_up(string page, string said, string bare)
    {
        var found = Sentences.OfPage("", page);
        Assert.Equal((said, bare), (string.Join('|', found.Said.Select(s => s.Text)), string.Join('|', found.Bare.Select(s => s.Text))));
    }

    // Assert.Empty would show the first five only
    static void None<T>(IEnumerable<T> wrong) => Assert.True(!wrong.Any(), string.Join('\n', wrong));

    static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
