using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

/// <summary>So many days before a meeting its circle is told, once, that the talk below it is open.</summary>
public sealed class TalkingBefore(Village village) : IClassFixture<Village>
{
    static Task<int> Turn(Ring ring, DateOnly day) => ring.Turn(TalkTurn.Run, ThaiDate.Instant(day, new(7, 30)));

    static Task<List<(string Subject, string Text, string Ics)>> Letters(Ring ring, string who = "kit") => ring.Letters($"{who}-{ring.Key}", TalkTurn.Kind);

    [Fact]
    public async Task Seven_days_before_everybody_in_the_circle_is_told_once_and_not_again_when_it_moves()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls(null, ("เป้าหมาย 1", "ได้วันขุดคลอง"), ("เรื่องที่คุย 1", "น้ำแล้ง"));
        await Turn(ring, Ring.Soon.AddDays(-8));
        Assert.Empty(await Letters(ring));
        await Turn(ring, Ring.Soon.AddDays(-7));
        var (subject, text, _) = Assert.Single(await Letters(ring));
        Assert.Equal($"คุยกันก่อนประชุม: วง {ring.Key} ครั้งที่ 1 {ThaiDate.Short(Ring.Soon)}", subject);
        Assert.All(["- ได้วันขุดคลอง", "- น้ำแล้ง", $"วัน{ThaiDate.DayName(Ring.Soon.DayOfWeek)}ที่ {ThaiDate.Long(Ring.Soon)} เวลา 09:00-12:00 น. ศาลากลางบ้าน", $"/n/{number}#talk"], line => Assert.Contains(line, text, StringComparison.Ordinal));
        await Turn(ring, Ring.Soon.AddDays(-6));
        await ring.Moves(number, Ring.Later);
        await Turn(ring, Ring.Later.AddDays(-7));
        foreach (var who in new[] { "amnuai", "kit", "likhit" })
            Assert.Single(await Letters(ring, who));
        // Who hosts speaks for an office, and is not in the circle
        Assert.Empty(await Letters(ring, "host"));
        // Moved before anybody was told: seven days before the new day
        var other = await ring.Calls(Ring.Soon.AddDays(60));
        await ring.Moves(other, Ring.Soon.AddDays(70));
        await Turn(ring, Ring.Soon.AddDays(55));
        Assert.Single(await Letters(ring));
        // The server slept on the day: the morning after it catches up
        await Turn(ring, Ring.Soon.AddDays(64));
        Assert.Contains(ThaiDate.Long(Ring.Soon.AddDays(70)), (await Letters(ring))[^1].Text, StringComparison.Ordinal);
        Assert.Equal(2, (await Letters(ring)).Count);
    }

    [Fact]
    public async Task Nobody_is_told_who_wants_no_letters_nor_of_what_is_off_a_draft_over_or_said_to_be_silent()
    {
        var ring = await Ring.Make(village);
        var (off, silent, late) = (await ring.Calls(), await ring.Calls(Ring.Soon, ("เปิดคุยกันก่อนประชุมกี่วัน", "๐")), await ring.Calls(Ring.Soon.AddDays(90), ("เปิดคุยกันก่อนประชุมกี่วัน", "14")));
        var form = (await ring.Leads.Open($"/meet?circle={ring.Key}")).Fill("วันที่", ThaiDate.Short(Ring.Soon));
        var draft = await form.Press("เก็บเป็นร่าง");
        Assert.Contains("ร่าง", draft.Text, StringComparison.Ordinal);
        await (await ring.Leads.Open($"/meet/{off}/tell")).Fill("งดเพราะอะไร", "น้ำท่วม").Press("งดประชุมนี้");
        await Turn(ring, Ring.Soon.AddDays(-3));
        await Turn(ring, Ring.Soon);
        await Turn(ring, Ring.Soon.AddDays(1));
        Assert.Empty(await Letters(ring));
        Assert.Equal("0", ((AngleSharp.Html.Dom.IHtmlInputElement)(await ring.Leads.Open($"/meet/{silent}")).Field("เปิดคุยกันก่อนประชุมกี่วัน")).Value);
        // What is off takes place on another day, and then it is told of
        await ring.Moves(off, Ring.Later);
        await Turn(ring, Ring.Later.AddDays(-1));
        Assert.Single(await Letters(ring));
        // Their own switch
        await (await (await ring.Comes($"kit-{ring.Key}")).Open("/me/to-me")).Fill("ส่งจดหมายเรื่องการประชุม", "").Press("เก็บที่เลือก");
        await Turn(ring, Ring.Soon.AddDays(76));
        Assert.Single(await Letters(ring));
        Assert.Contains($"/n/{late}#talk", (await Letters(ring, "likhit"))[^1].Text, StringComparison.Ordinal);
        Assert.Contains("เปิดคุยก่อนประชุมได้ไม่เกิน 60 วัน", (await (await ring.Leads.Open($"/meet/{late}")).Fill("เปิดคุยกันก่อนประชุมกี่วัน", "61").Press("บันทึกที่แก้")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_timetables_at_the_same_moment_one_writes_and_what_is_called_off_at_that_moment_is_told_to_nobody()
    {
        var ring = await Ring.Make(village);
        var (number, off) = (await ring.Calls(Ring.Soon.AddDays(200)), await ring.Calls(Ring.Soon.AddDays(300)));
        Assert.Equal(3, await Held(number, "select 1", () => Turn(ring, Ring.Soon.AddDays(193)), () => Turn(ring, Ring.Soon.AddDays(193))));
        Assert.Equal(0, await Held(off, $"update learning.meeting set called_off = 'น้ำท่วม' where number = {off}", () => Turn(ring, Ring.Soon.AddDays(293)), () => Turn(ring, Ring.Soon.AddDays(293))));
        Assert.Single(await Letters(ring));
    }

    [Fact]
    public async Task Who_heard_of_the_day_only_by_this_letter_hears_that_it_moved()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        await Turn(ring, Ring.Soon.AddDays(-7));
        await ring.Delivers();
        await ring.Moves(number, Ring.Later);
        await ring.News();
        var (subject, text, _) = Assert.Single(await ring.Letters($"kit-{ring.Key}"));
        Assert.StartsWith("เลื่อน: ", subject, StringComparison.Ordinal);
        Assert.Contains(ThaiDate.Long(Ring.Soon), text, StringComparison.Ordinal);
        Assert.Contains(ThaiDate.Long(Ring.Later), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_when_the_talk_opens_and_that_it_is_open()
    {
        var ring = await Ring.Make(village);
        var (far, near) = (await ring.Calls(), await ring.Calls(Ring.Today.AddDays(3)));
        Assert.Contains($"คุยกันก่อนประชุมได้ตั้งแต่ {ThaiDate.Long(Ring.Soon.AddDays(-7))} ที่ท้ายหน้านี้", (await village.Guest().Open($"/n/{far}")).Text, StringComparison.Ordinal);
        var open = await village.Guest().Open($"/n/{near}");
        Assert.NotNull(open.Document.QuerySelector("#talk"));
        Assert.Equal("คุยกันก่อนประชุมได้ที่ด้านล่าง", open.Document.QuerySelector("a[href='#talk']")!.TextContent.Trim());
        await (await ring.Leads.Open($"/meet/{near}/tell")).Fill("งดเพราะอะไร", "น้ำท่วม").Press("งดประชุมนี้");
        Assert.DoesNotContain("คุยกันก่อนประชุม", (await village.Guest().Open($"/n/{near}")).Text, StringComparison.Ordinal);
    }

    // Both turns have found the meeting and wait at its row, in which something is done first
    async Task<int> Held(long number, string first, params Func<Task<int>>[] turns)
    {
        await using var line = new Npgsql.NpgsqlConnection(village.Connection);
        await line.OpenAsync();
        await using var held = await line.BeginTransactionAsync();
        await using (var command = new Npgsql.NpgsqlCommand($"select 1 from learning.meeting where number = {number} for update; {first}", line, held))
            await command.ExecuteNonQueryAsync();
        var all = turns.Select(t => t()).ToList();
        while (await village.AtLocks() < turns.Length && !all.Exists(t => t.IsCompleted))
            await Task.Yield();
        await held.CommitAsync();
        return (await Task.WhenAll(all)).Sum();
    }
}
