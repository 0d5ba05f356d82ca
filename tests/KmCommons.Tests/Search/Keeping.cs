using System.Net;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Search;

/// <summary>Searches that a member keeps.</summary>
public sealed class Keeping(Village village) : IClassFixture<Village>
{
    static string Find(string typed, string more = "") => "/find?q=" + Uri.EscapeDataString(typed) + more;

    async Task<long> Writes(string title, Action<ContentItem>? more = null, long author = 0)
    {
        author = author != 0 ? author : await village.Joins($"keep-{Guid.NewGuid():N}", "คนเขียน");
        var number = await village.Publishes(author, title, title, more);
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().View.Has(number));
        return number;
    }

    [Fact]
    public async Task A_search_is_kept_with_its_choices_tells_what_is_new_is_opened_renamed_and_taken_out()
    {
        static void Here(ContentItem item) => item.PlaceCode = "800119";
        await Writes("ข้าวยำหนึ่ง", Here);
        var member = await village.Member("keep-one", "คนเก็บ");
        var seen = await (await member.Open(Find("ข้าวยำ", "&district=8001&sort=date"))).Press("เก็บการค้นนี้");
        Assert.Equal(Find("ข้าวยำ", "&district=8001&sort=date"), seen.Address);
        Assert.Contains("เก็บการค้นนี้ไว้แล้ว", seen.Text, StringComparison.Ordinal);
        seen = await seen.Follow("เก็บการค้นนี้ไว้แล้ว");
        Assert.Contains("ข้าวยำ · เมืองนครศรีธรรมราช", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ยังไม่มีเรื่องใหม่", seen.Text, StringComparison.Ordinal);

        await Writes("ข้าวยำสอง", Here);
        await Writes("ข้าวยำในวง", item => (item.PlaceCode, item.Audience, item.CircleId) = ("800119", Audience.Circle, 9));
        await Writes("ข้าวยำแบบอื่น", item => item.PlaceCode = "800707");
        await Writes("ข้าวยำของฉันเอง", Here, await village.Ask(db => db.Members.Where(m => m.Address == "keep-one").Select(m => m.Id).SingleAsync()));
        Assert.Contains("มีใหม่ 1 เรื่อง", (await member.Open("/me/searches")).Text, StringComparison.Ordinal);
        seen = await (await member.Open("/me/searches")).Press("ข้าวยำ · เมืองนครศรีธรรมราช");
        Assert.Contains("พบ 3 เรื่อง", seen.Text, StringComparison.Ordinal);
        seen = await member.Open("/me/searches");
        Assert.Contains("ยังไม่มีเรื่องใหม่", seen.Text, StringComparison.Ordinal);

        seen = await seen.Fill("ชื่อใหม่", "  ของกิน   บ้านเรา ").Press("เปลี่ยนชื่อ");
        Assert.Contains("ของกิน บ้านเรา", seen.Text, StringComparison.Ordinal);
        seen = await seen.Fill("ชื่อใหม่", " ").Press("เปลี่ยนชื่อ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, seen.Status);
        var tooLong = new string('ก', 81);
        seen = await seen.Fill("ชื่อใหม่", tooLong).Press("เปลี่ยนชื่อ");
        Assert.Equal(tooLong, seen.Field("ชื่อใหม่").GetAttribute("value"));
        Assert.True(seen.Field("ชื่อใหม่").Closest("details")!.HasAttribute("open"));
        Assert.Equal(seen.Field("ชื่อใหม่"), seen.Document.QuerySelector(seen.Document.QuerySelector(".refused a")!.GetAttribute("href")!));
        seen = await (await member.Open("/me/searches")).Press("เอาการค้นนี้ออก");
        Assert.Contains("ยังไม่มีการค้นที่เก็บไว้", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_member_s_search_answers_404_and_a_reader_keeps_none()
    {
        await Writes("ขนมลา");
        await (await (await village.Member("keep-mine", "คนหนึ่ง")).Open(Find("ขนมลา"))).Press("เก็บการค้นนี้");
        var id = await village.Ask(db => db.SavedSearches.OrderByDescending(saved => saved.Id).Select(saved => saved.Id).FirstAsync());
        var other = await village.Member("keep-other", "อีกคน");
        foreach (var handler in new[] { "Open", "Rename", "Remove" })
            Assert.Equal(HttpStatusCode.NotFound, (await other.Send(HttpMethod.Post, $"/me/searches?handler={handler}&id={id}", new FormUrlEncodedContent([new("Name", "ของฉัน")]))).Status);
        Assert.DoesNotContain("ขนมลา", (await other.Open("/me/searches")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เก็บการค้นนี้", (await village.Guest().Open(Find("ขนมลา"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_twenty_first_is_refused_the_same_is_kept_once_and_nothing_cannot_be_kept()
    {
        var member = await village.Member("keep-many", "คนเก็บเก่ง");
        Task<Seen> Keep(string query) => member.Send(HttpMethod.Post, "/me/searches", new FormUrlEncodedContent([new("Query", query)]));
        for (var nth = 0; nth < SavedSearch.Most; nth++)
            Assert.Equal(HttpStatusCode.OK, (await Keep($"q=word{nth}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Keep("q=word3&page=7")).Status);
        var refused = await Keep("q=word20");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ไม่เกิน 20 รายการ", refused.Text, StringComparison.Ordinal);
        foreach (var query in new[] { "", "page=3", "x=1", "q=" + new string('a', 4000) })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Keep(query)).Status);
        Assert.Equal(SavedSearch.Most, await village.Ask(db => db.SavedSearches.CountAsync(saved => saved.Address.StartsWith("/find?q=word"))));
    }

    [Fact]
    public async Task Who_keeps_too_many_in_an_hour_is_told_when_to_come_back()
    {
        await using var strict = village.WithWebHostBuilder(host => host.UseSetting("Limits:SaveSearch", "2"));
        await village.Joins("keep-quick", "คนรีบ");
        var member = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));
        await member.SignIn("keep-quick");
        Task<Seen> Keep(string query) => member.Send(HttpMethod.Post, "/me/searches", new FormUrlEncodedContent([new("Query", query)]));
        Assert.Equal(HttpStatusCode.OK, (await Keep("q=a1")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Keep("q=a2")).Status);
        var refused = await Keep("q=a3");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Matches(@"ลองใหม่ได้ในอีก \d+ นาที", refused.Text);
    }

    [Fact]
    public async Task Who_changes_too_many_in_an_hour_is_told_so_with_the_name_still_in_its_field_and_nothing_done()
    {
        await using var strict = village.WithWebHostBuilder(host => host.UseSetting("Limits:ChangeSearch", "3"));
        var restless = await village.Joins("keep-restless", "คนเปลี่ยนใจ");
        var member = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));
        await member.SignIn("keep-restless");
        foreach (var query in new[] { "q=b1", "q=b2" })
            await member.Send(HttpMethod.Post, "/me/searches", new FormUrlEncodedContent([new("Query", query)]));
        var seen = await (await (await member.Open("/me/searches")).Fill("ชื่อใหม่", "ก่อน").Press("เปลี่ยนชื่อ")).Press("ก่อน"); // renamed and opened
        Assert.StartsWith("/find?q=b", seen.Address, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await member.Open("/me/searches")).Press("เอาการค้นนี้ออก")).Status);
        seen = await (await member.Open("/me/searches")).Fill("ชื่อใหม่", "หลัง").Press("เปลี่ยนชื่อ");
        Assert.Equal(HttpStatusCode.TooManyRequests, seen.Status);
        Assert.Matches(@"ลองใหม่ได้ในอีก \d+ นาที", seen.Text);
        Assert.Equal("หลัง", seen.Field("ชื่อใหม่").GetAttribute("value"));
        foreach (var handler in new[] { "Open", "Remove" })
        {
            seen = await member.Send(HttpMethod.Post, $"/me/searches?handler={handler}&id={await Id()}", new FormUrlEncodedContent([]));
            Assert.Equal(HttpStatusCode.TooManyRequests, seen.Status);
            Assert.NotNull(seen.Field("ชื่อใหม่"));
        }
        Task<long> Id() => village.Ask(db => db.SavedSearches.Where(saved => saved.MemberId == restless).Select(saved => saved.Id).SingleAsync());
    }

    [Fact]
    public async Task The_digest_can_ask_what_is_new_in_it_since_any_time()
    {
        var (number, member) = (await Writes("แกงไตปลา"), await village.Joins("keep-digest", "คนรับจดหมาย"));
        await village.Do(async db =>
        {
            var saved = await SavedSearch.Keep(db, member, new("แกงไตปลา", [], false, 1), "แกง", DateTimeOffset.UtcNow);
            var (viewer, view) = (await Viewer.Of(db, member, new(2026, 1, 1)), village.Services.Catalogue().View);
            Assert.Equal(number, await saved.NewSince(db, viewer, view, DateTimeOffset.UtcNow.AddDays(-1)).Select(item => item.Number).SingleAsync());
            Assert.Empty(await saved.NewSince(db, viewer, view, DateTimeOffset.UtcNow.AddDays(1)).ToListAsync());
        });
    }
}
