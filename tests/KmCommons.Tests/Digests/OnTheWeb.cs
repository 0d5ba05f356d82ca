using System.Net;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>A letter before it is sent, after it was sent, on a wall and over a loudspeaker.</summary>
public sealed class OnTheWeb(Village village) : IClassFixture<Village>
{
    readonly Issue Coming = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next;

    static string Any() => Fresh.Key();

    async Task<(Visitor Reader, string Email, string Key, long Id, long Writer)> People(string place = "800119")
    {
        var key = Any();
        var (reader, writer) = (await village.Member(key, $"คุณกิจ {key}", (Role.Practitioner, place)), await village.Joins($"w-{key}", "คุณลิขิต"));
        await reader.ChooseWeekly();
        return (reader, $"{key}@example.th", key, await village.NumberOf(key), writer);
    }

    static async Task<string> Body(Seen page) => await page.Answer.Content.ReadAsStringAsync();

    [Fact]
    public async Task What_is_shown_before_is_what_is_sent_and_what_is_kept_after()
    {
        var (reader, email, key, id, writer) = await People();
        await village.Publish(writer, $"เรื่องแรก {key}", "800119", Coming.Until.AddHours(-5));
        var own = await village.Publish(id, $"ของฉัน {key}", null, Coming.Until.AddDays(-40));
        await village.Comment(own, writer, "", $"ตอบ {key}", Coming.Until.AddHours(-5));
        var token = await village.TokenOf(key);
        var before = await reader.Open((await reader.Open("/me/digests")).Document.QuerySelector("a[href^='/letters/read']")!.GetAttribute("href")!);
        var (html, text) = (await Body(before), await Body(await reader.Open($"/letters/read?token={token}&text=true")));
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", before.Answer.Headers.GetValues("Content-Security-Policy").Single());

        await village.Send(Coming);
        var letter = (await village.Letter(Coming, email))!;
        Assert.Equal(html.TrimEnd(), letter.Html.TrimEnd());
        Assert.Equal(text.TrimEnd(), $"{letter.DecodedSubject}\n\n{letter.Text}".TrimEnd());

        var kept = await (await reader.Open("/me/digests")).Follow(Coming.Name(village.Services.GetRequiredService<KmCommons.Foundation.Words>().In(KmCommons.Foundation.Language.Thai)));
        Assert.Equal(html, await Body(kept));
        Assert.Contains($"/letters/read?token={token}&of={Coming.Run}", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_hidden_since_is_not_in_the_letter_that_is_kept()
    {
        var (_, _, key, _, writer) = await People();
        var (gone, stays) = (await village.Publish(writer, $"ซ่อนทีหลัง {key}", "800119", Coming.Until.AddHours(-5)), await village.Publish(writer, $"ยังอยู่ {key}", "800119", Coming.Until.AddHours(-5)));
        await village.Send(Coming);
        // By the link in the letter, which needs nobody to sign in, and shows that letter alone
        var address = Regex.Match((await village.Letter(Coming, $"{key}@example.th"))!.Text, @"/letters/read\S+").Value;
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == gone)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        Assert.Equal(HttpStatusCode.Forbidden, (await village.Guest().Open(address.Replace(Coming.Run, Coming.Next.Run, StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await village.Guest().Open(address.Split("&of=")[0])).Status);
        var kept = await Body(await village.Guest().Open(address));
        Assert.Contains($"ยังอยู่ {key}", kept, StringComparison.Ordinal);
        Assert.DoesNotContain($"ซ่อนทีหลัง {key}", kept, StringComparison.Ordinal);
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.Number == stays)).Hide(DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        await village.Do(db => db.Items.Where(i => i.PlaceCode == "800119").ExecuteUpdateAsync(set => set.SetProperty(i => i.HiddenAt, DateTimeOffset.UtcNow)));
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(address)).Status);
        await village.Do(db => db.Items.Where(i => i.PlaceCode == "800119").ExecuteUpdateAsync(set => set.SetProperty(i => i.HiddenAt, (DateTimeOffset?)null)));
    }

    [Fact]
    public async Task A_link_of_nobody_and_an_issue_that_never_was_show_nothing()
    {
        var (reader, _, key, _, _) = await People();
        Assert.Equal(HttpStatusCode.Forbidden, (await village.Guest().Open("/letters/read?token=nobody")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Open($"/letters/read?token={await village.TokenOf(key)}&of=weekly-190001010700")).Status);
    }

