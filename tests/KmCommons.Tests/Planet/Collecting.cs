using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Planet;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Planet;

/// <summary>Collections: what they gather, who keeps them, and who is left out by their own wish.</summary>
public sealed class Collecting(Village village) : IClassFixture<Village>
{
    static int nth;

    static string Fresh(string name) => $"{name}-{Interlocked.Increment(ref nth)}";

    async Task<(Visitor Owner, string Address)> Begun(string? tag = null, string? name = null)
    {
        var owner = await village.Member(Fresh("chao-khong"), "คนรวมเรื่อง");
        var page = (await owner.Open("/collections/new")).Fill("ชื่อรวมเรื่อง", name ?? "เรื่องกองทุนทั้งจังหวัด").Fill("รวมไว้เพื่ออะไร", "ให้คนทำกองทุนได้อ่านของกัน");
        var kept = await (tag is null ? page : page.Fill("คำสำคัญแรก", tag)).Press("เริ่มรวมเรื่อง");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        return (owner, kept.Address.Replace("/keep", "", StringComparison.Ordinal));
    }

    Task<long> Note(long writer, string title, Action<ContentItem>? more = null) => village.Note(writer, title, "เล่าให้ฟัง", entry => more?.Invoke(entry.Item));

    static async Task<string> Atom(Visitor who, string address) => await (await who.Http.GetAsync(address + "/feed")).Content.ReadAsStringAsync();

