using System.Net;
using System.Xml.Linq;
using KmCommons.People;
using KmCommons.Tests.Writing;

namespace KmCommons.Tests.Content;

public sealed class Lists(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task A_note_stands_on_the_lists_of_its_tambon_blog_person_and_tag_and_in_their_feeds()
    {
        var writer = await village.Member("lister", "คนมีรายการ", (Role.NoteTaker, "800119"));
        var page = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "อยู่ทุกรายการ").Fill("เนื้อเรื่อง", "จริง").Fill("สถานที่", "800119").Fill("คำสำคัญ", "น้ำเสีย ในคลอง, แผนที่");
        await page.Press("เผยแพร่");
        foreach (var list in new[] { "/t/800119", "/t/8001", "/b/lister", "/p/lister", "/tag/" + Uri.EscapeDataString("น้ำเสีย ในคลอง"), "/notes" })
        {
            Assert.Contains("อยู่ทุกรายการ", (await village.Guest().Open(list)).Text, StringComparison.Ordinal);
            var answer = await village.Guest().Http.GetAsync(list + "/feed");
            Assert.Equal("application/atom+xml", answer.Content.Headers.ContentType!.MediaType);
            XNamespace atom = "http://www.w3.org/2005/Atom";
            var entry = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements(atom + "entry").First(e => e.Element(atom + "title")!.Value == "อยู่ทุกรายการ");
            Assert.NotEmpty(entry.Element(atom + "id")!.Value);
            Assert.NotEmpty(entry.Element(atom + "updated")!.Value);
        }
    }

    [Theory]
    [InlineData("/t/999999")]
    [InlineData("/b/no-such-blog")]
    [InlineData("/p/nobody")]
    [InlineData("/tag/no-such-tag")]
    [InlineData("/n/999999")]
    public async Task A_list_that_is_not_there_says_so_in_Thai(string address)
    {
        var seen = await village.Guest().Open(address);
        Assert.Equal(HttpStatusCode.NotFound, seen.Status);
        Assert.Contains("ไม่มีหน้านี้", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_tambon_says_what_to_do_next()
    {
        var seen = await village.Guest().Open("/t/800707");
        Assert.Contains("ยังไม่มีเรื่องในหน้านี้", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ต.", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_only_members_may_read_is_in_no_list_of_a_guest()
    {
        var writer = await village.Member("inner", "คนวงใน");
        var page = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "เฉพาะสมาชิกเท่านั้น").Fill("เนื้อเรื่อง", "ลับ").Tick("เฉพาะสมาชิก");
        var note = (await page.Press("เผยแพร่")).Address;
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(note)).Status);
        foreach (var list in new[] { "/p/inner", "/notes", "/notes/feed", "/", "/find?q=เฉพาะสมาชิกเท่านั้น&format=json" })
            Assert.DoesNotContain("เฉพาะสมาชิกเท่านั้น</", await (await village.Guest().Open(list)).Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var other = await village.Member("outer", "สมาชิกอีกคน");
        Assert.Equal(HttpStatusCode.OK, (await other.Open(note)).Status);
    }
}
