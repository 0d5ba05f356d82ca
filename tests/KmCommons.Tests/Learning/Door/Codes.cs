using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Door;

public sealed class Codes(Village village) : IClassFixture<Village>
{
    static async Task<string> Poster(Hall hall)
    {
        var poster = await (await hall.Holds.Open($"/meet/{hall.Number}/door/poster")).Press("ทำรหัสและป้าย");
        return "/here/" + poster.Document.QuerySelector(".poster strong")!.TextContent;
    }

    static async Task<Seen> Says(Visitor who, string address, string name, string sector = "") =>
        await (await who.Open(address)).Fill("ชื่อของท่าน", name).Fill("ภาคส่วน", sector).Press("ลงชื่อว่ามาแล้ว");

    [Fact]
    public async Task A_guest_with_a_phone_says_that_they_are_here_is_ticked_when_they_signed_up_and_is_told_no_name()
    {
        var hall = await Hall.Open(village);
        await hall.Signs("ป้าแจ่ม", "กลุ่มสานจาก");
        await hall.Signs("คนชื่อซ้ำ");
        await hall.Signs("คนชื่อซ้ำ", "อีกบ้าน");
        var here = await Poster(hall);
        var (known, fresh) = (await Says(village.Guest(), here, " ป้า แจ่ม"), await Says(village.Guest(), here, "ลุงใหม่"));
        await Says(village.Guest(), here, "คนชื่อซ้ำ");
        // Who was on the list and who was not are told the same
        Assert.Equal(known.Document.QuerySelector("main")!.TextContent, fresh.Document.QuerySelector("main")!.TextContent);
        Assert.Contains("ลงชื่อแล้ว ขอบคุณที่มา", known.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("สานจาก", known.Text, StringComparison.Ordinal);
        Assert.Equal("no-store", known.Answer.Headers.CacheControl!.ToString());
        var people = await hall.People();
        Assert.NotNull(people.Single(p => p.Name == "ป้าแจ่ม").CameAt);
        Assert.Equal(AttendeeWay.Code, people.Single(p => p.Name == "ลุงใหม่").Way);
        // Two of that name had signed up: nobody guesses which, a third row stands beside them
        Assert.Equal(1, people.Where(p => p.Name == "คนชื่อซ้ำ").Count(p => p.CameAt is not null && p.SignedAt is null));
        Assert.Equal(5, people.Count);
    }

    [Fact]
    public async Task A_member_is_known_and_twice_is_once()
    {
        var hall = await Hall.Open(village);
        var here = await Poster(hall);
        var member = await village.Member($"noi-{hall.Number}", "คุณน้อย");
        var form = await member.Open(here);
        await form.Press("ลงชื่อว่ามาแล้ว");
        await form.Fill("ชื่อของท่าน", "น้อย").Press("ลงชื่อว่ามาแล้ว");
        Assert.Contains("ท่านลงชื่อแล้ว", (await member.Open(here)).Text, StringComparison.Ordinal);
        var one = Assert.Single(await hall.People());
        Assert.Equal(("คุณน้อย", true), (one.Name, one.MemberId is not null));
    }

    [Fact]
    public async Task A_phone_that_is_signed_in_goes_from_hand_to_hand_and_swallows_no_name()
    {
        var hall = await Hall.Open(village);
        var here = await Poster(hall);
        var member = await village.Member($"asa-{hall.Number}", "คุณอาสา");
        await (await member.Open(here)).Fill("ชื่อของท่าน", "ลุงดำ").Press("ลงชื่อว่ามาแล้ว");
        var uncle = Assert.Single(await hall.People());
        Assert.Equal(("ลุงดำ", (long?)null), (uncle.Name, uncle.MemberId));
        await (await member.Open(here)).Press("ลงชื่อว่ามาแล้ว");
        Assert.Equal(["คุณอาสา", "ลุงดำ"], (await hall.People()).Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_who_was_written_down_by_name_is_one_row_and_a_stranger_gives_that_row_no_sector()
    {
        var hall = await Hall.Open(village);
        var here = await Poster(hall);
        await hall.Signs("คุณเดือน");
        await (await hall.Holds.Open($"/meet/{hall.Number}/people")).Fill("บรรทัดละคน", "ลุงเงียบ").Fill("คนเหล่านี้มาแล้ว", "").Press("จดไว้");
        var member = await village.Member($"duean-{hall.Number}", "คุณเดือน");
        await (await member.Open(here)).Press("ลงชื่อว่ามาแล้ว");
        Assert.Contains("ท่านลงชื่อแล้ว", (await member.Open(here)).Text, StringComparison.Ordinal);
        await (await village.Guest().Open(here)).Fill("ชื่อของท่าน", "ลุงเงียบ").Fill("ภาคส่วน", "คำที่คนแปลกหน้าพิมพ์").Press("ลงชื่อว่ามาแล้ว");
        Assert.Equal(2, (await hall.People()).Count);
        Assert.DoesNotContain("คำที่คนแปลกหน้าพิมพ์", (await village.Guest().Open($"/n/{hall.Number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_code_ends_the_old_one_and_stopped_there_is_none()
    {
        var hall = await Hall.Open(village);
        var old = await Poster(hall);
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open(old)).Status);
        var poster = await (await hall.Holds.Open($"/meet/{hall.Number}/door/poster")).Press("เปลี่ยนรหัสใหม่");
        var now = "/here/" + poster.Document.QuerySelector(".poster strong")!.TextContent;
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(old)).Status);
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open(now.ToUpperInvariant().Replace("/HERE/", "/here/", StringComparison.Ordinal))).Status);
        await poster.Press("ปิดรหัส");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(now)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Send(HttpMethod.Post, now, new FormUrlEncodedContent([new("Name", "คนมาสาย")]))).Status);
        Assert.Empty(await hall.People());
    }

    [Theory]
    [InlineData(-13, false)]
    [InlineData(-11, true)]
    [InlineData(-12, true)]
    [InlineData(12, true)]
    [InlineData(35, true)]
    [InlineData(36, false)]
    public void It_works_from_twelve_hours_before_the_day_to_twelve_after(int hours, bool open) => Assert.Equal(open, DoorCode.IsOn(new(2026, 11, 29), ThaiDate.Instant(new(2026, 11, 29)) + TimeSpan.FromHours(hours)));

    [Fact]
    public async Task On_another_day_it_says_so_and_keeps_what_was_typed()
    {
        var hall = await Hall.Open(village, Hall.Today.AddDays(5));
        var here = await Poster(hall);
        var seen = await village.Guest().Open(here);
        Assert.Contains("ได้เฉพาะวันประชุม", seen.Text, StringComparison.Ordinal);
        Assert.Empty(seen.Document.QuerySelectorAll("main form"));
        var refused = await village.Guest().Send(HttpMethod.Post, here, new FormUrlEncodedContent([new("Name", "คนมาก่อนวัน")]));
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Equal("คนมาก่อนวัน", refused.Field("ชื่อของท่าน").GetAttribute("value"));
        Assert.Empty(await hall.People());
    }

    [Fact]
    public async Task A_meeting_that_was_called_off_or_hidden_takes_nobody()
    {
        var (off, hidden) = (await Hall.Open(village), await Hall.Open(village));
        var (offHere, hiddenHere) = (await Poster(off), await Poster(hidden));
        await village.Do(async db =>
        {
            await (await db.Meetings.Include(m => m.Item).SingleAsync(m => m.Number == off.Number)).CallOff(db, "น้ำท่วม", DateTimeOffset.UtcNow);
            (await db.Items.SingleAsync(i => i.Number == hidden.Number)).Hide(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
        });
        Assert.Equal(HttpStatusCode.Conflict, (await village.Guest().Send(HttpMethod.Post, offHere, new FormUrlEncodedContent([new("Name", "ก")]))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(hiddenHere)).Status);
    }
}
