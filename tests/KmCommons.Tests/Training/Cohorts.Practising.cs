using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.People;
using KmCommons.Training;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Training;

// What comes into a blog to practise in, what is talked about there, and what stays when the coach goes
public sealed partial class Cohorts
{
    Task<string> PracticeBlogOf(string name) => village.Ask(db => db.Blogs.Where(b => b.PracticeId != null && b.Writers.Any(w => w.Member.Address == name)).Select(b => b.Address).SingleAsync());

    static long NumberOf(Seen page) => long.Parse(page.Address.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Only_a_draft_of_one_s_own_is_moved_into_a_blog_to_practise_in()
    {
        var (_, _, code) = await Opened();
        var ((writer, name), (owner, ownersName)) = (await Joins(code), await Joins(code));
        var (real, practice, owners) = (Fresh("samut"), await PracticeBlogOf(name), await PracticeBlogOf(ownersName));
        await village.Do(async db =>
        {
            var ids = await db.Members.Where(m => m.Address == name || m.Address == ownersName).ToDictionaryAsync(m => m.Address, m => m.Id);
            var blog = await Blog.Open(db, real, "สมุดจริง", "", "800119", ids[ownersName]);
            blog.Give(ids[name], BlogHand.Writer);
            await db.SaveChangesAsync();
        });
        async Task<Seen> Writes(string title, string button) => await (await writer.Open("/write?blog=" + real)).Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", "เล่าให้ทุกคน").Tick("ทุกคน").Press(button);
        async Task Refuses(Visitor who, long number, string blog, string says)
        {
            var refused = await (await who.Open($"/write/{number}")).Fill("สมุด", blog).Fill("เนื้อเรื่อง", "คำที่เพิ่งพิมพ์").Press("บันทึกการแก้");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
            Assert.Contains(says, refused.Text, StringComparison.Ordinal);
            Assert.Equal("คำที่เพิ่งพิมพ์", ((IHtmlTextAreaElement)refused.Field("เนื้อเรื่อง")).Value);
            Assert.Equal(blog, ((IHtmlSelectElement)refused.Field("สมุด")).Value);
        }

        var published = NumberOf(await Writes("เรื่องที่ทุกคนอ่าน", "เผยแพร่"));
        await (await owner.Open($"/n/{published}")).Fill("ความเห็นหรือคำถาม", "อ่านแล้วชอบ").Press("ส่งความเห็น");
        await Refuses(writer, published, practice, "เรื่องที่เคยเผยแพร่แล้ว");
        await Refuses(owner, published, owners, "เรื่องที่คนอื่นเขียน");
        await village.Settles();
        Assert.Contains("อ่านแล้วชอบ", (await village.Guest().Open($"/n/{published}")).Text, StringComparison.Ordinal);
        // Nor by way of a draft
        await (await writer.Open($"/write/{published}")).Press("เก็บกลับเป็นร่าง");
        var back = await (await writer.Open($"/write/{published}")).Fill("สมุด", practice).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, back.Status);
        var draft = NumberOf(await Writes("ร่างของฉัน", "เก็บร่างและดูก่อน"));
        var taken = await (await owner.Open($"/write/{draft}")).Fill("สมุด", owners).Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.Contains("เรื่องที่คนอื่นเขียน", taken.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await writer.Open($"/write/{draft}")).Fill("สมุด", practice).Press("เผยแพร่")).Status);
        Assert.Equal(Audience.Practice, await village.Ask(db => db.Items.Where(i => i.Number == draft).Select(i => i.Audience).SingleAsync()));
    }

    [Fact]
    public async Task Below_what_is_practised_stands_no_form_that_has_no_door_and_a_comment_that_asks_to_follow_is_taken()
    {
        var (coach, cohort, code) = await Opened();
        var ((learner, _), (other, _)) = (await Joins(code), await Joins(code));
        var (page, number) = await Practises(learner, cohort, "เรื่องฝึกที่คุยกัน");
        using var follows = new FormUrlEncodedContent([new("Say.Text", "อยากอ่านต่อ"), new("Say.Follow", "true"), new("Say.IsQuestion", "true")]);
        var said = await other.Send(HttpMethod.Post, page.Address, follows);
        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Contains("อยากอ่านต่อ", said.Text, StringComparison.Ordinal);
        Assert.False(await village.Ask(db => db.Follows.AnyAsync(f => f.Sort == "n" && f.Key == $"{number}")));
        foreach (var reader in new[] { coach, learner, other })
        {
            var main = (await reader.Open(page.Address)).Document.QuerySelector("main")!;
            Assert.Contains("อยากอ่านต่อ", main.TextContent, StringComparison.Ordinal);
            foreach (var door in new[] { "form[action^='/thanks']", "form[action^='/me/follows']", "[href^='/questions']", "form[action^='/questions']", "[href^='/thanks']", "[href^='/report']", "[name='Say.Follow']", "[name='Say.IsQuestion']" })
                Assert.Null(main.QuerySelector(door));
        }
    }

    [Fact]
    public async Task The_codes_of_a_training_live_on_when_its_coach_withdraws()
    {
        var (coach, cohort, code) = await Opened();
        await (await (await coach.Open(cohort + "/coach")).Attach("ไฟล์ CSV", "list.csv", Encoding.UTF8.GetBytes("ชื่อ,อีเมล,ตำบล\nคุณมาที่หลัง,,บางจาก\n")).Press("ดูก่อน")).Press("ใส่ 1 คนในรุ่น");
        var (own, private_) = await village.Ask(async db =>
        {
            var made = await db.Set<Cohort>().Include(c => c.Learners).SingleAsync(c => c.Code == code);
            var invitation = new Invitation { InvitedBy = made.CoachId, UsesLeft = 1, ExpiresAt = DateTimeOffset.UtcNow.AddDays(9) };
            db.Invitations.Add(invitation);
            await db.SaveChangesAsync();
            return (made.Learners[0].Code!, invitation.Code);
        });
        await (await coach.Open("/me/leave")).Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        Assert.StartsWith("/sign-in", (await coach.Open("/me")).Address, StringComparison.Ordinal);
        await Joins(code);
        var (learner, _) = await Joins(own);
        Assert.Equal(HttpStatusCode.OK, (await learner.Open(cohort)).Status);
        // What they invited to by themselves is gone with them
        Assert.False(await village.Ask(db => db.Invitations.AnyAsync(i => i.Code == private_)));
    }
}
