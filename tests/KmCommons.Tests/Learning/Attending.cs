using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning;

public sealed class Attending(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Soon = ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(9);

    // A meeting of a place, called by its note-taker
    async Task<(long Number, Visitor Holds)> Called(int? seats = null, DateOnly? day = null)
    {
        var key = Fresh.Key();
        var holds = await village.Member($"likhit-{key}", $"คุณลิขิต {key}", (Role.NoteTaker, "800119"));
        var number = await village.Ask(async db =>
        {
            var id = await db.Members.Where(m => m.Address == $"likhit-{key}").Select(m => m.Id).SingleAsync();
            var meeting = await Meeting.Call(db, await Viewer.Of(db, id, Soon), new() { Title = $"เวที {key}", Day = day ?? Soon, PlaceCode = "800119" }, DateTimeOffset.UtcNow);
            meeting.Seats = seats;
            meeting.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return meeting.Number;
        });
        return (number, holds);
    }

    static async Task<Seen> Signs(Visitor who, long number, string name, string sector = "")
    {
        var form = await who.Open($"/meet/{number}/join");
        return await form.Fill("ชื่อของท่าน", name).Fill("ภาคส่วน", sector).Press("ตอบรับว่าจะไป");
    }

    [Fact]
    public async Task A_guest_says_that_they_come_readers_see_how_many_and_only_who_holds_the_meeting_sees_names()
    {
        var (number, holds) = await Called();
        var seen = await Signs(village.Guest(), number, "ป้าแจ่มริมคลอง", "ภาคประชาชน");
        Assert.Contains("ตอบรับแล้ว แล้วพบกัน", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ตอบรับแล้ว 1 คน", seen.Text, StringComparison.Ordinal);
        foreach (var address in new[] { $"/n/{number}", $"/meet/{number}/join", $"/meet/{number}/calendar.ics", "/meetings" })
            Assert.DoesNotContain("ป้าแจ่มริมคลอง", await (await village.Guest().Http.GetAsync(address)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await village.Ask(db => db.Items.CountAsync(i => i.Words.Contains("ป้าแจ่มริมคลอง"))));
        Assert.Contains("ป้าแจ่มริมคลอง ภาคประชาชน", (await holds.Open($"/meet/{number}/people")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await village.Member($"m-{number}", "สมาชิกคนหนึ่ง")).Open($"/meet/{number}/people")).Status);
    }

    [Fact]
    public async Task A_sector_that_a_guest_typed_is_offered_to_nobody_and_one_that_the_keeper_wrote_is()
    {
        var (number, holds) = await Called();
        await Signs(village.Guest(), number, "ป้าแจ่ม", "บ้านลุงดำข้างวัด");
        await (await holds.Open($"/meet/{number}/people")).Fill("บรรทัดละคน", "ลุงชม, กลุ่มสานจาก").Press("จดไว้");
        var form = await village.Guest().Open($"/meet/{number}/join");
        var offered = form.Document.QuerySelectorAll("#sectors option").Select(o => o.GetAttribute("value")).ToList();
        Assert.Equal([.. AttendanceTables.Sectors, "กลุ่มสานจาก"], offered);
    }

    [Fact]
    public async Task Fifty_who_take_the_last_ten_seats_at_once_leave_forty_without_and_none_with_two()
    {
        var (number, _) = await Called(seats: 10);
        var forms = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => village.Guest().Open($"/meet/{number}/join")));
        var answers = await Task.WhenAll(forms.Select((form, i) => form.Fill("ชื่อของท่าน", $"คนที่ {i}").Press("ตอบรับว่าจะไป")));
        Assert.Equal(10, answers.Count(a => a.Text.Contains("ตอบรับแล้ว แล้วพบกัน", StringComparison.Ordinal)));
        var refused = answers.Where(a => a.Status == HttpStatusCode.Conflict).ToList();
        Assert.Equal(40, refused.Count);
        Assert.All(refused, r => Assert.Contains("ที่นั่งเต็มแล้ว", r.Text, StringComparison.Ordinal));
        Assert.StartsWith("คนที่", refused[0].Field("ชื่อของท่าน").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Equal(10, await village.Ask(db => db.Attendees.CountAsync(a => a.Number == number)));
    }

    [Fact]
    public async Task A_member_has_one_seat_gives_it_back_and_the_next_one_gets_it()
    {
        var (number, _) = await Called(seats: 1);
        var member = await village.Member($"noi-{number}", "คุณน้อย");
        await Signs(member, number, "คุณน้อย");
        Assert.Contains("ท่านตอบรับไว้แล้ว", (await member.Open($"/meet/{number}/join")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await Signs(village.Guest(), number, "คนมาทีหลัง")).Status);
        await (await member.Open($"/meet/{number}/join")).Press("ไปไม่ได้แล้ว");
        Assert.Equal(HttpStatusCode.OK, (await Signs(village.Guest(), number, "คนมาทีหลัง")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Signs(member, number, "คุณน้อย")).Status);
    }

    [Fact]
    public async Task At_the_door_names_are_ticked_and_a_list_from_paper_puts_nobody_twice()
    {
        var (number, holds) = await Called(day: ThaiDate.Day(DateTimeOffset.UtcNow));
        await Signs(village.Guest(), number, "ลุงชม", "ภาคประชาชน");
        var list = await holds.Open($"/meet/{number}/people");
        list = await list.Press("มาแล้ว");
        Assert.Contains("ตอบรับ 1 คน มาแล้ว 1 คน", list.Text, StringComparison.Ordinal);
        list = await list.Press("กดผิด");
        Assert.Contains("มาแล้ว 0 คน", list.Text, StringComparison.Ordinal);
        for (var twice = 0; twice < 2; twice++)
            list = await list.Fill("บรรทัดละคน", "ลุงชม\nป้าเนียม, ภาคประชาชน, กลุ่มสานจาก\nครูดา\tหน่วยงานจังหวัด\tกศน.").Press("จดไว้");
        Assert.Contains("ตอบรับ 1 คน มาแล้ว 3 คน", list.Text, StringComparison.Ordinal);
        Assert.Contains("ป้าเนียม ภาคประชาชน กลุ่มสานจาก", list.Text, StringComparison.Ordinal);
        Assert.Contains("ลงชื่อไว้3 คน", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tick_by_mistake_gives_nobody_back_a_seat_that_is_anothers_by_now()
    {
        var (number, holds) = await Called(seats: 1, day: ThaiDate.Day(DateTimeOffset.UtcNow));
        var member = await village.Member($"noi-{number}", "คุณน้อย");
        await Signs(member, number, "คุณน้อย");
        await (await member.Open($"/meet/{number}/join")).Press("ไปไม่ได้แล้ว");
        await Signs(village.Guest(), number, "คนมาทีหลัง");
        var id = await village.Ask(db => db.Attendees.Where(a => a.Number == number && a.MemberId != null).Select(a => a.Id).SingleAsync());
        foreach (var came in new[] { "true", "false" })
            await holds.Send(HttpMethod.Post, $"/meet/{number}/people?handler=Tick&who={id}", new FormUrlEncodedContent([new("came", came)]));
        Assert.Contains("ตอบรับ 1 คน มาแล้ว 0 คน", (await holds.Open($"/meet/{number}/people")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_a_seat_while_there_become_fewer_does_not_get_one()
    {
        var (number, _) = await Called(seats: 30);
        await Signs(village.Guest(), number, "คนแรก");
        var form = (await village.Guest().Open($"/meet/{number}/join")).Fill("ชื่อของท่าน", "คนที่สอง");
        Task<Seen> signs;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var fewer = new Npgsql.NpgsqlCommand($"update learning.meeting set seats = 1 where number = {number}", line, transaction);
            await fewer.ExecuteNonQueryAsync();
            signs = form.Press("ตอบรับว่าจะไป");
            while (await village.AtLocks() == 0 && !signs.IsCompleted)
                await Task.Yield();
            await transaction.CommitAsync();
        }
        Assert.Equal(HttpStatusCode.Conflict, (await signs).Status);
    }

    [Fact]
    public async Task A_refused_list_of_names_shows_how_many_seats_there_are_and_a_meeting_called_off_meanwhile_keeps_what_was_typed()
    {
        var (number, holds) = await Called(seats: 30);
        var refused = await (await holds.Open($"/meet/{number}/people")).Press("จดไว้");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "30"), (refused.Status, refused.Field("มีกี่ที่").GetAttribute("value")));
        var form = (await village.Guest().Open($"/meet/{number}/join")).Fill("ชื่อของท่าน", "ป้าแจ่ม").Fill("ภาคส่วน", "ภาคประชาชน");
        await (await holds.Open($"/meet/{number}/tell")).Fill("งดเพราะอะไร", "น้ำท่วม").Press("งดประชุมนี้");
        refused = await form.Press("ตอบรับว่าจะไป");
        Assert.Equal((HttpStatusCode.Conflict, "ป้าแจ่ม", "ภาคประชาชน"), (refused.Status, refused.Field("ชื่อของท่าน").GetAttribute("value"), refused.Field("ภาคส่วน").GetAttribute("value")));
        Assert.Contains("งดประชุมครั้งนี้", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_says_that_they_come_to_a_meeting_that_was()
    {
        var (number, _) = await Called(day: new(2009, 3, 16));
        Assert.Contains("วันประชุมผ่านไปแล้ว", (await village.Guest().Open($"/meet/{number}/join")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ตอบรับว่าจะไป", (await village.Guest().Open($"/n/{number}")).Text, StringComparison.Ordinal);
    }
}
