using System.IO.Compression;
using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

/// <summary>A member takes what is theirs of lessons, and withdraws their name from them.</summary>
public sealed class CardsOfWhoLeaves(Village village) : IClassFixture<Village>
{
    const string Paragraph = "ลงแขกซ่อมคันนาก่อนฝนแรก";

    // Their own note with a card of another; another's note with a card of theirs that somebody took up; and one that nobody did
    async Task<(Visitor Leaves, long OnTheirs, long Taken, long Bare)> Lives(string key)
    {
        var (leaves, own) = await village.Writer($"ja-pai-{key}");
        var (stays, _) = await village.Writer($"yang-yu-{key}");
        var onTheirs = await village.Card(stays, await village.Note(leaves, Paragraph), $"จากเรื่องของเขา {key}");
        await village.Adopts(onTheirs, leaves, new() { PlaceCode = "800119", Said = $"คำของคนไป {key}" });
        var taken = await village.Card(leaves, await village.Note(stays, Paragraph), $"มีคนเอาไปใช้ {key}");
        await village.Adopts(taken, stays, new() { PlaceCode = "800121" });
        await village.Adopts(taken, leaves, new() { PlaceCode = "800707", Said = $"คำของคนไป {key}" });
        return (own, onTheirs, taken, await village.Card(leaves, await village.Note(stays, Paragraph), $"ไม่มีใครเอาไปใช้ {key}"));
    }

    static async Task Withdraws(Visitor who, bool withNotes)
    {
        var page = await who.Open("/me/leave");
        if (withNotes)
            page.Tick("เอาบันทึกและความเห็นของฉันออกด้วย");
        Assert.Equal("/", (await page.Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน")).Address);
    }

    [Fact]
    public async Task Their_copy_holds_their_cards_and_what_they_told()
    {
        var (own, _, taken, _) = await Lives("samnao");
        await using var zip = new ZipArchive(await own.Http.GetStreamAsync("/export/copy.zip"));
        using var reader = new StreamReader(await zip.Entries.Single(e => e.FullName.EndsWith("me/me.json", StringComparison.Ordinal)).OpenAsync());
        var said = await reader.ReadToEndAsync();
        foreach (var word in new[] { "มีคนเอาไปใช้ samnao", "ไม่มีใครเอาไปใช้ samnao", "คำของคนไป samnao" })
            Assert.Contains(word, said, StringComparison.Ordinal);
        Assert.DoesNotContain("จากเรื่องของเขา samnao", said, StringComparison.Ordinal);
        Assert.True(taken > 0);
    }

    [Fact]
    public async Task A_name_that_is_withdrawn_is_on_no_card_and_the_chain_holds_together()
    {
        var (own, onTheirs, taken, bare) = await Lives("chue");
        await Withdraws(own, withNotes: false);
        foreach (var card in new[] { onTheirs, taken, bare })
        {
            var seen = await village.Guest().Open($"/lesson/{card}");
            Assert.Equal(HttpStatusCode.OK, seen.Status);
            Assert.DoesNotContain("คน ja-pai-chue", seen.Text, StringComparison.Ordinal);
            Assert.Contains(Member.WithdrawnName, seen.Text, StringComparison.Ordinal);
        }
        Assert.Equal(2, (await village.Guest().Open($"/lesson/{taken}")).Document.QuerySelectorAll(".chain > li").Length);
    }

    [Fact]
    public async Task Who_takes_their_notes_along_takes_the_cards_of_them_and_what_they_told_and_leaves_what_others_took_up()
    {
        var (own, onTheirs, taken, bare) = await Lives("mot");
        await Withdraws(own, withNotes: true);
        foreach (var gone in new[] { onTheirs, bare })
            Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/lesson/{gone}")).Status);
        var seen = await village.Guest().Open($"/lesson/{taken}");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.Single(seen.Document.QuerySelectorAll(".chain > li"));
        Assert.DoesNotContain("คำของคนไป", seen.Text, StringComparison.Ordinal);
        Assert.Equal(1, await village.Ask(db => db.Lessons.CountAsync(l => l.Claim.EndsWith(" mot"))));
    }

    [Fact]
    public async Task The_name_in_a_line_that_a_card_was_made_of_goes_from_the_card_too()
    {
        var (leaves, own) = await village.Writer("chue-nai-thaeo");
        var card = await village.Ask(async db =>
        {
            var other = await village.Someone("khon-thod-uen");
            var aar = await Aar.Write(db, new(other, "", []), new() { EventName = "งานลงแขก", Answers = ["", "", "", "ขุดคลองต่อ — คน chue-nai-thaeo, วันเสาร์"] }, DateTimeOffset.UtcNow);
            aar.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            var paragraph = ItemParagraph.Of(aar.Item).Single(p => p.Text.Contains("ขุดคลองต่อ", StringComparison.Ordinal)).Text;
            var lesson = await Lesson.Make(db, new(other, "", []), aar.Item, paragraph, new() { Claim = paragraph }, DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return lesson.Id;
        });
        Assert.Contains("คน chue-nai-thaeo", (await village.Guest().Open($"/lesson/{card}")).Text, StringComparison.Ordinal);
        await Withdraws(own, withNotes: false);
        await village.Settles();
        var seen = await village.Guest().Open($"/lesson/{card}");
        Assert.Equal(HttpStatusCode.OK, seen.Status);
        Assert.DoesNotContain("chue-nai-thaeo", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ไม่อยู่ในเรื่องต้นทาง", seen.Text, StringComparison.Ordinal);
        Assert.True(leaves > 0);
    }
}
