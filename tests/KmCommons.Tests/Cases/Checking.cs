using System.Net;
using KmCommons.Cases;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Cases;

public sealed class Checking(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = new(2007, 3, 8, 13, 0, 0, TimeSpan.Zero);

    static string Any() => Fresh.Key();

    async Task<(long Number, string Author)> Told(bool example = false)
    {
        var address = $"likhit-{Any()}";
        var author = await village.Joins(address, "คุณลิขิต");
        return (await village.Ask(async db =>
        {
            var story = await CaseStory.Tell(db, new(author, "", []), new() { Title = "กองทุนวันละบาท", PlaceCode = "800119", Example = example, Texts = new Dictionary<CasePart, string> { [CasePart.Done] = "ออมวันละบาท" } }, Now);
            story.Publish(Now);
            await db.SaveChangesAsync();
            return story.Number;
        }), address);
    }

    [Fact]
    public async Task Checking_needs_the_right_at_the_place_of_the_story()
    {
        var (number, _) = await Told();
        var elsewhere = await village.Member($"amnuai-{Any()}", "คุณอำนวย อ.ชะอวด", (Role.Facilitator, "8007"));
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Member($"kit-{Any()}", "คุณกิจ")).Open($"/tell/{number}/check")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Open($"/tell/{number}/check")).Status);
        using var content = new FormUrlEncodedContent([new("State", "Checked")]);
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Send(HttpMethod.Post, $"/tell/{number}/check", content)).Status);
        Assert.Equal(CaseState.Told, await village.Ask(db => db.CaseStories.Where(s => s.Number == number).Select(s => s.State).SingleAsync()));

        var here = await village.Member($"amnuai-{Any()}", "คุณอำนวย อ.เมือง", (Role.Facilitator, "8001"));
        var seen = await (await here.Open($"/tell/{number}/check")).Tick("แหล่งเรียนรู้").Press("บันทึกผลตรวจ");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        var read = await village.Guest().Open($"/n/{number}");
        Assert.Contains("แหล่งเรียนรู้", read.Text, StringComparison.Ordinal);
        Assert.Contains("โดย คุณอำนวย อ.เมือง", read.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_changed_after_the_check_is_to_be_checked_again()
    {
        var (number, author) = await Told();
        var checker = new Viewer(await village.Joins($"uea-{Any()}", "คุณเอื้อ"), "คุณเอื้อ", [new() { Role = Role.Sponsor }]);
        await village.Do(async db => { (await CaseStory.Whole(db).SingleAsync(s => s.Number == number)).Check(checker, CaseState.Checked, Now); await db.SaveChangesAsync(); });
        var writer = village.Guest();
        await writer.SignIn(author);
        await (await writer.Open($"/tell/{number}")).Fill("เรื่องนี้เกี่ยวกับอะไร", "สวัสดิการ").Press("บันทึกเรื่องที่เล่า");
        Assert.Equal(CaseState.Checked, await village.Ask(db => db.CaseStories.Where(s => s.Number == number).Select(s => s.State).SingleAsync()));
        await (await writer.Open($"/tell/{number}")).Fill("ทำอะไรไป", "ออมวันละสองบาท").Press("บันทึกเรื่องที่เล่า");
        var after = await village.Ask(db => db.CaseStories.SingleAsync(s => s.Number == number));
        Assert.Equal((CaseState.Told, (long?)null), (after.State, after.CheckedBy));
    }

    [Fact]
    public async Task An_example_says_so_and_cannot_be_checked_as_a_true_story()
    {
        var (number, _) = await Told(example: true);
        Assert.Contains("ตัวอย่างสมมุติ", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
        var checker = new Viewer(1, "คุณเอื้อ", [new() { Role = Role.Sponsor }]);
        await village.Do(async db =>
        {
            var story = await CaseStory.Whole(db).SingleAsync(s => s.Number == number);
            Assert.Equal(422, Assert.Throws<Refused>(() => story.Check(checker, CaseState.Checked, Now)).Status);
        });
    }

    [Fact]
    public async Task A_stub_has_nothing_to_check()
    {
        var author = new Viewer(await village.Joins($"likhit-{Any()}", "คุณลิขิต"), "", [new() { Role = Role.Sponsor }]);
        await village.Do(async db =>
        {
            var story = await CaseStory.Tell(db, author, new() { Title = "ชื่ออย่างเดียว" }, Now);
            Assert.Equal(422, Assert.Throws<Refused>(() => story.Check(author, CaseState.Checked, Now)).Status);
        });
    }
}