    [Fact]
    public async Task Everything_of_a_tag_a_place_a_person_a_circle_and_a_blog_comes_together_each_with_its_reason()
    {
        var (tag, who) = (Fresh("กองทุน"), Fresh("khon-lao"));
        var (teller, other) = (await village.Joins(who, "คนเล่าเก่ง"), await village.Joins(Fresh("khon-uen"), "คนอื่น"));
        var inCircle = await village.Joins(Fresh("khon-wong"), "คนในวง");
        var blog = Fresh("samut");
        var circle = await village.Ask(async db =>
        {
            db.Blogs.Add(new() { Address = blog, Title = "สมุดรวม" });
            var made = Circle.Begin(db, Fresh("wong"), "วงทดลอง", CircleKind.Other, null, "");
            await db.SaveChangesAsync();
            await made.Join(db, inCircle, Role.Practitioner, new(2006, 1, 1));
            await db.SaveChangesAsync();
            return made;
        });
        await Note(other, "ตามคำ", item => item.TagWith([tag, "น้ำ"]));
        await Note(other, "ตามพื้นที่", item => item.PlaceCode = "800707");
        await Note(teller, "ตามคน");
        await Note(inCircle, "ตามวง");
        var inBlog = await Note(other, "ตามสมุด");
        await village.Do(async db =>
        {
            var id = (await db.Blogs.SingleAsync(b => b.Address == blog)).Id;
            await db.Items.Where(i => i.Number == inBlog).ExecuteUpdateAsync(set => set.SetProperty(i => i.BlogId, id));
        });
        await Note(other, "ไม่เกี่ยว");
        var (owner, address) = await Begun(tag);
        var keep = await owner.Open(address + "/keep");
        foreach (var (field, value, button) in new[] { ("เพิ่มพื้นที่", "8007", "รวมจากพื้นที่นี้"), ("เพิ่มวง", "วงทดลอง", "รวมจากวงนี้"), ("เพิ่มคนเขียน", who, "รวมจากคนนี้"), ("เพิ่มสมุด", "/b/" + blog, "รวมจากสมุดนี้"), ("เพิ่มคนเขียน", who, "รวมจากคนนี้") })
            keep = await keep.Fill(field, value).Press(button);
        Assert.Equal(5, keep.Document.QuerySelectorAll("button").Count(b => b.TextContent.StartsWith("ไม่รวมจากนี้แล้ว", StringComparison.Ordinal)));

        await village.Settles();
        var seen = await village.Guest().Open(address);
        Assert.Equal(["ตามสมุด", "ตามวง", "ตามคน", "ตามพื้นที่", "ตามคำ"], seen.Document.QuerySelectorAll("ol.rows h3").Select(h => h.TextContent.Trim()));
        Assert.Equal(["สมุด: สมุดรวม", "วง: วงทดลอง", "คนเขียน: คนเล่าเก่ง", "พื้นที่: อ.ชะอวด", $"คำสำคัญ: {tag}"], seen.Document.QuerySelectorAll("ol.rows p.small.faint").Select(p => p.TextContent.Trim()));
        var feed = await Atom(village.Guest(), address);
        Assert.All(new[] { "ตามสมุด", "ตามวง", "ตามคน", "ตามพื้นที่", "ตามคำ" }, title => Assert.Contains($"<title>{title}</title>", feed, StringComparison.Ordinal));
        Assert.DoesNotContain("ไม่เกี่ยว", feed, StringComparison.Ordinal);
        Assert.Contains("เรื่องกองทุนทั้งจังหวัด", (await village.Guest().Open("/collections")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_reads_in_a_collection_what_they_may_not_read_elsewhere()
    {
        var tag = Fresh("ลับ");
        var writer = await village.Joins(Fresh("khon-khian"), "คนเขียน");
        await Note(writer, "ของสมาชิก", item => { item.TagWith([tag]); item.Audience = Audience.Members; });
        await Note(writer, "ร่างของฉัน", item => { item.TagWith([tag]); item.Withdraw(); });
        await Note(writer, "ถูกซ่อน", item => { item.TagWith([tag]); item.Hide(DateTimeOffset.UtcNow); });
        var (owner, address) = await Begun(tag);
        Assert.Contains("ของสมาชิก", (await owner.Open(address)).Text, StringComparison.Ordinal);
        await village.Settles();
        var guest = (await village.Guest().Open(address)).Text;
        Assert.Contains("ยังไม่มีเรื่องในรวมเรื่องนี้", guest, StringComparison.Ordinal);
        var feed = await Atom(village.Guest(), address);
        Assert.All(new[] { "ของสมาชิก", "ร่างของฉัน", "ถูกซ่อน" }, title => { Assert.DoesNotContain(title, guest, StringComparison.Ordinal); Assert.DoesNotContain(title, feed, StringComparison.Ordinal); });
        var draft = await Note(writer, "ร่างอีกฉบับ", item => item.Withdraw());
        var refused = await (await owner.Open(address + "/keep")).Fill("เลขที่ของเรื่อง", $"{draft}").Fill("เพราะอะไร", "อยากให้มี").Press("ใส่เรื่องนี้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("ไม่พบเรื่องเลขที่นี้", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_put_in_by_hand_says_why_and_what_was_taken_out_is_gone_until_it_is_put_back()
    {
        var tag = Fresh("หนองน้ำ");
        var writer = await village.Joins(Fresh("khon-khian"), "คนเขียน");
        var (byTag, byHand) = (await Note(writer, "มาเองตามคำ", item => item.TagWith([tag])), await Note(writer, "ไม่มีคำสำคัญ"));
        var (owner, address) = await Begun(tag);
        var keep = await owner.Open(address + "/keep");
        var without = await keep.Fill("เลขที่ของเรื่อง", $"{byHand}").Press("ใส่เรื่องนี้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.Contains("บอกเหตุผลสั้น ๆ ด้วย", without.Text, StringComparison.Ordinal);
        keep = await without.Fill("เลขที่ของเรื่อง", KmCommons.Thai.ThaiDigits.ToThai($"{byHand}")).Fill("เพราะอะไร", "เล่าถึงหนองเดียวกัน").Press("ใส่เรื่องนี้");
        keep = await keep.Fill("เลขที่ของเรื่อง", $"https://lan.example.th/n/{byTag}/ma-eng").Fill("เพราะอะไร", "คนละหนอง").Press("เอาเรื่องนี้ออก");
        var seen = await owner.Open(address);
        Assert.Equal(["ไม่มีคำสำคัญ"], seen.Document.QuerySelectorAll("ol.rows h3").Select(h => h.TextContent.Trim()));
        Assert.Contains("ใส่ไว้เพราะ เล่าถึงหนองเดียวกัน", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คนละหนอง", seen.Text, StringComparison.Ordinal);
        Assert.True(await village.Ask(db => db.Set<AuditRow>().AnyAsync(r => r.Deed == "collection.take-out" && r.Thing == $"item {byTag}")));
        await keep.Press($"กลับเป็นอย่างเดิม {byTag}");
        Assert.Contains("มาเองตามคำ", (await owner.Open(address)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_author_who_does_not_want_to_be_there_is_not_there_whatever_its_owners_do()
    {
        var (tag, name) = (Fresh("เรื่องของฉัน"), Fresh("khon-khian"));
        var author = await village.Member(name, "คนขออยู่เงียบ ๆ");
        var number = await Note(await village.Ask(db => db.Members.Where(m => m.Address == name).Select(m => m.Id).SingleAsync()), "เรื่องเงียบ", item => item.TagWith([tag]));
        var (owner, address) = await Begun(tag);
        var after = await (await author.Open(address)).Press("ไม่ให้เรื่องของฉันอยู่ในรวมเรื่องนี้");
        Assert.DoesNotContain("เรื่องเงียบ", after.Text, StringComparison.Ordinal);
        await (await owner.Open(address + "/keep")).Fill("เลขที่ของเรื่อง", $"{number}").Fill("เพราะอะไร", "อยากให้มี").Press("ใส่เรื่องนี้");
        Assert.DoesNotContain("เรื่องเงียบ", (await owner.Open(address)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("เรื่องเงียบ", await Atom(village.Guest(), address), StringComparison.Ordinal);
        Assert.Contains("เรื่องเงียบ", (await (await author.Open(address)).Press("ให้เรื่องของฉันอยู่ได้อีก")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_answers_themselves_and_the_last_who_keeps_it_cannot_leave()
    {
        var (owner, address) = await Begun();
        var name = Fresh("khon-ruam");
        var second = await village.Member(name, "คนช่วยดูแล");
        var last = await (await owner.Open(address + "/keep")).Press("ออกจากการเป็นเจ้าของ");
        Assert.Equal(HttpStatusCode.Conflict, last.Status);
        var asked = await (await owner.Open(address + "/keep")).Fill("ชื่อผู้ใช้ของคนที่จะชวน", name).Press("ชวนเป็นเจ้าของร่วม");
        Assert.Contains("ชวนแล้ว รอคำตอบ", asked.Text, StringComparison.Ordinal);
        // Asked is not yet keeping, and one who was only asked is nobody to leave it to
        Assert.Equal(HttpStatusCode.Forbidden, (await second.Open(address + "/keep")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await asked.Press("ออกจากการเป็นเจ้าของ")).Status);
        Assert.Contains("มีคนชวนท่านดูแลด้วย", (await second.Open("/me")).Text, StringComparison.Ordinal);
        await (await second.Open(address)).Press("รับเป็นเจ้าของร่วม");
        Assert.Equal(HttpStatusCode.OK, (await second.Open(address + "/keep")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await owner.Open(address + "/keep")).Press("ออกจากการเป็นเจ้าของ")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await owner.Open(address + "/keep")).Status);
        var id = address.Split('/')[^1];
        Assert.Equal(3, await village.Ask(db => db.Set<AuditRow>().CountAsync(r => r.Deed == "collection.owner" && r.Thing == $"collection {id}")));
        await (await second.Open(address + "/keep")).Press("เลิกรวมเรื่อง");
        Assert.Equal(HttpStatusCode.NotFound, (await second.Open(address)).Status);
    }

    [Fact]
    public async Task Who_left_a_circle_brings_nothing_more_and_who_was_only_asked_is_not_named_as_keeping_it()
    {
        var (owner, address) = await Begun(name: Fresh("รวมจากวง"));
        var (left, asked) = (await village.Joins(Fresh("khon-ok"), "คนออกจากวง"), Fresh("khon-thi-chuan"));
        await village.Joins(asked, "คนที่เพิ่งถูกชวน");
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, Fresh("wong-kao"), "วงเก่า", CircleKind.Other, null, "");
            await db.SaveChangesAsync();
            db.RolesHeld.Add(new() { MemberId = left, Role = Role.Practitioner, CircleId = circle.Id, ValidFrom = new(2006, 1, 1), ValidTo = KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(-1) });
            var id = long.Parse(address.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
            (await db.Collections.Include(c => c.Rules).SingleAsync(c => c.Id == id)).Rules.Add(new() { Kind = RuleKind.Circle, Key = $"{circle.Id}" });
            await db.SaveChangesAsync();
        });
        await Note(left, "ของคนที่ออกไปแล้ว");
        Assert.DoesNotContain("ของคนที่ออกไปแล้ว", (await owner.Open(address)).Text, StringComparison.Ordinal);
        await (await owner.Open(address + "/keep")).Fill("ชื่อผู้ใช้ของคนที่จะชวน", asked).Press("ชวนเป็นเจ้าของร่วม");
        Assert.DoesNotContain("คนที่เพิ่งถูกชวน", (await owner.Open("/collections")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_collection_says_what_to_do_and_a_nameless_one_keeps_what_was_typed()
    {
        var member = await village.Member(Fresh("khon-mai"), "คนใหม่");
        var refused = await (await member.Open("/collections/new")).Fill("รวมไว้เพื่ออะไร", "ยังไม่รู้ชื่อ").Press("เริ่มรวมเรื่อง");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("ยังไม่รู้ชื่อ", refused.Field("รวมไว้เพื่ออะไร").TextContent);
        var (owner, address) = await Begun();
        Assert.Contains("ยังไม่ได้เลือกว่าจะรวมเรื่องจากที่ใด", (await owner.Open(address)).Text, StringComparison.Ordinal);
        var unknown = await (await owner.Open(address + "/keep")).Fill("เพิ่มสมุด", "ไม่มีสมุดนี้").Press("รวมจากสมุดนี้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.Status);
        Assert.Contains("ไม่พบสมุดนี้", unknown.Text, StringComparison.Ordinal);
    }
}
