using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace KmCommons.Tests.House;

/// <summary>What a reader meets: every page speaks Thai to who asked for nothing, and English to who asked for English.</summary>
public sealed partial class WordsOnPages(LivedIn home) : IClassFixture<LivedIn>
{
    [Fact]
    public async Task No_page_speaks_English_to_a_Thai_reader()
    {
        Visitor[] readers = [home.Village.Guest(), await home.Administrator("phu-du-lae-thai")];
        var answered = new HashSet<string>();
        List<string> english = [];
        foreach (var (page, address) in home.Addresses)
            foreach (var reader in readers)
            {
                var seen = await reader.Open(address);
                if (seen.Status == HttpStatusCode.OK)
                    answered.Add(page);
                Assert.True((int)seen.Status < 500, $"{address} answers {seen.Status}: {seen.Text}");
                english.AddRange(EnglishIn(seen).Select(sentence => $"{address}: {sentence}"));
            }
        Assert.True(english.Count == 0, string.Join('\n', english.Distinct()));
        Assert.Empty(home.Addresses.Select(a => a.Page).Distinct().Except(answered).Except(["/People/FirstRun.cshtml", "/Host/Fault.cshtml", "/Digests/Read.cshtml"])); // there are administrators; a fault is never 200; a letter speaks its reader's language
    }

    [Fact]
    public async Task No_page_speaks_Thai_to_an_English_reader_but_what_people_wrote()
    {
        Visitor[] readers = [home.Village.Guest(), await home.Administrator("phu-du-lae-english")];
        List<string> thai = [];
        foreach (var reader in readers)
        {
            await reader.Open("/language?to=en");
            foreach (var (_, address) in home.Addresses)
                thai.AddRange(ThaiIn(await reader.Open(address)).Select(sentence => $"{address}: {sentence}"));
        }
        Assert.True(thai.Count == 0, string.Join('\n', thai.Distinct()));
    }

    [Theory]
    [InlineData("/sign-in", "เข้าสู่ระบบ", "Sign in")]
    [InlineData("/sign-up", "สมัคร", "Sign up")]
    [InlineData("/forgot", "ส่งลิงก์ตั้งรหัสใหม่", "Send a link to a new password")]
    [InlineData("/reset", "ตั้งรหัสผ่าน", "Set the password")]
    [InlineData("/confirm", "ยืนยัน", "Confirm")]
    public async Task An_empty_form_is_answered_in_the_reader_s_language(string address, string button, string buttonInEnglish)
    {
        var seen = await (await home.Village.Guest().Open(address)).Press(button);
        Assert.NotEmpty(seen.Document.QuerySelectorAll(".notice li, .flash p"));
        Assert.All(seen.Document.QuerySelectorAll(".notice p, .notice li"), said => Assert.True(Sentences.IsThai(said.TextContent), said.TextContent));
        Assert.Empty(EnglishIn(seen));
        var reader = home.Village.Guest();
        await reader.Open("/language?to=en");
        seen = await (await reader.Open(address)).Press(buttonInEnglish);
        Assert.NotEmpty(seen.Document.QuerySelectorAll(".notice li, .flash p"));
        Assert.Empty(ThaiIn(seen));
    }

    [Theory]
    [InlineData("Uses", "เจ็ด")]
    [InlineData("Uses", "")]
    [InlineData("Brings", "เจ็ด")]
    public async Task A_value_that_cannot_be_read_is_refused_in_the_reader_s_language(string field, string typed)
    {
        var reader = await home.Administrator($"phu-du-lae-{Guid.NewGuid():N}");
        var form = new Dictionary<string, string> { ["Uses"] = "1", ["Brings"] = "", [field] = typed };
        var seen = await reader.Send(HttpMethod.Post, "/invite", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.BadRequest, seen.Status);
        Assert.Empty(EnglishIn(seen));
        await reader.Open("/language?to=en");
        seen = await reader.Send(HttpMethod.Post, "/invite", new FormUrlEncodedContent(form));
        Assert.DoesNotContain(ThaiIn(seen), text => text != typed);
    }

    /// <summary>Three English words in a row, outside code; a licence has a name of its own.</summary>
    static IEnumerable<string> EnglishIn(Seen seen) => Texts(seen).Where(text => English().IsMatch(text));

    /// <summary>Thai that nobody wrote here and that is no place's name.</summary>
    static IEnumerable<string> ThaiIn(Seen seen) =>
        Texts(seen).Where(text => !text.Contains(LivedIn.Mark, StringComparison.Ordinal) && Sentences.IsThai(PlaceName().Replace(text, "")));

    // What says of itself that it is in another language is so by intent: the letter's own words, the name of a language
    static IEnumerable<string> Texts(Seen seen)
    {
        foreach (var silent in seen.Document.QuerySelectorAll("script, style, code, pre, [lang]:not(html)").ToList())
            silent.Remove();
        foreach (var inside in seen.Document.QuerySelectorAll("mark, wbr").ToList()) // they cut a text in pieces
            inside.Parent!.ReplaceChild(seen.Document.CreateTextNode(inside.TextContent), inside);
        seen.Document.DocumentElement.Normalize();
        var said = from element in seen.Document.All
                   from attribute in new[] { "alt", "aria-label", "placeholder", "title", "value", "data-text", "data-words" }
                   where attribute != "value" || element.LocalName is "button" or "input" && element.GetAttribute("type") is not "hidden"
                   select element.GetAttribute(attribute);
        return from text in seen.Document.Descendants<IText>().Select(t => t.Data).Concat(said.OfType<string>())
               select text.Trim() into text
               where text.Length > 0
               select text;
    }

    [GeneratedRegex("[A-Za-z][A-Za-z’']*(?:,? +[A-Za-z][A-Za-z’']*){2,}")]
    private static partial Regex English();

    [GeneratedRegex("(?:ต[.]|อ[.]|จ[.]|ตำบล|อำเภอ|จังหวัด)?(?:เมืองนครศรีธรรมราช|นครศรีธรรมราช|ชะอวด|บางจาก|ท่าซัก|ขอนหาด)")]
    private static partial Regex PlaceName();
}
