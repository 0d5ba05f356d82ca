using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Learning.Telling;

public sealed class LateSteps(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Due = Ring.Today.AddDays(5);

    // A meeting of yesterday with what was agreed
    static async Task<long> Agrees(Ring ring, params string[] steps)
    {
        var form = await ring.Leads.Open($"/meet?circle={ring.Key}&after=true");
        var seen = await form.Fill("วันที่", ThaiDate.Short(Ring.Today.AddDays(-1))).Fill("สิ่งที่จะทำต่อ", string.Join('\n', steps)).Press("เผยแพร่");
        return long.Parse(seen.Address.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
    }

    static string Step(Ring ring, string what, string who = "kit", DateOnly? due = null) => $"{what} - คุณ {who}-{ring.Key}, {ThaiDate.Short(due ?? Due)}";

    static Task<int> Turn(Ring ring, DateTimeOffset at) => ring.Turn(StepTurn.Run, at);

    [Fact]
    public async Task Its_owner_alone_is_told_once_on_the_morning_after_in_Bangkok()
    {
        var ring = await Ring.Make(village);
        await Agrees(ring, Step(ring, "รวมแผนที่น้ำ"), Step(ring, "ชวนครู"), Step(ring, "ยังไม่ถึงวัน", due: Due.AddDays(9)), "ไม่มีวัน - คุณ kit-" + ring.Key, $"ของคนนอก - ลุงไม่เป็นสมาชิก, {ThaiDate.Short(Due)}");
        // Its day ends in Bangkok, where in London it goes on for seven hours
        await Turn(ring, ThaiDate.Instant(Due, new(23, 59, 59)));
        Assert.Empty(await ring.Letters($"kit-{ring.Key}", "late-step"));
        await Turn(ring, ThaiDate.Instant(Due.AddDays(1), new(0, 0, 1)));
        Assert.Single(await ring.Letters($"kit-{ring.Key}", "late-step"));
        foreach (var day in new[] { 1, 2, 3 })
        {
            await Turn(ring, Ring.Morning(Due.AddDays(day)));
            var (subject, text, _) = Assert.Single(await ring.Letters($"kit-{ring.Key}", "late-step"));
            Assert.Equal("ที่ท่านรับไว้ เลยวันแล้ว 2 เรื่อง", subject);
            Assert.Contains("รวมแผนที่น้ำ", text, StringComparison.Ordinal);
            Assert.Contains("ชวนครู", text, StringComparison.Ordinal);
            Assert.DoesNotContain("ยังไม่ถึงวัน", text, StringComparison.Ordinal);
            Assert.Contains($"ตกลงกันใน วง {ring.Key} ครั้งที่ 1 {ThaiDate.Short(Ring.Today.AddDays(-1))} ภายใน {ThaiDate.Short(Due)}", text, StringComparison.Ordinal);
            Assert.Contains($"/c/{ring.Key}/steps#s", text, StringComparison.Ordinal);
        }
        Assert.All(await Task.WhenAll(ring.Everybody.Where(a => !a.StartsWith("kit", StringComparison.Ordinal)).Select(a => ring.Letters(a, "late-step"))), Assert.Empty);
    }

    [Fact]
    public void The_timetable_takes_the_turn_at_seven_and_that_of_the_hosts_at_eight_in_Bangkok()
    {
        var jobs = village.Services.GetServices<Job>().ToDictionary(j => j.Name, j => j.When);
        var noon = Ring.Morning(Ring.Today, 12);
        Assert.Equal(Ring.Morning(Ring.Today).UtcDateTime, jobs["tell-what-is-late"].LatestTurn(noon).UtcDateTime);
        Assert.Equal(Ring.Morning(Ring.Today, 8).UtcDateTime, jobs["remind-hosts"].LatestTurn(noon).UtcDateTime);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_closed_of_long_ago_or_of_a_meeting_they_may_no_longer_see()
    {
        var ring = await Ring.Make(village);
        var number = await Agrees(ring, Step(ring, "ปิดแล้ว"), Step(ring, "ของวงเท่านั้น", "likhit"));
        await (await (await ring.Comes($"kit-{ring.Key}")).Open($"/c/{ring.Key}/steps")).Press("เสร็จแล้ว");
        var likhit = await ring.Id($"likhit-{ring.Key}");
        await village.Do(db => db.Items.Where(i => i.Number == number).ExecuteUpdateAsync(set => set.SetProperty(i => i.Audience, Audience.Circle)));
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == likhit).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, Ring.Today.AddDays(-1))));
        await Turn(ring, Ring.Morning(Due.AddDays(1)));
        Assert.Empty(await ring.Letters($"kit-{ring.Key}", "late-step"));
        Assert.Empty(await ring.Letters($"likhit-{ring.Key}", "late-step"));
        await village.Do(db => db.RolesHeld.Where(r => r.MemberId == likhit).ExecuteUpdateAsync(set => set.SetProperty(r => r.ValidTo, (DateOnly?)null)));
        await Turn(ring, Ring.Morning(Due.AddDays(31)));
        Assert.Empty(await ring.Letters($"likhit-{ring.Key}", "late-step"));
        await Turn(ring, Ring.Morning(Due.AddDays(2)));
        Assert.Single(await ring.Letters($"likhit-{ring.Key}", "late-step"));
    }

    [Fact]
    public async Task Who_takes_more_time_is_told_again_only_when_that_is_over()
    {
        var ring = await Ring.Make(village);
        await Agrees(ring, Step(ring, "ขุดคลอง"));
        await Turn(ring, Ring.Morning(Due.AddDays(1)));
        var kit = await ring.Comes($"kit-{ring.Key}");
        var refused = await (await kit.Open($"/c/{ring.Key}/steps")).Fill("ขอเวลาถึงวันที่", "เมื่อไรก็ได้").Press("ขอเวลาอีก");
        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Equal("เมื่อไรก็ได้", refused.Field("ขอเวลาถึงวันที่").GetAttribute("value"));
        await (await kit.Open($"/c/{ring.Key}/steps")).Fill("ขอเวลาถึงวันที่", ThaiDate.Short(Due.AddDays(10))).Press("ขอเวลาอีก");
        await Turn(ring, Ring.Morning(Due.AddDays(10)));
        Assert.Single(await ring.Letters($"kit-{ring.Key}", "late-step"));
        await Turn(ring, Ring.Morning(Due.AddDays(11)));
        Assert.Equal(2, (await ring.Letters($"kit-{ring.Key}", "late-step")).Count);
    }

    [Fact]
    public async Task Of_two_timetables_at_the_same_moment_one_writes_and_neither_fails()
    {
        var ring = await Ring.Make(village);
        await Agrees(ring, Step(ring, "ทอผ้า"));
        Task<int> one, two;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("lock table foundation.letter in exclusive mode", line, transaction);
            await hold.ExecuteNonQueryAsync();
            (one, two) = (Turn(ring, Ring.Morning(Due.AddDays(1))), Turn(ring, Ring.Morning(Due.AddDays(1))));
            while (await village.AtLocks() < 2 && !one.IsCompleted && !two.IsCompleted)
                await Task.Yield();
        }
        Assert.Equal(1, await one + await two);
        Assert.Single(await ring.Letters($"kit-{ring.Key}", "late-step"));
    }
}
