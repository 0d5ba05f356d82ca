using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Search;

/// <summary>What stands beside an item: similar ones and who knows, with the reason. Each test has a theme and words of its own.</summary>
public sealed class RelatedPage(Village village) : IClassFixture<Village>
{
    static readonly SemaphoreSlim Once = new(1);
    static bool filled;

    // Enough about other things that the words of one test are rare
    async Task Filled()
    {
        await Once.WaitAsync();
        try
        {
            if (filled) return;
            var author = await village.Joins("others", "คนเขียนเรื่องอื่น");
            foreach (var (thing, nth) in "ขนมลา ตลาดนัด รถโดยสาร ครูอาสา หมออนามัย ผักสวนครัว หนังตะลุง มโนราห์ เรือกอและ ทุเรียน กาแฟ แพะ".Split(' ').Select((thing, nth) => (thing, nth)))
                await village.Publishes(author, $"{thing}ของเรา", $"วันนี้เล่าถึง{thing} คนที่ชอบ{thing}มีไม่น้อย", item => item.TagWith([$"เรื่องที่ {nth}"]));
            await village.Do(async db =>
            {
                db.Add(new Blog { Address = "all", Title = "สมุดของทุกคน" });
                await db.SaveChangesAsync();
            });
            filled = true;
        }
        finally { Once.Release(); }
    }

    async Task<long> Writes(long author, string title, string words, string theme, string? place = "800119", Action<ContentItem>? more = null)
    {
        await Filled();
        return await village.Ask(async db =>
        {
            var now = DateTimeOffset.UtcNow;
            var entry = Entry.Begin(db, author, await db.Blogs.SingleAsync(blog => blog.Address == "all"), now);
            entry.Write(title, words, author, now);
            entry.Item.PlaceCode = place;
            entry.Item.TagWith([theme]);
            entry.Item.Publish(now);
            more?.Invoke(entry.Item);
            await db.SaveChangesAsync();
            return entry.Item.Number;
        });
    }

    async Task<Seen> Opens(long number, Visitor? reader = null)
    {
        await village.Settles();
        // The page itself waits for the index only a quarter of a second
        Assert.True(await village.Services.Catalogue().IsAbreast(TimeSpan.FromSeconds(30), default));
        var seen = await (reader ?? village.Guest()).Open($"/n/{number}");
        Assert.Equal(System.Net.HttpStatusCode.OK, seen.Status);
        return seen;
    }

    static string[] Links(Seen seen, string heading) =>
        [.. seen.Document.QuerySelectorAll("aside section").Where(section => section.QuerySelector("h2")?.TextContent == heading).SelectMany(section => section.QuerySelectorAll("li > a")).Select(link => link.TextContent)];

    static string Reason(Seen seen, string link) =>
        string.Join(" · ", seen.Document.QuerySelectorAll("aside li").Single(li => li.QuerySelector(":scope > a")?.TextContent == link).QuerySelectorAll(".byline > span").Select(span => span.TextContent));

    static string[] Similar(Seen seen) => Links(seen, "เรื่องคล้ายกัน");
    static string[] Knowers(Seen seen) => Links(seen, "คนที่รู้เรื่องนี้");

    Task Do(long number, Action<ContentItem> deed) => village.Do(async db =>
    {
        deed(await db.Items.SingleAsync(item => item.Number == number));
        await db.SaveChangesAsync();
    });

    [Fact]
    public async Task Similar_items_and_people_who_know_are_shown_with_their_reasons_and_others_are_not()
    {
        var (ann, bo) = (await village.Joins("land-a", "คนเขียนที่ดินหนึ่ง"), await village.Joins("land-b", "คนเขียนที่ดินสอง"));
        var number = await Writes(ann, "โฉนดแปลงรวม", "โฉนดแปลงรวมมีสหกรณ์ถือแทนสมาชิก โฉนดอยู่ในตู้เซฟ", "กองทุนที่ดิน");
        await Writes(ann, "โฉนดใบที่สอง", "สหกรณ์รับโฉนดใบที่สองเข้าตู้เซฟ", "กองทุนที่ดิน");
        await Writes(bo, "ตู้เซฟของสหกรณ์", "สหกรณ์ซื้อตู้เซฟเก็บโฉนด", "กองทุนที่ดิน", "800121");
        await Writes(bo, "โฉนดหาย", "สหกรณ์ค้นตู้เซฟหาโฉนด", "กองทุนที่ดิน", "800707");
        var seen = await Opens(number);
        Assert.Equal(["ตู้เซฟของสหกรณ์", "โฉนดหาย", "โฉนดใบที่สอง"], Similar(seen).Order(StringComparer.Ordinal));
        Assert.Equal("คำสำคัญเดียวกัน: กองทุนที่ดิน · ตำบลเดียวกัน", Reason(seen, "โฉนดใบที่สอง"));
        Assert.Equal("คำสำคัญเดียวกัน: กองทุนที่ดิน · อำเภอเดียวกัน", Reason(seen, "ตู้เซฟของสหกรณ์"));
        Assert.Equal("คำสำคัญเดียวกัน: กองทุนที่ดิน", Reason(seen, "โฉนดหาย"));
        Assert.Equal("คนเขียนที่ดินสอง", Knowers(seen)[0]);
        Assert.DoesNotContain("คนเขียนที่ดินหนึ่ง", Knowers(seen));
        Assert.Equal("เขียนเรื่อง กองทุนที่ดิน 2 เรื่อง · ในอำเภอเดียวกัน", Reason(seen, "คนเขียนที่ดินสอง"));
        Assert.DoesNotContain(seen.Document.QuerySelectorAll("aside a"), link => link.TextContent.EndsWith("ของเรา", StringComparison.Ordinal));
        var alone = await Opens(await Writes(ann, "จักรยานคันเก่า", "ขี่จักรยานไปไปรษณีย์ส่งพัสดุ", "จักรยาน", null));
        Assert.Single(alone.Document.QuerySelectorAll("aside section"));
    }

