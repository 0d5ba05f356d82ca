using System.Net;
using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Awards;

/// <summary>Blog ดีเด่น from being put forward to the drafted note: what is counted, who judges, and who sees what when.</summary>
public sealed class Rounds(Village village) : RoundTests(village), IClassFixture<Village>
{
    [Fact]
    public async Task From_being_put_forward_to_a_drafted_note_that_nobody_published()
    {
        var judges = await Judges("800707", 3);
        var ground = await Begun("800707");
        // The facts are there for everybody, with the numbers
        await Village.Settles();
        var seen = await Village.Guest().Open(ground.Round);
        Assert.Contains("2 (เกณฑ์ 1)", seen.Text, StringComparison.Ordinal);
        Assert.Contains("1 (เกณฑ์ 1)", seen.Text, StringComparison.Ordinal);
        await (await ground.Chair.Open(ground.Round)).Press("เชิญกรรมการให้ครบ");
        Assert.Contains("เชิญท่านเป็นกรรมการ", (await judges[0].Open("/me")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await (await ground.Chair.Open(ground.Round)).Press("ปิดรอบและร่างบันทึกผล")).Status);
        await Chooses(judges[0], ground.Round, ground.Blog, "เล่าได้เห็นภาพ");
        await Chooses(judges[1], ground.Round, ground.Other, "ตอบทุกคนที่ถาม");
        // In secret until it is closed, from the chair too
        foreach (var other in new[] { ground.Chair, judges[1], ground.Keeper, Village.Guest() })
            Assert.DoesNotContain("เล่าได้เห็นภาพ", (await other.Open(ground.Round)).Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var draft = await (await ground.Chair.Open(ground.Round)).Press("ปิดรอบและร่างบันทึกผล");
        Assert.StartsWith("/write/", draft.Address, StringComparison.Ordinal);
        var body = draft.Document.QuerySelector("textarea[name=Body]")!.TextContent;
        Assert.All(new[] { "ได้เท่ากัน", "เล่าได้เห็นภาพ", "ตอบทุกคนที่ถาม", "บันทึกที่เผยแพร่ 2 (เกณฑ์ 1)" }, said => Assert.Contains(said, body, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.NotFound, (await Village.Guest().Open("/n/" + draft.Address.Split('/')[2])).Status);
        await Village.Settles();
        var closed = await Village.Guest().Open(ground.Round);
        Assert.Contains("รอบนี้ได้เท่ากัน", closed.Text, StringComparison.Ordinal);
        Assert.Contains("เล่าได้เห็นภาพ", closed.Text, StringComparison.Ordinal);
        Assert.Contains("มีผลแล้ว", (await Village.Guest().Open("/awards")).Text, StringComparison.Ordinal);
        // What was counted stands, whatever becomes of the blogs
        await Village.Do(async db => { foreach (var item in await db.Items.Where(i => i.Blog!.Address == ground.Blog).ToListAsync()) item.Withdraw(); await db.SaveChangesAsync(); });
        Assert.DoesNotContain("0 (เกณฑ์ 1)", (await ground.Keeper.Open(ground.Round)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_judges_their_own_and_who_says_no_is_followed_by_the_next_who_sat_longest_ago()
    {
        var judges = await Judges("800121", 5);
        var names = await Village.Ask(db => db.RolesHeld.Where(r => r.Role == Role.NoteTaker && r.PlaceCode == "800121").OrderBy(r => r.MemberId).Select(r => r.MemberId).ToListAsync());
        var before = await Begun("800121");
        var id = long.Parse(before.Round.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        // The first of them sat yesterday, elsewhere; the second keeps one of the blogs
        await Village.Do(async db =>
        {
            var earlier = AwardRound.Open(db, "รอบก่อน", "800121", "1 ม.ค. 2560", "2 ม.ค. 2560", [new() { Kind = Counted.Notes, AtLeast = 1 }], names[4], await db.Blogs.SingleAsync(b => b.Address == before.Blog), DateTimeOffset.UtcNow);
            earlier.Jurors.Add(new() { MemberId = names[0], Answer = JurorAnswer.Sits, AskedAt = DateTimeOffset.UtcNow, AnsweredAt = DateTimeOffset.UtcNow.AddDays(-1) });
            (await db.Blogs.Include(b => b.Writers).SingleAsync(b => b.Address == before.Other)).Give(names[1], BlogHand.Writer);
            await db.SaveChangesAsync();
        });
        Task<List<long>> Asked() => Village.Ask(db => db.Set<AwardJuror>().Where(j => j.RoundId == id).OrderBy(j => j.MemberId).Select(j => j.MemberId).ToListAsync());
        await (await before.Chair.Open(before.Round)).Press("เชิญกรรมการให้ครบ");
        Assert.Equal([names[2], names[3], names[4]], await Asked());
        await (await judges[2].Open(before.Round)).Press("ขอไม่รับ");
        Assert.Equal([names[0], names[2], names[3], names[4]], await Asked());
        Assert.Contains("ขอไม่รับ", (await before.Chair.Open(before.Round)).Text, StringComparison.Ordinal);
        // Each of them is told once, and who was asked in the place of another too
        var asked = await Village.Ask(db => db.Members.Where(m => new[] { names[0], names[2], names[3], names[4] }.Contains(m.Id)).OrderBy(m => m.Email).Select(m => m.Email!).ToListAsync());
        Assert.Equal(asked, await Village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == "juror" && l.Run.StartsWith($"{id}-")).OrderBy(l => l.Recipient).Select(l => l.Recipient).ToListAsync()));
        Assert.True(await Village.Ask(db => db.Set<AuditRow>().AnyAsync(r => r.Deed == "award.juror" && r.Thing == $"award {id}" && r.Detail == $"member {names[2]} Declined")));
        // Who writes there meanwhile judges no more; a blog comes too late
        await Village.Do(async db => { (await db.Blogs.Include(b => b.Writers).SingleAsync(b => b.Address == before.Other)).Give(names[3], BlogHand.Writer); await db.SaveChangesAsync(); });
        Assert.Equal(HttpStatusCode.Conflict, (await Chooses(judges[3], before.Round, before.Blog, "ดี")).Status);
        Assert.Null((await before.Keeper.Open(before.Round)).Document.QuerySelector("form[action*='Nominate']"));
    }

    [Fact]
    public async Task A_blog_that_has_not_all_that_is_asked_cannot_be_chosen()
    {
        var judges = await Judges("800119", 3);
        var ground = await Begun("800119", notes: 3);
        await (await ground.Chair.Open(ground.Round)).Press("เชิญกรรมการให้ครบ");
        await (await judges[0].Open(ground.Round)).Press("รับเป็นกรรมการ");
        var page = await judges[0].Open(ground.Round);
        Assert.Empty(page.Document.QuerySelectorAll("input[name=Chosen]"));
        var blog = await Village.Ask(db => db.Blogs.Where(b => b.Address == ground.Blog).Select(b => b.Id).SingleAsync());
        var refused = await judges[0].Send(HttpMethod.Post, ground.Round + "?handler=Choose", new FormUrlEncodedContent([new("Chosen", $"{blog}"), new("Reason", "ชอบ")]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("เลือกสมุดที่ครบทุกเกณฑ์", refused.Text, StringComparison.Ordinal);
    }
}
