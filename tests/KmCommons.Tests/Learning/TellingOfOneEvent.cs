using System.Globalization;
using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Media;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

/// <summary>Texts of several people about one event come together on its page, by somebody's word.</summary>
public sealed class TellingOfOneEvent(Village village) : IClassFixture<Village>
{
    const string Asks = "น่าจะเป็นเรื่องของงานเดียวกัน", Meets = "มีคนเล่าเรื่องวันเดียวกันที่เดียวกัน";
    static int days;
    readonly string key = Fresh.Key(6);
    // Each test has a month of its own, long ago
    readonly DateOnly day = new DateOnly(2007, 2, 26).AddDays(-60 * Interlocked.Increment(ref days));

    string Day => ThaiDate.Short(day);

    Task<Visitor> Keeper() => village.Member($"amnuai-{key}", $"คุณอำนวย {key}", (Role.Facilitator, "800119"));

    Task<Visitor> Writer(string name) => village.Member($"{name}-{key}", $"คุณ{name} {key}");

    static long Number(Seen seen) => long.Parse(seen.Address.Split('/')[2].Split('?', '#')[0], CultureInfo.InvariantCulture);

    static async Task<Seen> Writes(Visitor writer, string title, string body, string place = "800119", string tags = "", string button = "เผยแพร่", string where = "")
    {
        var form = await writer.Open("/write");
        var seen = await form.Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", body).Fill("สถานที่", place).Fill("คำสำคัญ", tags).Fill("ที่ไหนแน่", where).Press(button);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        return seen;
    }

    async Task<Seen> Event(Visitor keeper, string title = "เวทีสวัสดิการคลองใหญ่", string tags = "สี่ภาคส่วน", string? on = null)
    {
        var form = await keeper.Open("/meet?circle=-&after=true");
        var seen = await form.Fill("วันที่", on ?? Day).Fill("ที่ไหน", "หอประชุม").Fill("ชื่อเรื่อง", title).Fill("ตำบลหรืออำเภอ", "800119").Fill("คำสำคัญ", tags).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        return seen;
    }

    static void Has(Seen seen, params string[] words) => Assert.All(words, w => Assert.Contains(w, seen.Text, StringComparison.Ordinal));

    static void HasNot(Seen seen, params string[] words) => Assert.All(words, w => Assert.DoesNotContain(w, seen.Text, StringComparison.Ordinal));

    [Fact]
    public async Task Two_people_who_wrote_of_one_workshop_are_asked_with_reasons_and_land_on_its_page()
    {
        var (keeper, one, two) = (await Keeper(), await Writer("แดง"), await Writer("ดำ"));
        var meeting = await Event(keeper);
        var first = await Writes(one, $"เก้ากลุ่มในห้องเดียว {key}", $"เมื่อวันที่ {Day} คนราวสามร้อยมานั่งห้องเดียวกัน", tags: "สี่ภาคส่วน, เรื่องเล่า");
        var second = await Writes(two, $"สวัสดิการมองจากเก้าอี้คนฟัง {key}", $"{day.Day} {ThaiDate.MonthName(day.Month)} {ThaiDate.BuddhistYear(day)} รถตู้ออกตั้งแต่ฟ้ายังไม่สาง");

        Has(first, Asks, $"พูดถึงวันที่ {ThaiDate.Long(day)}", "ที่เดียวกัน: ต.บางจาก", "คำสำคัญเดียวกัน: สี่ภาคส่วน");
        Has(second, Asks, "เวทีสวัสดิการคลองใหญ่", "ชื่อเรื่องพูดถึงสิ่งเดียวกัน: สวัสดิการ");
        // Nobody else is asked: not the other writer, not a guest, not who keeps the meeting on the writer's page
        foreach (var other in new[] { two, keeper, village.Guest() })
            HasNot(await other.Open(first.Address), Asks);
        HasNot(await village.Guest().Open(meeting.Address), Asks, $"เก้ากลุ่มในห้องเดียว {key}");
        HasNot(await one.Open(meeting.Address), Asks);
        var asked = await keeper.Open(meeting.Address);
        Has(asked, Asks, $"เก้ากลุ่มในห้องเดียว {key}", $"สวัสดิการมองจากเก้าอี้คนฟัง {key}");

        var said = await first.Press("ใช่ เป็นเรื่องเดียวกัน");
        Assert.Equal(first.Address, said.Address);
        Has(said, "เล่าถึงงาน", "เวทีสวัสดิการคลองใหญ่");
        HasNot(said, Asks);
        await (await keeper.Open(meeting.Address)).Press($"ใช่ เป็นเรื่องเดียวกัน สวัสดิการมองจากเก้าอี้คนฟัง {key}");
        await village.Settles();
        var hub = await village.Guest().Open(meeting.Address);
        Has(hub, "เรื่องจากงานนี้", "2 เรื่อง", $"เก้ากลุ่มในห้องเดียว {key}", $"คุณแดง {key}", $"สวัสดิการมองจากเก้าอี้คนฟัง {key}", $"คุณดำ {key}");
        Has(await village.Guest().Open(second.Address), "เล่าถึงงาน", "เวทีสวัสดิการคลองใหญ่");
        var number = Number(meeting);
        var who = await village.Ask(db => db.Tellings.Where(t => t.MeetingNumber == number).Join(db.Members, t => t.ById, m => m.Id, (t, m) => m.Address).Order().ToListAsync());
        Assert.Equal([$"amnuai-{key}", $"แดง-{key}"], who);
    }