    [Fact]
    public async Task Where_no_theme_is_shared_the_words_say_why()
    {
        var ann = await village.Joins("words-a", "คนเล่าเรื่องว่าว");
        var number = await Writes(ann, "ว่าวควายปักเป้า", "ว่าวควายขึ้นเหนือปักเป้า ลมว่าวแรง ว่าวควายเสียงแอก ปักเป้าหางยาว", "ว่าว", null);
        await Writes(ann, "ปักเป้ากับว่าวควาย", "แข่งว่าวควายกับปักเป้า ลมว่าวมาแล้ว", "การละเล่น", null);
        Assert.Matches("^พูดถึงเหมือนกัน: .*(ว่าว|ปักเป้า|ควาย)", Reason(await Opens(number), "ปักเป้ากับว่าวควาย"));
    }

    [Fact]
    public async Task In_English_the_reasons_are_English()
    {
        var (ann, bo) = (await village.Joins("en-a", "คนเลี้ยงผึ้งหนึ่ง"), await village.Joins("en-b", "คนเลี้ยงผึ้งสอง"));
        var number = await Writes(ann, "รังผึ้ง", "ผึ้งโพรงทำรังในโพรงไม้ น้ำผึ้งใส", "เลี้ยงผึ้ง", "800707");
        await Writes(bo, "ผึ้งโพรง", "น้ำผึ้งจากรังในโพรงไม้", "เลี้ยงผึ้ง", "800707");
        var reader = village.Guest();
        await reader.Open("/language?to=en");
        var seen = await Opens(number, reader);
        Assert.Equal("Both tagged: เลี้ยงผึ้ง · Same tambon", Reason(seen, "ผึ้งโพรง"));
        Assert.Equal("stories about เลี้ยงผึ้ง: 1 · in the same tambon", Reason(seen, "คนเลี้ยงผึ้งสอง"));
    }

