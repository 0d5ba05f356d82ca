using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

/// <summary>The three situations of the field's facts, entered as a note-taker would from paper.</summary>
public sealed class RealMeetings(Village village) : IClassFixture<Village>
{
    async Task<Visitor> NoteTakerOf(string address, string name)
    {
        var id = await village.Joins($"likhit-{address}", $"คุณลิขิต {name}");
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, address, name, CircleKind.Facilitator, "80", "");
            await db.SaveChangesAsync();
            await circle.Join(db, id, Role.NoteTaker, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var visitor = village.Guest();
        await visitor.SignIn($"likhit-{address}");
        return visitor;
    }

    static async Task<Seen> Writes(Visitor writer, string circle, params (string Label, string Text)[] said)
    {
        var page = await writer.Open($"/meet?circle={circle}&after=true");
        foreach (var (label, text) in said)
            page.Fill(label, text);
        return await page.Press("เผยแพร่");
    }

    void Has(Seen seen, params string[] words)
    {
        foreach (var word in words)
            Assert.Contains(word, seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_meeting_of_25_december_2549_stands_whole_with_its_three_goals_and_the_chain_of_three()
    {
        var writer = await NoteTakerOf("nam-rong", "วงตำบลนำร่อง");
        Assert.Equal(HttpStatusCode.OK, (await Writes(writer, "nam-rong", ("วันที่", "11 ธ.ค. 2549"))).Status);
        (string, string)[] typed =
        [
            ("วันที่", "25 ธ.ค. 2549"), ("เวลา", "๙.๐๐-๑๕.๓๐ น."), ("ที่ไหน", "วัดสระเรียง"), ("เป้าหมาย 1", "องค์กรใดจะรับภาคประชาชน"), ("ผลของเป้าหมายที่ 1", "ตกลงให้ตัวแทนโซนถือร่วมกัน"),
            ("เป้าหมาย 2", "ทิศทางการขับเคลื่อน"), ("ผลของเป้าหมายที่ 2", "เริ่มจากแผนแม่บทชุมชน\nแล้วต่อด้วยสวัสดิการ"), ("เป้าหมาย 3", "มาตรการของ 50 ตำบล"), ("ผลของเป้าหมายที่ 3", "ได้แบบสำรวจสี่ข้อ"),
            ("กำหนดการ", "09:00 ดูภาพยนตร์เปิดวง 30 นาที - ทีมอำนวย\n13:00 คุยสามเป้า เรื่องละ 40 นาที\n15:00 สรุปร่วมกัน 30 นาที"),
            ("บรรยากาศ", "ย้ายเก้าอี้จากแถวยาวมาเป็นวง คนที่นั่งท้ายห้องจึงได้พูด"), ("คนชวนคุย", "คุณอำนวย อ.เมือง\nคุณอำนวย อ.ชะอวด\nพัฒนากร"), ("มากี่คน", "๕๐"),
            ("ข้อตกลง", "ใช้แบบสำรวจเดียวกันทั้ง 50 ตำบล"), ("สิ่งที่จะทำต่อ", "เอาแบบสำรวจสี่ข้อมาครั้งหน้า - ตัวแทนโซน, 4 ม.ค."), ("สรุปท้ายวง", "คุยกันได้เพราะนั่งเห็นหน้ากัน"),
        ];
        var meeting = await Writes(writer, "nam-rong", typed);
        Assert.Equal(HttpStatusCode.OK, meeting.Status);
        Assert.Equal(HttpStatusCode.OK, (await Writes(writer, "nam-rong", ("วันที่", "4 มกราคม 2550"))).Status);

        var read = await village.Guest().Open(meeting.Address);
        Has(read, "วงตำบลนำร่อง ครั้งที่ 2", "จันทร์ 25 ธ.ค. 2549", "09:00 ถึง 15:30 น.", "วัดสระเรียง", "องค์กรใดจะรับภาคประชาชน", "ตกลงให้ตัวแทนโซนถือร่วมกัน", "ทิศทางการขับเคลื่อน", "เริ่มจากแผนแม่บทชุมชน", "แล้วต่อด้วยสวัสดิการ", "มาตรการของ 50 ตำบล", "ได้แบบสำรวจสี่ข้อ",
            "09:00 น.", "ดูภาพยนตร์เปิดวง", "30 นาที", "ทีมอำนวย", "คุยสามเป้า เรื่องละ 40 นาที", "สรุปร่วมกัน", "ช่วงนี้กันไว้", "ย้ายเก้าอี้จากแถวยาวมาเป็นวง คนที่นั่งท้ายห้องจึงได้พูด", "คุณอำนวย อ.เมือง, คุณอำนวย อ.ชะอวด, พัฒนากร", "50 คน", "ใช้แบบสำรวจเดียวกันทั้ง 50 ตำบล",
            "เอาแบบสำรวจสี่ข้อมาครั้งหน้า", "ตัวแทนโซน", "4 ม.ค. 2550", "คุยกันได้เพราะนั่งเห็นหน้ากัน", "ครั้งก่อนครั้งที่ 1 11 ธ.ค. 2549", "ครั้งหน้าครั้งที่ 3 4 ม.ค. 2550");
        // What was agreed opens the next meeting
        var next = await read.Follow("ครั้งที่ 3 4 ม.ค. 2550");
        Has(next, "ที่รับไว้จากครั้งก่อน", "เอาแบบสำรวจสี่ข้อมาครั้งหน้า");
        Has(await village.Guest().Open("/c/nam-rong"), "วงตำบลนำร่อง ครั้งที่ 2", "25 ธ.ค. 2549", "วัดสระเรียง", "สิ่งที่รับไว้และยังไม่เสร็จ 1 เรื่อง");
        // And the form gives all of it back, to the letter
        var again = await writer.Open($"/meet/{meeting.Address.Split('/')[2]}");
        Assert.Equal("เริ่มจากแผนแม่บทชุมชน\nแล้วต่อด้วยสวัสดิการ", again.Field("ผลของเป้าหมายที่ 2").TextContent.Trim().ReplaceLineEndings("\n"));
        Assert.Equal("09:00 ดูภาพยนตร์เปิดวง 30 นาที — ทีมอำนวย\n13:00 คุยสามเป้า เรื่องละ 40 นาที\n15:00 สรุปร่วมกัน 30 นาที", again.Field("กำหนดการ").TextContent.Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Three_topics_go_on_from_round_3_to_round_4_which_moved_from_11_to_16_march_2552()
    {
        var writer = await NoteTakerOf("khrueakhai", "เครือข่าย 33 หน่วยงาน");
        var third = await Writes(writer, "khrueakhai", ("วันที่", "11 ก.พ. 2552"), ("ครั้งที่", "3"), ("ที่ไหน", "อบต.มะม่วงสองต้น"), ("เจ้าภาพ", "อบต.มะม่วงสองต้น"),
            ("เรื่องที่คุย 1", "ศูนย์สามวัย"), ("คุยเรื่องที่ 1 ได้อะไร", "ใช้ที่เดียวกับศูนย์เด็กเล็ก\nค้าง"), ("เรื่องที่คุย 2", "น้ำเสียในคลอง"), ("คุยเรื่องที่ 2 ได้อะไร", "ต้องดูหลายตำบลพร้อมกัน\nค้าง"), ("เรื่องที่คุย 3", "ศูนย์เรียนรู้ชุมชน"), ("คุยเรื่องที่ 3 ได้อะไร", "ค้าง"));
        Has(third, "ค้าง ยกไปครั้งหน้า");
        Assert.Equal(3, third.Text.Split("ค้าง ยกไปครั้งหน้า").Length - 1);

        // The form for the next one has brought the three along, and knows which round it is
        var form = await writer.Open("/meet?circle=khrueakhai&after=true");
        Assert.Equal(["ศูนย์สามวัย", "น้ำเสียในคลอง", "ศูนย์เรียนรู้ชุมชน", "4"], new[] { "เรื่องที่คุย 1", "เรื่องที่คุย 2", "เรื่องที่คุย 3", "ครั้งที่" }.Select(l => form.Field(l).GetAttribute("value")));
        form.Fill("วันที่", "16 มีนาคม 2552").Fill("เดิมนัดไว้วันไหน", "11 มีนาคม 2552").Fill("เลื่อนเพราะอะไร", "หลายหน่วยงานติดตรวจราชการ").Fill("ที่ไหน", "อบต.บางจาก").Fill("คุยเรื่องที่ 1 ได้อะไร", "ได้คนถือกุญแจสองคน");
        var fourth = await form.Press("เผยแพร่");
        var read = await village.Guest().Open(fourth.Address);
        Has(read, "เลื่อนวัน ที่เดิม", "หลายหน่วยงานติดตรวจราชการ", "จากครั้งที่ 3", "ใช้ที่เดียวกับศูนย์เด็กเล็ก", "ต้องดูหลายตำบลพร้อมกัน", "ยังไม่ได้คุย", "ได้คนถือกุญแจสองคน");
        Assert.Equal("พุธ 11 มี.ค. 2552", read.Document.QuerySelector(".leaf-day.was s")!.TextContent);
        Assert.Equal(1, await village.Ask(db => db.Meetings.Where(m => m.Day == new DateOnly(2009, 3, 16)).Select(m => m.Sequence).SingleAsync()));
    }

    [Fact]
    public async Task The_workshop_of_26_february_2550_has_its_nine_groups_each_with_who_wrote()
    {
        var writer = await NoteTakerOf("sawatdikan", "วงสวัสดิการตำบล");
        var form = await writer.Open("/meet?circle=sawatdikan&after=true");
        form = await form.Press("ขอช่องว่างเพิ่ม");
        form.Fill("วันที่", "26ก.พ.50").Fill("ชื่อเรื่อง", "ประชุมเชิงปฏิบัติการสวัสดิการ 70 ตำบล");
        for (var i = 1; i <= 3; i++)
            form.Fill($"กลุ่มย่อย {i}", $"กลุ่มพื้นที่ {i}").Fill($"คนจดของกลุ่มที่ {i}", $"คุณลิขิตกลุ่ม {i}").Fill($"กลุ่มที่ {i} ได้อะไร", $"ข้อค้นพบที่ {i}");
        form = await form.Press("ขอช่องว่างเพิ่ม");
        for (var i = 4; i <= 6; i++)
            form.Fill($"กลุ่มย่อย {i}", $"กลุ่มพื้นที่ {i}");
        form = await form.Press("ขอช่องว่างเพิ่ม");
        for (var i = 7; i <= 9; i++)
            form.Fill($"กลุ่มย่อย {i}", i == 9 ? "กลุ่มหน่วยงานสนับสนุน" : $"กลุ่มพื้นที่ {i}");
        form.Fill("กำหนดการ", "10:00 นำเสนอกรณีศึกษาหกเรื่อง เรื่องละ 8 นาที\n16:30 สังเคราะห์ร่วมกัน 10 นาที").Fill("มาจากภาคส่วนไหน", "ภาคประชาชน 150 คน\nองค์กรปกครองส่วนท้องถิ่น 80\nหน่วยงานจังหวัด ๔๐ คน\nหน่วยสนับสนุนส่วนกลาง").Fill("มากี่คน", "300");
        var asked = await form.Press("เผยแพร่");
        // Two figures can be three years: the writer says which, nothing is lost
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.Status);
        Assert.Equal("กลุ่มหน่วยงานสนับสนุน", asked.Field("กลุ่มย่อย 9").GetAttribute("value"));
        var seen = await asked.Tick("จันทร์ 26 กุมภาพันธ์ 2550").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Has(await village.Guest().Open(seen.Address), "26 ก.พ. 2550", "9 กลุ่ม", "กลุ่มพื้นที่ 8", "คนจด คุณลิขิตกลุ่ม 2", "ข้อค้นพบที่ 3", "กลุ่มหน่วยงานสนับสนุน", "เรื่องละ 8 นาที", "ภาคประชาชน150 คน", "องค์กรปกครองส่วนท้องถิ่น80 คน", "หน่วยงานจังหวัด40 คน", "หน่วยสนับสนุนส่วนกลางไม่ได้นับ", "300 คน");
    }
}
