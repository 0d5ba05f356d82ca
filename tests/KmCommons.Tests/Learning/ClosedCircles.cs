using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Planet;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

/// <summary>A closed circle is nobody else's: neither its name nor its blog nor what was written in it; and its blog, open or closed, is written by who is in it.</summary>
public sealed class ClosedCircles(Village village) : IClassFixture<Village>
{
    async Task<(Visitor Leads, Visitor Is, Visitor Stranger)> Begins(string key)
    {
        foreach (var (name, says) in new[] { ("amnuai", "คุณอำนวย"), ("kit", "คุณกิจ"), ("nok", "คนนอก") })
            await village.Joins($"{name}-{key}", $"{says} {key}");
        await village.Do(async db =>
        {
            var circle = KmCommons.Learning.Circle.Begin(db, key, $"วงลับ {key}", CircleKind.Other, null, "");
            await db.SaveChangesAsync();
            foreach (var (name, role) in new[] { ("amnuai", Role.Facilitator), ("kit", Role.Practitioner) })
                await circle.Join(db, await db.Members.Where(m => m.Address == $"{name}-{key}").Select(m => m.Id).SingleAsync(), role, new(2006, 1, 1));
            await db.SaveChangesAsync();
        });
        var all = new List<Visitor>();
        foreach (var name in new[] { "amnuai", "kit", "nok" })
        {
            all.Add(village.Guest());
            await all[^1].SignIn($"{name}-{key}");
        }
        return (all[0], all[1], all[2]);
    }

    static async Task Closes(Visitor leads, string key, bool closed = true)
    {
        var form = await leads.Open($"/c/{key}/keep");
        var seen = await form.Tick(closed ? "เฉพาะคนในวง" : "ทุกคน").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
    }

    [Fact]
    public async Task Nobody_outside_learns_that_it_is_there()
    {
        var (leads, isIn, stranger) = await Begins("ngiap");
        await (await leads.Open("/c/ngiap/keep")).Press("เปิดสมุดของวง");
        await Closes(leads, "ngiap");
        foreach (var address in new[] { "/c/ngiap", "/c/ngiap/hosts", "/c/ngiap/steps", "/c/ngiap/questions", "/c/ngiap/calendar.ics", "/calendar?circle=ngiap", "/b/ngiap", "/b/ngiap/feed" })
            foreach (var outside in new[] { village.Guest(), stranger })
                Assert.True((await outside.Open(address)).Status == HttpStatusCode.NotFound, address);
        foreach (var address in new[] { "/c/ngiap", "/c/ngiap/hosts", "/c/ngiap/steps", "/c/ngiap/questions", "/calendar?circle=ngiap", "/b/ngiap" })
            Assert.True((await isIn.Open(address)).Status == HttpStatusCode.OK, address);
        Assert.DoesNotContain("วงลับ ngiap", (await stranger.Open("/circles")).Text, StringComparison.Ordinal);
        Assert.Contains("วงลับ ngiap", (await isIn.Open("/circles")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_open_closes_with_it_and_opening_it_again_opens_nothing()
    {
        var (leads, isIn, stranger) = await Begins("pit");
        var meeting = (await (await leads.Open("/meet?circle=pit")).Fill("วันที่", "16 มี.ค. 2552").Press("นัดเลย")).Address;
        Assert.Equal(HttpStatusCode.OK, (await stranger.Open(meeting)).Status);
        await Closes(leads, "pit");
        await Closes(leads, "pit", closed: false);
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open("/c/pit")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(meeting)).Status);
        Assert.Equal(HttpStatusCode.OK, (await isIn.Open(meeting)).Status);
    }

    [Theory]
    [InlineData("/meet?circle=bang-{0}", "วันที่", "16 มี.ค. 2552", "นัดเลย")]
    [InlineData("/write?blog=bang-{0}", "ชื่อเรื่อง", "เรื่องในวง", "เผยแพร่")]
    public async Task What_is_written_in_it_is_for_it_only_whatever_the_form_says(string door, string field, string text, string press)
    {
        var key = door[1..3] + "x";
        var (leads, isIn, stranger) = await Begins($"bang-{key}");
        await (await leads.Open($"/c/bang-{key}/keep")).Press("เปิดสมุดของวง");
        await Closes(leads, $"bang-{key}");
        var form = await leads.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, door, key));
        form.Fill(field, text);
        if (press == "เผยแพร่")
            form.Fill("เนื้อเรื่อง", "เล่ากันในวง").Tick("ทุกคน");
        var seen = await form.Press(press);
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Equal(HttpStatusCode.OK, (await isIn.Open(seen.Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(seen.Address)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(seen.Address)).Status);
    }

