using System.Net;
using KmCommons.Learning;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Door;

public sealed class AtTheDoor(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task A_batch_sent_again_whole_in_part_and_by_ten_at_once_is_once()
    {
        var hall = await Hall.Open(village);
        var signed = await hall.Signs("ป้าแจ่ม");
        var batch = Enumerable.Range(0, 40).Select(i => Hall.New(Guid.NewGuid(), $"คนที่ {i:00}")).Append(Hall.Tick(Guid.NewGuid(), signed)).ToArray();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 10).Select(i => hall.Send(hall.Holds, i % 2 == 0 ? batch : batch[..25]))))
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        var (_, said) = await hall.Send(hall.Holds, batch);
        Assert.Equal(41, said.GetProperty("taken").GetArrayLength());
        Assert.Equal(signed, said.GetProperty("taken").EnumerateArray().Last().GetProperty("who").GetInt64());
        Assert.Equal((41, 41), ((await hall.People()).Count, await hall.Came()));
    }

    [Fact]
    public async Task One_that_is_refused_stays_with_its_reason_and_the_others_go()
    {
        var hall = await Hall.Open(village);
        var (tooLong, empty, halfLetter, last) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var long_ = new string('ก', 121);
        var (status, said) = await hall.SendText(hall.Holds, $$"""
            [{"id":"{{Guid.NewGuid()}}","name":"คนแรก","ago":1},{"id":"{{tooLong}}","name":"{{long_}}","ago":1},{"id":"{{empty}}","name":" \u200b ","ago":1},
             {"id":"{{halfLetter}}","name":"ครึ่ง\ud800","ago":1},{"id":"no number","name":"x"},{"id":"{{last}}","name":"คนสุดท้าย\u0000\u0007","ago":1}]
            """);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(new[] { tooLong, empty, halfLetter }.Order(), said.GetProperty("refused").EnumerateArray().Select(r => r.GetProperty("id").GetGuid()).Order());
        Assert.Contains("บอกชื่อด้วย", said.GetProperty("refused")[0].GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Equal(["คนสุดท้าย", "คนแรก"], (await hall.People()).Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{\"name\":\"x\"}]")]
    [InlineData("[")]
    public async Task What_is_no_list_of_records_is_refused_whole(string text)
    {
        var hall = await Hall.Open(village);
        Assert.Equal(HttpStatusCode.BadRequest, (await hall.SendText(hall.Holds, text)).Status);
    }

    [Fact]
    public async Task Two_doors_that_tick_the_same_person_are_one_and_the_first_time_counts()
    {
        var hall = await Hall.Open(village);
        var who = await hall.Signs("ลุงชม");
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await hall.Send(hall.Holds, Hall.Tick(one, who, ago: 60_000));
        await hall.Send(hall.Holds, Hall.Tick(two, who, ago: 600_000));
        // A third door, late and then mistaken, changes nothing
        var three = Guid.NewGuid();
        await hall.Send(hall.Holds, Hall.Tick(three, who));
        await hall.Send(hall.Holds, Hall.Tick(three, who, undone: true));
        var came = Assert.Single(await hall.People());
        Assert.InRange(DateTimeOffset.UtcNow - came.CameAt!.Value, TimeSpan.FromMinutes(9.9), TimeSpan.FromMinutes(11));
        // One door takes it back: the other has seen them all the same; both do: they did not come
        await hall.Send(hall.Holds, Hall.Tick(two, who, undone: true));
        Assert.InRange(DateTimeOffset.UtcNow - (await hall.People())[0].CameAt!.Value, TimeSpan.FromSeconds(59), TimeSpan.FromMinutes(2));
        await hall.Send(hall.Holds, Hall.Tick(one, who, undone: true));
        Assert.Null(Assert.Single(await hall.People()).CameAt);
    }

    [Fact]
    public async Task What_was_taken_back_does_not_come_back_by_a_late_second_sending()
    {
        var hall = await Hall.Open(village);
        var (one, never) = (Guid.NewGuid(), Guid.NewGuid());
        await hall.Send(hall.Holds, Hall.New(one, "เขียนผิด"));
        Assert.Single(await hall.People());
        await hall.Send(hall.Holds, Hall.New(one, "เขียนผิด", undone: true), Hall.New(never, "ไม่เคยมา", undone: true));
        await hall.Send(hall.Holds, Hall.New(one, "เขียนผิด"), Hall.New(never, "ไม่เคยมา"));
        Assert.Empty(await hall.People());
    }

    [Fact]
    public async Task Taken_back_and_ticked_again_in_one_sending_is_there()
    {
        var hall = await Hall.Open(village);
        var (first, again) = (Guid.NewGuid(), Guid.NewGuid());
        await hall.Send(hall.Holds, Hall.New(first, "ลุงกลับมา"));
        var row = Assert.Single(await hall.People()).Id;
        var (status, _) = await hall.Send(hall.Holds, new { id = first, name = "ลุงกลับมา", ago = 60_000, undone = true }, new { id = again, who = row, name = "ลุงกลับมา", ago = 1 });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("ลุงกลับมา", true), Assert.Single((await hall.People()).Select(p => (p.Name, p.CameAt is not null))));
    }

    [Fact]
    public async Task What_the_list_saw_stays_when_a_desk_takes_its_own_tick_back()
    {
        var hall = await Hall.Open(village);
        var (who, tick) = (await hall.Signs("ป้าสาย"), Guid.NewGuid());
        await (await hall.Holds.Open($"/meet/{hall.Number}/people")).Press("มาแล้ว ป้าสาย");
        await hall.Send(hall.Holds, Hall.Tick(tick, who, ago: 600_000));
        await hall.Send(hall.Holds, new { id = tick, who, name = "ป้าสาย", ago = 600_000, undone = true });
        Assert.Equal(1, await hall.Came());
    }

    [Fact]
    public async Task The_same_name_at_both_doors_stays_two_until_who_holds_the_meeting_says_they_are_one()
    {
        var hall = await Hall.Open(village);
        var signed = await hall.Signs("สมชาย ใจดี");
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await hall.Send(hall.Holds, Hall.New(one, "สมชาย  ใจดี", ago: 300_000, sector: "หน่วยงานจังหวัด"));
        await hall.Send(hall.Holds, Hall.New(two, "สมชายใจดี", ago: 100_000));
        Assert.Equal(3, (await hall.People()).Count);
        var list = await hall.Holds.Open($"/meet/{hall.Number}/people");
        Assert.Contains("มีชื่อซ้ำ 3 แถว", list.Text, StringComparison.Ordinal);
        list = await list.Press("คนเดียวกัน รวมกัน");
        Assert.Contains("รวมเป็นคนเดียวแล้ว", list.Text, StringComparison.Ordinal);
        list = await list.Press("คนเดียวกัน รวมกัน");
        Assert.DoesNotContain("ชื่อซ้ำ", list.Text, StringComparison.Ordinal);
        var whole = Assert.Single(await hall.People());
        Assert.Equal((signed, true), (whole.Id, whole.IsComing));
        Assert.InRange(DateTimeOffset.UtcNow - whole.CameAt!.Value, TimeSpan.FromMinutes(4.9), TimeSpan.FromMinutes(6));
        // A door that has not heard of it: its records are of the one that stayed, and the row that went is still found
        await hall.Send(hall.Holds, Hall.New(two, "สมชายใจดี"), Hall.Tick(Guid.NewGuid(), signed + 1, "สมชาย ใจดี"));
        Assert.Single(await hall.People());
    }

    [Fact]
    public async Task A_row_that_is_gone_is_written_down_by_its_name_and_never_lost()
    {
        var (hall, other) = (await Hall.Open(village), await Hall.Open(village));
        var elsewhere = await other.Signs("คนของอีกงาน");
        await hall.Send(hall.Holds, Hall.Tick(Guid.NewGuid(), elsewhere, "ครูดา"));
        Assert.Equal("ครูดา", Assert.Single(await hall.People()).Name);
        Assert.Equal(0, await other.Came());
    }

    [Fact]
    public async Task Only_who_holds_the_meeting_sends_and_reads_and_a_session_that_ended_is_told_apart()
    {
        var hall = await Hall.Open(village);
        await hall.Signs("ป้าเนียม");
        var stranger = await village.Member($"m-{hall.Number}", "สมาชิกคนหนึ่ง");
        var elsewhere = await village.Member($"e-{hall.Number}", "ลิขิตที่อื่น", (KmCommons.People.Role.NoteTaker, "800707"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await hall.Send(village.Guest(), Hall.New(Guid.NewGuid(), "x"))).Status);
        foreach (var who in new[] { stranger, elsewhere })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await hall.Send(who, Hall.New(Guid.NewGuid(), "x"))).Status);
            foreach (var address in new[] { "door", "door/list", "people.csv", "sheet", "door/poster" })
                Assert.Equal(HttpStatusCode.Forbidden, (await who.Open($"/meet/{hall.Number}/{address}")).Status);
        }
        Assert.Equal(0, await hall.Came());
        // The page that a browser keeps has no name in it
        Assert.DoesNotContain("ป้าเนียม", (await hall.Holds.Open($"/meet/{hall.Number}/door")).Text, StringComparison.Ordinal);
        Assert.Contains("ป้าเนียม", System.Text.RegularExpressions.Regex.Unescape(await hall.Holds.Http.GetStringAsync($"/meet/{hall.Number}/door/list")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readers_see_how_many_of_each_sector_came_and_no_sector_that_only_a_stranger_typed()
    {
        var hall = await Hall.Open(village);
        await hall.Send(hall.Holds, [.. Enumerable.Range(0, 3).Select(i => Hall.New(Guid.NewGuid(), $"คน {i}", sector: "กลุ่มสานจาก")), Hall.New(Guid.NewGuid(), "ไม่บอก")]);
        await village.Do(async db =>
        {
            await Attendee.Arrive(db, hall.Number, null, "คนแปลก", "ขายของถูก", "", DateTimeOffset.UtcNow, default);
            await db.SaveChangesAsync();
        });
        var seen = (await village.Guest().Open($"/n/{hall.Number}")).Text;
        Assert.Contains("กลุ่มสานจาก3 คน", seen, StringComparison.Ordinal);
        Assert.Contains("อื่น ๆ และไม่ได้บอก2 คน", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("ขายของถูก", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sheet_has_who_signed_up_lines_for_others_and_the_year_of_Thailand()
    {
        var hall = await Hall.Open(village, new(2026, 12, 5));
        await hall.Signs("ป้าแจ่ม", "กลุ่มสานจาก");
        await hall.Signs("ลุงชม");
        var sheet = await hall.Holds.Open($"/meet/{hall.Number}/sheet");
        Assert.Contains("เสาร์ 5 ธันวาคม 2569", sheet.Text, StringComparison.Ordinal);
        var rows = sheet.Document.QuerySelectorAll("tbody tr").Select(r => r.QuerySelectorAll("td").Select(c => c.TextContent).ToArray()).ToList();
        Assert.Equal(["1", "ป้าแจ่ม", "ภาคประชาชน", "กลุ่มสานจาก", ""], rows[0]);
        Assert.Equal(24, rows.Count);
        Assert.Equal(["24", "", "", "", ""], rows[^1]);
    }
}