    [Fact]
    public async Task A_sheet_for_the_wall_tells_only_what_everybody_may_read_and_is_made_also_by_who_has_no_email()
    {
        var key = Any();
        var keeper = await village.Member(key, $"คุณลิขิต {key}", (Role.NoteTaker, "800707"));
        var (id, writer) = (await village.NumberOf(key), await village.Joins($"w-{key}", "คุณกิจ"));
        await village.Do(db => db.Members.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false)));
        var nothing = await (await keeper.Open("/me/digests")).Press("ทำแผ่นติดประกาศ");
        Assert.Equal((HttpStatusCode)422, nothing.Status);
        Assert.Contains("ไม่มีเรื่องที่ทุกคนอ่านได้", nothing.Text, StringComparison.Ordinal);

        var now = DateTimeOffset.UtcNow;
        var open = await village.Publish(writer, $"ทุกคนอ่านได้ {key}", "800707", now);
        await village.Publish(writer, $"เฉพาะสมาชิก {key}", "800707", now, i => i.Audience = Audience.Members);
        await village.Circle(id, 7301);
        await village.Publish(writer, $"ของวงและทุกคนอ่านได้ {key}", "800707", now, i => i.CircleId = 7301);
        var own = await village.Publish(id, $"ของตนเอง {key}", "800707", now.AddDays(-40));
        await village.Comment(own, writer, "", $"ตอบส่วนตัว {key}", now);
        var sheet = await (await keeper.Open("/me/digests")).Press("ทำแผ่นติดประกาศ");
        Assert.StartsWith("/board/", sheet.Address, StringComparison.Ordinal);

        var read = await village.Guest().Open(sheet.Address);
        Assert.Contains($"ทุกคนอ่านได้ {key}", read.Text, StringComparison.Ordinal);
        Assert.Contains($"ของวงและทุกคนอ่านได้ {key}", read.Text, StringComparison.Ordinal);
        foreach (var absent in new[] { $"เฉพาะสมาชิก {key}", $"ของตนเอง {key}", $"ตอบส่วนตัว {key}", "ที่ท่านเป็น" })
            Assert.DoesNotContain(absent, read.Text, StringComparison.Ordinal);
        Assert.Contains(village.Services.GetRequiredService<KmCommons.Foundation.Site>().Address + sheet.Address, read.Text, StringComparison.Ordinal);
        Assert.Equal(KmCommons.Foundation.QrPicture.Of(village.Services.GetRequiredService<KmCommons.Foundation.Site>().Address + sheet.Address).Path, read.Document.QuerySelector(".board-code path")!.GetAttribute("d"));

        var aloud = await read.Follow("บทอ่านออกเสียงตามสาย");
        Assert.Contains($"ทุกคนอ่านได้ {key}", aloud.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("http", string.Concat(aloud.Document.QuerySelectorAll(".aloud p:not(.no-print)").Select(p => p.TextContent)), StringComparison.Ordinal);

        // Its words are those of now, and who withdrew their name is not named any more
        await village.Do(db => db.Items.Where(i => i.Number == open).ExecuteUpdateAsync(set => set.SetProperty(i => i.Title, $"แก้หัวเรื่องแล้ว {key}")));
        await village.Do(db => db.Database.ExecuteSqlAsync($"update people.member set withdrawn_at = now() where id = {writer}"));
        var anew = (await village.Guest().Open(sheet.Address)).Text;
        Assert.Contains($"แก้หัวเรื่องแล้ว {key}", anew, StringComparison.Ordinal);
        Assert.DoesNotContain("คุณกิจ", anew, StringComparison.Ordinal);
        await village.Do(db => db.Items.Where(i => i.AuthorId == writer).ExecuteUpdateAsync(set => set.SetProperty(i => i.HiddenAt, now)));
        Assert.Contains("อ่านไม่ได้แล้ว", (await village.Guest().Open(sheet.Address)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open("/board/0000000000")).Status);
    }

    [Fact]
    public void A_text_to_be_read_out_takes_two_minutes_at_most_and_says_how_much_it_left()
    {
        var w = village.Services.GetRequiredService<KmCommons.Foundation.Words>().In(KmCommons.Foundation.Language.Thai);
        var lines = Enumerable.Range(1, 12).Select(i => new DigestLine("บันทึก ต.บางจาก", "is-note", $"เรื่องที่ชาวบ้านเล่าให้ฟัง {i} " + new string('ก', 90), $"/n/{i}", new string('ข', 110), "ป้าแดง · 2 ความเห็น", "", false) { Number = i }).ToList();
        var aloud = ReadAloud.Of("สรุปสัปดาห์ 9–15 มี.ค. 2552", [("เรื่องใหม่", lines)], w);
        Assert.InRange(aloud.Takes, TimeSpan.FromSeconds(90), ReadAloud.Most);
        Assert.Equal(12, aloud.Paragraphs.Count - 2 + aloud.Left);
        Assert.True(aloud.Left > 0);
        Assert.Contains("เขียนโดย ป้าแดง", aloud.Paragraphs[1], StringComparison.Ordinal);
        Assert.DoesNotContain("ความเห็น", aloud.Paragraphs[1], StringComparison.Ordinal);
    }
}
