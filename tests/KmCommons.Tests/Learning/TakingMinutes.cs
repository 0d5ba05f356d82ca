using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using KmCommons.Learning;
using KmCommons.People;

namespace KmCommons.Tests.Learning;

/// <summary>Minutes in the layout of Thai offices: all that was written down stands in them, names of who came for who holds the meeting only.</summary>
public sealed partial class TakingMinutes(Village village) : IClassFixture<Village>
{
    static readonly Dictionary<string, string> Typed = new()
    {
        ["วันที่"] = "16 มี.ค. 2552", ["เวลา"] = "09:00-15:30", ["ที่ไหน"] = "อบต.บางจาก", ["เป้าหมาย 1"] = "ตกลงวันซ่อมคลอง 3 สาย", ["ผลของเป้าหมายที่ 1"] = "ซ่อม 2 สายก่อน",
        ["เรื่องเปิดวง"] = "คลองที่เคยใส", ["กำหนดการ"] = "09:00 เปิดวง 20 นาที", ["คนชวนคุย"] = "ครูริมคลอง", ["มาจากภาคส่วนไหน"] = "ภาคประชาชน 17 คน",
        ["ข้อตกลง"] = "ลงแขกทุกวันเสาร์ที่ 2", ["สิ่งที่จะทำต่อ"] = "ทำแผนที่น้ำ - ลุงท้ายคลอง, 30 มี.ค. 2552", ["สรุปท้ายวง"] = "น้ำ 1 สายเลี้ยงได้ 4 หมู่บ้าน", ["บรรยากาศ"] = "นั่งล้อมวงใต้ต้นไม้", ["มากี่คน"] = "41",
    };

    async Task<(Visitor Leads, string Number)> Writes(string key)
    {
        var who = await village.Joins($"amnuai-{key}", $"คุณอำนวย {key}");
        await village.Do(async db =>
        {
            var circle = KmCommons.Learning.Circle.Begin(db, key, $"วง {key}", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            await circle.Join(db, who, Role.Facilitator, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var leads = village.Guest();
        await leads.SignIn($"amnuai-{key}");
        var form = await leads.Open($"/meet?circle={key}&after=true");
        foreach (var (label, text) in Typed)
            form.Fill(label, text);
        // The groups' recorders have a label that begins alike
        ((IHtmlTextAreaElement)form.Document.QuerySelector("#Recorders")!).Value = "คุณลิขิตสมุดเขียว";
        var seen = await form.Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        return (leads, seen.Address.Split('/')[2].Split('?')[0]);
    }

    [Fact]
    public async Task Everything_that_was_typed_stands_in_the_minutes_under_the_five_matters()
    {
        var (_, number) = await Writes("baibua");
        var seen = await village.Guest().Open($"/meet/{number}/minutes");
        var paper = seen.Document.QuerySelector(".official")!;
        var text = Spaces().Replace(paper.TextContent, " ");
        foreach (var part in (string[])["รายงานการประชุม วง baibua", "ครั้งที่ 1/2552", "เมื่อ วันจันทร์ที่ 16 มีนาคม 2552", "ณ อบต.บางจาก", "09:00 น.", "15:30 น.", "41 คน", "ภาคประชาชน 17 คน", "ตกลงวันซ่อมคลอง 3 สาย", "ซ่อม 2 สายก่อน", "คลองที่เคยใส", "09:00 เปิดวง 20 นาที", "ครูริมคลอง", "คุณลิขิตสมุดเขียว", "ลงแขกทุกวันเสาร์ที่ 2", "ทำแผนที่น้ำ", "ลุงท้ายคลอง", "ภายใน 30 มี.ค. 2552", "น้ำ 1 สายเลี้ยงได้ 4 หมู่บ้าน", "นั่งล้อมวงใต้ต้นไม้"])
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Equal(["ระเบียบวาระที่ 1", "ระเบียบวาระที่ 2", "ระเบียบวาระที่ 3", "ระเบียบวาระที่ 4", "ระเบียบวาระที่ 5"], paper.QuerySelectorAll("h2").Select(h => h.TextContent).Where(h => h.StartsWith("ระเบียบวาระ", StringComparison.Ordinal)).Select(h => h[..16]));
    }

    [Fact]
    public async Task In_Thai_digits_there_is_no_other_digit_on_the_paper()
    {
        var (_, number) = await Writes("baitong");
        var guest = village.Guest();
        var paper = (await (await guest.Open($"/meet/{number}/minutes")).Follow("ใช้เลขไทย")).Document.QuerySelector(".official")!.TextContent;
        Assert.Contains("ครั้งที่ ๑/๒๕๕๒", Spaces().Replace(paper, " "), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]", paper.Replace("baitong", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_of_who_came_are_on_the_paper_of_who_holds_the_meeting_only()
    {
        var (leads, number) = await Writes("baikhao");
        await (await leads.Open($"/meet/{number}/people")).Fill("บรรทัดละคน", "ป้าหัวสะพาน, ภาคประชาชน, บ้านเหนือ").Fill("คนเหล่านี้มาแล้ว", "true").Press("จดไว้");
        Assert.Contains("ป้าหัวสะพาน", (await leads.Open($"/meet/{number}/minutes")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ป้าหัวสะพาน", (await village.Guest().Open($"/meet/{number}/minutes")).Text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
