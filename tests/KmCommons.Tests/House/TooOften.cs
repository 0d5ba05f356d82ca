using System.Globalization;
using System.Net;
using AngleSharp.Html.Dom;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Media;
using KmCommons.Tests.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>Who does something too often is told so, loses nothing, and closes the door to nobody else.</summary>
public sealed class TooOften(TooOften.Street street) : IClassFixture<TooOften.Street>
{
    static int visitors;

    /// <summary>A village, the same site once more with every limit at two, and people who come from addresses of their own.</summary>
    public sealed class Street : IAsyncLifetime
    {
        readonly List<WebApplicationFactory<Program>> sites = [];

        public Village Village { get; } = new();
        public WebApplicationFactory<Program> Strict { get; private set; } = null!;
        public string Note { get; private set; } = "";
        public string Voices { get; private set; } = "";
        public string Joining { get; private set; } = "";
        public string Here { get; private set; } = "";

        public async Task InitializeAsync()
        {
            await Village.InitializeAsync();
            Strict = Site(Village.Services.GetServices<Pace>().Select(p => (p.Name, 2)).ToArray());
            Note = (await Notes.Write(await Village.Member("writer", "คนเขียน"), "เรื่องที่มีคนมาคุย", "ว่ามา", "เผยแพร่")).Address.Split('#')[0];
            Joining = await Village.Ask(async db =>
            {
                var meeting = await Meeting.Call(db, new((await db.Members.SingleAsync(m => m.Address == "writer")).Id, "", []), new() { Title = "เวที", Day = KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(9) }, DateTimeOffset.UtcNow);
                meeting.Publish(DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return $"/meet/{meeting.Number}/join";
            });
            Here = await Village.Ask(async db =>
            {
                var meeting = await Meeting.Call(db, new((await db.Members.SingleAsync(m => m.Address == "writer")).Id, "", []), new() { Title = "เวทีวันนี้", Day = KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow) }, DateTimeOffset.UtcNow);
                meeting.Publish(DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                var code = await DoorCode.Make(db, meeting.Number, DateTimeOffset.UtcNow, default);
                await db.SaveChangesAsync();
                return code.Url;
            });
            var number = await Village.Ask(async db =>
            {
                var aar = await Aar.Write(db, new((await db.Members.SingleAsync(m => m.Address == "writer")).Id, "", []), new() { EventName = "เวที" }, DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return aar.Number;
            });
            Voices = "/v/" + (await VoicedAar.Make(Village, number, "", closed: false)).Code;
        }

        /// <summary>The site with these limits, where a request can say from which address it comes.</summary>
        public WebApplicationFactory<Program> Site(params (string Name, int Most)[] limits)
        {
            var site = Village.WithWebHostBuilder(host =>
            {
                foreach (var (name, most) in limits)
                    host.UseSetting($"Limits:{name}", most.ToString(CultureInfo.InvariantCulture));
                host.ConfigureServices(things => things.AddSingleton<IStartupFilter, Arrivals>());
            });
            sites.Add(site);
            return site;
        }

        public async Task DisposeAsync()
        {
            foreach (var site in sites)
                await site.DisposeAsync();
            await ((IAsyncLifetime)Village).DisposeAsync();
        }

        sealed class Arrivals : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                app.Use((http, rest) =>
                {
                    http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["Comes-From"].ToString());
                    return rest();
                });
                next(app);
            };
        }
    }

    static Visitor From(WebApplicationFactory<Program> site, string address)
    {
        var http = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        http.DefaultRequestHeaders.Add("Comes-From", address);
        return new(http);
    }

    static (string Address, string Name) Fresh() => Interlocked.Increment(ref visitors) is var nth ? ($"203.0.113.{nth}", $"chao-ban-{nth}") : default;

    async Task<Visitor> MemberFrom(WebApplicationFactory<Program> site, string address, string name, params (Role, string?)[] roles)
    {
        await street.Village.Joins(name, "ชาวบ้าน", roles);
        var member = From(site, address);
        await member.SignIn(name);
        return member;
    }

    public static TheoryData<string, string, string, string[]> Deeds => new()
    {
        { "SignUp", "/sign-up", "สมัคร", ["ชื่อที่ให้คนอื่นเห็น=คนใหม่", "ตำบลของท่าน=800119", "รหัสเชิญ=aaaa-bbbb-cccc-dddd", "ชื่อผู้ใช้=khon-mai"] },
        { "SignIn", "/sign-in", "เข้าสู่ระบบ", ["ชื่อผู้ใช้หรืออีเมล=ไม่มีคนนี้"] },
        { "Forgot", "/forgot", "ส่งลิงก์ตั้งรหัสใหม่", ["อีเมลที่ใช้สมัคร=nobody@example.th"] },
        { "GuestComment", "/n", "ส่งความเห็น", ["ความเห็นหรือคำถาม=น้ำใสไหม", "ชื่อของท่าน=แขก", "อีเมล=guest@example.th"] },
        { "MemberComment", "/n", "ส่งความเห็น", ["ความเห็นหรือคำถาม=น้ำใสไหม"] },
        { "Photo", "/write", "เก็บร่างและดูก่อน", ["ชื่อเรื่อง=ภาพคลอง", "เนื้อเรื่อง=บรรทัดหนึ่ง\n\nบรรทัดสาม", "สถานที่=800121"] },
        { "OwnWord", "/words", "เพิ่มคำนี้", ["คำ หรือคำย่อ=กชน.", "คำเต็ม (ถ้าเป็นคำย่อ)=กลุ่มชาวนา"] },
        { "Collection", "/collections/new", "เริ่มรวมเรื่อง", ["ชื่อรวมเรื่อง=กองทุน", "รวมไว้เพื่ออะไร=อ่านของกัน"] },
        { "Training", "/training", "เปิดรุ่น", ["ชื่อรุ่น=รุ่นหนึ่ง", "พื้นที่=800119", "วันแรก=๑ ม.ค. ๒๖๙๙"] },
        { "Voice", "/v", "ส่งเสียงของฉัน", ["1. คาดหวัง=ได้คุยกัน", "4. จะกลับไปทำ=ขุดคลอง", "ชื่อ (ถ้าลงชื่อ)=ป้าแจ่ม"] },
        { "Telling", "/told", "ใส่ไว้ในหน้าของงาน", ["เลขที่หรือลิงก์ของงาน=งานริมคลอง"] },
        { "Attend", "/meet", "ตอบรับว่าจะไป", ["ชื่อของท่าน=ป้าแจ่ม", "ภาคส่วน=ภาคประชาชน"] },
        { "Here", "/here", "ลงชื่อว่ามาแล้ว", ["ชื่อของท่าน=ป้าแจ่ม", "ภาคส่วน=ภาคประชาชน"] },
        { "Report", "/report", "แจ้งผู้ดูแล", ["มีอะไรไม่เหมาะ=มีเบอร์โทรของคนอื่น"] },
    };

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task The_third_where_two_are_allowed_is_told_when_to_come_back_and_keeps_everything_typed(string limit, string place, string button, string[] typed)
    {
        var (address, name) = Fresh();
        place = place switch { "/n" => street.Note, "/v" => street.Voices, "/meet" => street.Joining, "/here" => street.Here, "/told" => "/told/" + Notes.Number(street.Note), "/report" => "/report/" + Notes.Number(street.Note), _ => place };
        var isMember = limit is "MemberComment" or "Photo" or "OwnWord" or "Collection" or "Training" or "Telling";
        (Role, string?)[] roles = limit is "OwnWord" or "Training" or "Telling" ? [(Role.Administrator, null)] : [];
        var visitor = isMember ? await MemberFrom(street.Strict, address, name, roles) : From(street.Strict, address);
        async Task<Seen> Does(Visitor who)
        {
            var page = await who.Open(place);
            foreach (var field in typed.Select(t => t.Split('=', 2)))
                page.Fill(field[0], field[1]);
            if (limit == "Photo")
                page.Attach("เพิ่มภาพ", "canal.png", Pictures.Png(40, 30, (_, _) => Pictures.Red));
            return await page.Press(button);
        }
        for (var nth = 0; nth < 2; nth++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Does(visitor)).Status);
        var refused = await Does(visitor);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(int.Parse(Assert.Single(refused.Answer.Headers.GetValues("Retry-After")), CultureInfo.InvariantCulture), 1, 1800);
        Assert.Matches(@"ลองใหม่ได้ในอีก \d+ นาที", refused.Document.QuerySelector("[role=alert]")!.TextContent);
        foreach (var field in typed.Select(t => t.Split('=', 2)))
            Assert.Equal(field[1], Value(refused, field[0]));

        // Next door, and in the same house who is signed in, it goes on
        var other = isMember ? await MemberFrom(street.Strict, address, name + "-too", roles) : From(street.Strict, Fresh().Address);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await Does(other)).Status);
    }

    static string Value(Seen page, string label) => page.Field(label) switch
    {
        IHtmlTextAreaElement area => area.Value.ReplaceLineEndings("\n"),
        IHtmlSelectElement select => select.Value ?? "",
        IHtmlInputElement input => input.Value,
        var other => other.TextContent,
    };

    [Fact]
    public async Task A_letter_too_many_to_newcomers_is_not_written_and_nobody_has_joined()
    {
        var site = street.Site(("SignUpLetter", 2));
        var (address, name) = Fresh();
        async Task<Seen> Joins(string who) => await (await From(site, address).Open("/sign-up")).Fill("ชื่อที่ให้คนอื่นเห็น", "คนใหม่").Fill("อีเมล", $"{who}@example.org")
            .Fill("ชื่อผู้ใช้", who).Fill("รหัสผ่าน", Village.Password).Press("สมัคร");
        Assert.Equal("/sign-in", (await Joins($"{name}-a")).Address);
        Assert.Equal("/sign-in", (await Joins($"{name}-b")).Address);
        var refused = await Joins($"{name}-c");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Contains("มีรหัสเชิญก็สมัครได้เลย", refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, await street.Village.Ask(db => db.Members.CountAsync(m => m.Address.StartsWith(name + "-"))));
        Assert.Equal(2, await street.Village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Recipient.StartsWith(name + "-"))));
    }

    [Fact]
    public async Task A_right_password_does_not_count_and_a_wrong_one_at_any_name_does()
    {
        var (address, name) = Fresh();
        for (var nth = 0; nth < 5; nth++)
            await MemberFrom(street.Strict, address, $"{name}-{nth}");
        async Task<Seen> Tries(string who, string password) => await (await From(street.Strict, address).Open("/sign-in")).Fill("ชื่อผู้ใช้หรืออีเมล", who).Fill("รหัสผ่าน", password).Press("เข้าสู่ระบบ");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Tries($"{name}-0", "เดา")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Tries($"{name}-1", "เดา")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Tries($"{name}-2", "เดา")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Tries($"{name}-2", Village.Password)).Status);
    }

    [Fact]
    public async Task On_a_day_of_training_forty_people_join_from_one_address_and_each_says_something()
    {
        var site = street.Site();
        var code = await street.Village.Ask(async db =>
        {
            var invitation = new Invitation { InvitedBy = (await db.Members.SingleAsync(m => m.Address == "writer")).Id, UsesLeft = 40, ExpiresAt = DateTimeOffset.UtcNow.AddDays(1) };
            db.Invitations.Add(invitation);
            await db.SaveChangesAsync();
            return invitation.Code;
        });
        var (address, name) = Fresh();
        for (var nth = 0; nth < 40; nth++)
        {
            var newcomer = From(site, address);
            var guest = (await newcomer.Open(street.Note)).Fill("ความเห็นหรือคำถาม", $"ถามก่อนสมัคร {nth}").Fill("ชื่อของท่าน", $"แขก {nth}");
            Assert.Equal(HttpStatusCode.OK, (await guest.Press("ส่งความเห็น")).Status);
            var form = (await newcomer.Open("/sign-up")).Fill("ชื่อที่ให้คนอื่นเห็น", $"ผู้เข้าอบรม {nth}").Fill("รหัสเชิญ", code).Fill("ชื่อผู้ใช้", $"{name}-{nth}");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await form.Fill("รหัสผ่าน", "สั้น").Press("สมัคร")).Status);
            Assert.Equal("/me", (await form.Fill("รหัสผ่าน", Village.Password).Press("สมัคร")).Address);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await From(site, address).Open("/sign-in")).Fill("ชื่อผู้ใช้หรืออีเมล", $"{name}-{nth}").Fill("รหัสผ่าน", "ลืมแล้ว").Press("เข้าสู่ระบบ")).Status);
        }
    }

    [Fact]
    public async Task At_0_there_is_no_limit()
    {
        var site = street.Site(("GuestComment", 0));
        var guest = From(site, Fresh().Address);
        for (var nth = 0; nth < 70; nth++)
        {
            var page = (await guest.Open(street.Note)).Fill("ความเห็นหรือคำถาม", $"ไม่จำกัด {nth}").Fill("ชื่อของท่าน", "แขกช่างคุย");
            Assert.Equal(HttpStatusCode.OK, (await page.Press("ส่งความเห็น")).Status);
        }
    }

    [Fact]
    public void A_limit_that_makes_no_sense_stops_the_start()
    {
        var site = street.Village.WithWebHostBuilder(host => host.UseSetting("Limits:SignOp", "5"));
        Assert.Contains("Limits:SignOp", Assert.Throws<InvalidOperationException>(() => site.Services.GetService<Paces>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_limit_has_its_line_in_the_page_for_who_runs_the_site()
    {
        var page = File.ReadAllText(Path.Combine(Disk.Root, "docs", "running.md"));
        var paces = street.Village.Services.GetServices<Pace>().ToList();
        Assert.Equal(28, paces.Count);
        Assert.All(paces, pace => Assert.Contains($"| `Limits:{pace.Name}` | {pace.Most} |", page, StringComparison.Ordinal));
    }
}
