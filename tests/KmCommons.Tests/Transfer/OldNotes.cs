using System.IO.Compression;
using System.Net;
using System.Text;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Tests.Media;
using KmCommons.Transfer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Transfer;

/// <summary>Notes from other places come in: looked at first, asked about, and never twice.</summary>
public sealed class OldNotes : IAsyncLifetime
{
    readonly Village village = new();
    readonly string folder = Directory.CreateTempSubdirectory("oldnotes-").FullName;
    long owner;

    static string Samples => Path.Combine(House.Disk.Root, "tests/KmCommons.Tests/Transfer/samples");

    public async Task InitializeAsync()
    {
        await ((IAsyncLifetime)village).InitializeAsync();
        owner = await village.Joins("chaokhong", "เจ้าของสมุด", (Role.NoteTaker, "800119"));
        await village.Joins("khon-uen", "คนอื่น");
        await village.Do(async db => { await Blog.Open(db, "bangchak", "สมุดบางจาก", "", "800119", owner); await db.SaveChangesAsync(); });
        // The timetable leaves the imports to the tests: its turns of the next minutes are done
        await village.Hush("bring-in");
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncLifetime)village).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    Task<(int Code, string Said)> Bring(string format, string path, params (string, string)[] words) => village.Import(format, path, [.. words, ("blog", "bangchak")]);

    async Task Turn()
    {
        await using var scope = village.Services.CreateAsyncScope();
        await ImportTurn.Run(scope.ServiceProvider, default);
    }

    async Task<Visitor> Owner()
    {
        var visitor = village.Guest();
        await visitor.SignIn("chaokhong");
        return visitor;
    }

    [Fact]
    public async Task Saved_notes_keep_number_dates_tags_licence_and_talk_and_what_is_unclear_is_asked()
    {
        var (code, said) = await Bring("gotoknow", Path.Combine(Samples, "gotoknow"), ("preview", "true"));
        Assert.Equal(3, code);
        Assert.Contains("2 new, 0 here already, 2 to be asked, 0 cannot be made", said, StringComparison.Ordinal);
        Assert.Contains("26 กุมภาพันธ์ 2550 / 26 กุมภาพันธ์ 2593 / 26 กุมภาพันธ์ 2493", said, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync()));
        await Bring("gotoknow", Path.Combine(Samples, "gotoknow"));
        var notes = await village.Ask(db => db.Items.AsSplitQuery().Include(i => i.Tags).Include(i => i.Comments).OrderBy(i => i.PublishedAt).ToListAsync());
        Assert.Equal(2, notes.Count);
        var (first, second) = (notes[0], notes[1]);
        Assert.Equal(("เดือนธันวาที่สระ", Licence.Reserved), (first.Title, first.Licence));
        Assert.Equal(new DateTimeOffset(2006, 12, 26, 15, 33, 0, TimeSpan.Zero), first.PublishedAt);
        Assert.Equal(["คนจด ประชุม", "สระเรียง"], first.Tags.Select(t => t.Label).Order(StringComparer.Ordinal));
        Assert.Equal(("นัดวงริมคลองครั้งที่สอง", Licence.BySa), (second.Title, second.Licence));
        Assert.Equal((new DateTimeOffset(2007, 2, 28, 5, 59, 0, TimeSpan.Zero), new DateTimeOffset(2009, 3, 12, 2, 15, 0, TimeSpan.Zero)), (second.PublishedAt!.Value, second.RevisedAt!.Value));
        Assert.Equal(["km", "ปลาทู ว่ายทวน", "วงริมคลอง"], second.Tags.Select(t => t.Label).Order(StringComparer.Ordinal));
        Assert.Equal([("ป้าริมคลอง", new DateTimeOffset(2007, 2, 28, 11, 40, 0, TimeSpan.Zero)), ("ครูหลังสวน", new DateTimeOffset(2007, 3, 1, 0, 5, 0, TimeSpan.Zero))], second.Comments.OrderBy(c => c.At).Select(c => (c.GuestName, c.At)));
        // Again, and nothing changes; with the answer, the one that waited comes
        Assert.Contains("0 new, 2 here already, 2 to be asked", (await Bring("gotoknow", Path.Combine(Samples, "gotoknow"))).Said, StringComparison.Ordinal);
        var answers = Path.Combine(folder, "answers.json");
        await File.WriteAllTextAsync(answers, """{"70001": "2007-02-26", "mai-mi-wan.txt||ไม่ได้จดวัน": "2008-01-01"}""");
        Assert.Equal(0, (await Bring("gotoknow", Path.Combine(Samples, "gotoknow"), ("answers", answers))).Code);
        Assert.Equal(4, await village.Ask(db => db.Items.CountAsync()));
    }

    [Fact]
    public async Task An_old_number_finds_the_new_note_and_lost_links_say_so()
    {
        await Bring("gotoknow", Path.Combine(Samples, "gotoknow"));
        var guest = village.Guest();
        var seen = await guest.Open("/old/81116");
        Assert.Matches("^/n/\\d+/", seen.Address);
        Assert.Contains("เลขเดิม 81116", seen.Text, StringComparison.Ordinal);
        Assert.Contains("http://gotoknow.org/blog/rimkhlong/50001 (ลิงก์เดิมหาย)", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ลิ้งค์ (ลิงก์เดิมหาย)", seen.Text, StringComparison.Ordinal);
        Assert.Contains("แผนริมคลอง.doc (ลิงก์เดิมหาย)", seen.Text, StringComparison.Ordinal);
        // The other note is here: the link leads to it, by its old number
        Assert.Equal("/old/69573", seen.Document.QuerySelector(".prose a[href^='/old/']")!.GetAttribute("href"));
        var other = await guest.Open("/old/69573");
        Assert.Contains("เดือนธันวาที่สระ", other.Text, StringComparison.Ordinal);
        Assert.Contains("กด (ลิงก์เดิมหาย)", other.Text, StringComparison.Ordinal);
        Assert.Contains("ภาพเก่า (ภาพเดิมหาย)", other.Text, StringComparison.Ordinal);
        Assert.Contains("*ดาว*", other.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", other.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Open("/old/50001")).Status);
        Assert.Contains("นัดวงริมคลองครั้งที่สอง", (await guest.Open("/find?q=81116")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_commenter_no_address_of_any_kind_comes_along()
    {
        await Bring("gotoknow", Path.Combine(Samples, "gotoknow"));
        await Bring("wordpress", Path.Combine(Samples, "wordpress.xml"));
        Assert.Equal(5, await village.Ask(db => db.Comments.CountAsync()));
        Assert.All(await village.Ask(db => db.Comments.ToListAsync()), c =>
        {
            Assert.Equal(("", null), (c.MaskedAddress, c.GuestMark));
            Assert.DoesNotMatch(@"\d\.\d+\.\d|@", c.Text + c.GuestName + c.Html);
        });
    }

    [Fact]
    public async Task A_WordPress_file_brings_posts_with_their_talk_and_drafts_stay_drafts()
    {
        using (var zip = ZipFile.Open(Path.Combine(folder, "wp.zip"), ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(Path.Combine(Samples, "wordpress.xml"), "wordpress.xml");
            await using var photo = zip.CreateEntry("uploads/2009/ruea.png").Open();
            await photo.WriteAsync(Pictures.Png(40, 30, (_, _) => Pictures.Red));
        }
        Assert.Equal(0, (await Bring("wordpress", Path.Combine(folder, "wp.zip"))).Code);
        var posts = await village.Ask(db => db.Items.AsSplitQuery().Include(i => i.Comments).Include(i => i.Photos).OrderBy(i => i.CreatedAt).ToListAsync());
        Assert.Equal([("ล่องเรือดูจาก", ItemState.Published), ("ยังไม่เสร็จ", ItemState.Draft)], posts.Select(p => (p.Title, p.State)));
        Assert.Single(posts[0].Photos);
        Assert.Equal(["ลุงเรือ", "คนเรือ"], posts[0].Comments.OrderBy(c => c.At).Select(c => c.GuestName));
        Assert.Equal([posts[0].Comments.Single(c => c.GuestName == "ลุงเรือ").Id], posts[0].Comments.Single(c => c.GuestName == "คนเรือ").ReplyTo);
        var seen = await village.Guest().Open(posts[0].Url);
        Assert.Contains("พอดี", seen.Document.QuerySelector(".prose strong")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("alert", seen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><rss><channel><item><title>&b;</title></item></channel></rss>")]
    [InlineData("<!DOCTYPE rss [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>&f;</title></item></channel></rss>")]
    [InlineData("<rss><channel><item><title>ไม่ปิด")]
    public async Task A_WordPress_file_with_a_DTD_or_broken_makes_nothing_and_says_why(string xml)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "x.xml"), xml);
        var (code, said) = await Bring("wordpress", Path.Combine(folder, "x.xml"));
        Assert.Equal(3, code);
        Assert.Contains("ไฟล์ WordPress นี้อ่านไม่ได้ตลอด", said, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", said, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync()));
    }

    [Fact]
    public async Task A_head_that_lies_too_deep_or_repeats_itself_is_refused_and_the_others_come()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "a.md"), $"---\ntitle: {new string('[', 20_000)}\n---\n\nข");
        await File.WriteAllTextAsync(Path.Combine(folder, "b.md"), "---\na: &a [1]\nb: [*a, *a]\ndate: 2007-02-26T22:30:00+07:00\n---\n\nข");
        await File.WriteAllTextAsync(Path.Combine(folder, "c.md"), "---\ntitle: ดี\ndate: 26 กุมภาพันธ์ 2550\n---\n\nเนื้อ [นอก](javascript:alert(1)) <b>x</b>");
        var (code, said) = await Bring("markdown", folder);
        Assert.Equal(3, code);
        Assert.Contains("1 new, 0 here already, 0 to be asked, 2 cannot be made", said, StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(2007, 2, 25, 17, 0, 0, TimeSpan.Zero), await village.Ask(db => db.Items.Select(i => i.PublishedAt).SingleAsync()));
    }

    static byte[] Zip(params (string Name, byte[] Bytes)[] files)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, bytes) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        return memory.ToArray();
    }

    [Fact]
    public async Task In_the_browser_a_blog_s_owner_sends_looks_answers_stops_and_goes_on()
    {
        var visitor = await Owner();
        var page = await (await visitor.Open("/b/bangchak/import")).Attach("ไฟล์", "gotoknow.zip", Zip([.. Directory.EnumerateFiles(Path.Combine(Samples, "gotoknow")).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))])).Press("ส่งมาดูก่อน");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("ทั้งหมด4 เรื่อง", page.Text, StringComparison.Ordinal);
        Assert.Contains("จะได้ใหม่2 เรื่อง", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync()));
        var running = await page.Fill("ปีที่ไม่แน่", "2007-02-26").Press("นำเข้าและเผยแพร่");
        Assert.Contains("กำลังนำเข้า", running.Text, StringComparison.Ordinal);
        Assert.NotNull(running.Document.QuerySelector("meta[http-equiv=refresh]"));
        var stopped = await running.Press("หยุดก่อน");
        await Turn();
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync()));
        await stopped.Press("ทำต่อ");
        await Turn();
        var done = await visitor.Open(stopped.Address);
        Assert.Contains("นำเข้าแล้ว3 เรื่อง", done.Text, StringComparison.Ordinal);
        Assert.Equal(3, await village.Ask(db => db.Items.CountAsync(i => i.State == ItemState.Published && i.AuthorId == owner)));
        // What waits can still be answered
        await done.Fill("ไม่ได้จดวัน", "2550-02-26").Press("ทำต่อ");
        await Turn();
        Assert.Equal(new DateTimeOffset(2007, 2, 25, 17, 0, 0, TimeSpan.Zero), await village.Ask(db => db.Items.Where(i => i.Title == "ไม่ได้จดวัน").Select(i => i.PublishedAt).SingleAsync()));
    }

    [Theory]
    [InlineData("../../etc/x.md", 10, 422)]
    [InlineData("/etc/x.md", 10, 422)]
    [InlineData("a\\..\\x.md", 10, 422)]
    [InlineData("x.md", 40_000_000, 413)]
    [InlineData("x.exe", 10, 422)]
    public async Task A_zip_that_leads_out_or_swells_is_refused_and_nothing_is_left(string name, int length, int status)
    {
        var page = await (await (await Owner()).Open("/b/bangchak/import")).Tick("Markdown").Attach("ไฟล์", "x.zip", Zip((name, new byte[length]))).Press("ส่งมาดูก่อน");
        Assert.Equal(status, (int)page.Status);
        Assert.NotEmpty(page.Document.QuerySelectorAll(".refused"));
        Assert.Equal(0, await village.Ask(db => db.ImportRuns.CountAsync()));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(village.Data, "imports")));
    }

    [Fact]
    public async Task A_file_whose_head_cannot_be_read_is_named_and_is_no_fault_of_the_system()
    {
        var page = await (await (await Owner()).Open("/b/bangchak/import")).Tick("Markdown").Attach("ไฟล์", "x.zip", Zip(("a.md", Encoding.UTF8.GetBytes("---\ntitle: [unclosed\ndate: 99/99/9999\n---\nเนื้อ")))).Press("ส่งมาดูก่อน");
        Assert.Equal(200, (int)page.Status);
        Assert.Contains("a.md", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_browser_nobody_s_words_are_put_into_the_mouth_of_another_and_nothing_closed_opens()
    {
        var file = "---\nnumber: 5\ntitle: ของคนอื่น\nauthor: khon-uen\ndate: 2007-02-26T22:30:00+07:00\ncomments:\n  - by: khon-uen\n    at: 2007-02-26T23:30:00+07:00\n    text: ไม่ได้พูด\n---\n\nเนื้อ";
        var hidden = file.Replace("number: 5", "number: 6\nhidden: 2007-03-01T00:00:00+07:00", StringComparison.Ordinal);
        var visitor = await Owner();
        await (await (await visitor.Open("/b/bangchak/import")).Tick("Markdown").Attach("ไฟล์", "x.zip", Zip(("notes/5.md", Encoding.UTF8.GetBytes(file)), ("notes/6.md", Encoding.UTF8.GetBytes(hidden)))).Press("ส่งมาดูก่อน")).Press("นำเข้าและเผยแพร่");
        await Turn();
        var items = await village.Ask(db => db.Items.Include(i => i.Comments).OrderBy(i => i.Number).ToListAsync());
        Assert.Equal([(owner, ItemState.Published), (owner, ItemState.Draft)], items.Select(i => (i.AuthorId, i.State)));
        Assert.All(items, i => Assert.True(i.Number > 1000));
        Assert.Equal((null, "khon-uen"), (Assert.Single(items[0].Comments).MemberId, items[0].Comments[0].GuestName));
    }
}
