using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using KmCommons.Tests.Writing;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Who is named, and who is told of it when.</summary>
public sealed class Naming(Village village) : IClassFixture<Village>
{
    [Theory]
    [InlineData("ถาม @noi ครับ", "/@noi")]
    [InlineData("ถาม@noiครับ", "/@noi")]
    [InlineData("(@Likhit-Bangchak)", "/@likhit-bangchak")]
    [InlineData("@คุณน้อย-บางจาก ว่าไง", "/@%E0%B8%84%E0%B8%B8%E0%B8%93%E0%B8%99%E0%B9%89%E0%B8%AD%E0%B8%A2-%E0%B8%9A%E0%B8%B2%E0%B8%87%E0%B8%88%E0%B8%B2%E0%B8%81")]
    [InlineData("ส่งมาที่ noi@example.th", null)]
    [InlineData("@example.th", null)]
    [InlineData("`@noi`", null)]
    [InlineData("@ noi @n", null)]
    [InlineData("\\@noi", null)]
    public void A_name_is_a_link_and_an_address_is_not(string text, string? leads)
    {
        foreach (var links in new[] { Prose.Render(text, ProseOptions.Plain).Links, InlineProse.Render(text, ProseOptions.Plain).Links })
            Assert.Equal(leads is null ? [] : [leads], links);
    }

    [Fact]
    public void A_name_stands_inside_emphasis_between_Thai_letters() =>
        Assert.Contains("ที่<em><a href=\"/@noi\">@noi</a>คน</em>นี้", Prose.Render("ที่*@noiคน*นี้", ProseOptions.Plain).Html, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_is_shown_as_it_is_now_and_nobody_is_no_link()
    {
        await village.Joins("shown", "คุณ <b>เดิม</b>");
        await village.Joins("unconfirmed", "คนแปลกหน้า");
        await village.Do(db => db.Members.Where(m => m.Address == "unconfirmed").ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, Member.UntilConfirmed)));
        var number = await village.Note(await village.Joins("author-shown", "คนเขียน"), "มีชื่อ", "ขอบคุณ @shown กับ @unconfirmed และ @nobody-here");
        var page = await village.Guest().Open($"/n/{number}");
        Assert.Equal("@คุณ <b>เดิม</b>", page.Document.QuerySelector(".prose a[href='/p/shown']")!.TextContent);
        Assert.Contains("@unconfirmed และ @nobody-here", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คนแปลกหน้า", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("a[href^='/@']"));
    }

