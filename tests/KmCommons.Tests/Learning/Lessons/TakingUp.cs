using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

/// <summary>Who took a lesson up, and from whom.</summary>
public sealed class TakingUp(Village village) : IClassFixture<Village>
{
    const string Paragraph = "คัดแยกขยะหน้าบ้านทุกเช้าวันพุธ";

    async Task<(long Card, string Address)> Card(string key, string? place = "800119")
    {
        var (writer, _) = await village.Writer($"ton-{key}");
        var card = await village.Card(writer, await village.Note(writer, Paragraph, place), $"แยกขยะวันเดียวกันทั้งหมู่ {key}");
        return (card, $"/lesson/{card}");
    }

    [Fact]
    public async Task A_place_tells_when_what_came_of_it_and_how_many_households_it_reached()
    {
        var (_, address) = await Card("bok");
        var member = await village.Member("khon-bok", "คนบอก");
        Assert.Contains("ยังไม่มีใครบอก", (await village.Guest().Open(address)).Text, StringComparison.Ordinal);
        var form = await (await member.Open(address)).Follow("เราเอาไปใช้แล้ว");
        form.Fill("ตำบลหรืออำเภอ", "800121").Fill("หมู่บ้าน", "หมู่ 4").Tick("ปรับแล้วจึงใช้ได้").Fill("เล่าสักหนึ่งหรือสองบรรทัด", "ย้ายเป็นวันศุกร์").Fill("วันที่", "๑๖ มี.ค. ๒๕๕๒");
        foreach (var none in new[] { "ยี่สิบ", "0", "-3", "2.5" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Fill("ถึงกี่ครัวเรือน", none).Press("บอก")).Status);
        await form.Fill("ถึงกี่ครัวเรือน", "๑,๐๒๔").Press("บอก");
        await village.Settles();
        var seen = await village.Guest().Open(address);
        foreach (var said in new[] { "หมู่ 4 ต.ท่าซัก", "ปรับแล้วจึงใช้ได้", "ย้ายเป็นวันศุกร์", "16 มี.ค. 2552", "ถึง 1,024 ครัวเรือน ที่บอกไว้", "เห็นผลอีกใน 1 ที่", "คนบอก" })
            Assert.Contains(said, seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เล่าไว้ครั้งเดียว", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ใช้แล้ว 1 ที่", (await village.Guest().Open("/lessons?place=800121")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_places_that_one_member_only_names_one_counts()
    {
        var (_, address) = await Card("poi");
        var (one, other) = (await village.Member("khon-poi", "คนชื่อเดียว"), await village.Member("khon-uen", "คนอื่น"));
        async Task<Seen> Tells(Visitor who, string place, string said = "") => await (await who.Open($"{address}/adopt")).Fill("ตำบลหรืออำเภอ", place).Tick("ใช้ได้ผล").Fill("เล่าสักหนึ่งหรือสองบรรทัด", said).Press("บอก");
        await Tells(one, "800121");
        Assert.Contains("เห็นผลอีกใน 1 ที่", (await Tells(one, "800707")).Text, StringComparison.Ordinal);
        Assert.Contains("เห็นผลอีกใน 2 ที่", (await Tells(other, "800707")).Text, StringComparison.Ordinal);
        Assert.Contains("เห็นผลอีกใน 3 ที่", (await Tells(one, "8007", "รถขยะมาวันพุธพอดี")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_did_not_work_there_is_welcome_is_told_why_and_is_not_counted_as_in_use()
    {
        var (_, address) = await Card("mai-dai");
        var form = await (await village.Member("khon-mai-dai", "คนลอง")).Open($"{address}/adopt");
        form.Fill("ตำบลหรืออำเภอ", "800707").Tick("ใช้ที่นี่ไม่ได้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Press("บอก")).Status);
        await form.Fill("เล่าสักหนึ่งหรือสองบรรทัด", "รถขยะไม่เข้าวันพุธ").Fill("ถึงกี่ครัวเรือน", "9").Press("บอก");
        var seen = await village.Guest().Open(address);
        Assert.Contains("ลองแล้วใช้ไม่ได้ 1 ที่", seen.Text, StringComparison.Ordinal);
        Assert.Contains("รถขยะไม่เข้าวันพุธ", seen.Text, StringComparison.Ordinal);
        Assert.Contains("เล่าไว้ครั้งเดียว", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ที่บอกไว้", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chain_shows_who_had_it_from_whom_and_stays_one_when_a_link_is_taken_out()
    {
        var (card, address) = await Card("luk-so");
        var (a, b, c) = (await village.Someone("so-a"), await village.Someone("so-b"), await village.Someone("so-c"));
        var first = await village.Adopts(card, a, new() { PlaceCode = "800119", OnDay = new(2009, 1, 2) });
        var second = await village.Adopts(card, b, new() { PlaceCode = "800121", OnDay = new(2009, 2, 3), FromId = first });
        var form = await (await village.Signed("so-c")).Open($"{address}/adopt");
        await form.Fill("ตำบลหรืออำเภอ", "800707").Fill("เอามาจากที่ไหน", $"{second}").Press("บอก");
        async Task<string[]> Chain() { await village.Settles(); return [.. (await village.Guest().Open(address)).Document.QuerySelectorAll(".chain > li").Select(li => $"{li.GetAttribute("data-depth")} {li.QuerySelector("strong")!.TextContent}{(li.TextContent.Contains("เอามาจาก ต.ท่าซัก", StringComparison.Ordinal) ? " < ท่าซัก" : li.TextContent.Contains("เอามาจาก ต.บางจาก", StringComparison.Ordinal) ? " < บางจาก" : "")}")]; }
        Assert.Equal(["0 ต.บางจาก อ.เมืองนครศรีธรรมราช", "1 ต.ท่าซัก อ.เมืองนครศรีธรรมราช < บางจาก", "2 ต.ขอนหาด อ.ชะอวด < ท่าซัก"], await Chain());
        // Its own place is not elsewhere
        Assert.Contains("เห็นผลอีกใน 2 ที่", (await village.Guest().Open(address)).Text, StringComparison.Ordinal);
        // Only who told it, or who keeps order there, takes it out
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Signed("so-c")).Send(HttpMethod.Post, $"{address}?handler=Remove", new FormUrlEncodedContent([new("adoption", $"{second}")]))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Signed("ton-luk-so")).Send(HttpMethod.Post, $"{address}?handler=Remove", new FormUrlEncodedContent([new("adoption", $"{second}")]))).Status);
        await (await (await village.Signed("so-b")).Open(address)).Press("เอาที่บอกไว้ออก");
        Assert.Equal(["0 ต.บางจาก อ.เมืองนครศรีธรรมราช", "0 ต.ขอนหาด อ.ชะอวด"], await Chain());
        await (await (await village.Member("amnuai-so", "คุณอำนวย", (Role.Facilitator, "8007"))).Open(address)).Press("เอาที่บอกไว้ออก");
        Assert.Single(await Chain());
        Assert.Equal(c, await village.Ask(db => db.Members.Where(m => m.Address == "so-c").Select(m => m.Id).SingleAsync()));
    }

    Task<HttpResponseMessage> Takes(Visitor who, long card, long own, string place, long from)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/lesson/{card}/adopt") { Content = new FormUrlEncodedContent([new("Adoption", $"{own}"), new("Place", place), new("Outcome", "Worked"), new("From", $"{from}")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return who.Http.SendAsync(request);
    }

    [Fact]
    public async Task The_chain_never_comes_back_to_itself()
    {
        var (card, address) = await Card("won");
        var (a, b, c) = (await village.Someone("won-a"), await village.Someone("won-b"), await village.Someone("won-c"));
        var first = await village.Adopts(card, a, new() { PlaceCode = "800119" });
        var second = await village.Adopts(card, b, new() { PlaceCode = "800121", FromId = first });
        var third = await village.Adopts(card, c, new() { PlaceCode = "800707", FromId = second });
        var own = await village.Signed("won-a");
        foreach (var from in new[] { first, second, third })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Takes(own, card, first, "800119", from)).StatusCode);
        // Nor from a place of another card
        var other = await village.Adopts((await Card("won-uen")).Card, b, new() { PlaceCode = "800121" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Takes(own, card, first, "800119", other)).StatusCode);
        Assert.Null(await village.Ask(db => db.Adoptions.Where(x => x.Id == first).Select(x => x.FromId).SingleAsync()));
        Assert.Equal(3, (await own.Open(address)).Document.QuerySelectorAll(".chain > li").Length);
    }

    [Fact]
    public async Task Of_two_who_say_at_the_same_moment_that_they_had_it_from_each_other_one_is_told_no()
    {
        var (card, _) = await Card("kan-lae-kan");
        var (a, b) = (await village.Someone("kan-a"), await village.Someone("kan-b"));
        var (first, second) = (await village.Adopts(card, a, new() { PlaceCode = "800119" }), await village.Adopts(card, b, new() { PlaceCode = "800121" }));
        var (one, two) = (await village.Signed("kan-a"), await village.Signed("kan-b"));
        var got = await village.Ask(async db =>
        {
            await using var hold = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from learning.lesson where id = {card} for update");
            var both = Task.WhenAll(Task.Run(() => Takes(one, card, first, "800119", second)), Task.Run(() => Takes(two, card, second, "800121", first)));
            for (var waiting = 0; waiting < 2 && !both.IsCompleted;)
                waiting = await village.AtLocks();
            await hold.CommitAsync();
            return await both;
        });
        Assert.Equal([HttpStatusCode.Found, HttpStatusCode.UnprocessableEntity], got.Select(g => g.StatusCode).Order());
    }

    [Fact]
    public async Task One_place_is_told_of_once_by_each_and_is_revised_by_its_teller_only()
    {
        var (card, address) = await Card("khrang-diao");
        await village.Someone("diao-a");
        var own = await village.Signed("diao-a");
        async Task<Seen> Tells(string village) => await (await own.Open($"{address}/adopt")).Fill("ตำบลหรืออำเภอ", "800121").Fill("หมู่บ้าน", village).Fill("ถึงกี่ครัวเรือน", "10").Press("บอก");
        Assert.Equal(HttpStatusCode.OK, (await Tells("หมู่ 1")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Tells(" หมู่  1 ")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Tells("หมู่ 2")).Status);
        // Two who tell of the same village: its households are counted once
        await village.Adopts(card, await village.Someone("diao-b"), new() { PlaceCode = "800121", PlaceName = "หมู่ 1", Households = 12 });
        Assert.Contains("ถึง 22 ครัวเรือน", (await own.Open(address)).Text, StringComparison.Ordinal);
        Assert.Contains("เห็นผลอีกใน 1 ที่", (await own.Open(address)).Text, StringComparison.Ordinal);
        var form = await (await own.Open(address)).Follow("แก้ที่บอกไว้");
        await form.Fill("เล่าสักหนึ่งหรือสองบรรทัด", "แก้แล้วจ้า").Press("บอก");
        Assert.Contains("แก้แล้วจ้า", (await own.Open(address)).Text, StringComparison.Ordinal);
        Assert.Equal(3, await village.Ask(db => db.Adoptions.CountAsync(a => a.LessonId == card)));
        var mine = await village.Ask(db => db.Adoptions.Where(a => a.LessonId == card).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await Takes(await village.Signed("diao-b"), card, mine, "800121", 0)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Signed("diao-b")).Open($"{address}/adopt?adoption={mine}")).Status);
    }

