using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class Reviews(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = new(2007, 2, 26, 15, 30, 0, TimeSpan.Zero);

    async Task<long> Written(AarSaid said)
    {
        var writer = new Viewer(await village.Joins($"w-{Guid.NewGuid():N}", "ผู้เขียน"), "ผู้เขียน", []);
        return await village.Ask(async db =>
        {
            var aar = await Aar.Write(db, writer, said, Now);
            aar.Publish(Now);
            await db.SaveChangesAsync();
            return aar.Number;
        });
    }

    [Fact]
    public async Task A_line_that_stays_keeps_its_identity_when_the_review_is_revised()
    {
        var number = await Written(new() { EventName = "งาน", Answers = ["หนึ่ง\nสอง", "", "", "ซ้อม — คุณอำนวย, เวทีหน้า"] });
        var before = await village.Ask(db => db.Set<AarLine>().Where(l => l.Number == number).ToDictionaryAsync(l => l.Text, l => l.Id));
        await village.Do(async db =>
        {
            var aar = await Aar.Whole(db).SingleAsync(a => a.Number == number);
            await aar.Revise(db, new(aar.Item.AuthorId, "", []), new() { EventName = "งาน", Answers = ["ใหม่\nสอง", "", "", "ซ้อม — คุณลิขิต, พรุ่งนี้"] }, Now);
            await db.SaveChangesAsync();
        });
        var after = await village.Ask(db => db.Set<AarLine>().Where(l => l.Number == number).ToDictionaryAsync(l => l.Text));
        Assert.Equal(before["สอง"], after["สอง"].Id);
        Assert.Equal(2, after["สอง"].Position);
        Assert.Equal((before["ซ้อม"], "คุณลิขิต", "พรุ่งนี้"), (after["ซ้อม"].Id, after["ซ้อม"].Who, after["ซ้อม"].Due));
        Assert.DoesNotContain("หนึ่ง", after.Keys);
    }

    [Fact]
    public async Task All_its_words_are_there_to_be_found()
    {
        var number = await Written(new() { Title = "ชื่อเรื่อง", EventName = "ชื่องาน", Gist = "ใจความ", Answers = ["ก้อนหนึ่ง", "ก้อนสอง", "ก้อนสาม", "ก้อนสี่ - ใครสักคน, พรุ่งนี้"], PlaceName = "ศาลาวัด" });
        var words = await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Words).SingleAsync());
        Assert.All(["ชื่อเรื่อง", "ชื่องาน", "ใจความ", "ก้อนหนึ่ง", "ก้อนสอง", "ก้อนสาม", "ก้อนสี่", "ใครสักคน", "พรุ่งนี้", "ศาลาวัด"], (string word) => Assert.Contains(word, words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_only_one_member_has_is_that_member_and_any_other_stays_words()
    {
        var name = $"คุณลิขิต {Guid.NewGuid():N}";
        var id = await village.Joins($"one-{Guid.NewGuid():N}", name);
        await village.Joins($"two-{Guid.NewGuid():N}", "ชื่อซ้ำ");
        await village.Joins($"three-{Guid.NewGuid():N}", "ชื่อซ้ำ");
        var number = await Written(new() { EventName = "งาน", Answers = ["คำ"], People = $"{name}\nชื่อซ้ำ\nครูประถม" });
        var people = await village.Ask(db => db.Set<AarPerson>().Where(p => p.Number == number).OrderBy(p => p.Position).Select(p => p.MemberId).ToListAsync());
        Assert.Equal([id, null, null], people);
    }

    [Fact]
    public async Task A_published_review_cannot_be_emptied()
    {
        var number = await Written(new() { EventName = "งาน", Answers = ["คำ"] });
        await village.Do(async db =>
        {
            var aar = await Aar.Whole(db).SingleAsync(a => a.Number == number);
            Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => aar.Revise(db, new(aar.Item.AuthorId, "", []), new() { EventName = "งาน" }, Now))).Status);
        });
    }

    [Theory]
    [InlineData("ซ้อมจับเวลา — คุณอำนวย อ.เมือง, เวทีหน้า", "ซ้อมจับเวลา", "คุณอำนวย อ.เมือง", "เวทีหน้า")]
    [InlineData("• ซ้อมจับเวลา -- คุณอำนวย", "ซ้อมจับเวลา", "คุณอำนวย", "")]
    [InlineData("นัดพ่อค้า - แม่ค้า - อสม., วันเสาร์", "นัดพ่อค้า - แม่ค้า", "อสม.", "วันเสาร์")]
    [InlineData("ชวน กศน.-อบต. มาด้วยกัน", "ชวน กศน.-อบต. มาด้วยกัน", "", "")]
    [InlineData("๑. เก็บขยะ", "เก็บขยะ", "", "")]
    public void Who_and_when_stand_behind_the_last_dash(string typed, string text, string who, string due)
    {
        var line = Assert.Single(AarLine.Read(AarQuestion.Next, typed));
        Assert.Equal((text, who, due), (line.Text, line.Who, line.Due));
        Assert.Equal((text, who, due), AarLine.Read(AarQuestion.Next, line.Whole).ConvertAll(l => (l.Text, l.Who, l.Due))[0]);
    }

    [Fact]
    public void Only_the_last_question_has_who_and_when() =>
        Assert.Equal("ฟังก่อน - พูดทีหลัง", Assert.Single(AarLine.Read(AarQuestion.Exceeded, "ฟังก่อน - พูดทีหลัง")).Text);

    [Theory]
    [InlineData("", null, false)]
    [InlineData("26 ก.พ. 2550", "2007-02-26", false)]
    [InlineData("๒๖ ก.พ. ๒๕๕๐", "2007-02-26", false)]
    [InlineData("2007-02-26", "2007-02-26", false)]
    [InlineData("29ม.ค.", null, true)]
    [InlineData("26ก.พ.50", null, true)]
    public void A_typed_day_is_known_unknown_or_asked_about(string typed, string? day, bool asks)
    {
        var read = EventDay.Read(typed, new(2026, 11, 23));
        Assert.Equal((day is null ? null : (DateOnly?)DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), asks), (read.Day, read.Asks));
        Assert.All(read.Choices, choice => Assert.True(choice <= new DateOnly(2026, 11, 23)));
        if (asks)
            Assert.Throws<Refused>(() => read.Settle("2550-02-26"));
    }

    [Fact]
    public void Written_files_are_read_by_the_headings_of_any_form() =>
        Assert.Equal(["ก", "", "ข", "ค"], AarForm.AnswersIn("## คาดหวัง\n\n- ก\n\n## เกิดอะไรขึ้นจริงที่ไม่ถึงแผน\n- ข\n## ไม่รู้จัก\n- ง\n## จะกลับไปทำ\n- ค\n").Select(a => a.Trim('\n', '-', ' ')));
}
