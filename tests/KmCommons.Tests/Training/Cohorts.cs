using System.Net;
using System.Text;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Tests.Search;
using KmCommons.Thai;
using KmCommons.Training;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Training;

/// <summary>Trainings: the list of learners, blogs to practise in that nobody else reads and that are gone one day, and who is stuck.</summary>
public sealed partial class Cohorts(Village village) : IClassFixture<Village>
{
    static int nth;

    static string Fresh(string name) => $"{name}-{Interlocked.Increment(ref nth)}";

    static string Today => ThaiDigits.ToThai(ThaiDate.Short(ThaiDate.Day(DateTimeOffset.UtcNow)));

    async Task<(Visitor Coach, string Address, string Code)> Opened()
    {
        var coach = await village.Member(Fresh("khru"), "คนสอน", (Role.Facilitator, "800119"));
        var page = await (await coach.Open("/training")).Fill("ชื่อรุ่น", "รุ่นหนึ่ง บางจาก").Fill("พื้นที่", "800119").Fill("วันแรก", Today).Press("เปิดรุ่น");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (coach, page.Address.Replace("/coach", "", StringComparison.Ordinal), page.Document.QuerySelector("aside strong.keep")!.TextContent);
    }

    async Task<(Visitor Who, string Name)> Joins(string code)
    {
        var (name, newcomer) = (Fresh("phu-rian"), village.Guest());
        var form = await (await newcomer.Open("/j/" + code)).Follow("สมัครสมาชิกด้วยรหัสนี้");
        var inside = await form.Fill("ชื่อที่ให้คนอื่นเห็น", name).Fill("ชื่อผู้ใช้", name).Fill("รหัสผ่าน", Village.Password).Press("สมัคร");
        Assert.StartsWith("/training/", inside.Address, StringComparison.Ordinal);
        return (newcomer, name);
    }

    static async Task<(Seen Page, long Number)> Practises(Visitor who, string cohort, string title, string button = "เผยแพร่")
    {
        var form = await (await who.Open(cohort)).Follow("ฝึกเขียน");
        var page = await form.Fill("ชื่อเรื่อง", title).Fill("เนื้อเรื่อง", $"ฝึกเล่า {title}").Fill("คำสำคัญ", "ฝึกหัดลับ").Fill("สถานที่", "800119").Tick("ทุกคน").Press(button);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return (page, long.Parse(page.Address.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task What_is_practised_is_read_by_the_cohort_and_its_coach_and_stands_in_no_list_feed_search_digest_or_count()
    {
        var (coach, cohort, code) = await Opened();
        var ((learner, name), (other, _)) = (await Joins(code), await Joins(code));
        var (page, number) = await Practises(learner, cohort, "ปูเปี้ยวฝึกหัด");
        Assert.Contains("เพื่อนในรุ่นและคนสอนเท่านั้น", page.Text, StringComparison.Ordinal);
        foreach (var reader in new[] { coach, other })
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.Open(page.Address)).Status);
            Assert.Contains("ปูเปี้ยวฝึกหัด", (await reader.Open(cohort)).Text, StringComparison.Ordinal);
        }
        await (await learner.Open("/write")).Fill("ชื่อเรื่อง", "ปูเปี้ยวจริง").Fill("เนื้อเรื่อง", "เรื่องจริง").Press("เผยแพร่");
        await village.Settles();
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().Finds("ปูเปี้ยวจริง").Length > 0);

