using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Moderation;

/// <summary>What waits to be read first, why, and what lifts it.</summary>
public sealed class HoldingBack(Village village) : IClassFixture<Village>
{
    static readonly Trust Newcomer = new(TrustLevel.Newcomer);

    static string[] Judged(string text, Trust? trust = null, int lately = 0, bool cameBefore = true) => HoldRule.Judge(new(text, trust ?? Newcomer, lately, cameBefore, SpamWords.Shipped) { Home = "https://km.example.th" });

    static async Task<Seen> Say(Visitor visitor, string note, string text, string? name = null)
    {
        var page = (await visitor.Open(note)).Fill("ความเห็นหรือคำถามของท่าน", text);
        return await (name is null ? page : page.Fill("ชื่อของท่าน", name)).Press("ส่งความเห็น");
    }

    Task<bool> Reads(string address, string words) => village.Guest().Open(address).ContinueWith(t => t.Result.Text.Contains(words, StringComparison.Ordinal), TaskScheduler.Default);

    [Theory]
    [InlineData("เว็บบาคาร่ามาแล้ว")]
    [InlineData("บ า ค า ร่ า")]
    [InlineData("บ.า.ค.า.ร่.า")]
    [InlineData("บา คา ร่า")]
    [InlineData("บา-คา-ร่า")]
    [InlineData("บ\u200Bา\u200Cค\u2060า\uFEFFร่า")]
    [InlineData("บา\u00A0คา\u3000ร่า")]
    [InlineData("บา\u3164คา\u2800ร่า")]
    [InlineData("บา\u034Fคา\u00ADร่า")]
    [InlineData("บาคาร่าาาา")]
    [InlineData("บๅคๅร่ๅ")]
    [InlineData("ＵＦＡＢＥＴ")]
    [InlineData("u f a b e t")]
    [InlineData("UF\u0410B\u0415T")]
    [InlineData("𝐮𝐟𝐚𝐛𝐞𝐭")]
    public void A_word_of_the_list_is_found_however_it_is_dressed_up(string text) => Assert.Contains(Judged(text), found => found.StartsWith("words:", StringComparison.Ordinal));

    [Theory]
    [InlineData("ออมวันละ 1 บาท กลุ่มออมทรัพย์มีเงินหมุนเวียนห้าหมื่น")]
    [InlineData("ชาวบ้านเลิกซื้อหวยแล้วมาออมแทน หนี้ที่กู้มาก็ลดลง")]
    [InlineData("ดู https://www.moph.go.th และ https://rmutr.ac.th กับ http://codi.or.th")]
    [InlineData("ดู https://km.example.th/n/1042 https://km.example.th/n/1043 https://km.example.th/n/1044")]
    [InlineData("เขียนไว้ที่ example.com และ https://example.net")]
    [InlineData("ส่งที่ a@one.com b@two.com c@three.com")]
    public void An_ordinary_note_of_a_newcomer_is_not_held(string text) => Assert.Empty(Judged(text));

    [Fact]
    public void Each_rule_holds_by_itself_and_none_holds_who_is_known()
    {
        Assert.Equal(["links:a.com", "links:b.com", "links:c.net"], Judged("https://a.com/x www.b.com c.net"));
        Assert.Equal(["links:a.com"], Judged("https://a.com", Trust.Guest));
        Assert.Equal(["often"], Judged("อีกแล้ว", lately: HoldRule.Many));
        Assert.Equal(["watched"], Judged("ดีครับ", new(TrustLevel.Watched)));
        Assert.Equal(["first"], Judged("ดีครับ", Trust.Guest, cameBefore: false));
        Assert.Empty(Judged("บาคาร่า https://a.com www.b.com c.net", new(TrustLevel.Known), 99, false));
        Assert.All(HoldRule.All, rule => Assert.StartsWith("รอเจ้าของสมุดดู เพราะ", rule.Thai, StringComparison.Ordinal));
    }

