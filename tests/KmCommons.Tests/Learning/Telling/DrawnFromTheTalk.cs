using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.Learning;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

/// <summary>What was said in the talk before a meeting becomes a goal or a matter that says whom it comes from.</summary>
public sealed class DrawnFromTheTalk(Village village) : IClassFixture<Village>
{
    const string Dry = "คลองแห้งตั้งแต่เดือนก่อน น้ำไม่ถึงนา? ใครเคยแก้แล้วบ้าง";

    async Task<(Ring Ring, long Number, long[] Said)> Talked(params string[] texts)
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        var kit = await ring.Comes($"kit-{ring.Key}");
        foreach (var text in texts)
            await (await kit.Open($"/n/{number}")).Fill("ความเห็นหรือคำถามของท่าน", text).Press("ส่งความเห็น");
        return (ring, number, await village.Ask(db => db.Comments.Where(c => c.Number == number).OrderBy(c => c.Id).Select(c => c.Id).ToArrayAsync()));
    }

    Task<List<(MeetingPart Part, string Text)>> Lines(long number) => village.Ask(async db => (await db.Set<MeetingPoint>().Where(p => p.Number == number).OrderBy(p => p.Part).ThenBy(p => p.Position).ToListAsync()).ConvertAll(p => (p.Part, p.Text)));

    [Fact]
    public async Task A_comment_becomes_a_matter_and_the_page_says_whose_it_was_while_it_stands()
    {
        var (ring, number, said) = await Talked(Dry, "เห็นด้วยเรื่องคลอง");
        var form = (await (await ring.Leads.Open($"/n/{number}")).Follow("ใส่เรื่องจากที่คุยกัน")).Tick("คลองแห้ง").Tick("เห็นด้วย");
        var proposed = await form.Press("ร่างคำให้ก่อน");
        Assert.Equal("คลองแห้งตั้งแต่เดือนก่อน น้ำไม่ถึงนา?", ((IHtmlTextAreaElement)proposed.Field("เขียนสั้น ๆ ว่าเรื่องอะไร")).Value);
        Assert.True(((IHtmlInputElement)proposed.Field("เห็นด้วย")).IsChecked);
        Assert.Empty(await Lines(number));
        var done = await proposed.Fill("เขียนสั้น ๆ ว่าเรื่องอะไร", "- 1) น้ำ  ไม่ถึงนา\nทำอย่างไร").Press("ใส่ในการประชุม");
        Assert.Equal($"/meet/{number}/talk", done.Address);
        Assert.Equal([(MeetingPart.Topic, "น้ำ ไม่ถึงนา ทำอย่างไร")], await Lines(number));
        Assert.Equal(2, done.Text.Split("ใส่แล้วในเรื่องที่คุย: น้ำ ไม่ถึงนา ทำอย่างไร").Length - 1);
        var page = await village.Guest().Open($"/n/{number}");
        Assert.Contains($"น้ำ ไม่ถึงนา ทำอย่างไร จากที่คุยกัน: คุณ kit-{ring.Key} คุณ kit-{ring.Key}", page.Text, StringComparison.Ordinal);
        foreach (var id in said)
            Assert.Equal(page.Document.GetElementById($"c{id}")!.Id, page.Document.QuerySelector($".goals a[href='#c{id}']")!.GetAttribute("href")![1..]);
        Assert.DoesNotContain("จากที่คุยกัน", (await village.Guest().Open($"/meet/{number}/minutes")).Text, StringComparison.Ordinal);
        // The form of the meeting is saved for another reason: it is the same line
        await ring.Moves(number, Ring.Later);
        Assert.Contains("จากที่คุยกัน", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
        // Taken away, one after the other: the matter stays
        foreach (var (id, left) in new[] { (said[0], 1), (said[1], 0) })
        {
            await village.Do(async db => { (await db.Comments.SingleAsync(c => c.Id == id)).Remove(0, DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
            page = await village.Guest().Open($"/n/{number}");
            Assert.Contains("น้ำ ไม่ถึงนา ทำอย่างไร", page.Text, StringComparison.Ordinal);
            Assert.Equal(left, page.Document.QuerySelectorAll(".goals a[href^='#c']").Length);
        }
        Assert.DoesNotContain("จากที่คุยกัน", page.Text, StringComparison.Ordinal);
        Assert.Contains("ไม่ถึงนา", (await village.Ask(db => db.Revisions.Where(r => r.Number == number).OrderByDescending(r => r.Nth).FirstAsync())).Text("topic"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_tabs_the_second_sees_what_the_first_did_before_it_does_the_same()
    {
        var (ring, number, _) = await Talked(Dry);
        var (one, two) = (await ring.Leads.Open($"/meet/{number}/talk"), await ring.Leads.Open($"/meet/{number}/talk"));
        await one.Tick("คลองแห้ง").Tick("เป้าหมาย").Press("ใส่ในการประชุม");
        // The same form sent again is the same deed
        await one.Press("ใส่ในการประชุม");
        Assert.Equal([(MeetingPart.Goal, "คลองแห้งตั้งแต่เดือนก่อน น้ำไม่ถึงนา?")], await Lines(number));
        var refused = await two.Tick("คลองแห้ง").Fill("เขียนสั้น ๆ ว่าเรื่องอะไร", "ขุดคลอง").Press("ใส่ในการประชุม");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("ใส่แล้วในเป้าหมาย: คลองแห้งตั้งแต่เดือนก่อน น้ำไม่ถึงนา?", refused.Text, StringComparison.Ordinal);
        Assert.Single(await Lines(number));
        Assert.Equal("ขุดคลอง", ((IHtmlTextAreaElement)refused.Field("เขียนสั้น ๆ ว่าเรื่องอะไร")).Value);
        await refused.Press("ใส่ในการประชุม");
        Assert.Equal([(MeetingPart.Goal, "คลองแห้งตั้งแต่เดือนก่อน น้ำไม่ถึงนา?"), (MeetingPart.Topic, "ขุดคลอง")], await Lines(number));
        // Under words that stand there it is that line
        await (await ring.Leads.Open($"/meet/{number}/talk")).Tick("คลองแห้ง").Fill("เขียนสั้น ๆ ว่าเรื่องอะไร", " ขุด คลอง".Replace(" ", "", StringComparison.Ordinal)).Press("ใส่ในการประชุม");
        Assert.Equal(2, (await Lines(number)).Count);
        Assert.Equal(2, await village.Ask(db => db.Set<PointSource>().CountAsync(s => s.Point.Number == number)));
    }

    [Fact]
    public async Task Only_what_stands_below_this_meeting_is_taken_and_only_by_who_keeps_it()
    {
        var (ring, number, said) = await Talked(Dry, "คำที่จะรออยู่");
        var (_, _, elsewhere) = await Talked("เรื่องของวงอื่น");
        var waits = said[1];
        await village.Do(async db => { (await db.Comments.SingleAsync(c => c.Id == waits)).State = CommentState.Held; await db.SaveChangesAsync(); });
        var page = await ring.Leads.Open($"/meet/{number}/talk");
        Assert.DoesNotContain("คำที่จะรออยู่", page.Text, StringComparison.Ordinal);
        var version = await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Version).SingleAsync());
        Task<Seen> Send(Visitor by, params long[] chosen) => by.Send(HttpMethod.Post, $"/meet/{number}/talk", new FormUrlEncodedContent(
            [new("once", Guid.NewGuid().ToString("N")), new("Version", $"{version}"), new("Words", "แทรก"), new("Part", "Topic"), .. chosen.Select(c => new KeyValuePair<string, string>("Chosen", c.ToString(CultureInfo.InvariantCulture)))]));
        foreach (var chosen in new long[][] { [], [waits], [elsewhere[0]], [waits, elsewhere[0]] })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(ring.Leads, chosen)).Status);
        var kit = await ring.Comes($"kit-{ring.Key}");
        Assert.Equal(HttpStatusCode.Forbidden, (await kit.Open($"/meet/{number}/talk")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Send(kit, said[0])).Status);
        Assert.Empty(await Lines(number));
        // Of what is chosen, what stands is taken
        await Send(ring.Leads, said[0], waits);
        Assert.Equal([said[0]], await village.Ask(db => db.Set<PointSource>().Where(s => s.Point.Number == number).Select(s => s.CommentId).ToListAsync()));
        // A comment that is gone for good takes only the way to it along
        await village.Do(db => db.Comments.Where(c => c.Id == said[0]).ExecuteDeleteAsync());
        Assert.Equal([(MeetingPart.Topic, "แทรก")], await Lines(number));
    }

    [Theory]
    [InlineData("สั้น", "สั้น")]
    [InlineData("\n  **น้ำแล้ง**\nบรรทัดสอง", "น้ำแล้ง")]
    [InlineData("ต.ขอนหาด น้ำไม่ถึงนามาสองเดือนแล้ว. ขุดคลองไหม", "ต.ขอนหาด น้ำไม่ถึงนามาสองเดือนแล้ว.")]
    public void The_proposal_is_the_first_sentence(string said, string proposed) => Assert.Equal(proposed, TalkPage.Proposal(said));

    [Fact]
    public void A_long_proposal_ends_where_a_word_ends()
    {
        var proposal = TalkPage.Proposal(string.Concat(Enumerable.Repeat("น้ำในคลอง", 40)));
        Assert.InRange(KmCommons.Thai.ThaiText.CountClusters(proposal), 60, 90);
        Assert.Matches("(น้ำ|ใน|คลอง)$", proposal);
    }
}
