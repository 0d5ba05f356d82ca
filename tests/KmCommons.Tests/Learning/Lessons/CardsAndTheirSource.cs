using System.IO.Compression;
using System.Net;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Search;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

/// <summary>A card is read by who reads its source, now, and by nobody else.</summary>
public sealed class CardsAndTheirSource : IAsyncLifetime
{
    // Each of its own: what one leaves open would be found by the next
    readonly Village village = new();

    public Task InitializeAsync() => ((IAsyncLifetime)village).InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    const string Paragraph = "เรื่องลับที่วงของเราคุยกันเรื่องน้ำเสียในคลอง", Secret = "อย่าทิ้งน้ำเสียลงคลองวันน้ำลง";

    static async Task<string> Whole(Visitor who, string address)
    {
        using var answer = await who.Http.GetAsync(address);
        if (answer.Content.Headers.ContentType?.MediaType != "application/zip")
            return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        var said = new StringWriter();
        foreach (var entry in zip.Entries)
            using (var reader = new StreamReader(await entry.OpenAsync()))
                await said.WriteAsync(await reader.ReadToEndAsync());
        return said.ToString();
    }

    [Fact]
    public async Task What_a_circle_keeps_to_itself_comes_out_by_no_card_list_adoption_plan_feed_search_or_copy()
    {
        var (writer, isIn) = await village.Writer("nai-wong");
        var friend = await village.Someone("phuean-wong");
        var circle = await village.Circle("wong-lap", "800119", (writer, Role.Facilitator), (friend, Role.Practitioner));
        var source = await village.Note(writer, Paragraph, audience: Audience.Circle, circle: circle, tags: ["น้ำเสีย"]);
        var card = await village.Card(writer, source, Secret, null, "น้ำเสีย");
        var adoption = await village.Adopts(card, friend, new() { PlaceCode = "800121", Said = "ทำตามแล้วน้ำใสขึ้นจริง" });
        var page = (await isIn.Open($"/n/{source}")).Address;
        // Somebody who plans a meeting next door, about the same thing
        var outside = await village.Member("nok-wong", "คนนอก", (Role.Facilitator, "800119"));
        var planner = await village.Ask(db => db.Members.Where(m => m.Address == "nok-wong").Select(m => m.Id).SingleAsync());
        await village.Circle("wong-ik", "800119", (planner, Role.Facilitator));
        await village.Services.Catalogue().Until(() => village.Services.Catalogue().Finds("เรื่องต้นทาง", new(writer, "", [new() { CircleId = circle }])).Contains(source));
        string[] doors = ["/lessons", "/lessons?tag=" + Uri.EscapeDataString("น้ำเสีย"), "/lessons?place=800119", "/lessons?place=800121", $"/lesson/{card}", $"/lesson/{card}/adopt", $"/lesson/{card}/revise", $"/lessons/from/{source}", page,
            "/meet?circle=wong-ik", "/notes/feed", "/t/800119/feed", "/find?q=" + Uri.EscapeDataString(Secret), "/find?q=" + Uri.EscapeDataString("น้ำเสีย"), "/export/copy.zip", "/circles", "/c/wong-ik", "/tag/" + Uri.EscapeDataString("น้ำเสีย")];
        foreach (var who in new[] { village.Guest(), outside })
            foreach (var door in doors)
                foreach (var word in new[] { Secret, Paragraph, "น้ำใสขึ้นจริง" })
                    Assert.False((await Whole(who, door)).Replace(door, "", StringComparison.Ordinal).Contains(word, StringComparison.Ordinal) && !door.StartsWith("/find", StringComparison.Ordinal), $"{door}: {word}");
        foreach (var door in doors.Where(d => d.StartsWith("/find", StringComparison.Ordinal)))
            Assert.Null((await outside.Open(door)).Document.QuerySelector($"a[href^='/n/{source}'], a[href^='/lesson/']"));
        foreach (var (method, address) in new[] { ("Withdraw", $"/lesson/{card}?handler=Withdraw"), ("Remove", $"/lesson/{card}?handler=Remove&adoption={adoption}"), ("", $"/lesson/{card}/adopt") })
            Assert.Equal(HttpStatusCode.NotFound, (await outside.Send(HttpMethod.Post, address, new FormUrlEncodedContent([new("Place", "800119"), new("Outcome", "Worked")]))).Status);
        // The same doors are open to who is in the circle
        foreach (var door in new[] { "/lessons", "/lessons?place=800121", $"/lesson/{card}", $"/lesson/{card}/adopt", page, "/export/copy.zip" })
            Assert.Contains(Secret, await Whole(isIn, door), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lesson_that_few_may_read_is_not_told_to_many_by_way_of_a_meeting()
    {
        var (writer, leads) = await village.Writer("nat-lap");
        var circle = await village.Circle("wong-nat-lap", "800119", (writer, Role.Facilitator));
        var card = await village.Card(writer, await village.Note(writer, Paragraph, audience: Audience.Circle, circle: circle), Secret);
        var form = await leads.Open("/meet?circle=wong-nat-lap");
        Assert.DoesNotContain(Secret, form.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await leads.Send(HttpMethod.Post, "/meet?handler=Lesson", new FormUrlEncodedContent([new("circle", "wong-nat-lap"), new("lesson", $"{card}")]))).Status);
        var day = KmCommons.Thai.ThaiDate.Short(Cards.Today.AddDays(9));
        var typed = form.Fill("วันที่", day).Fill("เรื่องที่คุย 1", $"{Secret} (/lesson/{card})");
        var refused = await typed.Press("นัดเลย");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        var kept = await refused.Tick("เฉพาะวง").Press("นัดเลย");
        Assert.Equal(HttpStatusCode.OK, kept.Status);
        Assert.Contains(Secret, kept.Text, StringComparison.Ordinal);
        // And not when the meeting is opened to all afterwards
        var number = kept.Address.Split('/')[2];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await (await leads.Open($"/meet/{number}")).Tick("ทุกคน").Press("บันทึกที่แก้")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open(kept.Address)).Status);
    }

    [Fact]
    public async Task A_source_that_closes_is_hidden_or_is_taken_back_takes_its_card_along_and_brings_it_again()
    {
        var (writer, own) = await village.Writer("pit-poet");
        var maker = await village.Someone("khon-tham-bat");
        var circle = await village.Circle("wong-pit-poet", null, (writer, Role.Facilitator));
        var source = await village.Note(writer, Paragraph);
        var card = await village.Card(maker, source, Secret);
        async Task Is(Visitor who, bool there)
        {
            Assert.Equal(there ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await who.Open($"/lesson/{card}")).Status);
            Assert.Equal(there, (await who.Open("/lessons")).Text.Contains(Secret, StringComparison.Ordinal));
        }
        async Task Now(Action<ContentItem> change) { await village.Change(source, change); await village.Settles(); }
        var (guest, makes) = (village.Guest(), await village.Signed("khon-tham-bat"));
        await Is(guest, true);
        await Now(i => (i.Audience, i.CircleId) = (Audience.Circle, circle));
        await Is(guest, false);
        await Is(makes, false);
        await Is(own, true);
        await Now(i => (i.Audience, i.CircleId) = (Audience.Members, null));
        await Is(guest, false);
        await Is(makes, true);
        await Now(i => i.Audience = Audience.Everyone);
        await Is(guest, true);
        await Now(i => i.Hide(DateTimeOffset.UtcNow));
        await Is(guest, false);
        await Is(own, false);
        await Now(i => i.Restore());
        await Is(guest, true);
        await Now(i => i.Withdraw());
        await Is(guest, false);
        await Is(own, false);
        await Now(i => i.Publish(DateTimeOffset.UtcNow));
        await Is(guest, true);
    }

    [Fact]
    public async Task A_paragraph_that_is_gone_stays_as_words_with_its_revision_until_that_is_struck()
    {
        var (writer, _) = await village.Writer("hai-pai");
        var source = await village.Note(writer, Paragraph);
        var card = await village.Card(writer, source, Secret);
        await village.Rewrite(source, "เขียนใหม่ทั้งหมดแล้ว");
        await village.Settles();
        var seen = await village.Guest().Open($"/lesson/{card}");
        Assert.Equal(Paragraph, seen.Document.QuerySelector("blockquote")!.TextContent);
        Assert.Contains("ไม่อยู่ในเรื่องต้นทางแล้ว", seen.Text, StringComparison.Ordinal);
        Assert.Contains(Paragraph, (await seen.Follow("ฉบับที่ 1")).Text, StringComparison.Ordinal);
        await village.Do(async db => { (await db.Revisions.SingleAsync(r => r.Number == source && r.Nth == 1)).Strike(DateTimeOffset.UtcNow, 2); await db.SaveChangesAsync(); });
        await village.Settles();
        foreach (var who in new[] { village.Guest(), await village.Signed("hai-pai") })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await who.Open($"/lesson/{card}")).Status);
            Assert.DoesNotContain(Secret, (await who.Open("/lessons")).Text, StringComparison.Ordinal);
        }
        // The words stand in the source again: then nothing is told that is not there
        await village.Rewrite(source, Paragraph);
        await village.Settles();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/lesson/{card}")).Status);
    }

    [Fact]
    public async Task What_was_written_before_a_source_was_opened_is_not_opened_by_its_card()
    {
        var (writer, isIn) = await village.Writer("kon-poet");
        var circle = await village.Circle("wong-kon-poet", null, (writer, Role.Facilitator));
        var source = await village.Note(writer, Paragraph, audience: Audience.Circle, circle: circle);
        var card = await village.Card(writer, source, Secret);
        await village.Rewrite(source, "เขียนใหม่ให้คนนอกอ่านได้", i => (i.Audience, i.CircleId) = (Audience.Everyone, null));
        await village.Settles();
        Assert.Equal(HttpStatusCode.OK, (await village.Guest().Open($"/n/{source}")).Status);
        foreach (var who in new[] { village.Guest(), isIn })
            Assert.Equal(HttpStatusCode.NotFound, (await who.Open($"/lesson/{card}")).Status);
    }

    [Fact]
    public async Task A_card_is_taken_back_by_its_maker_or_a_moderator_and_who_made_it_does_not_open_what_another_closed()
    {
        var (writer, _) = await village.Writer("kep-klap");
        var maker = await village.Someone("khon-kep");
        var source = await village.Note(writer, Paragraph);
        var card = await village.Card(maker, source, Secret);
        var (own, moderates, guest) = (await village.Signed("khon-kep"), await village.Member("phu-du-lae", "ผู้ดูแล", (Role.Moderator, "800119")), village.Guest());
        async Task<bool> Reads(Visitor who) { await village.Settles(); return (await who.Open($"/lesson/{card}")).Status == HttpStatusCode.OK; }
        async Task<bool> Lists(Visitor who) => (await who.Open("/lessons")).Text.Contains(Secret, StringComparison.Ordinal) || (await who.Open($"/n/{source}")).Text.Contains(Secret, StringComparison.Ordinal);
        await (await own.Open($"/lesson/{card}")).Press("เก็บบัตรกลับ");
        Assert.False(await Reads(guest) || await Lists(guest) || await Lists(own));
        Assert.True(await Reads(own));
        Assert.Equal(HttpStatusCode.NotFound, (await (await village.Member("khon-thua-pai", "คนทั่วไป")).Open($"/lesson/{card}/adopt")).Status);
        await (await own.Open($"/lesson/{card}")).Press("เปิดให้อ่านอีก");
        Assert.True(await Reads(guest) && await Lists(guest));
        await (await moderates.Open($"/lesson/{card}")).Press("เก็บบัตรกลับ");
        Assert.False(await Reads(guest));
        Assert.DoesNotContain("เปิดให้อ่านอีก", (await own.Open($"/lesson/{card}")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await own.Send(HttpMethod.Post, $"/lesson/{card}?handler=Open", new FormUrlEncodedContent([]))).Status);
        Assert.False(await Reads(guest));
        await (await moderates.Open($"/lesson/{card}")).Press("เปิดให้อ่านอีก");
        Assert.True(await Reads(guest));
    }
}
