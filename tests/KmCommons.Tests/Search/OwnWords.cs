using System.Net;
using KmCommons.People;
using KmCommons.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Search;

/// <summary>The words that an administrator teaches the search, on <c>/words</c>.</summary>
public sealed class OwnWords(Village village) : IClassFixture<Village>
{
    Task<Visitor> Administrator(string address) => village.Member(address, "ผู้ดูแลคำ", (Role.Administrator, null));

    [Fact]
    public async Task A_word_is_added_used_by_the_index_and_taken_away_again()
    {
        var catalogue = village.Services.Catalogue();
        var number = await village.Publishes(await village.Joins("wordwriter", "คนเขียนชื่อ"), "ชื่อคลอง", "ไปหาปลาที่คลองชะเนียงแตกทุกเย็น");
        await catalogue.Until(() => catalogue.View.Has(number));
        var admin = await Administrator("wordadmin");
        var filled = await Editions();
        var page = await (await admin.Open("/words")).Fill("คำ หรือคำย่อ", "ชะเนียงแตก").Press("เพิ่มคำนี้");
        Assert.Contains("ชะเนียงแตก", page.Text, StringComparison.Ordinal);
        await Filled(filled + 1);
        Assert.Contains(number, catalogue.Finds("ชะเนียงแตก"));
        Assert.Equal(["ชะเนียงแตก"], (await Words()).Words);

        page = await page.Press("เอาออก");
        Assert.Contains("ยังไม่ได้เพิ่มคำใด", page.Text, StringComparison.Ordinal);
        await Filled(filled + 2);
        Assert.Empty((await Words()).Words);
    }

    [Theory]
    [InlineData("ก", "", "คำสั้นเกินไป")]
    [InlineData("กองทุนสวัสดิการชุมชนตำบลบางจากอำเภอเมืองนครศรีธรรมราชจังหวัดนครศรีธรรมราชของเรา", "", "คำยาวเกิน 60 ตัวอักษร")]
    [InlineData("Wat Pa Yang", "", "คำต้องเป็นอักษรไทยล้วน")]
    [InlineData("บาง จาก", "", "คำต้องเป็นอักษรไทยล้วน")]
    [InlineData("๒๕๕๐", "", "คำต้องเป็นอักษรไทยล้วน")]
    [InlineData("", "", "คำสั้นเกินไป")]
    [InlineData("กข คง", "กลุ่มข้าวคลองงาม", "คำย่อมี 2 ถึง 20 ตัวอักษร")]
    [InlineData("กขค.", "กข", "คำเต็มต้องยาวกว่าคำย่อ")]
    [InlineData("กขค.", "กลุ่ม = ข้าวคลอง", "คำเต็มใส่เครื่องหมาย = ไม่ได้")]
    public async Task What_makes_no_sense_is_refused_in_Thai_and_kept(string typed, string fullName, string sentence)
    {
        var admin = await Administrator("no" + Fresh.Key(12));
        var page = await (await admin.Open("/words")).Fill("คำ หรือคำย่อ", typed).Fill("คำเต็ม (ถ้าเป็นคำย่อ)", fullName).Press("เพิ่มคำนี้");
        Assert.Contains(sentence, page.Text, StringComparison.Ordinal);
        Assert.Equal(typed, page.Field("คำ หรือคำย่อ").GetAttribute("value") ?? "");
        Assert.Equal(0, await village.Ask(db => db.OwnWords.CountAsync(word => word.Text == typed)));
    }