    [Fact]
    public void The_words_of_the_file_in_the_data_folder_count_too_and_are_read_anew()
    {
        var file = Path.Combine(village.Data, "spam.txt");
        Assert.Empty(new SpamWords(Settings()).In("ขายกระทะวิเศษ"));
        File.WriteAllText(file, "# ของเรา\nกระทะวิเศษ # ขายตรง\n");
        var words = new SpamWords(Settings());
        Assert.Equal(["กระทะวิเศษ"], words.In("ขายกระทะ วิเศษ กระทะวิเศษ"));
        File.WriteAllText(file, "หม้อวิเศษ\n");
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));
        Assert.Empty(words.In("ขายกระทะวิเศษ"));
        Assert.NotEmpty(words.In("ขายหม้อวิเศษ"));
        File.Delete(file);
    }

    Microsoft.Extensions.Configuration.IConfiguration Settings() => new Microsoft.Extensions.Configuration.ConfigurationManager { ["data"] = village.Data };

    [Fact]
    public async Task A_newcomers_comment_that_a_rule_holds_is_seen_by_its_writer_and_the_owner_only_and_says_why()
    {
        var owner = await village.Member("h-owner", "เจ้าของสมุดหนึ่ง");
        var note = (await Notes.Write(owner, "ชวนคุยเรื่องออม", "ว่ามา", "เผยแพร่")).Address;
        var newcomer = await village.Member("h-new", "คนเพิ่งมา");
        var said = await Say(newcomer, note, "สมัครบาคาร่าได้ที่นี่");
        Assert.Contains("รอเจ้าของสมุดดู เพราะมีคำที่มักอยู่ในโฆษณา", said.Text, StringComparison.Ordinal);
        Assert.Contains("สมัครบาคาร่า", said.Text, StringComparison.Ordinal);
        Assert.False(await Reads(note, "สมัครบาคาร่า"));
        Assert.DoesNotContain("สมัครบาคาร่า", (await (await village.Member("h-else", "คนอื่น")).Open(note)).Text, StringComparison.Ordinal);
        var queue = await owner.Open("/me/held");
        Assert.Contains("มีคำในรายการคำโฆษณา", queue.Text, StringComparison.Ordinal);
        await queue.Press("ให้ขึ้นได้");
        Assert.True(await Reads(note, "สมัครบาคาร่า"));
    }

    [Fact]
    public async Task A_newcomers_note_that_a_rule_holds_waits_and_comes_back_when_it_is_mended_or_let_through()
    {
        var newcomer = await village.Member("n-new", "คนเพิ่งเขียน");
        var seen = await Notes.Write(newcomer, "งานดี", "เล่นสล็อตกับเรา https://a.com https://b.com https://c.com", "เผยแพร่");
        Assert.Contains("ผู้อ่านยังไม่เห็นเรื่องนี้", seen.Text, StringComparison.Ordinal);
        Assert.Contains("รอเจ้าของสมุดดู เพราะมีลิงก์ไปเว็บอื่น", seen.Text, StringComparison.Ordinal);
        var number = Notes.Number(seen.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
        foreach (var address in new[] { "/notes", "/notes/feed", "/", "/p/n-new" })
            Assert.DoesNotContain("งานดี", await (await village.Guest().Open(address)).Answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await (await newcomer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", "เล่าเรื่องน้ำ").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{number}")).Status);
        await (await newcomer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", "เล่นสล็อตกับเรา").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);

        var moderator = await village.Member("n-mod", "ผู้ดูแลจังหวัด", (Role.Moderator, null));
        await (await moderator.Open($"/moderate?number={number}")).Press("ให้ขึ้นได้");
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{number}")).Status);
        // What was let through does not hold it again; something new does
        await (await newcomer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", "เล่นสล็อตกับเราอีก").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{number}")).Status);
        await (await newcomer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", "เล่นสล็อตกับเราอีก แทงบอลด้วย").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
    }

    [Fact]
    public async Task A_note_that_the_timetable_publishes_is_judged_too()
    {
        var newcomer = await village.Joins("t-new", "คนตั้งเวลา");
        var number = await village.Ask(async db =>
        {
            var now = DateTimeOffset.UtcNow;
            var blog = (await Blog.WrittenBy(db, await Viewer.Of(db, newcomer, KmCommons.Thai.ThaiDate.Day(now))))[0];
            var entry = KmCommons.Writing.Entry.Begin(db, newcomer, blog, now);
            entry.Write("ตั้งเวลา", "แทงบอลออนไลน์", newcomer, now);
            entry.Item.Schedule(now.AddMinutes(1), now);
            await db.SaveChangesAsync();
            return entry.Item.Number;
        });
        await village.Do(db => ContentItem.PublishDue(db, DateTimeOffset.UtcNow.AddHours(1), default));
        Assert.True(await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.HiddenAt != null && i.HeldFor.Length > 0).SingleAsync()));
    }

    [Fact]
    public async Task The_owners_look_first_and_the_moderators_after_a_day_and_each_is_told_once_a_day()
    {
        var owner = await village.Member("d-owner", "เจ้าของสมุดสอง");
        var note = (await Notes.Write(owner, "ชวนคุยเรื่องน้ำ", "ว่ามา", "เผยแพร่")).Address;
        var moderator = await village.Member("d-mod", "ผู้ดูแลจังหวัดสอง", (Role.Moderator, null));
        await Say(village.Guest(), note, "ถามหน่อยครับเรื่องน้ำ", "คนถาม");
        Assert.DoesNotContain("ถามหน่อยครับเรื่องน้ำ", (await moderator.Open("/moderate")).Text, StringComparison.Ordinal);
        await HeldLetters.Put(village.Services.CreateScope().ServiceProvider, default);
        Assert.Equal(1, await Letters("d-owner"));
        var before = await Letters("d-mod");
        await village.Do(db => db.Comments.Where(c => c.Text == "ถามหน่อยครับเรื่องน้ำ").ExecuteUpdateAsync(set => set.SetProperty(c => c.At, DateTimeOffset.UtcNow.AddHours(-25))));
        Assert.Contains("ถามหน่อยครับเรื่องน้ำ", (await moderator.Open("/moderate")).Text, StringComparison.Ordinal);
        await HeldLetters.Put(village.Services.CreateScope().ServiceProvider, default);
        await HeldLetters.Put(village.Services.CreateScope().ServiceProvider, default);
        Assert.Equal(1, await Letters("d-owner"));
        Assert.Equal(1, await Letters("d-mod"));
        Assert.True(before <= 1);
    }

    Task<int> Letters(string name) => village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "held" && l.Recipient == name + "@example.th"));

    [Fact]
    public async Task Trust_grows_with_days_and_things_that_stood_and_falls_when_one_is_taken_away()
    {
        var writer = await village.Member("g-new", "คนค่อยคุ้น");
        var id = await village.Ask(db => db.Members.Where(m => m.Address == "g-new").Select(m => m.Id).SingleAsync());
        Assert.Contains("เพิ่งมาถึง", (await writer.Open("/me")).Text, StringComparison.Ordinal);
        for (var nth = 0; nth < 3; nth++)
            await Notes.Write(writer, $"เรื่องที่ {nth}", "เล่า", "เผยแพร่");
        async Task<TrustLevel> Level(DateTimeOffset at) => await village.Ask(async db => (await Trust.Of(db, id, at)).Level);
        var now = DateTimeOffset.UtcNow;
        Assert.Equal(TrustLevel.Newcomer, await Level(now));
        Assert.Equal(TrustLevel.Known, await Level(now.AddDays(8)));
        // What came up just now has not stood yet, however long its writer is here
        await village.Do(db => db.Members.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.JoinedAt, now.AddDays(-30))));
        Assert.Equal(TrustLevel.Newcomer, await Level(now));
        await village.Do(async db => { (await db.Items.FirstAsync(i => i.AuthorId == id && i.Title == "เรื่องที่ 0")).Withdraw(); await db.SaveChangesAsync(); });
        Assert.Equal(TrustLevel.Newcomer, await Level(now.AddDays(8)));
        await village.Do(async db => { (await db.Items.SingleAsync(i => i.AuthorId == id && i.Title == "เรื่องที่ 1")).Hide(now); await db.SaveChangesAsync(); });
        Assert.Equal(TrustLevel.Watched, await Level(now.AddDays(8)));
        Assert.Contains("มีคนอ่านก่อน", (await writer.Open("/me")).Text, StringComparison.Ordinal);
        Assert.Equal(TrustLevel.Newcomer, await Level(now.AddDays(31)));
        Assert.Equal(TrustLevel.Known, await village.Ask(async db => (await Trust.Of(db, await village.Joins("g-role", "คนมีบทบาท", (Role.Practitioner, "800119")), now)).Level));
    }
}
