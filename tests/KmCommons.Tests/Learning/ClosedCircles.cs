using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
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
}