    [Fact]
    public async Task A_closed_circle_and_a_story_for_members_are_named_only_to_who_may_know_of_them()
    {
        var (card, address) = await Card("wong-pit");
        var (teller, own) = await village.Writer("khon-wong-pit");
        var circle = await village.Circle("lap-chang", null, (teller, Role.Practitioner));
        await village.Do(async db => { await (await db.Circles.SingleAsync(c => c.Id == circle)).Close(db, true); await db.SaveChangesAsync(); });
        var story = await village.Note(teller, "เล่าให้สมาชิกฟังเท่านั้น", audience: Audience.Members);
        var form = await own.Open($"{address}/adopt");
        await form.Fill("ตำบลหรืออำเภอ", "800121").Fill("วงที่เอาไปใช้", $"{circle}").Fill("เรื่องที่เล่าเรื่องนี้", $"/n/{story}").Press("บอก");
        var (guest, seen) = (await village.Guest().Open(address), await own.Open(address));
        Assert.DoesNotContain("วง lap-chang", guest.Text, StringComparison.Ordinal);
        Assert.Null(guest.Document.QuerySelector($"a[href^='/n/{story}']"));
        Assert.Contains("วง lap-chang", seen.Text, StringComparison.Ordinal);
        Assert.NotNull(seen.Document.QuerySelector($"a[href^='/n/{story}']"));
        // Nobody speaks for a circle they are not in, nor of a story they may not read
        var other = await village.Member("khon-nok-pit", "คนนอก");
        foreach (var (name, value, status) in new[] { ("Circle", $"{circle}", HttpStatusCode.Forbidden), ("Item", "987654321", HttpStatusCode.UnprocessableEntity), ("Place", "80", HttpStatusCode.UnprocessableEntity), ("Outcome", "Best", HttpStatusCode.UnprocessableEntity) })
            Assert.Equal((name, status), (name, (await other.Send(HttpMethod.Post, $"{address}/adopt", new FormUrlEncodedContent(new Dictionary<string, string> { ["Place"] = "800119", ["Outcome"] = "Worked", [name] = value }))).Status));
    }
}
