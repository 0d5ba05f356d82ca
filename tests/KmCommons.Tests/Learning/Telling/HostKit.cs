using System.Net;
using AngleSharp.Html.Dom;
using KmCommons.Learning;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Telling;

public sealed class HostKit(Village village) : IClassFixture<Village>
{
    static Task<int> Turn(Ring ring, DateOnly day) => ring.Turn(KitTurn.Run, Ring.Morning(day, 8));

    Task<List<(string Subject, string Text, string Ics)>> Letters(Ring ring, string who = "host") => ring.Letters($"{who}-{ring.Key}", "kit");

    [Fact]
    public async Task The_host_and_who_leads_keep_it_and_others_do_not_see_it()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        var (host, kit) = (await ring.Comes($"host-{ring.Key}"), await ring.Comes($"kit-{ring.Key}"));
        var form = await (await host.Open($"/n/{number}")).Follow("ใส่ชื่อ");
        var seen = await form.Fill("อาหาร: ใครรับ", "ป้าแจ่ม  ").Tick("เรียบร้อยแล้ว งานเอกสาร").Press("บันทึกที่แก้");
        Assert.Contains("อาหารป้าแจ่ม", seen.Text, StringComparison.Ordinal);
        Assert.Contains("งานเอกสาร เรียบร้อยแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ชวนคุย ยังไม่มีใครรับ", seen.Text, StringComparison.Ordinal);
        Assert.Contains("อาหารป้าแจ่ม", (await ring.Leads.Open($"/n/{number}")).Text, StringComparison.Ordinal);
        foreach (var who in new[] { kit, village.Guest(), (await Ring.Make(village)).Leads })
            Assert.DoesNotContain("ป้าแจ่ม", (await who.Open($"/n/{number}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await kit.Open($"/meet/{number}/kit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await kit.Send(HttpMethod.Post, $"/meet/{number}/kit", new FormUrlEncodedContent([new("Lines[0].Who", "แทรก")]))).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await host.Open($"/meet/{number}/kit")).Fill("ชวนคุย: ใครรับ", new string('ก', 121)).Press("บันทึกที่แก้")).Status);
    }

    [Fact]
    public async Task Two_who_keep_it_at_once_change_only_what_each_typed()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls();
        var (host, leads) = (await (await ring.Comes($"host-{ring.Key}")).Open($"/meet/{number}/kit"), await ring.Leads.Open($"/meet/{number}/kit"));
        await host.Fill("อาหาร: ใครรับ", "ป้าแจ่ม").Press("บันทึกที่แก้");
        await leads.Fill("ชวนคุย: ใครรับ", "คุณอำนวย").Press("บันทึกที่แก้");
        Assert.Equal(["คุณอำนวย", "ป้าแจ่ม"], await village.Ask(db => db.Set<KitItem>().Where(i => i.Number == number).OrderBy(i => i.Who).Select(i => i.Who).ToListAsync()));
    }

    [Fact]
    public async Task Seven_days_before_the_host_is_reminded_once_of_what_is_open_and_again_when_it_is_moved()
    {
        var ring = await Ring.Make(village);
        var number = await ring.Calls(null, ("เรื่องเปิดวง", "กล้วยตาก"));
        await (await ring.Leads.Open($"/meet/{number}/kit")).Fill("อาหาร: ใครรับ", "ป้าแจ่ม").Press("บันทึกที่แก้");
        await Turn(ring, Ring.Soon.AddDays(-8));
        Assert.Empty(await Letters(ring));
        foreach (var before in new[] { 7, 6, 0 })
        {
            await Turn(ring, Ring.Soon.AddDays(-before));
            var (subject, text, _) = Assert.Single(await Letters(ring));
            Assert.Equal($"ที่เจ้าภาพเตรียม ยังขาด 4 อย่าง: วง {ring.Key} ครั้งที่ 1", subject);
            Assert.Contains("- ออกแบบวง\n- ชวนคุย\n- จดบันทึก\n- งานเอกสาร\n\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Contains($"/meet/{number}/kit", text, StringComparison.Ordinal);
        }
        Assert.Empty(await Letters(ring, "amnuai"));
        await ring.Moves(number, Ring.Soon.AddDays(20));
        await Turn(ring, Ring.Soon.AddDays(12));
        Assert.Single(await Letters(ring));
        // The server slept on the day: the morning after it catches up
        await Turn(ring, Ring.Soon.AddDays(14));
        Assert.Equal(2, (await Letters(ring)).Count);
    }

    [Fact]
    public async Task Nobody_is_reminded_when_all_is_seen_to_or_it_is_off_and_who_leads_is_where_no_letter_reaches_the_host()
    {
        var ring = await Ring.Make(village);
        var (full, off, near) = (await ring.Calls(), await ring.Calls(Ring.Soon.AddDays(1)), await ring.Calls(Ring.Today.AddDays(3)));
        var form = await ring.Leads.Open($"/meet/{full}/kit");
        foreach (var name in form.Document.QuerySelectorAll("input[list]").OfType<IHtmlInputElement>())
            name.Value = "ทีมวง";
        await form.Press("บันทึกที่แก้");
        await (await ring.Leads.Open($"/meet/{off}/tell")).Fill("งดเพราะอะไร", "น้ำท่วม").Press("งดประชุมนี้");
        await Turn(ring, Ring.Soon.AddDays(-6));
        Assert.Empty(await Letters(ring));
        // Called three days before: the next morning
        await village.Do(db => db.Set<KmCommons.People.Member>().Where(m => m.Address == $"host-{ring.Key}").ExecuteUpdateAsync(set => set.SetProperty(m => m.LetterOfMeetings, false)));
        await Turn(ring, Ring.Today.AddDays(1));
        Assert.Empty(await Letters(ring));
        Assert.Contains($"/meet/{near}/kit", Assert.Single(await Letters(ring, "amnuai")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_timetables_at_the_same_moment_one_writes_and_neither_fails()
    {
        var ring = await Ring.Make(village);
        await ring.Calls(Ring.Soon.AddDays(200));
        Task<int> one, two;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("lock table foundation.letter in exclusive mode", line, transaction);
            await hold.ExecuteNonQueryAsync();
            (one, two) = (Turn(ring, Ring.Soon.AddDays(193)), Turn(ring, Ring.Soon.AddDays(193)));
            while (await village.AtLocks() < 2 && !one.IsCompleted && !two.IsCompleted)
                await Task.Yield();
        }
        Assert.Equal(1, await one + await two);
        Assert.Single(await Letters(ring));
    }
}