    [Fact]
    public async Task A_review_of_a_closed_circle_is_for_it_only()
    {
        var (leads, _, _) = await Begins("thod");
        await Closes(leads, "thod");
        var audience = await village.Ask(async db =>
        {
            var (circle, who) = (await db.Circles.SingleAsync(c => c.Address == "thod"), await db.Members.SingleAsync(m => m.Address == "amnuai-thod"));
            var aar = await Aar.Write(db, new(who.Id, "", []), new() { EventName = "ถอดกันในวง", Answers = ["คำ"], CircleId = circle.Id, Audience = Audience.Everyone }, DateTimeOffset.UtcNow);
            return aar.Item.Audience;
        });
        Assert.Equal(Audience.Circle, audience);
    }

    [Fact]
    public async Task Everybody_in_the_circle_writes_in_its_blog_and_the_circle_shows_it_and_nobody_else_writes_there()
    {
        var (leads, isIn, stranger) = await Begins("samut");
        await (await leads.Open("/c/samut/keep")).Press("เปิดสมุดของวง");
        var seen = await (await isIn.Open("/write?blog=samut")).Fill("ชื่อเรื่อง", "ลงแขกเกี่ยวข้าว").Fill("เนื้อเรื่อง", "ไปกันทั้งวง").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Contains("ลงแขกเกี่ยวข้าว", (await village.Guest().Open("/b/samut")).Text, StringComparison.Ordinal);
        Assert.Contains("ลงแขกเกี่ยวข้าว", (await village.Guest().Open("/c/samut")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("วงลับ samut", (await stranger.Open("/write")).Document.QuerySelector("#Blog")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(await village.Ask(db => db.Items.Where(i => i.Title == "ลงแขกเกี่ยวข้าว").Select(i => i.CircleId).SingleAsync()));
    }

    [Fact]
    public async Task Neither_a_facet_nor_a_refused_form_nor_a_list_of_circles_tells_its_name()
    {
        var (leads, _, stranger) = await Begins("khlum");
        await (await leads.Open("/c/khlum/keep")).Press("เปิดสมุดของวง");
        await Closes(leads, "khlum");
        Assert.DoesNotContain("วงลับ khlum", (await village.Guest().Open("/find?organisation=khlum")).Text, StringComparison.Ordinal);
        using var form = new FormUrlEncodedContent([new("Title", "ของฉัน")]);
        var refused = await stranger.Send(HttpMethod.Post, "/b/khlum/keep", form);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.DoesNotContain("วงลับ khlum", refused.Text, StringComparison.Ordinal);
        var likhit = await village.Member("likhit-khlum", "คุณลิขิต khlum", (Role.NoteTaker, null));
        Assert.DoesNotContain("วงลับ khlum", (await likhit.Open("/meet")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_collection_award_copy_import_or_list_of_what_one_follows_takes_it_up()
    {
        var (leads, isIn, stranger) = await Begins("sat");
        await (await leads.Open("/c/sat/keep")).Press("เปิดสมุดของวง");
        var collection = (await (await stranger.Open("/collections/new")).Fill("ชื่อรวมเรื่อง", "รวมของคนนอก").Press("เริ่มรวมเรื่อง")).Address.Replace("/keep", "", StringComparison.Ordinal);
        async Task<HttpStatusCode> Adds(RuleKind kind) => (await stranger.Send(HttpMethod.Post, $"{collection}/keep?handler=Add", new FormUrlEncodedContent([new("Kind", kind.ToString()), new("Typed", "sat"), new("once", Guid.NewGuid().ToString("N"))]))).Status;
        // While it is open it is gathered
        Assert.Equal(HttpStatusCode.OK, await Adds(RuleKind.Circle));
        await (await isIn.Open("/write?blog=kit-sat")).Fill("ชื่อเรื่อง", "เรื่องของคนในวง").Fill("เนื้อเรื่อง", "ในสมุดตัวเอง").Press("เผยแพร่");
        Assert.Contains("เรื่องของคนในวง", (await village.Guest().Open(collection + "?fresh=1")).Text, StringComparison.Ordinal);
        var admin = await village.Member("admin-sat", "คนดูแล sat", (Role.Administrator, null));
        await (await admin.Open("/write")).Fill("ชื่อเรื่อง", "ของคนดูแล").Fill("เนื้อเรื่อง", "มีสมุด").Press("เผยแพร่");
        var award = (await (await admin.Open("/awards/new")).Fill("ชื่อรอบ", "รอบ sat").Fill("นับตั้งแต่วันที่", "1 ม.ค. 2560").Fill("ถึงวันที่", "31 ม.ค. 2560").Fill("บันทึกที่เผยแพร่", "1").Press("เปิดรอบ")).Address;
        Assert.Matches("^/awards/[0-9]+$", award);
        var (circle, blog) = await village.Ask(async db => ((await db.Circles.SingleAsync(c => c.Address == "sat")).Id, (await db.Blogs.SingleAsync(b => b.Address == "sat")).Id));
        await Closes(leads, "sat");
        Assert.DoesNotContain("เรื่องของคนในวง", (await village.Guest().Open(collection + "?fresh=2")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("วงลับ sat", (await stranger.Open(collection + "/keep")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Adds(RuleKind.Circle));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Adds(RuleKind.Blog));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await stranger.Send(HttpMethod.Post, award + "?handler=Nominate", new FormUrlEncodedContent([new("Address", "sat"), new("once", Guid.NewGuid().ToString("N"))]))).Status);
        foreach (var copy in new[] { "/export/copy.zip?circle=sat", "/export/copy.zip?blog=sat", "/b/sat/import" })
            Assert.True((await stranger.Open(copy)).Status == HttpStatusCode.NotFound, copy);
        foreach (var (sort, key) in new[] { ("c", circle), ("b", blog) })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Send(HttpMethod.Post, "/me/follows", new FormUrlEncodedContent([new("Sort", sort), new("Key", key.ToString(System.Globalization.CultureInfo.InvariantCulture)), new("once", Guid.NewGuid().ToString("N"))]))).Status);
    }

    [Fact]
    public async Task What_was_agreed_in_it_is_not_in_the_copy_of_a_stranger_who_is_named_there()
    {
        var (leads, _, stranger) = await Begins("khem");
        await (await leads.Open("/meet?circle=khem&after=true")).Fill("วันที่", "16 มี.ค. 2552").Fill("สิ่งที่จะทำต่อ", "ขุดบ่อหลังวัด - คนนอก khem").Press("เผยแพร่");
        async Task<string> Copy()
        {
            await using var zip = new System.IO.Compression.ZipArchive(await stranger.Http.GetStreamAsync("/export/copy.zip"));
            using var mine = new StreamReader(await zip.Entries.Single(e => e.FullName.EndsWith("me/me.json", StringComparison.Ordinal)).OpenAsync());
            return await mine.ReadToEndAsync();
        }
        Assert.Contains("ขุดบ่อหลังวัด", await Copy(), StringComparison.Ordinal);
        await Closes(leads, "khem");
        Assert.DoesNotContain("ขุดบ่อหลังวัด", await Copy(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_the_circle_leaves_its_blog_though_they_opened_it()
    {
        var (leads, isIn, _) = await Begins("ok");
        await (await leads.Open("/c/ok/keep")).Press("เปิดสมุดของวง");
        await Closes(leads, "ok");
        var note = (await (await isIn.Open("/write?blog=ok")).Fill("ชื่อเรื่อง", "เรื่องหลังลาออก").Fill("เนื้อเรื่อง", "คุยกันต่อ").Press("เผยแพร่")).Address;
        Assert.Equal(HttpStatusCode.OK, (await leads.Open(note)).Status);
        var gone = await village.Ask(db => db.Members.Where(m => m.Address == "amnuai-ok").Select(m => m.Id).SingleAsync());
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == gone).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, new DateOnly(2026, 1, 1))));
        Assert.Equal(HttpStatusCode.NotFound, (await leads.Open(note)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await leads.Open("/b/ok")).Status);
        Assert.DoesNotContain("วงลับ ok", (await leads.Open("/write")).Document.QuerySelector("#Blog")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_was_opened_before_it_closed_does_not_open_it()
    {
        var (leads, _, _) = await Begins("kao");
        var old = await leads.Open("/c/kao/keep");
        await Closes(leads, "kao");
        await old.Fill("วงนี้ทำอะไร", "พิมพ์ผิดแก้แล้ว").Press("บันทึกที่แก้");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open("/c/kao")).Status);
    }

    [Fact]
    public async Task A_note_for_the_circle_only_that_is_moved_to_another_blog_asks_who_reads_it()
    {
        var (leads, isIn, stranger) = await Begins("yai");
        await (await leads.Open("/c/yai/keep")).Press("เปิดสมุดของวง");
        await Closes(leads, "yai");
        var note = (await (await isIn.Open("/write?blog=yai")).Fill("ชื่อเรื่อง", "ย้ายสมุด").Fill("เนื้อเรื่อง", "ของวง").Press("เผยแพร่")).Address;
        var form = await isIn.Open("/write/" + note.Split('/')[2]);
        var moved = await form.Fill("สมุด", "kit-yai").Press("บันทึกการแก้");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.Status);
        Assert.Equal("ของวง", moved.Field("เนื้อเรื่อง").TextContent.Trim());
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(note)).Status);
    }
}
