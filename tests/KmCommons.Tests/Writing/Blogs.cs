using System.Net;
using KmCommons.Content;
using KmCommons.People;

namespace KmCommons.Tests.Writing;

public sealed class Blogs(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task An_owner_lets_others_write_and_takes_it_back_and_the_last_owner_stays()
    {
        var owner = await village.Joins("owner", "เจ้าของ");
        await village.Joins("helper", "คนช่วย");
        await village.Do(async db =>
        {
            var blog = new Blog { Address = "khlong", Title = "สมุดคลอง", PlaceCode = "800121" };
            blog.Give(owner, BlogHand.Owner);
            db.Blogs.Add(blog);
            await db.SaveChangesAsync();
        });
        var visitor = village.Guest();
        await visitor.SignIn("owner");
        var page = await (await visitor.Open("/b/khlong/keep")).Fill("ชื่อผู้ใช้ของคนที่จะเพิ่ม", "helper").Press("เพิ่มคนเขียน");
        Assert.Contains("คนช่วย", page.Text, StringComparison.Ordinal);

        var helper = village.Guest();
        await helper.SignIn("helper");
        Assert.Contains("สมุดคลอง", (await helper.Open("/write?blog=khlong")).Field("สมุด").TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await helper.Open("/b/khlong/keep")).Status);

        var refused = await visitor.Send(HttpMethod.Post, $"/b/khlong/keep?handler=Take&member={owner}", new FormUrlEncodedContent([]));
        Assert.Contains("อย่างน้อยหนึ่งคน", refused.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_cannot_write_in_somebody_elses_blog()
    {
        await village.Do(async db =>
        {
            db.Blogs.Add(new() { Address = "far", Title = "สมุดไกล", PlaceCode = "800707" });
            await db.SaveChangesAsync();
        });
        var stranger = await village.Member("stranger", "คนผ่านมา");
        var refused = await stranger.Send(HttpMethod.Post, "/write?handler=Publish", new FormUrlEncodedContent(new Dictionary<string, string> { ["Title"] = "แอบเขียน", ["Body"] = "x", ["Blog"] = "far" }));
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Eight_first_notes_of_one_person_at_one_moment_all_lie_in_one_blog()
    {
        var eager = await village.Member("eager", "คนใจร้อน");
        var forms = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => eager.Open("/write")));
        var notes = await Task.WhenAll(forms.Select((form, nth) => form.Fill("ชื่อเรื่อง", $"ใบที่ {nth}").Fill("เนื้อเรื่อง", "เขียนแปดแท็บ").Press("เผยแพร่")));
        Assert.All(notes, note => Assert.Equal(HttpStatusCode.OK, note.Status));
        Assert.Single(notes.Select(note => note.Document.QuerySelector(".kicker a[href^='/b/']")!.GetAttribute("href")).Distinct());
    }
}
