using System.Net;
using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Awards;

/// <summary>Who has no part in a round changes nothing of it, and what was not agreed to, or was hidden, is not chosen.</summary>
public sealed class FairPlay(Village village) : RoundTests(village), IClassFixture<Village>
{
    [Fact]
    public async Task What_nobody_agreed_to_or_somebody_hid_is_not_chosen_and_who_has_no_part_in_it_changes_nothing()
    {
        var judges = await Judges("800119", 2);
        var ground = await Begun("800119", bothAgree: false);
        var (id, outsider) = (long.Parse(ground.Round.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture), await Village.Member(Fresh("khon-nok"), "คนนอก"));
        var (blog, other, away) = await Village.Ask(async db =>
        {
            var (blog, other) = (await db.Blogs.SingleAsync(b => b.Address == ground.Blog), await db.Blogs.SingleAsync(b => b.Address == ground.Other));
            var elsewhere = await Blog.Open(db, Fresh("samut-thi-uen"), "สมุดที่อื่น", "", "800707", await Village.Joins(Fresh("chao-thi-uen"), "คนที่อื่น"));
            var shut = Entry.Begin(db, blog.PersonId!.Value, blog, DateTimeOffset.UtcNow);
            shut.Item.Audience = Audience.Members;
            shut.Write("ให้สมาชิกอ่าน", "เล่า", blog.PersonId.Value, DateTimeOffset.UtcNow);
            shut.Item.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return (blog.Id, other.Id, elsewhere.Address);
        });
        async Task<HttpStatusCode> Does(Visitor who, string deed, params (string, string)[] fields) => (await who.Send(HttpMethod.Post, $"{ground.Round}?handler={deed}", new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))))).Status;
        Task<HttpStatusCode> Chooses(Visitor who, long which, string reason = "ดี") => Does(who, "Choose", ("Chosen", $"{which}"), ("Reason", reason));
        Assert.Equal(HttpStatusCode.NotFound, await Does(outsider, $"Agree&blog={other}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Does(outsider, "Nominate", ("Address", away)));
        // What only members read is not counted
        Assert.Contains("2 (เกณฑ์ 1)", (await outsider.Open(ground.Round)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("3 (เกณฑ์ 1)", (await outsider.Open(ground.Round)).Text, StringComparison.Ordinal);
        // Consent is asked for in every round, whatever else is
        await Village.Do(db => db.Set<AwardCriterion>().Where(c => c.RoundId == id && c.Kind == Counted.Agreed).ExecuteDeleteAsync());
        await (await ground.Chair.Open(ground.Round)).Press("เชิญกรรมการให้ครบ");
        // The chair could be asked, were they not the chair
        Assert.Equal(2, await Village.Ask(db => db.Set<AwardJuror>().CountAsync(j => j.RoundId == id)));
        Assert.Equal(HttpStatusCode.Conflict, await Does(outsider, "Nominate", ("Address", ground.Blog)));
        foreach (var who in new[] { outsider, judges[0] })
            Assert.Equal(HttpStatusCode.NotFound, await Chooses(who, blog));
        var next = await Village.Member(Fresh("amnuai"), "คุณอำนวยอีกคน", (Role.Facilitator, "800119"));
        foreach (var deed in new[] { "Jury", "Close" })
            Assert.Equal(HttpStatusCode.Forbidden, await Does(next, deed));
        await (await judges[0].Open(ground.Round)).Press("รับเป็นกรรมการ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Chooses(judges[0], other));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Chooses(judges[0], blog, " "));
        Task Hides(bool hides) => Village.Do(async db => { var item = await db.Items.OrderBy(i => i.Number).FirstAsync(i => i.BlogId == blog); if (hides) item.Hide(DateTimeOffset.UtcNow); else item.Restore(); await db.SaveChangesAsync(); });
        await Hides(true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Chooses(judges[0], blog));
        await Hides(false);
        Assert.Equal(HttpStatusCode.OK, await Chooses(judges[0], blog));
        // Who said no is followed by the next, and does not come back
        await (await judges[1].Open(ground.Round)).Press("ขอไม่รับ");
        Assert.Equal(HttpStatusCode.NotFound, await Does(judges[1], "Answer&sits=true"));
        await (await next.Open(ground.Round)).Press("รับเป็นกรรมการ");
        Assert.Equal(HttpStatusCode.OK, await Chooses(next, blog));
        await (await ground.Chair.Open(ground.Round)).Press("ปิดรอบและร่างบันทึกผล");
        Assert.Equal(HttpStatusCode.Conflict, await Chooses(next, blog, "เปลี่ยนใจ"));
    }

    [Fact]
    public async Task What_is_done_twice_at_the_same_moment_is_done_once_also_without_a_form()
    {
        var judges = await Judges("800707", 3);
        var ground = await Begun("800707");
        var id = long.Parse(ground.Round.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        async Task<HttpStatusCode[]> Four(Visitor who, string deed, Func<HttpContent> form) => await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => (await who.Send(HttpMethod.Post, $"{ground.Round}?handler={deed}", form())).Status));
        var extra = Fresh("samut-phoem");
        await Village.Do(async db => { await Blog.Open(db, extra, "สมุดเพิ่ม", "", null, await Village.Joins(Fresh("chao-phoem"), "คนเพิ่ม")); await db.SaveChangesAsync(); });
        Assert.All(await Four(ground.Keeper, "Nominate", () => new FormUrlEncodedContent([new("Address", extra)])), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.All(await Four(ground.Chair, "Jury", () => new ByteArrayContent([])), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(3, await Village.Ask(db => db.Set<AwardJuror>().CountAsync(j => j.RoundId == id)));
        await Chooses(judges[0], ground.Round, ground.Blog, "ดี");
        await Chooses(judges[1], ground.Round, ground.Blog, "ดี");
        Assert.Single(await Four(ground.Chair, "Close", () => new ByteArrayContent([])), HttpStatusCode.OK);
        Assert.Equal(1, await Village.Ask(db => db.Items.CountAsync(i => i.State == ItemState.Draft && i.BlogId == db.Set<AwardRound>().Single(r => r.Id == id).BlogId)));
    }
}
