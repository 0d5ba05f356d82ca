using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Tests.Writing;
using KmCommons.Writing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Content;

/// <summary>What is typed is kept at the site while it is typed, by nobody else seen, and one work is taken once, whichever form, tab or device it comes from.</summary>
public sealed class UnfinishedWorks(Village village) : IClassFixture<Village>, IAsyncLifetime
{
    static int visitors;
    string name = "";
    Visitor writer = null!;

    public async Task InitializeAsync()
    {
        name = $"phim{Interlocked.Increment(ref visitors)}";
        writer = await village.Member(name, "คนพิมพ์");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    static string Hidden(Seen form, string field) => ((IHtmlInputElement)form.Document.QuerySelector($"form[data-write] input[name={field}]")!).Value;

    /// <summary>What the page sends by itself while somebody types.</summary>
    static Task<Seen> Keeps(Visitor who, Seen form, string title, string body, int turn, params (string Name, string Value)[] otherwise)
    {
        var fields = new Dictionary<string, string> { ["address"] = form.Address.Split('?')[0], ["turn"] = $"{turn}", ["Title"] = title, ["Body"] = body };
        foreach (var field in new[] { "once", "who", "work", "came", "Version" })
            fields[field] = Hidden(form, field);
        foreach (var (field, value) in otherwise)
            fields[field] = value;
        return who.Send(HttpMethod.Post, "/unfinished", new FormUrlEncodedContent(fields));
    }

    static Seen Turns(Seen form, int turn)
    {
        ((IHtmlInputElement)form.Document.QuerySelector("form[data-write] input[name=turn]")!).Value = $"{turn}";
        return form;
    }

    static async Task<JsonElement> Told(Seen answer) => JsonDocument.Parse(await answer.Answer.Content.ReadAsStringAsync()).RootElement;

    Task<List<Unfinished>> Waiting() => village.Ask(db => db.Unfinished.AsNoTracking().Where(u => u.DoneAt == null && db.Set<Member>().Any(m => m.Id == u.MemberId && m.Address == name)).OrderBy(u => u.BegunAt).ToListAsync());

    Task<List<string>> Notes() => village.Ask(db => db.Entries.Where(e => e.Item.Author.Address == name).Select(e => e.Markdown).Order().ToListAsync());

    [Fact]
    public async Task What_is_typed_is_found_again_on_another_device_and_ends_when_it_is_published_there()
    {
        var first = await writer.Open("/write");
        Assert.Equal(HttpStatusCode.OK, (await Keeps(writer, first, "", "ยังไม่มีชื่อก็เก็บ", 1)).Status);
        Assert.True((await Told(await Keeps(writer, first, "คลองเช้านี้", "น้ำใส เห็นปลา", 2))).GetProperty("kept").GetBoolean());
        Assert.Empty(await Notes());

        var phone = village.Guest();
        await phone.SignIn(name);
        Assert.Contains("งานที่ยังเขียนไม่เสร็จ 1 ชิ้น", (await phone.Open("/write")).Text, StringComparison.Ordinal);
        var again = await (await phone.Open("/me/drafts")).Follow("คลองเช้านี้");
        var fields = JsonSerializer.Deserialize<string[][]>(again.Document.QuerySelector("template[data-unfinished]")!.GetAttribute("data-fields")!)!;
        Assert.Contains(fields, f => f is ["Body", "น้ำใส เห็นปลา"]);
        Assert.DoesNotContain(fields, f => f[0] is "once" or "who" or "work");
        await again.Fill("ชื่อเรื่อง", "คลองเช้านี้").Fill("เนื้อเรื่อง", "น้ำใส เห็นปลา").Press("เผยแพร่");
        Assert.Empty(await Waiting());
        Assert.Equal(["น้ำใส เห็นปลา"], await Notes());
    }

    [Fact]
    public async Task A_late_older_save_changes_nothing_and_one_that_comes_after_publishing_does_not_come_back()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "ปลา", "ใหม่", 5);
        Assert.False((await Told(await Keeps(writer, form, "ปลา", "เก่า", 4))).GetProperty("kept").GetBoolean());
        Assert.Contains("ใหม่", Assert.Single(await Waiting()).Fields, StringComparison.Ordinal);
        var note = await Turns(form, 5).Fill("ชื่อเรื่อง", "ปลา").Fill("เนื้อเรื่อง", "ใหม่").Press("เผยแพร่");
        var late = await Told(await Keeps(writer, form, "ปลา", "ใหม่", 5));
        Assert.False(late.GetProperty("kept").GetBoolean());
        Assert.Equal(note.Address.Split('#')[0], late.GetProperty("became").GetString());
        Assert.Empty(await Waiting());
        // The writer went back and wrote on: that is work again
        await Keeps(writer, form, "ปลา", "เขียนต่อหลังกดย้อนกลับ", 6);
        Assert.Contains("เขียนต่อ", Assert.Single(await Waiting()).Fields, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_a_published_note_are_not_read_by_anybody_before_they_are_saved()
    {
        var note = await Tests.Writing.Notes.Write(writer, "เรื่องที่เผยแพร่แล้ว", "ฉบับที่คนอ่าน", "เผยแพร่");
        var number = Tests.Writing.Notes.Number(note.Address);
        var form = await writer.Open($"/write/{number}");
        var told = await Told(await Keeps(writer, form, "เรื่องที่เผยแพร่แล้ว", "กำลังแก้ ยังไม่ให้ใครเห็น", 1));
        Assert.False(told.GetProperty("changed").GetBoolean());
        var stranger = await village.Member(name + "-other", "อีกคน");
        foreach (var reader in new[] { village.Guest(), stranger, writer })
            Assert.Contains("ฉบับที่คนอ่าน", (await reader.Open(note.Address)).Text, StringComparison.Ordinal);
        Assert.Equal(["ฉบับที่คนอ่าน"], await Notes());
        Assert.DoesNotContain("กำลังแก้", (await stranger.Open("/me/drafts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_tabs_keep_two_texts_and_the_second_to_save_is_shown_both()
    {
        var number = Tests.Writing.Notes.Number((await Tests.Writing.Notes.Write(writer, "สองแท็บ", "ต้นฉบับ", "เผยแพร่")).Address);
        var (one, two) = (await writer.Open($"/write/{number}"), await writer.Open($"/write/{number}"));
        await Keeps(writer, one, "สองแท็บ", "จากแท็บหนึ่ง", 1);
        await Keeps(writer, two, "สองแท็บ", "จากแท็บสอง", 1);
        Assert.Equal(2, (await Waiting()).Count);
        await Turns(one, 1).Fill("เนื้อเรื่อง", "จากแท็บหนึ่ง").Press("บันทึกการแก้");
        Assert.True((await Told(await Keeps(writer, two, "สองแท็บ", "จากแท็บสอง ต่อ", 2))).GetProperty("changed").GetBoolean());
        var both = await Turns(two, 2).Fill("เนื้อเรื่อง", "จากแท็บสอง ต่อ").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        Assert.Contains("จากแท็บหนึ่ง", both.Document.QuerySelector("#theirs")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("จากแท็บสอง ต่อ", both.Document.QuerySelector("#Body")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await Waiting());
        await both.Press("บันทึกการแก้");
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task One_work_sent_from_two_forms_at_one_moment_is_one_note_and_the_other_is_shown_both_texts()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "ครั้งเดียว", "จากโทรศัพท์", 1);
        var other = await writer.Open($"/write?unfinished={Hidden(form, "once")}");
        var answers = await Task.WhenAll(form.Fill("ชื่อเรื่อง", "ครั้งเดียว").Fill("เนื้อเรื่อง", "จากโทรศัพท์").Press("เผยแพร่"),
            other.Fill("ชื่อเรื่อง", "ครั้งเดียว").Fill("เนื้อเรื่อง", "จากเครื่องที่ศาลา").Press("เผยแพร่"));
        Assert.Single(await Notes());
        Assert.Equal([200, 409], answers.Select(a => (int)a.Status).Order());
        var both = Array.Find(answers, a => a.Status == HttpStatusCode.Conflict)!;
        Assert.NotNull(both.Document.QuerySelector("#theirs"));
        await both.Press("บันทึกการแก้");
        Assert.Single(await Notes());
    }

    [Fact]
    public async Task The_same_text_from_a_draft_that_was_brought_back_after_it_was_published_leads_to_the_note()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "ไฟดับหลังกดส่ง", "ข้อความเดียวกัน\nสองบรรทัด", 1);
        var back = await writer.Open($"/write?unfinished={Hidden(form, "once")}");
        var first = await Turns(form, 1).Fill("ชื่อเรื่อง", "ไฟดับหลังกดส่ง").Fill("เนื้อเรื่อง", "ข้อความเดียวกัน\nสองบรรทัด").Press("เผยแพร่");
        await Keeps(writer, back, "ไฟดับหลังกดส่ง", "ข้อความเดียวกัน\nสองบรรทัด", 1);
        var second = await Turns(back, 1).Fill("ชื่อเรื่อง", "ไฟดับหลังกดส่ง").Fill("เนื้อเรื่อง", "ข้อความเดียวกัน\nสองบรรทัด").Press("เผยแพร่");
        Assert.Equal(first.Address, second.Address);
        Assert.Single(await Notes());
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task A_review_and_a_case_are_one_work_too()
    {
        var form = await writer.Open("/reflect");
        await Keeps(writer, form, "", "", 1, ("EventName", "เวทีตำบล"));
        Assert.Equal("เวทีตำบล", Assert.Single(await Waiting()).Title);
        var done = await Turns(form, 1).Fill("ชื่องาน", "เวทีตำบล").Fill("1.", "คาดหวังว่าจะได้ฟังกัน").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, done.Status);
        var both = await form.Fill("1.", "แก้แล้วส่งจากแบบเดิม").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.Conflict, both.Status);
        Assert.Equal(1, await village.Ask(db => db.Items.CountAsync(i => i.Author.Address == name)));
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task A_form_that_came_back_refused_is_the_same_work()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "", "ลืมชื่อ", 1);
        var refused = await Turns(form, 1).Fill("เนื้อเรื่อง", "ลืมชื่อ").Press("เผยแพร่");
        Assert.Equal(422, (int)refused.Status);
        Assert.Equal(Hidden(form, "once"), Hidden(refused, "work"));
        await refused.Fill("ชื่อเรื่อง", "มีชื่อแล้ว").Press("เผยแพร่");
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task What_was_written_in_one_name_is_neither_kept_nor_published_in_anothers()
    {
        var form = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ของคนแรก").Fill("เนื้อเรื่อง", "เขียนไว้ก่อนออกจากระบบ");
        await writer.Send(HttpMethod.Post, "/sign-out", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Keeps(writer, form, "ของคนแรก", "เขียนไว้", 1)).Status);
        await village.Joins(name + "-next", "คนถัดไป");
        await writer.SignIn(name + "-next");
        Assert.Equal(HttpStatusCode.Forbidden, (await Keeps(writer, form, "ของคนแรก", "เขียนไว้", 1)).Status);
        var refused = await form.Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("เขียนไว้ก่อนออกจากระบบ", refused.Document.Body!.InnerHtml, StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync(i => i.Title == "ของคนแรก")));
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task Anothers_unfinished_work_is_not_opened_continued_or_thrown_away()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "ของฉัน", "ยังไม่เสร็จ", 1);
        var other = await village.Member(name + "-else", "คนอื่น");
        var key = Hidden(form, "once");
        Assert.Null((await other.Open($"/write?unfinished={key}")).Document.QuerySelector("template[data-unfinished]"));
        await other.Send(HttpMethod.Post, "/me/drafts?handler=Drop", new FormUrlEncodedContent([new("key", key)]));
        await Keeps(other, await other.Open("/write"), "แย่ง", "เขียนทับ", 9, ("once", key), ("work", key), ("came", key + ":9"));
        Assert.Contains("ยังไม่เสร็จ", Assert.Single(await Waiting()).Fields, StringComparison.Ordinal);
        await (await writer.Open("/me/drafts")).Press("ทิ้งงานนี้");
        Assert.Empty(await Waiting());
    }

    [Theory]
    [InlineData("address", "https://example.org/", 400)]
    [InlineData("address", "/write/../sign-out", 400)]
    [InlineData("once", "", 400)]
    [InlineData("Body", null, 413)]
    public async Task What_cannot_be_kept_is_refused(string field, string? value, int status)
    {
        var form = await writer.Open("/write");
        Assert.Equal(status, (int)(await Keeps(writer, form, "ชื่อ", "เนื้อ", 1, (field, value ?? new string('ก', Unfinished.Longest)))).Status);
        Assert.Empty(await Waiting());
    }

    [Fact]
    public async Task The_hundred_and_first_is_refused_and_the_others_go_on()
    {
        var form = await writer.Open("/write");
        await Keeps(writer, form, "ชิ้นแรก", "ก", 1);
        await village.Do(db => db.Database.ExecuteSqlAsync($"""
            insert into content.unfinished (member_id, key, work, address, title, fields, turn, begun_at, at)
            select u.member_id, md5(n::text), md5(n::text), '/write', '', '[]', 1, u.begun_at, u.at from content.unfinished u, generate_series(1, 99) n where u.key = {Hidden(form, "once")}
            """));
        Assert.Equal(HttpStatusCode.Conflict, (await Keeps(writer, await writer.Open("/write"), "ชิ้นที่ 101", "ข", 1)).Status);
        Assert.True((await Told(await Keeps(writer, form, "ชิ้นแรก", "กก", 2))).GetProperty("kept").GetBoolean());
    }

    [Fact]
    public async Task Too_often_is_told_when_to_come_back()
    {
        using var strict = village.WithWebHostBuilder(host => host.UseSetting("Limits:AutomaticSave", "2"));
        var quick = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));
        await quick.SignIn(name);
        var form = await quick.Open("/write");
        for (var turn = 1; turn <= 2; turn++)
            Assert.Equal(HttpStatusCode.OK, (await Keeps(quick, form, "เร็ว", "ก", turn)).Status);
        var refused = await Keeps(quick, form, "เร็ว", "ก", 3);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.True(refused.Answer.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task What_was_done_is_let_go_after_three_months_and_what_waits_after_two_years()
    {
        var (done, waits) = (await writer.Open("/write"), await writer.Open("/write"));
        await Keeps(writer, waits, "รออยู่", "ก", 1);
        await done.Fill("ชื่อเรื่อง", "เสร็จแล้ว").Fill("เนื้อเรื่อง", "ข").Press("เผยแพร่");
        async Task<int> Left(int days)
        {
            await village.Do(db => Unfinished.Forget(db, DateTimeOffset.UtcNow.AddDays(days), default));
            return await village.Ask(db => db.Unfinished.CountAsync(u => db.Set<Member>().Any(m => m.Id == u.MemberId && m.Address == name)));
        }
        Assert.Equal(2, await Left(89));
        Assert.Equal(1, await Left(91));
        Assert.Equal(0, await Left(732));
    }
}
