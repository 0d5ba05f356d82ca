using KmCommons.Content;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>Who counts as having read.</summary>
public sealed class HonestReads(Village village) : IClassFixture<Village>
{
    const string Phone = "Mozilla/5.0 (Linux; Android 9) Chrome/120";

    async Task<long> Counted(long number)
    {
        await village.Services.GetRequiredService<Reads>().Write(default);
        return await village.Ask(db => db.Set<ItemReads>().Where(r => r.Number == number).SumAsync(r => r.Count));
    }

    async Task<Seen> Opens(long number, string agent = Phone, Visitor? who = null, params (string Name, string Value)[] headers)
    {
        who ??= village.Guest();
        who.Http.DefaultRequestHeaders.Remove("User-Agent");
        who.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        foreach (var (name, value) in headers)
            who.Http.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        return await who.Open($"/n/{number}");
    }

    async Task<(Visitor Writer, long Number)> Note()
    {
        var name = $"w-{Guid.NewGuid():N}";
        var writer = await village.Member(name, "คุณลิขิต");
        return (writer, await village.Note(await village.Ask(db => db.Members.Where(m => m.Address == name).Select(m => m.Id).SingleAsync()), "กระจูด", "ตัดตอนเช้า"));
    }

    [Fact]
    public async Task Each_reader_counts_once_a_guest_by_browser_and_a_member_by_who_they_are()
    {
        var (_, number) = await Note();
        await Opens(number);
        await Opens(number);
        await Opens(number, "Mozilla/5.0 (iPhone)");
        var member = await village.Member($"m-{Guid.NewGuid():N}", "คุณกิจ");
        await Opens(number, Phone, member);
        await Opens(number, "Mozilla/5.0 (Windows NT 10.0)", member);
        Assert.Equal(3, await Counted(number));
        Assert.Contains("คนอ่าน3 ครั้ง", (await Opens(number, Phone, member)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_writes_it_does_not_count_nor_do_programs_nor_pages_that_nobody_looks_at()
    {
        var (writer, number) = await Note();
        await Opens(number, Phone, writer);
        await Opens(number, "");
        await Opens(number, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");
        await Opens(number, "facebookexternalhit/1.1");
        await Opens(number, "Go-http-client/1.1");
        await Opens(number, "Mozilla/5.0 HeadlessChrome/120");
        await Opens(number, Phone, null, ("Sec-Purpose", "prefetch;prerender"));
        await Opens(number, Phone, null, ("Sec-Fetch-Dest", "empty"));
        Assert.Equal(0, await Counted(number));
        await Opens(number, Phone, null, ("Sec-Fetch-Dest", "document"));
        Assert.Equal(1, await Counted(number));
    }

    [Fact]
    public async Task A_reader_is_given_no_cookie_and_the_page_loads_nothing_from_elsewhere()
    {
        var (_, number) = await Note();
        var seen = await Opens(number);
        Assert.False(seen.Answer.Headers.Contains("Set-Cookie"));
        Assert.All(seen.Document.QuerySelectorAll("script[src],img[src],link[href],iframe,object,embed,source"), e => Assert.DoesNotContain("//", e.GetAttribute("src") ?? e.GetAttribute("href") ?? "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_repeat_within_24_hours_is_none_also_across_midnight_and_later_it_is_one_again()
    {
        var clock = new HandClock { Now = new(2026, 11, 25, 20, 0, 0, TimeSpan.Zero) };
        var once = new OnceADay(clock);
        bool Reads() { var http = new DefaultHttpContext(); http.Request.Headers.UserAgent = Phone; return once.Is(http, "1042"); }
        Assert.True(Reads());
        clock.Now = clock.Now.AddHours(10);
        Assert.False(Reads());
        clock.Now = clock.Now.AddHours(13.9);
        Assert.False(Reads());
        clock.Now = clock.Now.AddHours(.2);
        Assert.True(Reads());
        clock.Now = clock.Now.AddDays(3);
        Assert.True(Reads());
        Assert.False(Reads());
    }

    sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
