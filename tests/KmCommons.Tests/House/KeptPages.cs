using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>Pages kept for readers: quick, and never longer there than what they show may be seen.</summary>
public sealed class KeptPages(Scene scene) : IClassFixture<Scene>
{
    readonly HttpClient http = scene.Village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    Bell Bell => scene.Village.Services.GetRequiredService<Bell>();

    async Task<(int Status, string Text)> Read(string who, string address)
    {
        using var answer = await scene.Come(http, who, "GET", address);
        return ((int)answer.StatusCode, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }

    // Either it is so now, or it is so after the bell has rung
    async Task Until(Func<Task<bool>> isSo)
    {
        for (var rings = 0; rings < 20; rings++)
        {
            var next = Bell.Next;
            if (await isSo())
                return;
            await next.WaitAsync(TimeSpan.FromMinutes(1));
        }
        Assert.Fail("The bell rang twenty times and it is still not so.");
    }

    // A note that is read, with every ring of its making over
    async Task<(long Number, string Url)> NoteBeingRead()
    {
        var note = await scene.Note(published: true);
        await scene.Village.Settles();
        Assert.Equal(200, (await Read("anonymous", note.Url)).Status);
        return (note.Number, note.Url);
    }

    Task ChangeQuietly(long number, string html) => scene.Village.Do(db => db.Database.ExecuteSqlAsync($"update writing.entry set html = {html} where number = {number}"));

    [Fact]
    public async Task A_reader_is_answered_from_the_kept_page_until_the_bell_rings()
    {
        var (number, url) = await NoteBeingRead();
        await ChangeQuietly(number, "<p>ข้อความที่แก้เงียบ ๆ</p>");
        Assert.Contains("เล่าเรื่องคลอง", (await Read("anonymous", url)).Text, StringComparison.Ordinal);
        await scene.Village.Do(db => db.Database.ExecuteSqlRawAsync(Bell.RingSql));
        await Until(async () => (await Read("anonymous", url)).Text.Contains("ข้อความที่แก้เงียบ ๆ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_member_never_gets_a_kept_page_and_leaves_none()
    {
        var (number, url) = await NoteBeingRead();
        await ChangeQuietly(number, "<p>ข้อความที่แก้เงียบ ๆ</p>");
        Assert.Contains("ข้อความที่แก้เงียบ ๆ", (await Read("member", url)).Text, StringComparison.Ordinal);
        Assert.Contains("เล่าเรื่องคลอง", (await Read("anonymous", url)).Text, StringComparison.Ordinal);
        var other = await scene.Note(published: true);
        await scene.Village.Settles();
        Assert.Contains("href=\"/me\"", (await Read("member", other.Url)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/me\"", (await Read("anonymous", other.Url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thai_and_English_readers_get_each_their_own()
    {
        var (_, url) = await NoteBeingRead();
        async Task<string> In(string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Add("Cookie", cookie);
            using var answer = await http.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }
        Assert.Contains("<html lang=\"en\"", await In("lang=en"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"th\"", await In("other=1"), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\"", await In("lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_moderator_hides_is_gone_at_once_from_its_page_the_lists_and_the_feeds()
    {
        var (number, url) = await NoteBeingRead();
        var places = new[] { "/", "/notes", "/notes/feed", "/b/bangchak", "/b/bangchak/feed", "/t/800119", "/p/keeper", "/tag/ปลาทู" };
        foreach (var place in places)
            Assert.Contains($"/n/{number}", (await Read("anonymous", place)).Text, StringComparison.Ordinal);
        Assert.Equal(302, (int)(await scene.Come(http, "moderator", "POST", "/moderate?handler=Hide", $"Number={number}&Reason=ทดลอง")).StatusCode);
        await Until(async () => (await Read("anonymous", url)).Status == 404);
        foreach (var place in places)
            Assert.DoesNotContain($"/n/{number}", (await Read("anonymous", place)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_its_writer_takes_back_is_gone_at_once()
    {
        var (number, url) = await NoteBeingRead();
        await scene.SignsIn("keeper");
        var version = await scene.Village.Ask(db => db.Set<KmCommons.Content.ContentItem>().Where(i => i.Number == number).Select(i => i.Version).SingleAsync());
        Assert.Equal(302, (int)(await scene.Come(http, "keeper", "POST", $"/write/{number}?handler=Withdraw", $"Title=x&Body=x&Blog=bangchak&Version={version}")).StatusCode);
        await Until(async () => (await Read("anonymous", url)).Status == 404);
    }

    [Fact]
    public async Task A_reader_who_just_did_something_sees_it_and_is_not_answered_with_the_page_from_before()
    {
        var note = await scene.Note(published: true);
        var guest = scene.Village.Guest();
        await guest.Open(note.Url);
        var after = await (await guest.Open(note.Url)).Fill("ความเห็นหรือคำถาม", "ปลาตัวนี้ชื่ออะไร").Fill("ชื่อของท่าน", "คนผ่านทาง").Press("ส่งความเห็น");
        Assert.Contains("รอเจ้าของสมุดดู", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("รอเจ้าของสมุดดู", (await Read("anonymous", note.Url)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_feed_names_the_site_and_not_what_its_first_reader_called_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/aars/feed");
        request.Headers.Host = "evil.example";
        using var answer = await http.SendAsync(request);
        Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_with_a_question_mark_is_not_kept_as_another_words_page_with_a_query()
    {
        var note = await scene.Note(published: true);
        await scene.Village.Do(async db =>
        {
            (await db.Set<KmCommons.Content.ContentItem>().Include(i => i.Tags).SingleAsync(i => i.Number == note.Number)).TagWith(["ปลาทู?page=1", "ปลาทู"]);
            await db.SaveChangesAsync();
        });
        await scene.Village.Settles();
        Assert.Contains("ปลาทู?page=1</h1>", Plain((await Read("anonymous", "/tag/ปลาทู%3Fpage=1")).Text), StringComparison.Ordinal);
        Assert.Contains("ปลาทู</h1>", Plain((await Read("anonymous", "/tag/ปลาทู?page=1")).Text), StringComparison.Ordinal);
        static string Plain(string html) => System.Text.RegularExpressions.Regex.Replace(html, "<(?!/h1)[^>]*>|[\\s\u200B\u2060]", "");
    }

    [Fact]
    public async Task One_long_page_under_ever_new_queries_does_not_fill_the_memory()
    {
        var (number, url) = await NoteBeingRead();
        await ChangeQuietly(number, $"<p>{new string('a', 200_000)}</p>");
        Assert.Contains("aaaa", (await Read("anonymous", url + "?q=0")).Text, StringComparison.Ordinal);
        for (var query = 1; query < 360; query++)
            Assert.Equal(200, (await Read("anonymous", $"{url}?q={query}")).Status);
        await ChangeQuietly(number, "<p>ทิ้งไปแล้ว</p>");
        Assert.Contains("ทิ้งไปแล้ว", (await Read("anonymous", url + "?q=0")).Text, StringComparison.Ordinal);
    }
}
