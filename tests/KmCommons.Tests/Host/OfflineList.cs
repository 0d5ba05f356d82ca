using System.Net;
using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Host;

/// <summary>What a phone is told that it may keep for reading without a line.</summary>
public sealed class OfflineList(Village village) : IClassFixture<Village>
{
    static async Task<List<JsonElement>> List(Visitor reader) => [.. JsonDocument.Parse(await reader.Http.GetStringAsync("/offline/list")).RootElement.EnumerateArray()];

    [Fact]
    public async Task It_has_public_stories_for_all_and_those_of_ones_own_circle_for_who_is_in_it_until_they_are_hidden()
    {
        var writer = await village.Member("wong", "คนในวง");
        var note = await Notes.Write(writer, "เปิดให้ทุกคน", "อ่านได้", "เผยแพร่");
        await Notes.Write(writer, "ยังเป็นร่าง", "ยังไม่เปิด", "เก็บร่างและดูก่อน");
        var closed = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "เฉพาะสมาชิกในวง").Fill("เนื้อเรื่อง", "คุยกันเอง").Tick("เฉพาะสมาชิก");
        await closed.Press("เผยแพร่");
        await village.Joins("puean", "เพื่อนในวง");
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, "wong-khlong", "วงคลอง", CircleKind.Other, "800119", "");
            await db.SaveChangesAsync();
            foreach (var id in await db.Members.Where(m => m.Address == "wong" || m.Address == "puean").Select(m => m.Id).ToListAsync())
                await circle.Join(db, id, Role.Practitioner, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var friend = village.Guest();
        await friend.SignIn("puean");
        var outsider = await village.Member("nok-wong", "คนนอกวง");

        string[] Titles(List<JsonElement> list, bool own) => [.. list.Where(p => p.GetProperty("own").GetBoolean() == own).Select(p => p.GetProperty("title").GetString()!).Order(StringComparer.Ordinal)];
        Assert.Equal(["เปิดให้ทุกคน"], Titles(await List(village.Guest()), own: false));
        Assert.Empty(Titles(await List(village.Guest()), own: true));
        Assert.Empty(Titles(await List(outsider), own: true));
        Assert.Equal(["วงคลอง", "เฉพาะสมาชิกในวง"], Titles(await List(friend), own: true));

        await village.Do(async db =>
        {
            (await db.Items.SingleAsync(i => i.Title == "เปิดให้ทุกคน")).Hide(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
        });
        Assert.Empty(Titles(await List(village.Guest()), own: false));
        Assert.Empty(Titles(await List(friend), own: false));
    }

    [Fact]
    public async Task The_page_says_neither_that_nothing_waits_nor_that_nothing_is_kept_before_it_has_looked()
    {
        var page = await village.Guest().Http.GetStringAsync("/offline");
        Assert.Contains("data-empty hidden>", page, StringComparison.Ordinal);
        Assert.Contains("data-none-kept hidden>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_more_than_fifty_public_ones()
    {
        await village.Joins("khayan", "คนขยัน");
        await village.Do(async db =>
        {
            var author = await db.Members.Where(m => m.Address == "khayan").Select(m => m.Id).SingleAsync();
            for (var i = 0; i < KmCommons.Host.Offline.Most + 5; i++)
            {
                var item = new ContentItem { Kind = "note", AuthorId = author, CreatedAt = DateTimeOffset.UtcNow };
                item.Describe($"เรื่องที่ {i}", new("คำ", "คำ", []), new(author, []), DateTimeOffset.UtcNow);
                item.Publish(DateTimeOffset.UtcNow);
                db.Add(item);
            }
            await db.SaveChangesAsync();
        });
        Assert.Equal(KmCommons.Host.Offline.Most, (await List(village.Guest())).Count);
    }

    [Fact]
    public async Task Every_page_says_for_whom_it_is_made_and_the_worker_speaks_for_the_whole_site()
    {
        var member = await village.Member("mue-thue", "คนถือมือถือ");
        Assert.True((await member.Open("/notes")).Answer.Headers.Contains("For-Member"));
        Assert.False((await village.Guest().Open("/notes")).Answer.Headers.Contains("For-Member"));
        using var worker = await village.Guest().Http.GetAsync("/sw.js");
        Assert.Equal(HttpStatusCode.OK, worker.StatusCode);
        Assert.Equal("text/javascript", worker.Content.Headers.ContentType!.MediaType);
        Assert.Equal("no-cache", worker.Headers.CacheControl!.ToString());
        using var manifest = await village.Guest().Http.GetAsync("/manifest.webmanifest");
        foreach (var icon in JsonDocument.Parse(await manifest.Content.ReadAsStringAsync()).RootElement.GetProperty("icons").EnumerateArray())
            Assert.Equal(HttpStatusCode.OK, (await village.Guest().Http.GetAsync(icon.GetProperty("src").GetString())).StatusCode);
        Assert.Contains("/manifest.webmanifest", (await village.Guest().Open("/offline")).Document.Head!.InnerHtml, StringComparison.Ordinal);
    }
}
