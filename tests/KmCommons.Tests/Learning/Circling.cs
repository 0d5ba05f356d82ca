using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class Circling(Village village) : IClassFixture<Village>
{
    static readonly DateTimeOffset Now = new(2007, 3, 1, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_circle_lists_its_people_with_their_roles_and_what_they_published()
    {
        var (inside, gone) = (await village.Joins("amnuai-chauat", "คุณอำนวย อ.ชะอวด"), await village.Joins("uea-doem", "คุณเอื้อคนเดิม"));
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, "amnuai", "วงคุณอำนวยจังหวัด", CircleKind.Facilitator, "80", "พบกันทุกเดือน");
            await db.SaveChangesAsync();
            await circle.Join(db, inside, Role.Facilitator, new(2006, 10, 1));
            await circle.Join(db, inside, Role.NoteTaker, new(2006, 10, 1));
            db.RolesHeld.Add(new() { MemberId = gone, Role = Role.Sponsor, CircleId = circle.Id, ValidFrom = new(2006, 1, 1), ValidTo = new(2006, 12, 31) });
            foreach (var (name, publish) in new[] { ("ใบที่เผยแพร่แล้ว", true), ("ใบที่ยังเป็นร่าง", false) })
            {
                var aar = await Aar.Write(db, new(inside, "", []), new() { EventName = name, Answers = ["คำ"] }, Now);
                if (publish)
                    aar.Publish(Now);
            }
            await db.SaveChangesAsync();
        });
        var seen = await village.Guest().Open("/c/amnuai");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        foreach (var words in new[] { "วงคุณอำนวยจังหวัด", "พบกันทุกเดือน", "คุณอำนวย อ.ชะอวด คุณอำนวย คุณลิขิต", "1 คน", "ใบที่เผยแพร่แล้ว", "ยังไม่มีนัดหมาย" })
            Assert.Contains(words, seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คุณเอื้อคนเดิม", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ใบที่ยังเป็นร่าง", seen.Text, StringComparison.Ordinal);
        Assert.Contains("วงคุณอำนวยจังหวัด", (await village.Guest().Open("/circles")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_circle_that_is_not_there_is_not_found() => Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open("/c/no-such-circle")).Status);

    [Fact]
    public async Task Who_keeps_a_circle_loses_nothing_to_a_name_that_is_refused_or_to_another_who_saves()
    {
        var leads = await village.Member("amnuai-khlong", "คุณอำนวยคลอง");
        var id = await village.Ask(db => db.Members.Where(m => m.Address == "amnuai-khlong").Select(m => m.Id).SingleAsync());
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, "khlong", "วงคลอง", CircleKind.Other, "80", "ดูแลน้ำด้วยกัน");
            circle.Cadence = Cadence.Of(CadenceEvery.Month, 11, null, null, 1);
            await db.SaveChangesAsync();
            await circle.Join(db, id, Role.Facilitator, new(2006, 10, 1));
            await circle.Close(db, true, default);
            await db.SaveChangesAsync();
        });
        var refused = await (await leads.Open("/c/khlong/keep")).Fill("ชื่อสมาชิก", "ไม่มีคนนี้").Press("เพิ่ม");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "ไม่มีคนนี้"), (refused.Status, refused.Field("ชื่อสมาชิก").GetAttribute("value")));
        var other = await leads.Open("/c/khlong/keep");
        // What is under it is as it was stored, and saving it changes nothing
        await refused.Fill("เวลา", "9.00-12.00").Press("บันทึกที่แก้");
        var kept = await village.Ask(db => db.Circles.AsNoTracking().SingleAsync(c => c.Address == "khlong"));
        Assert.Equal(("วงคลอง", "ดูแลน้ำด้วยกัน", 11, true, new TimeOnly(9, 0)), (kept.Name, kept.About, kept.Cadence?.Day, kept.IsClosed, kept.Starts));
        refused = await other.Fill("วงนี้ทำอะไร", "ของคนที่สอง").Press("บันทึกที่แก้");
        Assert.Equal((HttpStatusCode.Conflict, "ของคนที่สอง"), (refused.Status, refused.Field("วงนี้ทำอะไร").TextContent.Trim()));
        Assert.Equal(["วงคลอง", "ดูแลน้ำด้วยกัน", "ทุกเดือน วันที่ 11 09:00-12:00"], refused.Document.QuerySelectorAll("section[aria-labelledby=now] p").Select(p => p.TextContent.Trim()));
        await refused.Fill("เวลา", "9.00-12.00").Press("บันทึกที่แก้");
        Assert.Contains("ของคนที่สอง", (await leads.Open("/c/khlong")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Joining_twice_is_joining_once()
    {
        var id = await village.Joins("song-khrang", "มาสองครั้ง");
        var members = await village.Ask(async db =>
        {
            var circle = Circle.Begin(db, "song-khrang", "วงสองครั้ง", CircleKind.BlogTeam, null, "");
            await db.SaveChangesAsync();
            foreach (var time in new[] { 1, 2 })
            {
                await circle.Join(db, id, Role.NoteTaker, new(2007, 1, time));
                await db.SaveChangesAsync();
            }
            return await circle.Members(db, new(2007, 2, 1));
        });
        Assert.Equal(Role.NoteTaker, Assert.Single(Assert.Single(members).Roles));
    }
}
