using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Tests.House;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>Letters speak the language that their reader chose; Thai when nobody chose.</summary>
public sealed partial class Languages(Village village) : IClassFixture<Village>
{
    const string Written = "เขียนไว้"; // in everything that people wrote here, as against what the site says

    // The one letter of this sort to this address
    async Task<Mail.PythonJudge.Reading> LetterOf(string kind, string address)
    {
        await village.Deliver();
        return Mail.PythonJudge.Read(await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == kind && l.Recipient == address).Select(l => l.Bytes).SingleAsync()));
    }

    static async Task Choose(Visitor visitor, string language) => await (await visitor.Open("/me")).Fill("ภาษาของจดหมายถึงท่าน", language).Press("บันทึกข้อมูล");

    static List<string> SaidIn(IDocument letter) => [.. letter.Body!.Descendants<IText>().Select(t => t.Data.Trim())
        .Where(t => t.Any(char.IsLetter) && !t.StartsWith("http", StringComparison.Ordinal) && !t.Contains(Written, StringComparison.Ordinal) && t != "คนเขียน")];

    [Fact]
    public async Task The_choice_is_on_ones_own_page_and_Thai_until_it_is_made()
    {
        var visitor = await village.Member("chooses", "คุณเลือก");
        Task<Language> Kept() => village.Ask(db => db.Members.Where(m => m.Address == "chooses").Select(m => m.Language).SingleAsync());
        Assert.Equal(Language.Thai, await Kept());
        await Choose(visitor, "English");
        Assert.Equal(Language.English, await Kept());
        Assert.NotNull((await visitor.Open("/me")).Document.QuerySelector("#Letters option[value=English][selected]"));
        using var without = new FormUrlEncodedContent([new("Name", "คุณเลือก")]);
        await visitor.Send(HttpMethod.Post, "/me", without);
        Assert.Equal(Language.English, await Kept());
        await Choose(visitor, "Thai");
        Assert.Equal(Language.Thai, await Kept());
    }

    [Fact]
    public async Task The_digest_in_English_has_the_same_facts_and_leads_to_the_same()
    {
        var week = Issue.Weekly(new(2009, 3, 16));
        var (writer, numbers) = (await village.Joins("writer-two", "คนเขียน"), new List<long>());
        foreach (var (address, language) in new[] { ("reader-th", "Thai"), ("reader-en", "English") })
        {
            var reader = await village.Member(address, $"{address} {Written}", (Role.Facilitator, "800119"), (Role.Sponsor, null));
            await (await reader.Open("/me")).Fill("ตำบลของท่าน", "ต.ขอนหาด").Press("บันทึกข้อมูล");
            await Choose(reader, language);
            await reader.ChooseWeekly();
            var own = await village.Publish(await village.NumberOf(address), $"ของผู้รับ {Written}", null, week.From.AddDays(-9));
            await village.Comment(own, writer, "", $"ตอบ {Written}", week.From.AddDays(2));
            await village.Comment(own, null, "", $"ตอบอีก {Written}", week.From.AddDays(3));
            numbers.Add(own);
            await village.Circle(await village.NumberOf(address), 61);
        }
        await village.Circle(writer, 61);
        var kinds = village.Services.GetRequiredService<Kinds>().All;
        for (var i = 0; i < 14; i++)
            await village.Publish(writer, $"เรื่องที่ {i} {Written}", new[] { "800119", "800707", "800121", null }[i % 4], week.From.AddDays(1).AddMinutes(i), item => item.CircleId = i == 13 ? 61 : null, kinds[i % kinds.Count].Key);

        await village.Send(week);
        var (thai, english) = ((await village.Letter(week, "reader-th@example.th"))!, (await village.Letter(week, "reader-en@example.th"))!);
        var (page, seite) = (await BrowsingContext.New().OpenAsync(r => r.Content(english.Html)), await BrowsingContext.New().OpenAsync(r => r.Content(thai.Html)));

        Assert.Equal("Digest of 9–15 Mar 2009: 14 new from your places and circles, and 1 of yours answered", english.DecodedSubject);
        Assert.StartsWith("สรุปสัปดาห์ 9–15 มี.ค. 2552: ", thai.DecodedSubject, StringComparison.Ordinal);
        Assert.Equal(("en", "th"), (page.DocumentElement.GetAttribute("lang"), seite.DocumentElement.GetAttribute("lang")));
        Assert.DoesNotContain(SaidIn(page), Sentences.IsThai);
        Assert.All(SaidIn(seite), said => Assert.True(Sentences.IsThai(said), said));
        Assert.DoesNotContain(english.Text.Split('\n'), line => Sentences.IsThai(line) && !line.Contains(Written, StringComparison.Ordinal) && !line.Contains("คนเขียน", StringComparison.Ordinal));
        foreach (var says in new[] { "The knowledge commons of Nakhon", "A guest", "2 new comments", "Bang Chak, Mueang Nakhon Si Thammarat", "From your tambon, Khon Hat", "From your circle", "Change how it comes", "Leave this digest", "more, to be read at" })
            Assert.Contains(says, english.Text, StringComparison.Ordinal);

        // The same, but for whose own it is and whose way out
        List<string> Links(Mail.PythonJudge.Reading letter, long own, string token) => [.. Link().Matches(letter.Text).Select(m => m.Value.Replace($"/{own}#", "/own#", StringComparison.Ordinal).Replace(token, "token", StringComparison.Ordinal)).Select(l => l.Split("#c")[0].Split("&seal=")[0])];
        Assert.Equal(Links(thai, numbers[0], await village.TokenOf("reader-th")), Links(english, numbers[1], await village.TokenOf("reader-en")));
        Assert.Equal(Written.Length * Regex.Count(thai.Html, Written), Written.Length * Regex.Count(english.Html, Written));
        Assert.Equal(thai.Text.Split('\n').Length, english.Text.Split('\n').Length);
    }

    [Fact]
    public async Task Who_signs_up_in_English_gets_letters_in_English()
    {
        foreach (var (address, english) in new[] { ("new-th", false), ("new-en", true) })
        {
            var guest = village.Guest();
            await guest.Open($"/language?to={(english ? "en" : "th")}");
            using var form = new FormUrlEncodedContent([new("Name", "New"), new("UserName", address), new("Email", $"{address}@example.th"), new("Password", Village.Password)]);
            await guest.Send(HttpMethod.Post, "/sign-up", form);
            var confirm = await LetterOf("confirm", $"{address}@example.th");
            Assert.Equal(!english, Sentences.IsThai(confirm.Text) || Sentences.IsThai(confirm.DecodedSubject));
            Assert.Matches(@"https?://\S+/confirm\?who=\d+&token=\S+", confirm.Text);

            await (await village.Guest().Open("/forgot")).Fill("อีเมล", $"{address}@example.th").Press("ส่งลิงก์ตั้งรหัสใหม่");
            var reset = await LetterOf("password", $"{address}@example.th");
            Assert.Equal(!english, Sentences.IsThai(reset.Text) || Sentences.IsThai(reset.DecodedSubject));
            Assert.Matches(@"https?://\S+/reset\?who=\d+&token=\S+", reset.Text);
        }
    }

    [Fact]
    public async Task A_new_address_is_confirmed_and_a_ruling_is_told_in_the_member_s_language()
    {
        var moderator = await village.Member("minds", "ผู้ดูแล", (Role.Moderator, null));
        foreach (var (address, language) in new[] { ("asks-th", "Thai"), ("asks-en", "English") })
        {
            var visitor = await village.Member(address, "Noi");
            await Choose(visitor, language);
            var number = await village.Publish(await village.NumberOf(address), Written, "800119", DateTimeOffset.UtcNow);
            using var hide = new FormUrlEncodedContent([new("Number", $"{number}"), new("Reason", "Because")]);
            await moderator.Send(HttpMethod.Post, "/moderate?handler=Hide", hide);
            var ruling = await LetterOf("ruling", $"{address}@example.th");
            Assert.Equal(language == "Thai", Sentences.IsThai(ruling.Text) || Sentences.IsThai(ruling.DecodedSubject));
            Assert.Contains($"{number}", ruling.Text, StringComparison.Ordinal);
            Assert.Contains("Because", ruling.Text, StringComparison.Ordinal);

            await village.Do(db => db.Members.Where(m => m.Address == address).ExecuteUpdateAsync(set => set.SetProperty(m => m.EmailConfirmed, false)));
            await (await visitor.Open("/me/digests")).Fill("อีเมลของท่าน", $"{address}-2@example.th").Press("ส่งจดหมายยืนยัน");
            var confirm = await LetterOf("confirm", $"{address}-2@example.th");
            Assert.Equal(language == "Thai", Sentences.IsThai(confirm.Text) || Sentences.IsThai(confirm.DecodedSubject));
            Assert.Matches(@"https?://\S+/confirm\?who=\d+&token=\S+", confirm.Text);
        }
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();
}
