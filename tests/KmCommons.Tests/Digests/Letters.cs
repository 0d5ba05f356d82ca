using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>The letter's two parts and its weight.</summary>
public sealed class Letters(Village village) : IClassFixture<Village>
{
    static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public async Task Both_parts_say_the_same_and_lead_to_the_same_and_nothing_is_remote()
    {
        var week = Issue.Weekly(new(2009, 3, 16));
        var reader = await village.Member("reader-parts", "คุณอำนวย <ต.บางจาก> & \"เพื่อน\"", (Role.Facilitator, "800119"));
        var readerId = await village.NumberOf("reader-parts");
        var writer = await village.Joins("writer-parts", "คุณลิขิต & คณะ <b>หนา</b>");
        await reader.ChooseWeekly();
        var first = await village.Publish(writer, "ปู่กับน้ำที่ <script>alert(1)</script> & \"หยดน้ำเพชร\"", "800119", week.From.AddDays(1));
        var second = await village.Publish(writer, "ศูนย์สามวัย", "800119", week.From.AddDays(2));
        var mine = await village.Publish(readerId, "บันทึกของท่าน", null, week.From.AddDays(-9));
        await village.Comment(mine, writer, "", "เห็นด้วย <i>มาก</i>\n\nอีกบรรทัด", week.From.AddDays(3));

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-parts@example.th"))!;
        var site = village.Services.GetRequiredService<Site>().Address;
        var links = await SaysTheSame(letter);
        foreach (var number in new[] { first, second, mine })
            Assert.Contains(links, l => l.StartsWith($"{site}/n/{number}", StringComparison.Ordinal));
        Assert.Contains("&lt;script&gt;", letter.Html, StringComparison.Ordinal);
    }

    /// <summary>Both parts of a letter say the same, lead to the same, and fetch nothing; gives the links.</summary>
    internal static async Task<List<string>> SaysTheSame(Mail.PythonJudge.Reading letter)
    {
        var document = await BrowsingContext.New().OpenAsync(r => r.Content(letter.Html));
        Assert.Empty(letter.Faults);
        // Calendars of moved meetings lie around the two forms
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], letter.Shape.Where(s => s is not ("multipart/mixed" or "text/calendar")));
        var links = document.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Regex.Matches(letter.Text, @"https?://\S+").Select(m => m.Value).Order(StringComparer.Ordinal), links);
        var html = Fold(document.Body!.TextContent);
        var lines = Regex.Replace(letter.Text, @"https?://\S+", "").Split('\n').Select(l => Fold(l).Trim('—', '-', ':', ' ')).Where(l => l.Length > 0).ToList();
        Assert.All(lines, line => Assert.Contains(line, html, StringComparison.Ordinal));
        var text = Fold(letter.Text);
        foreach (var block in document.QuerySelectorAll("h1, h2, h3, p").SelectMany(b => b.ChildNodes.Select(n => Fold(n.TextContent).Trim('·', ' '))).Where(b => b.Length > 0 && b != "◆"))
            Assert.Contains(block, text, StringComparison.Ordinal);

        Assert.DoesNotMatch(@"(?i)<(img|script|link|iframe|object|form|base)\b|\bsrc\s*=|url\(|@import|javascript:", letter.Html);
        return links;
    }

    [Fact]
    public async Task Its_head_names_the_list_and_the_way_out_and_says_that_no_person_wrote_it()
    {
        var week = Issue.Weekly(new(2009, 3, 23));
        var reader = await village.Member("reader-head", "คุณลิขิต ต.บางจาก", (Role.NoteTaker, "800119"));
        var writer = await village.Joins("writer-head", "คุณกิจ");
        await reader.ChooseWeekly();
        await village.Publish(writer, "เรื่องหนึ่ง", "800119", week.From.AddDays(1));

        await village.Send(week);
        var letter = (await village.Letter(week, "reader-head@example.th"))!;
        var token = await village.TokenOf("reader-head");

        Assert.Matches("^[0-9a-f]{32}$", token);
        Assert.Equal($"<{village.Services.GetRequiredService<Site>().Address}/unsubscribe?token={token}>", letter.Values["List-Unsubscribe"]);
        Assert.Equal("List-Unsubscribe=One-Click", letter.Values["List-Unsubscribe-Post"]);
        Assert.EndsWith("<weekly-digest.localhost>", letter.Values["List-Id"], StringComparison.Ordinal);
        Assert.Equal("auto-generated", letter.Values["Auto-Submitted"]);
        Assert.Equal(["คุณลิขิต ต.บางจาก", "reader-head@example.th"], letter.To.Single());
        Assert.Contains($"/unsubscribe?token={token}", letter.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twelve_of_the_longest_things_still_weigh_no_more_than_sixty_kilobytes()
    {
        var week = Issue.Weekly(new(2009, 3, 30));
        var reader = await village.Member("reader-heavy", string.Concat(Enumerable.Repeat("คุณ", 26)), (Role.NoteTaker, "800119"));
        var writer = await village.Joins("writer-heavy", string.Concat(Enumerable.Repeat("ลิขิ", 20)));
        await reader.ChooseWeekly();
        for (var i = 0; i < 14; i++)
            await village.Publish(writer, $"{i:00}" + string.Concat(Enumerable.Repeat("ที่ปู่", 33)), "800119", week.From.AddDays(1), item => item.Describe(item.Title, new("คำ", string.Concat(Enumerable.Repeat("น้ำญ้าปี่", 60)), []), new(writer, []), week.From));

        await village.Send(week);
        var bytes = Assert.Single(await village.Letters(week, "reader-heavy@example.th"));
        var letter = Mail.PythonJudge.Read(bytes);
        var shown = Regex.Count(letter.Text, @"/n/\d+");

        Assert.InRange(bytes.Length, 30_000, 60_000);
        Assert.Equal(shown, Regex.Count(letter.Html, @"/n/\d+"));
        Assert.InRange(shown, 6, 12);
        Assert.Contains($"ยังมีอีก {14 - shown} เรื่อง", letter.Text, StringComparison.Ordinal);
        Assert.Contains("14 เรื่องใหม่", letter.DecodedSubject, StringComparison.Ordinal);
    }
}