    [Fact]
    public async Task A_draft_tells_nobody_and_its_publishing_tells_once()
    {
        var (named, id) = await Person("named");
        var writer = await village.Joins("drafts", "คนร่าง");
        var number = await village.Note(writer, "ร่างที่เอ่ยถึง", "เรียน @named", e => e.Item.Withdraw());
        Assert.Empty(await Told(named));
        Assert.Equal(0, await Letters());
        await Save(number, e => e.Item.Publish(DateTimeOffset.UtcNow));
        Assert.Single(await Told(named));
        Assert.Equal(1, await Letters());
        await Save(number, e => e.Write("ร่างที่เอ่ยถึง", "เรียน @named อีกครั้ง", writer, DateTimeOffset.UtcNow));
        Assert.Single(await Told(named));
        await Forget();
        Assert.Equal(0, await Letters());
        Assert.Equal(1, await village.Ask(db => db.Mentions.CountAsync(m => m.MemberId == id)));
        var letter = Letter(await village.Ask(db => db.Set<OutboxLetter>().SingleAsync(l => l.Recipient == "named@example.th" && l.Kind == "mention")));
        Assert.Contains("/me/to-me", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_to_be_read_first_tells_at_the_moment_of_its_release()
    {
        var (named, _) = await Person("waits");
        var author = await village.Member("keeps", "คนดูแลสมุด");
        var number = await village.Note(await Me("keeps"), "เรื่องที่มีแขก", "ว่ามา");
        await (await village.Guest().Open($"/n/{number}")).Fill("ความเห็นหรือคำถาม", "ฝากถาม @waits หน่อย").Fill("ชื่อของท่าน", "แขกใหม่").Press("ส่งความเห็น");
        Assert.Empty(await Told(named));
        Assert.Equal(0, await Letters());
        await (await author.Open("/me/held")).Press("ให้ขึ้นได้");
        Assert.Contains("ฝากถาม", Assert.Single(await Told(named)), StringComparison.Ordinal);
        Assert.Equal(1, await Letters());
    }

    [Fact]
    public async Task Who_may_not_see_it_and_who_did_not_choose_letters_get_none()
    {
        var (outside, _) = await Person("outside");
        var (quiet, _) = await Person("quiet-one", letters: false);
        var writer = await village.Joins("inside", "คนในวง");
        await village.Note(writer, "เรื่องในวง", "เรียน @outside", e => (e.Item.CircleId, e.Item.Audience) = (7, Audience.Circle));
        await village.Note(writer, "เรื่องเปิด", "เรียน @quiet-one");
        Assert.Equal(0, await Letters());
        Assert.Empty(await Told(outside));
        Assert.Single(await Told(quiet));
    }

    [Fact]
    public async Task Who_was_answered_is_told_as_long_as_they_may_read_it()
    {
        var (asker, id) = await Person("answered-one");
        var number = await village.Note(await village.Joins("host-n", "เจ้าของเรื่อง"), "เรื่องที่คุยกัน", "ว่ามา");
        await village.Do(async db =>
        {
            var said = new Comment { Number = number, MemberId = id, Text = "ถามไว้ก่อน", Html = "<p>ถามไว้ก่อน</p>", At = DateTimeOffset.UtcNow };
            db.Comments.Add(said);
            await db.SaveChangesAsync();
            db.Comments.Add(new() { Number = number, GuestName = "แขก", Text = "ตอบให้แล้ว", Html = "<p>ตอบให้แล้ว</p>", ReplyTo = [said.Id], At = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
        });
        Assert.Contains("ตอบให้แล้ว", Assert.Single(await Told(asker)), StringComparison.Ordinal);
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == number)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.Empty(await Told(asker));
    }

    [Fact]
    public async Task Hundreds_of_mentions_that_nobody_may_tell_them_keep_no_letter_from_anybody()
    {
        var (shut, id) = await Person("shut-out");
        await Person("comes-later");
        var writer = await village.Joins("crowds-circle", "คนในวงใหญ่");
        var closed = await village.Note(writer, "เรื่องในวงใหญ่", "คุยกันในวง", e => (e.Item.CircleId, e.Item.Audience) = (7, Audience.Circle));
        // More than one turn looks at, all older than what they may read
        await village.Do(db => db.Database.ExecuteSqlAsync($"""
            with c as (insert into content.comment (number, member_id, guest_name, masked_address, text, html, reply_to, at, state)
                select {closed}, {writer}, '', '', 'เรียน @shut-out', '', array[]::bigint[], now(), 'Shown' from generate_series(1, 600) returning id)
            insert into content.mention (member_id, number, comment_id) select {id}, {closed}, c.id from c
            """));
        await village.Note(writer, "เรื่องเปิดของวง", "เรียน @shut-out และ @comes-later");
        Assert.Equal(2, await Letters());
        Assert.Contains("เรื่องเปิดของวง", Assert.Single(await Told(shut)), StringComparison.Ordinal);
        Assert.Equal(600, await village.Ask(db => db.Mentions.CountAsync(m => m.MemberId == id && m.ToldAt == null)));
        Assert.Equal(0, await Letters());
    }

    [Fact]
    public async Task Naming_a_crowd_is_refused_and_keeps_the_text()
    {
        var writer = await village.Member("crowd", "คนเรียกทุกคน");
        var number = await village.Note(await Me("crowd"), "เรียกทุกคน", "ว่ามา");
        var refused = await (await writer.Open($"/n/{number}")).Fill("ความเห็นหรือคำถาม", string.Join(' ', Enumerable.Range(0, 11).Select(n => $"@khon-{n}"))).Press("ส่งความเห็น");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ไม่เกิน 10 คน", refused.Text, StringComparison.Ordinal);
        Assert.Contains("@khon-10", refused.Field("ความเห็นหรือคำถาม").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_to_choose_from_are_of_people_whose_page_is_open()
    {
        await village.Joins("somchai", "คุณสมชาย");
        await village.Joins("somsri", "คุณสมศรี");
        await village.Do(db => db.Members.Where(m => m.Address == "somsri").ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, Member.UntilConfirmed)));
        var asks = await village.Member("asks-names", "คนถามชื่อ");
        var said = await asks.Http.GetStringAsync("/named?q=som");
        Assert.Contains("somchai", said, StringComparison.Ordinal);
        Assert.DoesNotContain("somsri", said, StringComparison.Ordinal);
        await village.Do(async db => { var gone = await db.Members.SingleAsync(m => m.Address == "somchai"); gone.Withdraw(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.Equal("[]", await asks.Http.GetStringAsync("/named?q=som"));
        Assert.Equal("[]", await asks.Http.GetStringAsync("/named?q="));
        Assert.Equal("[]", await asks.Http.GetStringAsync("/named?q=%25"));
    }

    async Task<(Visitor Visitor, long Id)> Person(string name, bool letters = true)
    {
        await village.Hush("tell-who-was-named");
        var visitor = await village.Member(name, "คุณ" + name);
        if (letters)
            await (await visitor.Open("/me/to-me")).Tick("ส่งจดหมายเมื่อมีคนเอ่ยถึงฉัน").Press("เก็บที่เลือก");
        return (visitor, await Me(name));
    }

    static async Task<IReadOnlyList<string>> Told(Visitor visitor) => [.. (await visitor.Open("/me/to-me")).Document.QuerySelectorAll(".rows > li").Select(li => li.TextContent)];

    async Task<int> Letters()
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await MentionLetters.Put(scope.ServiceProvider, default);
    }

    // As if an hour had passed: the next letter may go
    Task Forget() => village.Do(db => db.Set<OutboxLetter>().Where(l => l.Kind == "mention").ExecuteUpdateAsync(set => set.SetProperty(l => l.Run, l => l.Run + "-before")));

    static string Letter(OutboxLetter letter) => System.Text.Encoding.UTF8.GetString(letter.Bytes) is var text && text.Contains("base64", StringComparison.Ordinal)
        ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(text[text.LastIndexOf("\r\n\r\n", StringComparison.Ordinal)..].Where(c => !char.IsWhiteSpace(c))))) : text;

    Task Save(long number, Action<Entry> deed) => village.Do(async db =>
    {
        deed(await db.Entries.Include(e => e.Item).SingleAsync(e => e.Number == number));
        await db.SaveChangesAsync();
    });

    Task<long> Me(string name) => village.Ask(db => db.Members.Where(m => m.Address == name).Select(m => m.Id).SingleAsync());
}
