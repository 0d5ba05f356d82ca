using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A form is done once however often it is sent, and nothing typed is lost.</summary>
public sealed class SentTwice(Village village) : IClassFixture<Village>, IAsyncLifetime
{
    static int visitors;
    Visitor writer = null!;
    string address = "";

    public async Task InitializeAsync()
    {
        address = $"likhit{Interlocked.Increment(ref visitors)}";
        writer = await village.Member(address, "คุณลิขิต", (Role.NoteTaker, "800119"), (Role.Facilitator, "800119"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    Task<int> NotesBy(string who) => village.Ask(async db => await db.Items.CountAsync(i => i.Author.Address == who));

    async Task<Seen> Filled(string body) => (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ปลาทูฝ่ากระแส").Fill("เนื้อเรื่อง", body);

    [Fact]
    public async Task The_same_form_sent_twice_is_one_note_and_both_lead_to_it()
    {
        var form = await Filled("ปลาทูตัวหนึ่ง");
        var (first, second) = (await form.Press("เผยแพร่"), await form.Press("เผยแพร่"));
        Assert.Equal(200, (int)first.Status);
        Assert.Equal(first.Address, second.Address);
        Assert.Equal(1, await NotesBy(address));
    }

    [Fact]
    public async Task The_same_form_sent_ten_times_at_one_moment_is_one_note()
    {
        var form = await Filled("ปลาทูสิบตัว");
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => form.Press("เผยแพร่")));
        Assert.All(answers, answer => Assert.Equal(200, (int)answer.Status));
        Assert.Single(answers.Select(a => a.Address).Distinct());
        Assert.Equal(1, await NotesBy(address));
    }

    [Fact]
    public async Task Two_forms_with_the_same_text_are_two_notes()
    {
        await (await Filled("เหมือนกัน")).Press("เผยแพร่");
        await (await Filled("เหมือนกัน")).Press("เผยแพร่");
        Assert.Equal(2, await NotesBy(address));
    }

    [Fact]
    public async Task A_text_changed_after_the_form_was_sent_is_not_lost_and_no_second_note()
    {
        var form = await Filled("ฉบับแรก");
        await form.Press("เผยแพร่");
        var both = await form.Fill("เนื้อเรื่อง", "ฉบับที่แก้หลังกดย้อนกลับ").Press("เผยแพร่");
        Assert.Equal(409, (int)both.Status);
        Assert.Equal("ฉบับที่แก้หลังกดย้อนกลับ", Value(both, "เนื้อเรื่อง"));
        Assert.Equal("ฉบับแรก", Value(both, "ข้อความที่เพิ่งบันทึกโดยอีกคนหนึ่ง"));
        var saved = await both.Press("บันทึกการแก้");
        Assert.Contains("ฉบับที่แก้หลังกดย้อนกลับ", saved.Text, StringComparison.Ordinal);
        Assert.Equal(["ฉบับที่แก้หลังกดย้อนกลับ"], await village.Ask(db => db.Entries.Where(e => e.Item.Author.Address == address).Select(e => e.Markdown).ToListAsync()));
    }

    [Fact]
    public async Task A_refused_form_can_be_put_right_and_sent_again()
    {
        var refused = await (await Filled("มีแต่เนื้อ")).Fill("ชื่อเรื่อง", "").Press("เผยแพร่");
        Assert.Equal(422, (int)refused.Status);
        Assert.Equal(0, await NotesBy(address));
        var done = await refused.Fill("ชื่อเรื่อง", "มีชื่อแล้ว").Press("เผยแพร่");
        Assert.Contains("มีแต่เนื้อ", done.Text, StringComparison.Ordinal);
        Assert.Equal(1, await NotesBy(address));
    }

    public static TheoryData<string, string, string[]> Forms => new()
    {
        { "/write", "เผยแพร่", ["ชื่อเรื่อง=", "เนื้อเรื่อง=บรรทัดหนึ่ง\n\nบรรทัดสาม <b>", "คำสำคัญ=ปลาทู, \"อวน\"", "ที่ไหนแน่=ท่าน้ำวัด", "สถานที่=800121", "ให้คนอื่นนำไปใช้=By", "เฉพาะสมาชิก=on"] },
        { "/write", "ตั้งเวลาไว้", ["ชื่อเรื่อง=ตั้งเวลา", "เนื้อเรื่อง=ไว้เมื่อวาน", "วันและเวลา=2006-01-01T07:00"] },
        { "/write", "เก็บร่างและดูก่อน", ["ชื่อเรื่อง=" + Long, "เนื้อเรื่อง=เนื้อ"] },
        { "/me", "บันทึกข้อมูล", ["ชื่อที่ให้คนอื่นเห็น=", "เล่าเรื่องของท่าน=เลี้ยงปลา & ทำนา", "ตำบลของท่าน=800121"] },
        { "/invite", "ออกรหัส", ["บทบาทที่ได้รับ=NoteTaker", "พื้นที่=800119", "ใช้ได้กี่คน=0"] },
        { "/sign-up", "สมัคร", ["ชื่อที่ให้คนอื่นเห็น=คนใหม่", "ตำบลของท่าน=800119", "รหัสเชิญ=aaaa-bbbb-cccc-dddd", "อีเมล=new@example.th", "ชื่อผู้ใช้=khonmai"] },
        { "/sign-in", "เข้าสู่ระบบ", ["ชื่อผู้ใช้หรืออีเมล=ไม่มีคนนี้"] },
        { "/n", "ส่งความเห็น", ["ความเห็นหรือคำถาม="] },
        { "/n", "ส่งความเห็น", ["ความเห็นหรือคำถาม=[" + Long] },
        { "/report", "แจ้งผู้ดูแล", ["มีอะไรไม่เหมาะ=" + Long + Long + Long + Long + Long + Long] },
        { "/keep", "บันทึก", ["ชื่อสมุด=", "สมุดนี้เกี่ยวกับอะไร=เรื่องปลา"] },
    };

    const string Long = "ก่อนที่เราจะเริ่มงานใดก็ตาม เรานั่งล้อมวงกันใต้ต้นมะขามหน้าวัด แล้วเล่าว่าคราวก่อนเกิดอะไรขึ้นบ้าง ใครได้เรียนอะไร ใครยังค้างใจเรื่องไหน จากนั้นจึงค่อยลงมือทำ ครั้งนี้เราก็ทำอย่างนั้นอีก และมันก็ได้ผลดีอย่างที่เคยเป็นมา";

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_refused_form_comes_back_with_everything_that_was_typed(string place, string button, string[] typed)
    {
        if (place is "/n" or "/report" or "/keep")
        {
            var note = await (await Filled("ไว้ให้คนมาเขียนใต้เรื่อง")).Press("เผยแพร่");
            place = place switch { "/n" => note.Address.Split('#')[0], "/report" => "/report/" + note.Address.Split('/')[2], _ => $"/b/{address}/keep" };
        }
        var page = await (place is "/sign-up" or "/sign-in" ? village.Guest() : writer).Open(place);
        foreach (var field in typed.Select(t => t.Split('=', 2)))
            page.Fill(field[0], field[1]);
        if (typed is ["ความเห็นหรือคำถาม=[" + Long])
            page.Fill("ความเห็นหรือคำถาม", string.Concat(Enumerable.Repeat("[" + Long, 40)));
        var before = typed.Select(t => Value(page, t.Split('=')[0])).ToList();
        var refused = await page.Press(button);
        Assert.InRange((int)refused.Status, 400, 499);
        Assert.NotNull(refused.Document.QuerySelector("[role=alert]"));
        Assert.Equal(before, typed.Select(t => Value(refused, t.Split('=')[0])).ToList());
    }

    static string Value(Seen page, string label) => page.Field(label) switch
    {
        IHtmlTextAreaElement area => area.Value.ReplaceLineEndings("\n"),
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlInputElement { Type: "radio" or "checkbox" } tick => tick.IsChecked ? "on" : "",
        IHtmlInputElement input => input.Value,
        IElement other => other.TextContent,
    };
}
