using System.Diagnostics;
using System.Net;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace KmCommons.Tests.Learning.Voices;

/// <summary>A whole hall at one moment, behind one address.</summary>
public sealed class AtOnce(Village village, ITestOutputHelper said) : IClassFixture<Village>
{
    const int People = 300, Together = 50;

    static async Task<HttpStatusCode> Send(HttpClient http, string address, string key, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("once", key), new("Answers[0]", text), new("Answers[3]", text + " แล้วกลับไปทำ"), new("Signs", "false")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Three_hundred_voices_fifty_at_the_same_moment_each_sent_twice_are_three_hundred()
    {
        var hall = await Hall.Open(village, "เวทีสามร้อยคน");
        using var http = village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        var answers = new List<HttpStatusCode>();
        for (var wave = 0; wave < People / Together; wave++)
        {
            // Nobody begins before all fifty stand ready; each sends the same form twice, as an impatient thumb does
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var sent = Enumerable.Range(wave * Together, Together).SelectMany(nth => Enumerable.Repeat((Nth: nth, Key: $"{Guid.NewGuid():N}"), 2)).Select(async voice =>
            {
                await go.Task;
                return await Send(http, "/v/" + hall.Code, voice.Key, $"เสียงที่ {voice.Nth} ของคนในหอประชุม");
            }).ToList();
            go.SetResult();
            answers.AddRange(await Task.WhenAll(sent));
        }
        Assert.All(answers, status => Assert.Equal(HttpStatusCode.Redirect, status));
        var kept = await village.Ask(db => db.VoiceLines.Where(l => l.Number == hall.Number && l.Question == AarQuestion.Expected).Select(l => l.Text).ToListAsync());
        Assert.Equal(Enumerable.Range(0, People).Select(nth => $"เสียงที่ {nth} ของคนในหอประชุม").Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        Assert.Equal(People, await village.Ask(db => db.Voices.CountAsync(v => v.Number == hall.Number)));

        var page = await hall.Close();
        Assert.Equal(People, page.Document.QuerySelectorAll("[name=Picked]").Length);
        // For the report, never asserted: what a page costs on a shared machine says nothing of the code
        var times = new List<double>();
        for (var nth = 0; nth < 12; nth++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await hall.Keeper.Http.GetAsync(hall.Gather + 1);
            await answer.Content.ReadAsByteArrayAsync();
            times.Add(clock.Elapsed.TotalMilliseconds);
        }
        said.WriteLine($"roll-up of {People} voices: {string.Join(' ', times.Select(t => t.ToString("0", System.Globalization.CultureInfo.InvariantCulture)))} ms");
    }

    [Fact]
    public async Task Who_sends_the_same_words_as_another_is_counted_too()
    {
        var hall = await Hall.Open(village, "เวทีที่พูดเหมือนกัน");
        using var http = village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        for (var nth = 0; nth < 6; nth++)
            Assert.Equal(HttpStatusCode.Redirect, await Send(http, "/v/" + hall.Code, $"{Guid.NewGuid():N}", "ดีมาก"));
        Assert.Equal(6, await village.Ask(db => db.Voices.CountAsync(v => v.Number == hall.Number)));
    }
}