    [Fact]
    public async Task What_not_everybody_may_see_is_never_proposed_and_its_writer_is_no_reason_not_even_to_a_member()
    {
        var (ann, bo) = (await village.Joins("hid-a", "คนปลูกส้มโอหนึ่ง"), await village.Joins("hid-b", "คนปลูกส้มโอสอง"));
        var number = await Writes(ann, "ส้มโอทับทิม", "ส้มโอทับทิมสยามปลูกบนคันดินน้ำกร่อย", "สวนส้มโอ", null);
        foreach (var (title, more) in new (string, Action<ContentItem>)[]
        {
            ("เฉพาะสมาชิก", item => item.Audience = Audience.Members), ("ซ่อน", item => item.Hide(DateTimeOffset.UtcNow)), ("ร่าง", item => item.Withdraw()),
            ("เฉพาะวง", item => (item.Audience, item.CircleId) = (Audience.Circle, 7)),
        })
            await Writes(bo, title, "ส้มโอทับทิมสยามปลูกบนคันดินน้ำกร่อย", "สวนส้มโอ", null, more);
        foreach (var reader in new[] { village.Guest(), await village.Member("hid-c", "คนอ่านส้มโอ") })
        {
            var seen = await Opens(number, reader);
            Assert.Empty(Similar(seen));
            Assert.Empty(Knowers(seen));
            Assert.DoesNotContain("คนที่รู้เรื่องนี้", seen.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_hidden_later_is_gone_at_once_from_a_page_that_was_kept_and_so_is_who_wrote_it()
    {
        var (ann, bo) = (await village.Joins("later-a", "คนทำปลาร้าหนึ่ง"), await village.Joins("later-b", "คนทำปลาร้าสอง"));
        var number = await Writes(ann, "ปลาดุกร้าทะเลน้อย", "ปลาดุกร้าตากแดดสามวัน หมักเกลือน้ำตาล", "ปลาดุกร้า", null);
        var other = await Writes(bo, "ปลาดุกร้าบ้านเรา", "หมักเกลือน้ำตาลแล้วตากแดด ปลาดุกร้าหอม", "ปลาดุกร้า", null);
        for (var twice = 0; twice < 2; twice++)
        {
            var seen = await Opens(number);
            Assert.Equal(["ปลาดุกร้าบ้านเรา"], Similar(seen));
            Assert.Equal(["คนทำปลาร้าสอง"], Knowers(seen));
        }
        await Do(other, item => item.Hide(DateTimeOffset.UtcNow));
        var after = await Opens(number);
        Assert.Empty(Similar(after));
        Assert.Empty(Knowers(after));
        await Do(other, item => item.Restore());
        await Do(other, item => item.Describe("ปลาดุกร้าชื่อใหม่", new(item.Words, "", []), new(item.AuthorId, []), DateTimeOffset.UtcNow));
        // it comes back with the next making; what came back with its own page is not waited for here
        await Do(number, item => item.Describe("ปลาดุกร้าทะเลน้อยแก้แล้ว", new(item.Words, "", []), new(item.AuthorId, []), DateTimeOffset.UtcNow));
        Assert.Equal(["ปลาดุกร้าชื่อใหม่"], Similar(await Opens(number)));
    }

    [Fact]
    public async Task While_the_index_does_not_follow_the_bell_nothing_is_said_that_may_be_over()
    {
        var (ann, bo) = (await village.Joins("slow-a", "คนตีเหล็กหนึ่ง"), await village.Joins("slow-b", "คนตีเหล็กสอง"));
        var number = await Writes(ann, "มีดพร้า", "ตีมีดพร้าจากแหนบรถเก่า ชุบน้ำเกลือ", "ตีเหล็ก", null);
        await Writes(bo, "แหนบรถเก่า", "แหนบรถเก่าตีเป็นมีดพร้า", "ตีเหล็ก", null);
        Assert.Equal(["แหนบรถเก่า"], Similar(await Opens(number)));
        await village.Do(async db =>
        {
            await using var held = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync("lock table content.change in access exclusive mode");
            village.Services.GetRequiredService<Bell>().Ring();
            Assert.Empty(Similar(await village.Guest().Open($"/n/{number}")));
        });
        Assert.Equal(["แหนบรถเก่า"], Similar(await Opens(number)));
    }

    [Fact]
    public async Task Who_has_not_confirmed_the_address_is_not_named()
    {
        var (ann, bo) = (await village.Joins("known-a", "คนทอผ้าหนึ่ง"), await village.Joins("known-b", "คนทอผ้าสอง"));
        var number = await Writes(ann, "ผ้ายกเมืองนคร", "ทอผ้ายกด้วยกี่กระตุก", "ผ้ายก", null);
        await Writes(bo, "กี่กระตุก", "กี่กระตุกทอผ้ายกได้วันละศอก", "ผ้ายก", null);
        await village.Do(db => db.Members.Where(m => m.Id == bo).ExecuteUpdateAsync(set => set.SetProperty(m => m.LockoutEnd, Member.UntilConfirmed)));
        Assert.Empty(Knowers(await Opens(number)));
    }

    [Fact]
    public async Task Who_wrote_of_the_place_knows_it_when_nobody_knows_the_theme()
    {
        var (ann, bo) = (await village.Joins("place-a", "คนท่าซักหนึ่ง"), await village.Joins("place-b", "คนท่าซักสอง"));
        await Writes(bo, "สะพานไม้", "สะพานไม้ข้ามคูน้ำ", "สะพาน", "800121");
        await Writes(bo, "ศาลากลางบ้าน", "ศาลาหลังคามุงจาก", "ศาลา", "800121");
        var seen = await Opens(await Writes(ann, "นกเขาชวา", "แข่งนกเขาเสียงดี", "นกเขา", "800121"));
        Assert.Contains("คนท่าซักสอง", Knowers(seen));
        Assert.Equal("เขียนเรื่องของตำบลนี้ 2 เรื่อง", Reason(seen, "คนท่าซักสอง"));
    }

    [Fact]
    public async Task Beside_what_readers_do_not_see_stands_nothing()
    {
        var ann = await village.Joins("draft-a", "คนทำน้ำผึ้งจาก");
        var mine = village.Guest();
        await mine.SignIn("draft-a");
        await Writes(await village.Joins("draft-b", "คนทำน้ำผึ้งจากสอง"), "น้ำตาลจากหม้อใหญ่", "เคี่ยวน้ำตาลจากในกระทะ", "น้ำตาลจาก", null);
        var draft = await Writes(ann, "น้ำตาลจากของฉัน", "เคี่ยวน้ำตาลจากในกระทะ", "น้ำตาลจาก", null, item => item.Withdraw());
        Assert.Empty(Similar(await Opens(draft, mine)));
        await Do(draft, item => item.Publish(DateTimeOffset.UtcNow));
        Assert.Equal(["น้ำตาลจากหม้อใหญ่"], Similar(await Opens(draft, mine)));
    }
}
