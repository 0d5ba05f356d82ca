using System.IO.Compression;
using System.Net;
using System.Text;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Search;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Tests.Learning.Voices;

/// <summary>A member who is signed in gives a voice and does not sign it. Whoever looks afterwards, wherever, finds nothing that joins the two.</summary>
public sealed class Unmasking(Unmasking.Suspicion hall) : IClassFixture<Unmasking.Suspicion>
{
    const string Secret = "ความลับของคนขายปลาทู", Name = "คุณปิดปาก ลับลม", Address = "pidpak-laplom", Agent = "SecretPhone/9.81";

    /// <summary>The hall where it was given, and afterwards: closed, rolled up, published.</summary>
    public sealed class Suspicion : IAsyncLifetime
    {
        public Village Village { get; } = new();
        public Lines Log { get; } = new();
        internal Hall Hall { get; private set; } = null!;
        public Visitor Giver { get; private set; } = null!;
        public Visitor Administrator { get; private set; } = null!;
        public long Id { get; private set; }
        public long Line { get; private set; }
        public Seen Thanks { get; private set; } = null!;
        public Dump Open { get; private set; } = null!;
        public List<string> WhileOpen { get; } = [];

        public async Task InitializeAsync()
        {
            await ((IAsyncLifetime)Village).InitializeAsync();
            Hall = await Hall.Open(Village, "เวทีที่มีคนอยากรู้");
            Administrator = await Village.Member("suspicious", "ผู้ดูแล", (Role.Administrator, null));
            Giver = await Village.Member(Address, Name);
            Id = await Village.Ask(db => db.Members.Where(m => m.Address == Address).Select(m => m.Id).SingleAsync());
            await Hall.Voices(3, i => [$"พูดก่อน {i}"]);
            // Once more the same site, writing down everything it would ever say of itself
            var talkative = Village.WithWebHostBuilder(host => host.ConfigureLogging(log => log.SetMinimumLevel(LogLevel.Trace).AddProvider(Log).AddFilter<Lines>(null, LogLevel.Trace)));
            var browser = talkative.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
            browser.DefaultRequestHeaders.UserAgent.ParseAdd(Agent);
            var there = new Visitor(browser);
            await there.SignIn(Address);
            Thanks = await Hall.Gives(there, null, (1, Secret));
            await Hall.Voices(3, i => [$"พูดทีหลัง {i}"]);
            WhileOpen.Add((await Hall.Keeper.Open(Hall.Round)).Document.Source.Text);
            WhileOpen.Add((await Hall.Keeper.Open(Hall.Gather + 1)).Document.Source.Text);
            WhileOpen.Add((await Hall.Keeper.Open(Hall.Round + "/paper")).Document.Source.Text);
            WhileOpen.Add((await Administrator.Open(Hall.Round)).Document.Source.Text);
            await Tend(Village);
            Open = await Dump.Of(Village.Connection);
            await Hall.Close();
            await Hall.Pick(await Hall.Keeper.Open(Hall.Gather + 1), Secret).Press("ใส่ลงใบ");
            await (await Hall.Keeper.Open($"/reflect/{Hall.Number}")).Press("เผยแพร่");
            Line = await Village.Ask(db => db.VoicePoints.Where(p => p.Number == Hall.Number).Select(p => p.LineId!.Value).SingleAsync());
            await Village.Settles();
            await Village.Services.Catalogue().Until(() => Village.Services.Catalogue().Finds(Secret).Length > 0);
        }

        public async Task DisposeAsync() => await ((IAsyncLifetime)Village).DisposeAsync();
    }

    /// <summary>All that a site said of itself.</summary>
    public sealed class Lines : ILoggerProvider, ILogger
    {
        readonly StringBuilder all = new();
        readonly Lock writing = new();

