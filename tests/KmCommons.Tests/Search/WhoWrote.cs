using AngleSharp.Dom;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Search.Index;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Search;

/// <summary>Narrowing by blog and by what the writer was, and how the index hears that either has changed.</summary>
public sealed class WhoWrote(Village village) : IClassFixture<Village>
{
    static string Find(string typed, string more = "") => "/find?q=" + Uri.EscapeDataString(typed) + more;

    static string[] Choices(Seen seen, string heading) =>
        [.. seen.Document.QuerySelectorAll(".only-wide .facet").Where(facet => facet.QuerySelector("h2")!.TextContent == heading).SelectMany(facet => facet.QuerySelectorAll("a")).Select(a => string.Join(' ', a.Children.Select(part => part.TextContent)))];

    async Task<Blog> Blog(string address, string title)
    {
        var blog = new Blog { Address = address, Title = title };
        await village.Do(async db => { db.Blogs.Add(blog); await db.SaveChangesAsync(); });
        return blog;
    }

    [Fact]
    public async Task Choices_of_blog_and_role_count_exactly_combine_and_are_addresses_that_can_be_kept()
    {
        var catalogue = village.Services.Catalogue();
        var (likhit, kit) = (await village.Joins("who-likhit", "คุณลิขิตหนึ่ง", (Role.NoteTaker, "800119"), (Role.Moderator, null)), await village.Joins("who-kit", "คุณกิจหนึ่ง", (Role.Practitioner, null)));
        var (one, other) = (await Blog("who-one", "สมุดริมเล"), await Blog("who-other", "สมุดเชิงเขา"));
        foreach (var (author, blog) in new[] { (likhit, one), (likhit, one), (likhit, other), (kit, one) })
            await village.Publishes(author, "มะม่วงเบา", "ปลูกมะม่วงเบา", item => item.BlogId = blog.Id);
        var seenByMembers = await village.Publishes(kit, "มะม่วงเบา", "ปลูกมะม่วงเบา", item => (item.BlogId, item.Audience) = (other.Id, Audience.Members));
        await catalogue.Until(() => catalogue.View.Has(seenByMembers));

        var seen = await village.Guest().Open(Find("มะม่วงเบา"));
        Assert.Equal(["สมุดริมเล 3", "สมุดเชิงเขา 1"], Choices(seen, "สมุดหรือหน่วยงาน"));
        Assert.Equal(["คุณลิขิต 3", "คุณกิจ 1"], Choices(seen, "บทบาทคนเขียน"));
        seen = await seen.Follow("สมุดริมเล");
        seen = await seen.Follow("คุณลิขิต");
        Assert.Contains("พบ 2 เรื่อง", seen.Text, StringComparison.Ordinal);
        Assert.Contains("organisation=who-one", seen.Address, StringComparison.Ordinal);
        Assert.Contains("role=NoteTaker", seen.Address, StringComparison.Ordinal);
        Assert.Equal(["สมุดริมเล 2", "สมุดเชิงเขา 1"], Choices(seen, "สมุดหรือหน่วยงาน"));
        Assert.Contains("พบ 2 เรื่อง", (await village.Guest().Open(seen.Address)).Text, StringComparison.Ordinal);
        var member = await village.Member("who-reads", "คนอ่าน");
        Assert.Equal(["คุณลิขิต 3", "คุณกิจ 2"], Choices(await member.Open(Find("มะม่วงเบา")), "บทบาทคนเขียน"));
    }

    [Theory]
    [InlineData("&role=99&organisation=no-such-blog")]
    [InlineData("&role=Nobody&role=-1&organisation=%3Cb%3E")]
    public async Task A_choice_that_makes_no_sense_is_answered(string more) => Assert.Contains("ยังไม่พบ", (await village.Guest().Open(Find("มะม่วง", more))).Text, StringComparison.Ordinal);

    [Fact]
    public async Task A_role_counts_when_it_was_held_on_the_day_of_publishing_and_the_index_hears_of_it_when_it_is_given_and_ended()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("who-becomes", "คนใหม่");
        var now = await village.Publishes(author, "ลูกหยี", "ต้นลูกหยีหน้าบ้าน");
        var before = await village.Publishes(author, "ลูกหยี", "ต้นลูกหยีสมัยก่อน");
        await village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set published_at = '2007-02-01T00:00Z' where number = {before}"));
        await catalogue.Until(() => catalogue.Finds("ลูกหยี").Length == 2);
        Assert.Empty(Facilitators());
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        await village.Do(async db => { db.RolesHeld.Add(new() { MemberId = author, Role = Role.Facilitator, CircleId = 7, ValidFrom = today }); await db.SaveChangesAsync(); });
        await catalogue.Until(() => Facilitators() is [var found] && found == now);
        await village.Do(async db => { (await db.RolesHeld.SingleAsync(role => role.MemberId == author)).ValidTo = today.AddDays(-1); await db.SaveChangesAsync(); });
        await catalogue.Until(() => Facilitators().Length == 0);

        long[] Facilitators() => [.. catalogue.View.Find(FindQuery.Parse("ลูกหยี"), new() { Only = [new("role", "Facilitator")] }).Hits.Select(hit => hit.Number)];
    }

    [Fact]
    public async Task A_new_name_of_the_writer_or_the_blog_finds_what_was_written_before()
    {
        var catalogue = village.Services.Catalogue();
        var author = await village.Joins("who-renames", "คนเดิม");
        var blog = await Blog("who-renamed", "สมุดเดิม");
        var number = await village.Publishes(author, "หน่อไม้", "แกงหน่อไม้", item => item.BlogId = blog.Id);
        await catalogue.Until(() => catalogue.View.Has(number));
        await village.Do(async db => { (await db.Members.SingleAsync(member => member.Id == author)).DisplayName = "พะเยาว์วาณี"; await db.SaveChangesAsync(); });
        await catalogue.Until(() => catalogue.Finds("พะเยาว์วาณี") is [var found] && found == number);
        await village.Do(async db => { (await db.Blogs.SingleAsync(b => b.Id == blog.Id)).Title = "สมุดจอกแหนลอย"; await db.SaveChangesAsync(); });
        await catalogue.Until(() => catalogue.Finds("จอกแหนลอย") is [var found] && found == number);
    }
}
