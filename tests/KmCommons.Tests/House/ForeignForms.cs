using KmCommons.Content;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A form counts only when it was sent from a page of the site.</summary>
public sealed class ForeignForms(Scene scene) : IClassFixture<Scene>
{
    readonly HttpClient http = scene.Village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    async Task<(HttpResponseMessage Answer, string Text, int Comments)> Send(string header, string value, string text)
    {
        var note = await scene.Note(published: true);
        var request = new HttpRequestMessage(HttpMethod.Post, $"/n/{note.Number}") { Content = new FormUrlEncodedContent([new("Say.Text", text), new("Say.Name", "ใครคนหนึ่ง")]) };
        if (header.Length > 0)
            request.Headers.Add(header, value);
        var answer = await http.SendAsync(request);
        return (answer, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), await scene.Village.Ask(db => db.Comments.CountAsync(c => c.Number == note.Number)));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://elsewhere.example")]
    [InlineData("Origin", "http://localhost:81")]
    [InlineData("Origin", "null")]
    [InlineData("Referer", "https://elsewhere.example/localhost/")]
    [InlineData("", "")]
    public async Task A_form_from_elsewhere_is_refused_in_Thai_and_writes_nothing(string header, string value)
    {
        var done = await scene.Village.Ask(db => db.Database.SqlQuery<long>($"select count(*) as \"Value\" from foundation.form_done").SingleAsync());
        var (answer, text, comments) = await Send(header, value, "เขียนจากที่อื่น");
        Assert.Equal(403, (int)answer.StatusCode);
        Assert.Contains("แบบฟอร์มนี้ไม่ได้ส่งมาจากหน้าของลานความรู้", text, StringComparison.Ordinal);
        Assert.Equal(0, comments);
        Assert.Equal(done, await scene.Village.Ask(db => db.Database.SqlQuery<long>($"select count(*) as \"Value\" from foundation.form_done").SingleAsync()));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "same-origin")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "http://localhost")]
    [InlineData("Referer", "http://localhost/notes")]
    public async Task A_form_from_the_site_itself_is_taken(string header, string value)
    {
        var (answer, _, comments) = await Send(header, value, "เขียนจากหน้านี้");
        Assert.Equal(302, (int)answer.StatusCode);
        Assert.Equal(1, comments);
    }

    [Fact]
    public async Task What_a_page_elsewhere_typed_is_shown_but_cannot_be_sent_on_with_one_press()
    {
        var long_text = string.Concat(Enumerable.Repeat("ข้อความที่หน้าอื่นพิมพ์แทนท่าน ", 5));
        var (_, text, _) = await Send("Sec-Fetch-Site", "cross-site", long_text);
        Assert.Contains(long_text, text, StringComparison.Ordinal);
        Assert.DoesNotContain("ส่งอีกครั้ง</button>", text, StringComparison.Ordinal);
    }
}
