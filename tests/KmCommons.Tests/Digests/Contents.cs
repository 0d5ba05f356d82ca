using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>What goes into a digest and what does not. Each test has a week of its own.</summary>
public sealed class Contents(Village village) : IClassFixture<Village>
{
    static DateTimeOffset In(Issue week, int days = 3) => week.From.AddDays(days);

    [Fact]
    public async Task News_of_every_kind_from_ones_places_comes_with_its_reason_and_ones_own_does_not()
    {
        var week = Issue.Weekly(new(2009, 3, 16));
        var reader = await village.Member("reader-places", "คุณอำนวย ต.บางจาก", (Role.Facilitator, "800119"));
        var readerId = await village.NumberOf("reader-places");
        var writer = await village.Joins("writer-places", "คุณลิขิต ต.บางจาก");
        await (await reader.Open("/me")).Fill("ตำบลของท่าน", "ต.ขอนหาด").Press("บันทึกข้อมูล");
        await reader.ChooseWeekly();
        var kinds = village.Services.GetRequiredService<Kinds>().All;
        foreach (var kind in kinds)
            await village.Publish(writer, $"เรื่องบางจากแบบ{kind.Thai}", "800119", In(week), kind: kind.Key);
        await village.Publish(writer, "เรื่องขอนหาด", "800707", In(week));
        await village.Publish(writer, "เรื่องท่าซัก", "800121", In(week));
        await village.Publish(writer, "เรื่องสัปดาห์ก่อน", "800119", week.From.AddSeconds(-1));
        await village.Publish(writer, "เรื่องสัปดาห์หน้า", "800119", week.Until);
        await village.Publish(readerId, "เรื่องของผู้รับเอง", "800119", In(week));

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-places@example.th"))!;

        Assert.Empty(letter.Faults);
        Assert.Equal($"สรุปสัปดาห์ 9–15 มี.ค. 2552: {kinds.Count + 1} เรื่องใหม่จากพื้นที่ของท่าน", letter.DecodedSubject);
        foreach (var kind in kinds)
            Assert.Contains($"เรื่องบางจากแบบ{kind.Thai}", letter.Text, StringComparison.Ordinal);
        Assert.Contains("จาก ต.บางจาก ที่ท่านเป็นคุณอำนวย", letter.Text, StringComparison.Ordinal);
        Assert.Contains("จากตำบลของท่าน ต.ขอนหาด", letter.Text, StringComparison.Ordinal);
        foreach (var absent in new[] { "เรื่องท่าซัก", "เรื่องสัปดาห์ก่อน", "เรื่องสัปดาห์หน้า", "เรื่องของผู้รับเอง" })
            Assert.DoesNotContain(absent, letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_things_drafts_and_what_is_for_another_circle_are_in_no_letter()
    {
        var week = Issue.Weekly(new(2009, 3, 23));
        var reader = await village.Member("reader-hidden", "คุณกิจ ต.ท่าซัก", (Role.Practitioner, "800121"));
        var readerId = await village.NumberOf("reader-hidden");
        var writer = await village.Joins("writer-hidden", "คุณลิขิต ต.ท่าซัก");
        await village.Circle(readerId, 71);
        await reader.ChooseWeekly();
        await village.Publish(writer, "เปิดให้ทุกคน", "800121", In(week));
        await village.Publish(writer, "เฉพาะวงของท่าน", "800121", In(week), i => (i.CircleId, i.Audience) = (71, Audience.Circle));
        await village.Publish(writer, "เฉพาะวงอื่น", "800121", In(week), i => (i.CircleId, i.Audience) = (72, Audience.Circle));
        await village.Publish(writer, "ถูกซ่อนไว้", "800121", In(week), i => i.Hide(In(week)));
        var withdrawn = await village.Publish(writer, "เก็บกลับไปแก้", "800121", In(week));
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == withdrawn)).Withdraw(); await db.SaveChangesAsync(); });

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-hidden@example.th"))!;

        Assert.Contains("เปิดให้ทุกคน", letter.Text, StringComparison.Ordinal);
        Assert.Contains("เฉพาะวงของท่าน", letter.Text, StringComparison.Ordinal);
        Assert.Contains("จากวงของท่าน", letter.Text, StringComparison.Ordinal);
        foreach (var absent in new[] { "เฉพาะวงอื่น", "ถูกซ่อนไว้", "เก็บกลับไปแก้" })
        {
            Assert.DoesNotContain(absent, letter.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(absent, letter.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_a_fellow_of_ones_circle_writes_elsewhere_comes_after_what_is_nearer()
    {
        var week = Issue.Weekly(new(2009, 3, 30));
        var reader = await village.Member("reader-circle", "คุณอำนวย อ.เมือง", (Role.Facilitator, "8001"));
        var readerId = await village.NumberOf("reader-circle");
        var (fellow, stranger) = (await village.Joins("fellow-circle", "เพื่อนร่วมวง"), await village.Joins("stranger-circle", "คนนอกวง"));
        await village.Circle(readerId, 81);
        await village.Circle(fellow, 81);
        await reader.ChooseWeekly();
        await village.Publish(fellow, "เพื่อนเขียนที่ขอนหาด", "800707", In(week, 5));
        await village.Publish(stranger, "คนนอกเขียนที่ขอนหาด", "800707", In(week, 5));
        await village.Publish(stranger, "เรื่องในอำเภอ", "800121", In(week, 1));

        await village.Send(week);
        var text = (await village.Letter(week, "reader-circle@example.th"))!.Text;

        Assert.Contains("จากเพื่อนร่วมวงของท่าน", text, StringComparison.Ordinal);
        Assert.DoesNotContain("คนนอกเขียนที่ขอนหาด", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("เรื่องในอำเภอ", StringComparison.Ordinal) < text.IndexOf("เพื่อนเขียนที่ขอนหาด", StringComparison.Ordinal));
        Assert.Contains("2 เรื่องใหม่จากพื้นที่และวงของท่าน", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newest_comments_by_others_on_ones_own_things_come_first_one_line_a_thing()
    {
        var week = Issue.Weekly(new(2009, 4, 6));
        var reader = await village.Member("reader-answered", "คุณลิขิต ต.บางจาก");
        var readerId = await village.NumberOf("reader-answered");
        var other = await village.Joins("other-answered", "คุณกิจ ต.บางจาก");
        await reader.ChooseWeekly();
        var (mine, silent) = (await village.Publish(readerId, "บันทึกเก่าของท่าน", null, week.From.AddDays(-40)), await village.Publish(readerId, "ไม่มีใครตอบ", null, week.From.AddDays(-40)));
        await village.Comment(mine, other, "", "ความเห็นแรกของสัปดาห์", In(week, 1));
        await village.Comment(mine, null, "ป้าจากปลายน้ำ", "ความเห็นใหม่สุด", In(week, 2));
        await village.Comment(mine, readerId, "", "ท่านตอบเอง", In(week, 4));
        await village.Comment(mine, null, "", "ยังรออ่าน", In(week, 4), CommentState.Held);
        await village.Comment(mine, null, "", "สัปดาห์ก่อน", week.From.AddSeconds(-1));
        await village.Comment(silent, readerId, "", "พูดกับตัวเอง", In(week, 4));

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-answered@example.th"))!;

        Assert.Equal("สรุปสัปดาห์ 30 มี.ค.–5 เม.ย. 2552: 1 เรื่องของท่านมีคนตอบ", letter.DecodedSubject);
        foreach (var present in new[] { "บันทึกเก่าของท่าน", "ความเห็นใหม่ 2 ความเห็น", "ความเห็นใหม่สุด", "ป้าจากปลายน้ำ", "ตอบบันทึกของท่าน", $"/n/{mine}#c" })
            Assert.Contains(present, letter.Text, StringComparison.Ordinal);
        foreach (var absent in new[] { "ไม่มีใครตอบ", "ท่านตอบเอง", "ยังรออ่าน", "สัปดาห์ก่อน" })
            Assert.DoesNotContain(absent, letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_for_the_whole_province_means_everything_and_twelve_is_the_most()
    {
        var week = Issue.Weekly(new(2009, 4, 13));
        var reader = await village.Member("reader-province", "คุณเอื้อ จังหวัด", (Role.Sponsor, null));
        var writer = await village.Joins("writer-province", "คุณลิขิต");
        await reader.ChooseWeekly();
        var places = new[] { "800119", "800121", "800707", null };
        for (var i = 0; i < 15; i++)
            await village.Publish(writer, $"เรื่องที่ {i:00}", places[i % 4], In(week).AddMinutes(i));

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-province@example.th"))!;

        Assert.Contains("15 เรื่องใหม่จากพื้นที่ของท่าน", letter.DecodedSubject, StringComparison.Ordinal);
        Assert.Equal(12, letter.Text.Split("ท่านเป็นคุณเอื้อของทั้งจังหวัด").Length - 1);
        Assert.Contains("ยังมีอีก 3 เรื่อง", letter.Text, StringComparison.Ordinal);
        Assert.Contains("ยังมีอีก 3 เรื่อง", letter.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องที่ 02", letter.Text, StringComparison.Ordinal);
    }
}