        public string Text { get { lock (writing) return all.ToString(); } }
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull { lock (writing) all.AppendLine(state.ToString()); return null; }
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) { lock (writing) all.AppendLine(formatter(state, exception)).AppendLine(exception?.ToString()); }
        public void Dispose() { }
    }

    // Pages, each as who would look there; {n} the review, {l} its line
    public static TheoryData<string, string> Pages => new()
    {
        { "administrator", "/n/{n}" }, { "guest", "/n/{n}" }, { "giver", "/n/{n}" }, { "guest", "/n/{n}/said/{l}" }, { "administrator", "/n/{n}/said/{l}" }, { "giver", "/n/{n}/said/{l}" },
        { "keeper", "/reflect/{n}/voices" }, { "keeper", "/reflect/{n}/voices/gather?q=1" }, { "administrator", "/reflect/{n}/voices/gather?q=1" }, { "keeper", "/reflect/{n}/voices/paper" },
        { "keeper", "/reflect/{n}" }, { "administrator", "/n/{n}/history" }, { "administrator", "/n/{n}/history/2" }, { "guest", "/aars/feed" }, { "guest", "/aars" },
        { "administrator", "/find?q=" + Secret }, { "administrator", "/find?q=" + Secret + "&format=json" }, { "guest", "/find/suggest?q=ความลับ" }, { "administrator", "/offline/list" },
        { "administrator", "/p/" + Address }, { "administrator", "/audit" }, { "administrator", "/people?q=" + Name }, { "administrator", "/letters" }, { "administrator", "/moderate" },
        { "giver", "/me" }, { "giver", "/me/drafts" }, { "giver", "/me/to-me" }, { "giver", "/v/{c}" }, { "giver", "/v/{c}/thanks" }, { "guest", "/v/{c}" },
    };

    string At(string address) => address.Replace("{n}", $"{hall.Hall.Number}", StringComparison.Ordinal).Replace("{l}", $"{hall.Line}", StringComparison.Ordinal).Replace("{c}", hall.Hall.Code, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_shows_the_words_and_the_giver_together(string who, string address)
    {
        var visitor = who switch { "administrator" => hall.Administrator, "giver" => hall.Giver, "keeper" => hall.Hall.Keeper, _ => hall.Village.Guest() };
        using var answer = await visitor.Http.GetAsync(At(address));
        Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
        // Where the giver looks, the head of the page greets them: what counts is the page itself
        Together(who == "giver" ? (await visitor.Open(At(address))).Text : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), address);
        if (!address.Contains("{n}", StringComparison.Ordinal) && !address.Contains(Secret, StringComparison.Ordinal))
            Assert.False(who == "giver" && (await visitor.Open(At(address))).Text.Contains(Secret, StringComparison.Ordinal), $"{address} leads the giver back to their words");
    }

    static async Task Tend(Village village)
    {
        await using var scope = village.Services.CreateAsyncScope();
        await VoiceRound.Tend(scope.ServiceProvider, default);
    }

    static void Together(string text, string where)
    {
        if (text.Contains(Secret, StringComparison.Ordinal))
            foreach (var sign in new[] { Name, Address, Agent })
                Assert.False(text.Contains(sign, StringComparison.Ordinal), $"{where} shows the words and «{sign}»");
    }

    [Fact]
    public void While_the_round_is_open_nobody_reads_it_not_even_its_keeper() => Assert.All(hall.WhileOpen, page => Assert.DoesNotContain(Secret, WebUtility.HtmlDecode(page), StringComparison.Ordinal));

    [Fact]
    public void Giving_leaves_nothing_in_the_browser_and_the_thanks_are_everybodys()
    {
        Assert.Equal($"/v/{hall.Hall.Code}/thanks", hall.Thanks.Address);
        Assert.False(hall.Thanks.Answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", hall.Thanks.Answer.Headers.CacheControl!.ToString());
        Assert.DoesNotContain(Secret, hall.Thanks.Text, StringComparison.Ordinal);
        Assert.Equal([$"/v/{hall.Hall.Code}"], hall.Thanks.Document.QuerySelectorAll(".narrow a").Select(a => a.GetAttribute("href")));
    }

    [Theory]
    [InlineData("giver", "")]
    [InlineData("administrator", "?site=all")]
    [InlineData("keeper", "")]
    public async Task No_copy_holds_the_words_beside_the_giver(string who, string what)
    {
        var visitor = who switch { "administrator" => hall.Administrator, "giver" => hall.Giver, _ => hall.Hall.Keeper };
        await using var zip = new MemoryStream(await visitor.Http.GetByteArrayAsync("/export/copy.zip" + what));
        await using var copy = new ZipArchive(zip);
        Assert.NotEmpty(copy.Entries);
        foreach (var file in copy.Entries)
        {
            using var read = new StreamReader(await file.OpenAsync());
            var text = await read.ReadToEndAsync();
            if (who == "giver")
                Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Together(text, file.FullName);
        }
    }

    [Fact]
    public async Task What_is_typed_is_not_kept_at_the_site_before_it_is_sent()
    {
        using var form = new HttpRequestMessage(HttpMethod.Post, "/unfinished") { Content = new FormUrlEncodedContent([new("once", $"{Guid.NewGuid():N}"), new("address", "/v/" + hall.Hall.Code), new("Answers[0]", Secret)]) };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await hall.Giver.Http.SendAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public void The_log_at_its_most_talkative_says_neither_the_words_nor_who_was_there()
    {
        Assert.Contains("/v/" + hall.Hall.Code, hall.Log.Text, StringComparison.Ordinal); // it was listening
        foreach (var words in new[] { Secret, Name, Agent })
            Assert.DoesNotContain(words, hall.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_form_from_somebody_else_is_the_same_form_so_its_key_says_not_who()
    {
        var other = await Hall.Open(hall.Village, $"เวทีกุญแจ {Guid.NewGuid():N}");
        var key = $"{Guid.NewGuid():N}";
        foreach (var who in new[] { hall.Giver, hall.Administrator, hall.Village.Guest() })
        {
            using var form = new HttpRequestMessage(HttpMethod.Post, "/v/" + other.Code) { Content = new FormUrlEncodedContent([new("once", key), new("Answers[0]", "กุญแจเดียว")]) };
            form.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await who.Http.SendAsync(form);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        Assert.Equal(1, await hall.Village.Ask(db => db.Voices.CountAsync(v => v.Number == other.Number)));
    }

    [Fact]
    public async Task No_file_of_the_site_holds_the_words_beside_the_giver()
    {
        foreach (var file in Directory.EnumerateFiles(hall.Village.Data, "*", SearchOption.AllDirectories))
            Together(Encoding.UTF8.GetString(await File.ReadAllBytesAsync(file)), file);
    }

    [Fact]
    public async Task No_row_of_any_table_leads_from_the_words_to_the_giver()
    {
        foreach (var (when, dump) in new[] { ("while open", hall.Open), ("afterwards", await Dump.Of(hall.Village.Connection)) })
        {
            var held = dump.Rows.Where(r => r.Text.Contains(Secret, StringComparison.Ordinal)).ToList();
            Assert.Equal(when == "while open" ? ["learning.voice_line"] : ["content.item", "content.revision", "learning.aar_line", "learning.voice_line", "learning.voice_point"], held.Select(r => r.Table).Distinct().Order(StringComparer.Ordinal).Where(t => t != "content.change"));
            var line = Assert.Single(held, r => r.Table == "learning.voice_line");
            var voice = Assert.Single(dump.Rows, r => r.Table == "learning.voice" && r.Values["id"] == line.Values["voice_id"]);
            Assert.Equal(("", null, "Phone"), (voice.Values["name"], voice.Values["member_id"], voice.Values["way"]));
            // What is only of this voice stands nowhere else: its keys in no other row, and no moment in it at all
            foreach (var key in new[] { line.Values["id"]!, voice.Values["id"]! })
                Assert.All(dump.Rows.Where(r => r.Text.Contains(key, StringComparison.Ordinal)), r => Assert.Contains(r.Table, new[] { "learning.voice", "learning.voice_line" }));
            Assert.DoesNotContain(dump.Moments, m => m.StartsWith("learning.voice", StringComparison.Ordinal));
            // PostgreSQL itself notes by which transaction a row was written: nothing else, and every voice of the round, was written by this one
            // (afterwards the line was touched once more, by its keeper's own deed)
            foreach (var row in when == "while open" ? [line, voice] : new[] { voice })
                Assert.All(dump.Rows.Where(r => r.Transaction == row.Transaction), r => Assert.StartsWith("learning.voice", r.Table, StringComparison.Ordinal));
            Assert.True(dump.Rows.Count(r => r.Table == "learning.voice" && r.Transaction == voice.Transaction) >= 7);
            // A form that was done is kept by day, and by a key that nobody can work out
            Assert.All(dump.Rows.Where(r => r.Table == "foundation.form_done" && r.Values["leads_to"]?.Contains("/v/", StringComparison.Ordinal) is true), r => Assert.Matches("00:00:00", r.Values["done_at"]!));
        }
    }

    [Fact]
    public async Task Neither_the_order_of_rows_nor_of_the_page_is_that_of_coming()
    {
        var other = await Hall.Open(hall.Village, $"เวทีลำดับ {Guid.NewGuid():N}");
        for (var nth = 0; nth < 30; nth++)
            await other.Gives(hall.Village.Guest(), null, (1, $"{(nth * 7919 + 13) % 30:00} มาเป็นคนที่ {nth:00}"));
        await Tend(hall.Village);
        foreach (var dump in new[] { await Dump.Of(hall.Village.Connection), await Closed() })
        {
            var order = dump.Rows.Where(r => r.Table == "learning.voice_line" && r.Values["number"] == $"{other.Number}").Select(r => r.Values["text"]![^2..]).ToList();
            Assert.Equal(30, order.Count);
            Assert.NotEqual(order.Order(StringComparer.Ordinal), order);
            Assert.InRange(order.Zip(order.Skip(1)).Count(pair => string.CompareOrdinal(pair.First, pair.Second) < 0), 3, 26);
        }
        async Task<Dump> Closed()
        {
            await other.Close();
            return await Dump.Of(hall.Village.Connection);
        }
    }
}