        var administrator = await village.Member(Fresh("phu-du-lae"), "ผู้ดูแล", (Role.Administrator, null));
        var outsider = await village.Member(Fresh("khon-nok"), "คนนอกรุ่น", (Role.NoteTaker, "800119"));
        var blog = await village.Ask(db => db.Blogs.Where(b => b.PracticeId != null && b.Writers.Any(w => w.Member.Address == name)).Select(b => b.Address).SingleAsync());
        foreach (var stranger in new[] { village.Guest(), outsider, administrator })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/n/{number}")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open($"/history/{number}")).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.Open(cohort)).Status);
        // Also for who may read it where it lies: a list is no place for it
        foreach (var reader in new[] { village.Guest(), outsider, administrator, learner, other, coach })
            foreach (var list in new[] { "/", "/notes", "/notes/feed", "/t/800119", "/t/800119/feed", "/p/" + name, $"/p/{name}/feed", "/b/" + blog, $"/b/{blog}/feed", $"/b/{blog}/keep", "/tag/" + Uri.EscapeDataString("ฝึกหัดลับ"), "/find?q=" + Uri.EscapeDataString("ปูเปี้ยวฝึกหัด"), "/find/suggest?q=" + Uri.EscapeDataString("ปูเปี้ยว"), "/collections", "/offline/list" })
            {
                var seen = await reader.Open(list);
                Assert.DoesNotContain("ฝึกเล่า", seen.Document.DocumentElement.TextContent, StringComparison.Ordinal);
                Assert.DoesNotContain($"/n/{number}", seen.Document.DocumentElement.OuterHtml, StringComparison.Ordinal);
            }
        await village.Do(async db =>
        {
            foreach (var who in new[] { await db.Members.SingleAsync(m => m.Address == name), await db.Members.SingleAsync(m => m.DisplayName == "คนนอกรุ่น") })
            {
                var viewer = await Viewer.Of(db, who.Id, ThaiDate.Day(DateTimeOffset.UtcNow));
                Assert.False(await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == number));
                Assert.Equal(TrustLevel.Newcomer, who.DisplayName == name ? (await Trust.Of(db, who.Id, DateTimeOffset.UtcNow)).Level : TrustLevel.Newcomer);
            }
            var collection = KmCommons.Planet.Collection.Begin(db, "ลองรวม", "", (await db.Members.SingleAsync(m => m.Address == name)).Id, DateTimeOffset.UtcNow);
            collection.Rules.Add(new() { Kind = KmCommons.Planet.RuleKind.Tag, Key = "ฝึกหัดลับ" });
            await db.SaveChangesAsync();
            Assert.Equal(Audience.Practice, (await db.Items.SingleAsync(i => i.Number == number)).Audience);
        });
        var gathered = await village.Ask(db => db.Set<KmCommons.Planet.Collection>().Where(c => c.Name == "ลองรวม").Select(c => c.Id).SingleAsync());
        Assert.DoesNotContain("ฝึกเล่า", (await learner.Open($"/collections/{gathered}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_along_it_keeps_its_number_and_leaves_the_talk_of_the_others_behind()
    {
        var (coach, cohort, code) = await Opened();
        var (learner, name) = await Joins(code);
        var (page, number) = await Practises(learner, cohort, "เรื่องพร้อมแล้ว");
        await (await coach.Open(page.Address)).Fill("ความเห็นหรือคำถาม", "ลองเล่าตอนจบอีกนิด").Press("ส่งความเห็น");
        var form = await (await learner.Open(cohort)).Press("ย้ายไปสมุดจริงของฉัน เรื่องพร้อมแล้ว");
        Assert.Equal($"/write/{number}", form.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{number}")).Status);
        await form.Press("เผยแพร่");
        await village.Settles();
        var seen = await village.Guest().Open($"/n/{number}");
        Assert.Contains("ฝึกเล่า เรื่องพร้อมแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ลองเล่าตอนจบ", seen.Text, StringComparison.Ordinal);
        Assert.Contains("เรื่องพร้อมแล้ว", (await village.Guest().Open("/p/" + name)).Text, StringComparison.Ordinal);
        Assert.Equal(1, await village.Ask(db => db.Set<Revision>().CountAsync(r => r.Number == number && r.Nth == 1)));
    }

    [Fact]
    public async Task On_its_day_what_is_left_is_emptied_after_a_letter_with_all_of_it_and_what_was_taken_along_stays()
    {
        var (_, cohort, code) = await Opened();
        var (learner, name) = await Joins(code);
        var (_, left) = await Practises(learner, cohort, "ยังไม่ได้ย้าย");
        var (_, along) = await Practises(learner, cohort, "ย้ายไปแล้ว");
        await (await (await learner.Open(cohort)).Press("ย้ายไปสมุดจริงของฉัน ย้ายไปแล้ว")).Press("เผยแพร่");
        var copy = await learner.Http.GetAsync(cohort + "/copy");
        Assert.Contains("ฝึกเล่า ยังไม่ได้ย้าย", await copy.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Member(Fresh("khon-nok"), "คนนอก")) is var stranger ? (await stranger.Http.GetAsync(cohort + "/copy")).StatusCode : default);
        var id = long.Parse(cohort.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        async Task Runs(int daysLeft, Func<IServiceProvider, CancellationToken, Task> job)
        {
            await village.Do(db => db.Set<Practice>().Where(p => p.Id == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.GoneOn, ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(daysLeft))));
            await using var scope = village.Services.CreateAsyncScope();
            await job(scope.ServiceProvider, default);
        }
        await village.Do(db => db.Members.Where(m => m.Address == name).ExecuteUpdateAsync(set => set.SetProperty(m => m.Email, $"{name}@example.th").SetProperty(m => m.EmailConfirmed, true)));
        await Runs(8, PracticeTexts.Warn);
        Assert.Equal(0, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Recipient == $"{name}@example.th")));
        await Runs(7, PracticeTexts.Warn);
        await Runs(6, PracticeTexts.Warn);
        Assert.Equal(1, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Recipient == $"{name}@example.th")));
        await village.Do(async db =>
        {
            // What somebody said below it, and what the list says of who came and who did not
            db.Comments.Add(new() { Number = left, MemberId = (await Cohort.Find(db, id, default)).CoachId, Text = "ลองเล่าตอนจบอีกนิด", Html = "<p>ลองเล่าตอนจบอีกนิด</p>", At = DateTimeOffset.UtcNow });
            db.Set<Learner>().Add(new() { CohortId = id, Key = "never", Name = "คนไม่มา", Email = "mai-ma@example.th", AddedAt = DateTimeOffset.UtcNow });
            await db.SaveChangesAsync();
            await db.Set<Learner>().Where(l => l.CohortId == id).ExecuteUpdateAsync(set => set.SetProperty(l => l.Email, "phu-rian@example.th"));
        });
        await Runs(1, PracticeEnd.Run);
        Assert.Contains("ยังไม่ได้ย้าย", (await learner.Open($"/n/{left}")).Text, StringComparison.Ordinal);
        await Runs(0, PracticeEnd.Run);
        await Runs(0, PracticeEnd.Run);
        Assert.Contains("รุ่นนี้จบแล้ว", (await learner.Open(cohort)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("หมดเวลาฝึกเขียนแล้ว", (await learner.Open("/me/drafts")).Text, StringComparison.Ordinal);
        Assert.Contains("ฝึกเล่า ย้ายไปแล้ว", (await village.Guest().Open($"/n/{along}")).Text, StringComparison.Ordinal);
        using var late = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await village.Member(Fresh("ma-sai"), "คนมาสาย")).Send(HttpMethod.Post, "/j/" + code, late)).Status);
        await village.Do(async db =>
        {
            Assert.Equal("", (await db.Entries.SingleAsync(e => e.Number == left)).Markdown);
            Assert.False(await db.Revisions.AnyAsync(r => r.Number == left && r.Texts.Length > 0));
            Assert.False(await db.Blogs.AnyAsync(b => b.PracticeId == id));
            Assert.False(await db.Comments.AnyAsync(c => c.Number == left && (c.Text != "" || c.Html != "")));
            Assert.Null(Assert.Single(await db.Set<Learner>().Where(l => l.CohortId == id).ToListAsync()).Email);
            Assert.True(await db.Set<AuditRow>().AnyAsync(r => r.Deed == "training.empty" && r.Thing == $"practice {id}"));
        });
    }

    [Fact]
    public async Task Who_helps_in_the_place_sees_steps_and_no_texts_and_nobody_takes_along_what_another_wrote()
    {
        var (coach, cohort, code) = await Opened();
        var ((learner, name), (other, _)) = (await Joins(code), await Joins(code));
        var (_, number) = await Practises(learner, cohort, "เรื่องฝึกที่ยังไม่พร้อม");
        var helper = await village.Member(Fresh("khru-uen"), "คนสอนอีกคน", (Role.Facilitator, "800119"));
        foreach (var page in new[] { cohort, cohort + "/coach", cohort + "/sheet" })
        {
            var seen = await helper.Open(page);
            Assert.Equal(HttpStatusCode.OK, seen.Status);
            Assert.DoesNotContain("เรื่องฝึกที่ยังไม่พร้อม", seen.Text, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Open($"/n/{number}")).Status);
        foreach (var someone in new[] { other, coach, helper })
            Assert.Equal(HttpStatusCode.NotFound, (await someone.Send(HttpMethod.Post, $"{cohort}?handler=Take&number={number}", new FormUrlEncodedContent([]))).Status);
        Assert.Equal(Audience.Practice, await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Audience).SingleAsync()));
        // Nor does following its blog tell anybody what it is called
        var blog = await village.Ask(db => db.Blogs.Where(b => b.PracticeId != null && b.Writers.Any(w => w.Member.Address == name)).Select(b => b.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await helper.Send(HttpMethod.Post, "/me/follows", new FormUrlEncodedContent([new("Sort", "b"), new("Key", $"{blog}")]))).Status);
    }

    [Fact]
    public async Task A_code_lets_in_as_many_as_it_says_until_its_day_and_nobody_else_hears_of_the_cohort()
    {
        var (coach, cohort, code) = await Opened();
        await (await (await coach.Open(cohort + "/coach")).Attach("ไฟล์ CSV", "list.csv", Encoding.UTF8.GetBytes("ชื่อ,อีเมล,ตำบล\nคุณดี,,บางจาก\n")).Press("ดูก่อน")).Press("ใส่ 1 คนในรุ่น");
        var id = long.Parse(cohort.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        var own = await village.Ask(db => db.Set<Learner>().Where(l => l.CohortId == id).Select(l => l.Code!).SingleAsync());
        async Task<HttpStatusCode> Comes(string with, HttpStatusCode page)
        {
            using var empty = new FormUrlEncodedContent([]);
            var member = await village.Member(Fresh("khon-ma"), "คนมา");
            Assert.DoesNotContain("รุ่นหนึ่ง", (await member.Open("/training")).Text, StringComparison.Ordinal);
            var status = (await member.Send(HttpMethod.Post, "/j/" + with, empty)).Status;
            Assert.Equal(page, (await member.Open(cohort)).Status);
            return status;
        }
        Assert.Equal(HttpStatusCode.OK, await Comes(own, HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Comes(own, HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.OK, await Comes(code, HttpStatusCode.OK));
        await village.Do(db => db.Invitations.Where(i => i.Code == code).ExecuteUpdateAsync(set => set.SetProperty(i => i.ExpiresAt, DateTimeOffset.UtcNow.AddMinutes(-1))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Comes(code, HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.NotFound, await Comes("no-such-code", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_blog_to_practise_in_is_no_blog_elsewhere_and_no_form_says_practice()
    {
        var (_, cohort, code) = await Opened();
        var (learner, name) = await Joins(code);
        var (_, number) = await Practises(learner, cohort, "เรื่องแรกที่ฝึก");
        var (blog, address) = await village.Ask(async db => { var blog = await db.Blogs.SingleAsync(b => b.PracticeId != null && b.Writers.Any(w => w.Member.Address == name)); return (blog.Id, blog.Address); });
        foreach (var page in new[] { "", "/feed", "/keep", "/import" })
            Assert.Equal(HttpStatusCode.NotFound, (await learner.Open($"/b/{address}{page}")).Status);
        async Task<HttpStatusCode> Sends(string to, params (string, string)[] fields) => (await learner.Send(HttpMethod.Post, to, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))))).Status;
        var collection = await village.Ask(async db => { var made = KmCommons.Planet.Collection.Begin(db, "ลองรวมสมุดฝึก", "", (await db.Members.SingleAsync(m => m.Address == name)).Id, DateTimeOffset.UtcNow); await db.SaveChangesAsync(); return made.Url; });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Sends(collection + "/keep?handler=Add", ("Kind", "Blog"), ("Typed", address)));
        // In a real blog it is for members, whatever the form says; and nothing but notes is practised
        await Sends("/write?handler=Publish", ("Title", "แกล้งเป็นฝึกเขียน"), ("Body", "เล่า"), ("Blog", name), ("Audience", "Practice"));
        Assert.Equal(Audience.Members, await village.Ask(db => db.Items.Where(i => i.Title == "แกล้งเป็นฝึกเขียน").Select(i => i.Audience).SingleAsync()));
        await Assert.ThrowsAsync<Refused>(() => village.Do(async db =>
        {
            db.Items.Add(new() { Kind = "aar", AuthorId = (await db.Members.SingleAsync(m => m.Address == name)).Id, BlogId = blog });
            await db.SaveChangesAsync();
        }));
        // Nor does it make anybody known
        await village.Do(async db =>
        {
            var (me, past) = ((await db.Members.SingleAsync(m => m.Address == name)).Id, DateTimeOffset.UtcNow.AddDays(-20));
            await db.Members.Where(m => m.Id == me).ExecuteUpdateAsync(set => set.SetProperty(m => m.JoinedAt, past));
            await db.Items.Where(i => i.AuthorId == me && i.Audience != Audience.Practice).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ItemState.Draft));
            await db.Items.Where(i => i.Number == number).ExecuteUpdateAsync(set => set.SetProperty(i => i.PublishedAt, past));
            var others = KmCommons.Writing.Entry.Begin(db, await village.Joins(Fresh("phuean"), "เพื่อนในรุ่น"), await db.Blogs.SingleAsync(b => b.Id == blog), past);
            others.Write("เรื่องของเพื่อน", "เล่า", others.Item.AuthorId, past);
            others.Item.Publish(past);
            await db.SaveChangesAsync();
            for (var nth = 0; nth < 3; nth++)
                db.Comments.Add(new() { Number = others.Number, MemberId = me, Text = "ดี", Html = "<p>ดี</p>", At = past });
            await db.SaveChangesAsync();
            Assert.Equal(TrustLevel.Newcomer, (await Trust.Of(db, me, DateTimeOffset.UtcNow)).Level);
            await db.Comments.Where(c => c.MemberId == me).ExecuteDeleteAsync();
            await db.Database.ExecuteSqlAsync($"update content.item set author_id = {me} where number = {others.Number}");
            var (first, second) = (KmCommons.Writing.Entry.Begin(db, me, await db.Blogs.SingleAsync(b => b.Id == blog), past), DateTimeOffset.UtcNow);
            first.Write("เรื่องที่สามที่ฝึก", "เล่า", me, past);
            first.Item.Publish(past);
            await db.SaveChangesAsync();
            Assert.Equal(TrustLevel.Newcomer, (await Trust.Of(db, me, second)).Level);
        });
    }

    [Fact]
    public async Task A_list_is_looked_at_first_says_what_is_wrong_line_by_line_and_changes_nothing_the_second_time()
    {
        var (coach, cohort, _) = await Opened();
        var email = $"{Fresh("som")}@example.th";
        var list = $"ชื่อ,อีเมล,ตำบล\nคุณสม,{email},บางจาก\n\"คุณมี, บ้านกลาง\",,ต.ท่าซัก\nคุณไกล,,ไม่มีตำบลนี้\n,x@example.th,\nคุณผิด,ไม่ใช่อีเมล,\nคุณสมอีกที,{email},\n";
        var looked = await (await coach.Open(cohort + "/coach")).Attach("ไฟล์ CSV", "list.csv", System.Text.CodePagesEncodingProvider.Instance.GetEncoding(874)!.GetBytes(list)).Press("ดูก่อน");
        Assert.Equal(HttpStatusCode.OK, looked.Status);
        foreach (var said in new[] { "บรรทัด 2 คุณสม", "คุณมี, บ้านกลาง", "ไม่พบตำบลนี้", "ไม่มีชื่อ", "อีเมลไม่ถูกรูป", "ซ้ำกับบรรทัดก่อนหน้า" })
            Assert.Contains(said, looked.Text, StringComparison.Ordinal);
        var id = long.Parse(cohort.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        Task<int> On() => village.Ask(db => db.Set<Learner>().CountAsync(l => l.CohortId == id));
        Assert.Equal(0, await On());
        await looked.Press("ใส่ 2 คนในรุ่น");
        Assert.Equal(2, await On());
        var again = await (await coach.Open(cohort + "/coach")).Attach("ไฟล์ CSV", "list.csv", Encoding.UTF8.GetBytes(list)).Press("ดูก่อน");
        await again.Press("ใส่ 0 คนในรุ่น");
        Assert.Equal(2, await On());
        Assert.Equal(1, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Recipient == email)));
        // Who has no address has a slip, until they have joined with it
        var sheet = await coach.Open(cohort + "/sheet");
        Assert.Contains("คุณมี, บ้านกลาง", sheet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("คุณสม", sheet.Text, StringComparison.Ordinal);
        Assert.Equal(2, sheet.Document.QuerySelectorAll("svg[role=img] path").Length);
        await Joins(await village.Ask(db => db.Set<Learner>().Where(l => l.CohortId == id && l.Email == null).Select(l => l.Code!).SingleAsync()));
        Assert.DoesNotContain("คุณมี, บ้านกลาง", (await coach.Open(cohort + "/sheet")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await On());
    }

    [Fact]
    public async Task The_way_to_a_first_note_is_what_really_happened_and_the_longest_stuck_come_first()
    {
        var (coach, cohort, code) = await Opened();
        var ((quick, quickName), (slow, slowName)) = (await Joins(code), await Joins(code));
        Assert.Contains("1 จาก 7 ขั้น", (await slow.Open("/me")).Text, StringComparison.Ordinal);
        await Practises(slow, cohort, "ร่างแรก", "เก็บร่างและดูก่อน");
        Assert.Contains("2 จาก 7 ขั้น", (await slow.Open(cohort)).Text, StringComparison.Ordinal);
        var id = long.Parse(cohort.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture);
        await village.Do(async db =>
        {
            // The quick one joined, and then nothing for nine days
            var (learner, long_ago) = (await db.Set<Learner>().SingleAsync(l => l.CohortId == id && l.Name == quickName), DateTimeOffset.UtcNow.AddDays(-9));
            await db.Set<Learner>().Where(l => l.Id == learner.Id).ExecuteUpdateAsync(set => set.SetProperty(l => l.JoinedAt, long_ago).SetProperty(l => l.AddedAt, long_ago));
        });
        var names = (await coach.Open(cohort + "/coach")).Document.QuerySelectorAll("ol.rows > li > h3").Select(h => h.TextContent.Trim());
        Assert.Equal([quickName, slowName], names);
        var helped = await (await coach.Open(cohort + "/coach")).Fill("ช่วยอะไรไป", "โทรคุยแล้ว").Press("ช่วยแล้ว " + quickName);
        Assert.Contains("โทรคุยแล้ว", helped.Text, StringComparison.Ordinal);
        Assert.Equal([slowName, quickName], helped.Document.QuerySelectorAll("ol.rows > li > h3").Select(h => h.TextContent.Trim()));
        await (await quick.Open("/write")).Fill("ชื่อเรื่อง", "บันทึกแรกของฉัน").Fill("เนื้อเรื่อง", "เขียนได้แล้ว").Press("เผยแพร่");
        Assert.Contains("เขียนบันทึกแรกแล้ว", (await coach.Open(cohort + "/coach")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_facilitator_of_elsewhere_opens_nothing_here_and_a_bad_day_keeps_what_was_typed()
    {
        var coach = await village.Member(Fresh("khru"), "คนสอน", (Role.Facilitator, "800119"));
        var refused = await (await coach.Open("/training")).Fill("ชื่อรุ่น", "รุ่นสอง").Fill("พื้นที่", "800119").Fill("วันแรก", "เมื่อไรก็ได้").Press("เปิดรุ่น");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("อ่านวันที่นี้ไม่ออก", refused.Text, StringComparison.Ordinal);
        Assert.Equal("รุ่นสอง", ((AngleSharp.Html.Dom.IHtmlInputElement)refused.Field("ชื่อรุ่น")).Value);
        var (_, cohort, _) = await Opened();
        var elsewhere = await village.Member(Fresh("khru"), "คนสอนที่อื่น", (Role.Facilitator, "800707"));
        Assert.Equal(HttpStatusCode.Forbidden, (await elsewhere.Open(cohort + "/coach")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await elsewhere.Open(cohort)).Status);
    }
}