    [Fact]
    public async Task What_was_refused_is_not_asked_again_on_either_side_until_somebody_wants_it()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var note = await Writes(one, $"คนละงาน {key}", $"เล่าถึง {Day}", tags: "สี่ภาคส่วน");
        var said = await note.Press("ไม่ใช่");
        HasNot(said, Asks);
        HasNot(await one.Open(note.Address), Asks);
        HasNot(await keeper.Open(meeting.Address), $"คนละงาน {key}");
        var again = await (await one.Open($"/told/{Number(note)}")).Press("ถามอีกครั้ง");
        Has(again, Asks);
        await again.Press("ใช่ เป็นเรื่องเดียวกัน");
        Has(await village.Guest().Open(meeting.Address), $"คนละงาน {key}");
        // A yes is taken back, by who keeps the meeting too, and is a question again
        await (await keeper.Open($"/told/{Number(meeting)}")).Press("ไม่ได้เล่าถึงงานนี้ เอาออก");
        await village.Settles();
        HasNot(await village.Guest().Open(meeting.Address), $"คนละงาน {key}");
        Has(await one.Open(note.Address), Asks);
    }

    [Fact]
    public async Task Only_who_may_revise_the_text_or_keeps_the_meeting_says_so()
    {
        var (keeper, one, other) = (await Keeper(), await Writer("แดง"), await village.Member($"far-{key}", "คุณไกล", (Role.Facilitator, "800707")));
        var (meeting, note) = (Number(await Event(keeper)), Number(await Writes(one, $"ของแดง {key}", $"เล่าถึง {Day}")));
        foreach (var (who, at, with) in new[] { (other, note, meeting), (other, meeting, note), (keeper, note, meeting), (one, meeting, note) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await who.Open($"/told/{at}")).Status);
            foreach (var handler in new[] { "Yes", "No", "Undo", "Close" })
                Assert.Equal(HttpStatusCode.Forbidden, (await who.Send(HttpMethod.Post, $"/told/{at}?handler={handler}", new FormUrlEncodedContent([new("With", $"{with}")]))).Status);
        }
        Assert.Equal(0, await village.Ask(db => db.Tellings.CountAsync(t => t.MeetingNumber == meeting)));
    }

    [Fact]
    public async Task A_draft_is_never_asked_about_and_never_shown_to_others_and_what_is_withdrawn_or_hidden_leaves_quietly()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var draft = await Writes(one, $"ร่างของแดง {key}", $"เล่าถึง {Day}", tags: "สี่ภาคส่วน", button: "เก็บร่างและดูก่อน");
        var number = Number(draft);
        HasNot(await keeper.Open(meeting.Address), $"ร่างของแดง {key}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await keeper.Open($"/told/{Number(meeting)}")).Fill("เลขที่หรือลิงก์ของเรื่อง", $"{number}").Press("ใส่ไว้ในหน้าของงาน")).Status);
        await (await one.Open($"/told/{number}")).Fill("เลขที่หรือลิงก์ของงาน", $"{Number(meeting)}").Press("ใส่ไว้ในหน้าของงาน");
        foreach (var who in new[] { keeper, village.Guest(), one })
            HasNot(await who.Open(meeting.Address), $"ร่างของแดง {key}");
        await (await one.Open($"/write/{number}")).Press("เผยแพร่");
        await village.Settles();
        Has(await village.Guest().Open(meeting.Address), $"ร่างของแดง {key}");
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == number)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Settles();
        HasNot(await village.Guest().Open(meeting.Address), $"ร่างของแดง {key}");
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == number)).Restore(); await db.SaveChangesAsync(); });
        await (await one.Open($"/write/{number}")).Tick("เฉพาะสมาชิก").Press("บันทึกการแก้");
        await village.Settles();
        HasNot(await village.Guest().Open(meeting.Address), $"ร่างของแดง {key}");
        Has(await keeper.Open(meeting.Address), $"ร่างของแดง {key}");
        await (await one.Open($"/write/{number}")).Press("เก็บกลับเป็นร่าง");
        HasNot(await keeper.Open(meeting.Address), $"ร่างของแดง {key}");
    }

    [Fact]
    public async Task Two_tabs_that_say_the_same_at_once_say_it_once()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var note = await Writes(one, $"สองแท็บ {key}", $"เล่าถึง {Day}");
        var tabs = await Task.WhenAll(one.Open(note.Address), one.Open(note.Address), keeper.Open(meeting.Address));
        var done = await Task.WhenAll(tabs.Select(t => t.Press("ใช่ เป็นเรื่องเดียวกัน")));
        Assert.All(done, d => Assert.Equal(HttpStatusCode.OK, d.Status));
        var number = Number(note);
        Assert.Equal(TellingAnswer.Yes, await village.Ask(db => db.Tellings.Where(t => t.Number == number).Select(t => t.Answer).SingleAsync()));
    }

    [Fact]
    public async Task Another_day_another_place_and_a_day_alone_are_no_reason_to_ask()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var far = await Writes(one, $"สวัสดิการอีกครั้ง {key}", $"คุยกันเมื่อ {ThaiDate.Short(day.AddDays(20))}", tags: "สี่ภาคส่วน");
        var elsewhere = await Writes(one, $"ที่ขอนหาด {key}", $"คุยกันเมื่อ {Day}", place: "800707", tags: "สี่ภาคส่วน");
        var nothing = await Writes(one, $"ไม่มีอะไรร่วมกัน {key}", $"คุยกันเมื่อ {Day}", place: "");
        foreach (var note in new[] { far, elsewhere, nothing })
            HasNot(note, Asks);
        HasNot(await keeper.Open(meeting.Address), "สวัสดิการอีกครั้ง", "ที่ขอนหาด", "ไม่มีอะไรร่วมกัน");
        // The day before and a district around are near enough, with what they share
        Has(await Writes(one, $"คืนก่อนงาน {key}", $"เตรียมของเมื่อ {ThaiDate.Short(day.AddDays(-1))}", place: "8001", tags: "สี่ภาคส่วน"), Asks, "ห่างจากวันงานหนึ่งวัน", "อยู่ในอำเภอเดียวกัน: อ.เมืองนครศรีธรรมราช");
    }

    [Fact]
    public async Task Two_who_wrote_of_one_day_and_place_make_the_event_from_their_texts()
    {
        var (one, two) = (await Writer("แดง"), await Writer("ดำ"));
        var first = await Writes(one, $"ลงแขกเกี่ยวข้าว {key}", $"เมื่อ {Day} ลงแขกกันทั้งบ้าน", tags: "ลงแขก", where: $"ศาลา {key}");
        HasNot(first, Meets);
        var second = await Writes(two, $"ข้าวหม้อใหญ่ {key}", $"วันที่ {Day} หุงข้าวสามหม้อ", where: $"ศาลา {key}");
        Has(second, Meets, $"ลงแขกเกี่ยวข้าว {key}");
        HasNot(await one.Open(second.Address), Meets);
        var seen = await one.Open(first.Address);
        Has(seen, Meets, $"ข้าวหม้อใหญ่ {key}");
        var form = await one.Open(seen.Document.QuerySelectorAll("a").First(a => a.TextContent.Trim() == "จดงานนี้").GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.OK, form.Status);
        Assert.Equal((Day, $"ศาลา {key}", "ลงแขก"), (form.Field("วันที่").GetAttribute("value"), form.Field("ที่ไหน").GetAttribute("value"), form.Field("คำสำคัญ").GetAttribute("value")));
        var meeting = await form.Fill("ชื่อเรื่อง", $"ลงแขกทุ่งบางจาก {key}").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, meeting.Status);
        Has(meeting, "เรื่องจากงานนี้", $"ลงแขกเกี่ยวข้าว {key}", Asks, $"ข้าวหม้อใหญ่ {key}");
        await (await two.Open(second.Address)).Press("ใช่ เป็นเรื่องเดียวกัน");
        Has(await village.Guest().Open(meeting.Address), $"ลงแขกเกี่ยวข้าว {key}", $"ข้าวหม้อใหญ่ {key}");
        HasNot(await one.Open(first.Address), Meets);
    }

    [Fact]
    public async Task Only_what_is_past_is_written_down_from_a_text_and_only_from_ones_own()
    {
        var (one, two) = (await Writer("แดง"), await Writer("ดำ"));
        var note = Number(await Writes(one, $"ของแดง {key}", $"เมื่อ {Day}"));
        Assert.Equal(HttpStatusCode.Forbidden, (await two.Open($"/meet?circle=-&of={note}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await one.Open("/meet?circle=-&after=true")).Status);
        var ahead = ThaiDate.Short(ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(20));
        var refused = await (await one.Open($"/meet?circle=-&after=true&of={note}")).Fill("ชื่อเรื่อง", "งานหน้า").Fill("วันที่", ahead).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Has(refused, "จดได้แต่งานที่ผ่านมาแล้ว");
        Assert.Equal((ahead, "งานหน้า"), (refused.Field("วันที่").GetAttribute("value"), refused.Field("ชื่อเรื่อง").GetAttribute("value")));
    }

    [Fact]
    public async Task A_review_written_from_the_meeting_closes_it_and_another_can_take_its_place()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var number = Number(meeting);
        await (await keeper.Open($"/told/{number}")).Fill("เลขที่หรือลิงก์ของเรื่อง", (await Writes(one, $"ก่อนใบปิด {key}", "เล่า")).Address).Press("ใส่ไว้ในหน้าของงาน");
        var form = await keeper.Open(meeting.Document.QuerySelectorAll("a").First(a => a.TextContent.Trim() == "ถอดบทเรียนปิดงาน").GetAttribute("href")!);
        Assert.Equal(("เวทีสวัสดิการคลองใหญ่", Day, "หอประชุม"), (form.Field("ชื่องาน").GetAttribute("value"), form.Field("วันที่ของงาน").GetAttribute("value"), form.Field("ที่ไหน").GetAttribute("value")));
        var review = await form.Fill("1. คาดหวัง", "ได้ฟังกัน").Fill("ชื่อเรื่อง", $"ใบปิด {key}").Press("เผยแพร่");
        Has(review, "เล่าถึงงาน", "เวทีสวัสดิการคลองใหญ่");
        Assert.Equal([$"ใบปิด {key}", $"ก่อนใบปิด {key}"], (await village.Guest().Open(meeting.Address)).Document.QuerySelectorAll("#told .rows > li > a").Select(a => a.TextContent.Trim()));
        Has(await village.Guest().Open(meeting.Address), "ใบปิดงาน");
        HasNot(await keeper.Open(meeting.Address), "ถอดบทเรียนปิดงาน");

        // A member who took part writes theirs: it is with the meeting, and does not close it
        var other = await (await one.Open($"/reflect?meeting={number}")).Fill("1. คาดหวัง", "ได้กินข้าว").Fill("ชื่อเรื่อง", $"อีกใบ {key}").Press("เผยแพร่");
        var closes = await village.Ask(db => db.Tellings.Where(t => t.MeetingNumber == number && t.IsClosing).Select(t => t.Number).SingleAsync());
        Assert.Equal(Number(review), closes);
        await (await keeper.Open($"/told/{number}")).Press("ให้เป็นใบปิดงาน");
        closes = await village.Ask(db => db.Tellings.Where(t => t.MeetingNumber == number && t.IsClosing).Select(t => t.Number).SingleAsync());
        Assert.Equal(Number(other), closes);
    }

    [Fact]
    public async Task Photos_of_the_meeting_and_of_its_texts_are_one_gallery_with_captions_and_credit()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var number = Number(meeting);
        var page = await keeper.Open($"/meet/{number}/photos");
        page = await page.Attach("เลือกภาพ", "hall.png", Pictures.Png(40, 30, (_, _) => Pictures.Red)).Fill("คำบรรยายภาพ", "หน้าหอประชุม").Press("ใส่ภาพ");
        Assert.Equal("หน้าหอประชุม", page.Field("คำบรรยายภาพที่ 1").GetAttribute("value"));
        await page.Fill("คำบรรยายภาพที่ 1", "คนลงทะเบียน").Press("บันทึกที่แก้");
        var form = (await one.Open("/write")).Fill("ชื่อเรื่อง", $"มีภาพ {key}").Fill("เนื้อเรื่อง", $"เล่าถึง {Day}").Fill("สถานที่", "800119").Fill("ผู้ถ่ายภาพ", $"ช่างภาพ {key}")
            .Attach("เพิ่มภาพ", "group.png", Pictures.Png(50, 30, (_, _) => Pictures.Red)).Fill("คำบรรยายภาพแรกที่เพิ่ม", "เก้ากลุ่ม");
        var note = await form.Press("เผยแพร่");
        await note.Press("ใช่ เป็นเรื่องเดียวกัน");
        await village.Settles();
        var hub = await village.Guest().Open(meeting.Address);
        Has(hub, "ภาพจากงานนี้2 ภาพ", "คนลงทะเบียน", $"ภาพ: คุณอำนวย {key}", "เก้ากลุ่ม", $"ภาพ: ช่างภาพ {key}");
        foreach (var link in hub.Document.QuerySelectorAll(".album a").Select(a => a.GetAttribute("href")!))
            Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open(link)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await keeper.Open($"/meet/{number}/photos")).Press("ใส่ภาพ")).Status);
        var taken = await keeper.Open($"/meet/{number}/photos");
        await taken.Tick("เอาภาพนี้ออก").Press("บันทึกที่แก้");
        await village.Settles();
        Has(await village.Guest().Open(meeting.Address), "ภาพจากงานนี้1 ภาพ");
    }

    [Fact]
    public async Task By_hand_a_number_an_address_or_Thai_digits_do_and_anything_else_comes_back_as_it_was_typed()
    {
        var (keeper, one) = (await Keeper(), await Writer("แดง"));
        var meeting = await Event(keeper);
        var note = Number(await Writes(one, $"ไม่เอ่ยวันเลย {key}", "เล่าไว้เฉย ๆ", place: "800707"));
        foreach (var wrong in new[] { "งานเมื่อวาน", "999999", $"{note}", "https://elsewhere.example/n/1001" })
        {
            var refused = await (await one.Open($"/told/{note}")).Fill("เลขที่หรือลิงก์ของงาน", wrong).Press("ใส่ไว้ในหน้าของงาน");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Equal(wrong, refused.Field("เลขที่หรือลิงก์ของงาน").GetAttribute("value"));
        }
        foreach (var right in new[] { meeting.Address, string.Concat($"{Number(meeting)}".Select(c => (char)('๐' + c - '0'))) })
        {
            Has(await (await one.Open($"/told/{note}")).Fill("เลขที่หรือลิงก์ของงาน", right).Press("ใส่ไว้ในหน้าของงาน"), "เวทีสวัสดิการคลองใหญ่");
            await (await one.Open($"/told/{note}")).Press("ไม่ได้เล่าถึงงานนี้ เอาออก");
        }
    }
}