    [Fact]
    public async Task A_word_that_is_there_is_not_added_twice_and_a_short_form_may_mean_two_things()
    {
        var by = await village.Joins("twice", "ผู้ดูแลคำซ้ำ");
        await village.Do(db => OwnWord.Add(db, "กลข.", "กลุ่มเลี้ยงข้าว", by, DateTimeOffset.UtcNow));
        await village.Do(db => OwnWord.Add(db, " กลข. ", "กลุ่มลูกขวัญข้าว", by, DateTimeOffset.UtcNow));
        var refused = await Assert.ThrowsAsync<KmCommons.Foundation.Refused>(() => village.Do(db => OwnWord.Add(db, "กลข.", "กลุ่มเลี้ยงข้าว", by, DateTimeOffset.UtcNow)));
        Assert.Equal(409, refused.Status);
        Assert.Equal([("กลข.", "กลุ่มเลี้ยงข้าว"), ("กลข.", "กลุ่มลูกขวัญข้าว")], (await Words()).Forms);
        await village.Do(db => db.OwnWords.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Who_takes_away_too_many_in_an_hour_is_told_when_to_come_back()
    {
        var by = await village.Joins("quick", "ผู้ดูแลใจร้อน", (Role.Administrator, null));
        foreach (var word in new[] { "คลองหนึ่ง", "คลองสอง" })
            await village.Do(db => OwnWord.Add(db, word, null, by, DateTimeOffset.UtcNow));
        await using var strict = village.WithWebHostBuilder(host => host.UseSetting("Limits:OwnWord", "1"));
        var admin = new Visitor(strict.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true }));
        await admin.SignIn("quick");
        var page = await (await admin.Open("/words")).Press("เอาออก");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        page = await page.Press("เอาออก");
        Assert.Equal(HttpStatusCode.TooManyRequests, page.Status);
        Assert.Matches(@"ลองใหม่ได้ในอีก \d+ นาที", page.Text);
        Assert.Equal(1, await village.Ask(db => db.OwnWords.CountAsync(word => word.Text.StartsWith("คลอง"))));
        await village.Do(db => db.OwnWords.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task There_are_at_most_two_thousand()
    {
        var by = await village.Joins("many", "ผู้ดูแลคำมาก");
        await village.Do(db => db.Database.ExecuteSqlAsync($"insert into search.word (text, full_name, added_by, added_at) select 'คำที่' || n, 'คำเต็ม', {by}, now() from generate_series(1, {OwnWord.Most}) n"));
        Assert.Equal(409, (await Assert.ThrowsAsync<KmCommons.Foundation.Refused>(() => village.Do(db => OwnWord.Add(db, "คำใหม่", null, by, DateTimeOffset.UtcNow)))).Status);
        await village.Do(db => db.OwnWords.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task The_lists_of_the_seed_are_read_only_when_the_setting_names_their_folder()
    {
        Assert.Empty((await Words()).Words);
        var lexicon = await Words(Path.Combine(House.Disk.Root, "content-seed", "words"));
        Assert.Contains("สระพัง", lexicon.Words);
        Assert.Contains(("พอช.", "สถาบันพัฒนาองค์กรชุมชน"), lexicon.Forms);
        Assert.DoesNotContain(lexicon.Words, word => word.StartsWith('#'));
    }

    [Fact]
    public void A_folder_of_words_that_is_not_there_stops_the_start_with_a_sentence_that_names_the_setting()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("search-words", "/nowhere/words")]).Build();
        Assert.Contains("search-words", Assert.Throws<FormatException>(() => new SearchModule().Register(new ServiceCollection(), settings)).Message, StringComparison.Ordinal);
    }

    Task<SiteWords> Words(string? folder = null) => village.Ask(db => SiteWords.Read(db, new ConfigurationBuilder().AddInMemoryCollection([new("search-words", folder)]).Build()));

    async Task<long> Editions() => (await village.Services.GetRequiredService<Reindex>().WhatIsAsked()).Fill;

    async Task Filled(long edition)
    {
        var (reindex, catalogue) = (village.Services.GetRequiredService<Reindex>(), village.Services.Catalogue());
        for (var next = catalogue.Next; !(await reindex.Servers()).Any(server => server.Edition >= edition); next = catalogue.Next)
            await next.WaitAsync(TimeSpan.FromMinutes(2));
    }
}
