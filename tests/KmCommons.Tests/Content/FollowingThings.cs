using System.Net;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Following things, and what is told of them where.</summary>
public sealed class FollowingThings(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Each_sort_is_followed_from_its_own_page_and_told_on_one()
    {
        var reader = await village.Member("reader", "คนติดตาม");
        var (blogger, told) = (await village.Joins("blogger", "คนมีสมุด"), await village.Joins("told", "คนเล่า"));
        var inBlog = await village.Note(blogger, "ในสมุด", "ก", e => e.Item.TagWith(["จากสาน"]));
        var address = await village.Ask(db => db.Items.Where(i => i.Number == inBlog).Select(i => i.Blog!.Address).SingleAsync());
        var circle = await village.Ask(async db => { var made = Circle.Begin(db, "wong-test", "วงทดลอง", CircleKind.Other, null, ""); await db.SaveChangesAsync(); return made.Id; });
        foreach (var page in new[] { $"/b/{address}", "/p/told", "/tag/จากสาน", "/t/8001", "/c/wong-test", $"/n/{inBlog}" })
        {
            Assert.DoesNotContain("ติดตามอยู่", (await village.Guest().Open(page)).Text, StringComparison.Ordinal);
            Assert.Contains("ติดตามอยู่", (await (await reader.Open(page)).Press("ติดตาม")).Text, StringComparison.Ordinal);
        }
        await village.Note(told, "ของคนเล่า", "ข");
        await village.Note(blogger, "จากตำบลในอำเภอ", "ค", e => e.Item.PlaceCode = "800119");
        await village.Note(blogger, "จากที่อื่น", "ง", e => e.Item.PlaceCode = "800707");
        await village.Note(blogger, "ของวง", "จ", e => e.Item.CircleId = circle);
        await village.Note(told, "ร่างของคนเล่า", "ฉ", e => e.Item.Withdraw());
        await village.Do(async db => { db.Comments.Add(new() { Number = inBlog, GuestName = "แขก", Text = "มาคุยด้วย", Html = "<p>มาคุยด้วย</p>", At = DateTimeOffset.UtcNow }); await db.SaveChangesAsync(); });
        var news = (await reader.Open("/following")).Text;
        foreach (var title in new[] { "ในสมุด", "ของคนเล่า", "จากตำบลในอำเภอ", "ของวง", "มาคุยด้วย" })
            Assert.Contains(title, news, StringComparison.Ordinal);
        foreach (var title in new[] { "จากที่อื่น", "ร่างของคนเล่า" })
            Assert.DoesNotContain(title, news, StringComparison.Ordinal);
        var list = await reader.Open("/me/follows");
        Assert.Equal(6, list.Document.QuerySelectorAll(".rows > li").Length);
        Assert.Equal(5, (await list.Press("เลิกติดตาม")).Document.QuerySelectorAll(".rows > li").Length);
        Assert.DoesNotContain("คนติดตาม", (await village.Guest().Open("/p/told")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_follows_themselves_or_what_they_may_not_see_and_two_windows_follow_once()
    {
        var one = await village.Member("one", "คนหนึ่ง");
        var me = await village.Ask(db => db.Members.Where(m => m.Address == "one").Select(m => m.Id).SingleAsync());
        var (other, open) = (await village.Note(await village.Joins("hides", "คนซ่อน"), "ซ่อนอยู่", "ก", e => { e.Item.TagWith(["คำที่ซ่อนอยู่"]); e.Item.Hide(DateTimeOffset.UtcNow); }), await village.Note(await village.Joins("opens", "คนเปิด"), "เปิดอยู่", "ข"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(one, "p", $"{me}")).Status);
        foreach (var (sort, key) in new[] { ("n", $"{other}"), ("x", "1"), ("tag", "ไม่มีคำนี้"), ("tag", "คำที่ซ่อนอยู่"), ("t", "9999"), ("c", "999") })
            Assert.Equal(HttpStatusCode.NotFound, (await Send(one, sort, key)).Status);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(one, "n", $"{open}")));
        Assert.Equal(1, await village.Ask(db => db.Follows.CountAsync(f => f.MemberId == me)));
        // What was followed and is hidden now says no title any more
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == open)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.DoesNotContain("เปิดอยู่", (await one.Open("/me/follows")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_are_enough_each_ends_only_their_own_and_below_what_was_hidden_nobody_is_heard()
    {
        var (one, two) = (await village.Member("full", "คนติดตามเต็ม"), await village.Member("second-f", "คนที่สอง"));
        var me = await village.Ask(db => db.Members.Where(m => m.Address == "full").Select(m => m.Id).SingleAsync());
        var number = await village.Note(await village.Joins("host-g", "เจ้าของเรื่อง"), "เรื่องที่สองคนติดตาม", "ก");
        await Send(one, "n", $"{number}");
        await Send(two, "n", $"{number}");
        await village.Do(async db => { db.Comments.Add(new() { Number = number, GuestName = "แขก", Text = "เสียงใต้เรื่อง", Html = "<p>เสียงใต้เรื่อง</p>", At = DateTimeOffset.UtcNow }); await db.SaveChangesAsync(); });
        Assert.Contains("เสียงใต้เรื่อง", (await two.Open("/following")).Text, StringComparison.Ordinal);
        await village.Do(db => db.Database.ExecuteSqlAsync($"insert into content.follow (member_id, sort, key, weekly, at) select {me}, 'tag', 'คำ' || n, false, now() from generate_series(1, {Follow.Most - 1}) n"));
        Assert.Equal(HttpStatusCode.Conflict, (await Send(one, "t", "800119")).Status);
        using (var form = new FormUrlEncodedContent([new("Sort", "n"), new("Key", $"{number}")]))
            await one.Send(HttpMethod.Post, "/me/follows?handler=End", form);
        Assert.Equal(1, await village.Ask(db => db.Follows.CountAsync(f => f.Key == $"{number}" && f.MemberId != me)));
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == number)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.DoesNotContain("เสียงใต้เรื่อง", (await two.Open("/following")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_follows_only_when_the_box_is_ticked()
    {
        var talker = await village.Member("talker-f", "คนคุย");
        var number = await village.Note(await village.Joins("host-f", "เจ้าของเรื่อง"), "เรื่องชวนติดตาม", "ก");
        await (await talker.Open($"/n/{number}")).Fill("ความเห็นหรือคำถาม", "ผ่านมา").Press("ส่งความเห็น");
        Assert.Equal(0, await village.Ask(db => db.Follows.CountAsync(f => f.Key == $"{number}")));
        await (await talker.Open($"/n/{number}")).Fill("ความเห็นหรือคำถาม", "อยากรู้ต่อ").Tick("ติดตามเรื่องนี้ด้วย").Press("ส่งความเห็น");
        Assert.Equal(1, await village.Ask(db => db.Follows.CountAsync(f => f.Key == $"{number}")));
    }

    [Fact]
    public async Task The_digest_tells_only_what_its_reader_wants_told_there()
    {
        var (reader, author) = (await village.Joins("weekly", "คนรับจดหมาย"), await village.Joins("news", "คนมีข่าว"));
        var (said, silent) = (await village.Joins("said-of", "คนที่อยากอ่าน"), await village.Joins("not-said-of", "คนที่ดูเอง"));
        await village.Do(async db =>
        {
            db.Follows.Add(new() { MemberId = reader, Sort = "p", Key = $"{said}", PersonId = said, Weekly = true, At = DateTimeOffset.UtcNow });
            db.Follows.Add(new() { MemberId = reader, Sort = "p", Key = $"{silent}", PersonId = silent, At = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        await village.Note(said, "เรื่องที่ควรอยู่ในจดหมาย", "ก");
        await village.Note(silent, "เรื่องที่ไม่ควรอยู่ในจดหมาย", "ข");
        var talked = await village.Note(author, "เรื่องที่มีคนคุย", "ค");
        await village.Do(async db =>
        {
            db.Follows.Add(new() { MemberId = reader, Sort = "n", Key = $"{talked}", Weekly = true, At = DateTimeOffset.UtcNow });
            db.Comments.Add(new() { Number = talked, GuestName = "แขก", Text = "ใหม่", Html = "<p>ใหม่</p>", At = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        await using var scope = village.Services.CreateAsyncScope();
        var things = scope.ServiceProvider;
        var (db, w) = (things.GetRequiredService<KmCommons.Foundation.CommonsDb>(), things.GetRequiredService<KmCommons.Foundation.Words>().In(KmCommons.Foundation.Language.Thai));
        var week = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow.AddDays(7));
        var digest = await Digest.Of(things, await db.Members.SingleAsync(m => m.Id == reader), new() { MemberId = reader }, week, w);
        Assert.Equal(["เรื่องที่มีคนคุย", "เรื่องที่ควรอยู่ในจดหมาย"], digest.Lines.Select(l => l.Title));
        Assert.All(digest.Lines, line => Assert.Equal("จากที่ท่านติดตาม", line.Because));
        var letter = DigestLetter.Of(digest, new("http://localhost", "http://localhost/x", "http://localhost/y", "http://localhost/z", _ => null), w);
        Assert.Contains("1 เรื่องใหม่จากที่ท่านติดตาม", letter.Subject, StringComparison.Ordinal);
        Assert.Contains("ความเห็นในเรื่องที่ท่านติดตาม", letter.Text, StringComparison.Ordinal);
    }

    static async Task<Seen> Send(Visitor visitor, string sort, string key)
    {
        using var form = new FormUrlEncodedContent([new("Sort", sort), new("Key", key)]);
        return await visitor.Send(HttpMethod.Post, "/me/follows", form);
    }
}
