using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Planet;
using KmCommons.Tests.Writing;
using KmCommons.Training;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Tests.Moderation;

/// <summary>What a guest brings along and did not come to tell (network address, e-mail, browser) is nowhere afterwards: canaries in each, and all that leaves the site or stays in it is looked through.</summary>
public sealed class GuestPrivacy(Village village) : IClassFixture<Village>
{
    const string Email = "Canary.Nok-Khamin@guest-canary.example", Browser = "CanaryBrowser/77.5", Old = "198.51.100.213", New = "2001:db8:77:cafe:beef:1234:5678:9abc";

    static readonly string[] Canaries = [Email, Email.ToLowerInvariant(), "guest-canary", Browser, "CanaryBrowser", Old, "198.51.100", New, "cafe:beef", "beef:1234", "1234:5678"];

    // As bytes that a table shows in hexadecimal, as the part of an address, as base64
    static IEnumerable<string> Shapes => Canaries.SelectMany(c => new[] { c, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(c)), Uri.EscapeDataString(c), WebUtility.HtmlEncode(c), Convert.ToBase64String(Encoding.UTF8.GetBytes(c)) })
        .Concat([Convert.ToHexStringLower(IPAddress.Parse(Old).GetAddressBytes()), Convert.ToHexStringLower(IPAddress.Parse(New).GetAddressBytes())]).Distinct();

    static void Holds(string where, string text) => Assert.All(Shapes, shape => Assert.False(text.Contains(shape, StringComparison.OrdinalIgnoreCase), $"{where} has {shape}: …{text[Math.Max(0, text.IndexOf(shape, StringComparison.OrdinalIgnoreCase) - 80)..][..Math.Min(200, text.Length - Math.Max(0, text.IndexOf(shape, StringComparison.OrdinalIgnoreCase) - 80))]}"));

    sealed class Ear : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull { Lines.Enqueue($"scope {state}"); return null; }
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            // With all that a line carries beside its words, as a collector of logs would keep it
            Lines.Enqueue($"{formatter(state, exception)} {exception} {(state is IEnumerable<KeyValuePair<string, object?>> parts ? string.Join(' ', parts.Select(p => $"{p.Key}={p.Value}")) : "")}");
        }
        public void Dispose() { }
    }

    sealed class Arrivals : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers.Remove("Comes-From", out var from))
                    http.Connection.RemoteIpAddress = IPAddress.Parse(from.ToString());
                return rest();
            });
            next(app);
        };
    }

    WebApplicationFactory<Program> Listening(Ear ear) => village.WithWebHostBuilder(host =>
    {
        host.UseSetting("Logging:LogLevel:Default", "Trace").UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Trace").UseSetting("Logging:LogLevel:Microsoft.EntityFrameworkCore", "Trace").UseSetting("Limits:Report", "1");
        host.ConfigureLogging(log => log.AddProvider(ear).SetMinimumLevel(LogLevel.Trace));
        host.ConfigureServices(things => things.AddSingleton<IStartupFilter, Arrivals>());
    });

    static Visitor Guest(WebApplicationFactory<Program> site, string from)
    {
        var http = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        http.DefaultRequestHeaders.Add("Comes-From", from);
        http.DefaultRequestHeaders.Add("User-Agent", Browser);
        return new(http);
    }

    static async Task<string> Whole(HttpResponseMessage answer) => $"{answer.Headers}{answer.Content.Headers}{await answer.Content.ReadAsStringAsync()}";

    [Fact]
    public async Task Nothing_that_a_guest_did_not_come_to_tell_is_in_any_page_feed_letter_log_line_header_file_or_table()
    {
        var ear = new Ear();
        await using var site = Listening(ear);
        var owner = await village.Member("gp-owner", "เจ้าของสมุด");
        var note = (await Notes.Write(owner, "น้ำในคลองที่แขกมาถาม", "ว่ามา", "เผยแพร่")).Address;
        var number = Notes.Number(note);
        foreach (var from in new[] { Old, New })
        {
            var guest = Guest(site, from);
            Holds("the answer", await Whole((await (await guest.Open(note)).Fill("ความเห็นหรือคำถามของท่าน", $"น้ำใสไหม {from.Length}").Fill("ชื่อของท่าน", "แขก").Fill("อีเมล", Email).Press("ส่งความเห็น")).Answer));
            await (await guest.Open($"/report/{number}")).Fill("มีอะไรไม่เหมาะ", "ลองแจ้ง").Press("แจ้งผู้ดูแล");
            // Refused for being too often, not found, and a failure of ours: what is logged then?
            await (await guest.Open($"/report/{number}")).Fill("มีอะไรไม่เหมาะ", "ลองแจ้งอีก").Press("แจ้งผู้ดูแล");
            using var wrong = new FormUrlEncodedContent([new("Say.Text", "x"), new("Say.Name", "แขก"), new("Say.Email", Email + "\0")]);
            await guest.Send(HttpMethod.Post, note, wrong);
            Holds("a page that is not there", await Whole((await guest.Open("/n/999999")).Answer));
        }
        await village.Do(db => db.Comments.Where(c => c.Number == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.At, c => c.At.AddHours(-30))));
        await using (var scope = site.Services.CreateAsyncScope())
            await HeldLetters.Put(scope.ServiceProvider, default);
        var administrator = await village.Member("gp-admin", "ผู้ดูแลระบบ", (Role.Administrator, null));
        await (await administrator.Open(note)).Press("ติดตาม");
        var together = await Together(number);
        async Task LooksThrough()
        {
            await village.Settles();
            foreach (var who in new[] { village.Guest(), Guest(site, "192.0.2.1"), owner, administrator })
                foreach (var address in (string[])["/", note, note + "/feed", "/notes", "/notes/feed", "/p/gp-owner", "/p/gp-owner/feed", "/b/gp-owner", "/b/gp-owner/feed", "/find?q=คลอง", "/find?q=คลอง&format=json", "/find?q=canary", "/find/suggest?q=คลอง",
                    "/me", "/me/held", $"/me/held?number={number}", "/me/rulings", "/moderate", $"/moderate?number={number}", "/decisions", "/audit", "/letters", "/people?q=แขก", "/words", $"/history/{number}", "/health", "/questions", "/b/gp-owner/questions", $"/thanks/{number}", "/following", "/me/follows", "/me/to-me", "/offline/list", "/export", .. together])
                    Holds(address, await Whole((await who.Open(address)).Answer));
        }
        await LooksThrough();
        await (await owner.Open("/me/held")).Press("ให้ขึ้นได้");
        Assert.Contains("น้ำใสไหม", (await administrator.Open("/following")).Text, StringComparison.Ordinal);
        foreach (var (who, copies) in new[] { (owner, new[] { "", "?blog=gp-owner" }), (administrator, new[] { "", "?site=all", "?circle=gp-wong", "?blog=gp-owner" }) })
            foreach (var copy in copies)
                await LooksInto(await who.Http.GetAsync("/export/copy.zip" + copy), hasNote: who == owner || copy.Length > 0);
        await (await owner.Open("/me/held")).Fill("เหตุที่พบบ่อย", "ไม่เกี่ยวกับเรื่องที่คุยกัน").Press("ซ่อนจากผู้อ่าน");
        await LooksThrough();

        await using (var scope = site.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
        var letters = await village.Ask(db => db.Set<OutboxLetter>().Select(l => l.Bytes).ToListAsync());
        Assert.NotEmpty(letters);
        letters.ForEach(letter => Holds("a letter", Read(letter)));
        foreach (var file in Directory.EnumerateFiles(village.Data, "*", SearchOption.AllDirectories))
            Holds(file, Read(await File.ReadAllBytesAsync(file)));
        foreach (var (table, rows) in await Tables())
            Holds(table, rows);
        Assert.Contains(ear.Lines, line => line.Contains("/report/", StringComparison.Ordinal));
        Assert.Contains(ear.Lines, line => line.Contains("insert into", StringComparison.OrdinalIgnoreCase));
        Holds("the log", string.Join('\n', ear.Lines));
    }

    // What people gather, teach and judge together, with the guests' words among it
    Task<string[]> Together(long number) => village.Ask(async db =>
    {
        var (now, owner) = (DateTimeOffset.UtcNow, await db.Members.SingleAsync(m => m.Address == "gp-owner"));
        var blog = await db.Blogs.SingleAsync(b => b.Address == "gp-owner");
        var circle = Circle.Begin(db, "gp-wong", "วงคนเลี้ยงนก", CircleKind.Other, null, "");
        var collection = Collection.Begin(db, "เรื่องที่แขกมาถาม", "", owner.Id, now);
        collection.Rules.Add(new() { Kind = RuleKind.Person, Key = $"{owner.Id}", MemberId = owner.Id });
        var cohort = Cohort.Open(db, "รุ่นที่แขกมาดู", "800119", "1 ม.ค. 2699", null, owner.Id, now);
        var round = AwardRound.Open(db, "รอบที่แขกมาดู", null, "1 ม.ค. 2560", "31 ธ.ค. 2560", [new() { Kind = Counted.Notes, AtLeast = 1 }], owner.Id, blog, now);
        round.Nominate(blog);
        await db.SaveChangesAsync();
        await circle.Join(db, owner.Id, Role.Practitioner, new(2006, 1, 1));
        await db.SaveChangesAsync();
        await db.Comments.Where(c => c.Number == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.IsQuestion, true));
        return new[] { "/collections", collection.Url, collection.Url + "/feed", collection.Url + "/keep", "/training", cohort.Url, cohort.Url + "/coach", cohort.Url + "/sheet", "/awards", round.Url, "/c/gp-wong", "/c/gp-wong/questions" };
    });

    static async Task LooksInto(HttpResponseMessage copy, bool hasNote)
    {
        Assert.Equal(HttpStatusCode.OK, copy.StatusCode);
        Holds("a copy", $"{copy.Headers}{copy.Content.Headers}");
        await using var zip = new ZipArchive(await copy.Content.ReadAsStreamAsync());
        var said = new List<string>();
        foreach (var file in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using (var read = await file.OpenAsync())
                await read.CopyToAsync(bytes);
            Holds("the name of a file of a copy", file.FullName);
            Holds(file.FullName, Read(bytes.ToArray()));
            if (Encoding.UTF8.GetString(bytes.ToArray()).Contains("น้ำใสไหม", StringComparison.Ordinal))
                said.Add(Path.GetExtension(file.FullName));
        }
        // The guest's words are there, in each of the three forms
        Assert.Equal(hasNote ? [".html", ".json", ".md"] : [], said.Distinct().Order(StringComparer.Ordinal));
    }

    static string Read(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var decoded = Regex.Matches(text, @"(?:[A-Za-z0-9+/]{16,}={0,2}\r?\n?)+").Select(m => m.Value.ReplaceLineEndings("")).Where(b => b.Length % 4 == 0).Select(b => Encoding.UTF8.GetString(Convert.FromBase64String(b)));
        return text + Encoding.UTF8.GetString(bytes) + Encoding.Unicode.GetString(bytes) + string.Concat(decoded);
    }

    async Task<List<(string Table, string Rows)>> Tables()
    {
        await using var connection = new NpgsqlConnection(village.Connection);
        await connection.OpenAsync();
        async Task<List<string>> Ask(string sql)
        {
            await using var ask = new NpgsqlCommand(sql, connection);
            await using var rows = await ask.ExecuteReaderAsync();
            var found = new List<string>();
            while (await rows.ReadAsync())
                found.Add(rows.GetString(0));
            return found;
        }
        var tables = new List<(string, string)>();
        foreach (var table in await Ask("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"))
            tables.Add((table, string.Join('\n', await Ask($"select t::text from {table} t"))));
        Assert.Contains(tables, t => t.Item1 == "content.comment" && t.Item2.Contains("น้ำใสไหม", StringComparison.Ordinal));
        return tables;
    }

    [Fact]
    public async Task A_guest_who_gives_the_same_email_is_known_again_from_another_network_and_by_another_name()
    {
        var owner = await village.Member("again-owner", "เจ้าของสมุดอีกคน");
        var note = (await Notes.Write(owner, "ใครเคยมา", "ว่ามา", "เผยแพร่")).Address;
        await using var site = Listening(new());
        async Task<CommentState> Says(string from, string name, string email, string text)
        {
            var page = (await Guest(site, from).Open(note)).Fill("ความเห็นหรือคำถามของท่าน", text).Fill("ชื่อของท่าน", name).Fill("อีเมล", email);
            await page.Press("ส่งความเห็น");
            return await village.Ask(db => db.Comments.Where(c => c.Text == text).Select(c => c.State).SingleAsync());
        }
        Assert.Equal(CommentState.Held, await Says("203.0.113.1", "ลุงมา", "lung@example.org", "มาครั้งแรก"));
        Assert.Equal(CommentState.Held, await Says("203.0.113.2", "ลุงมา", "lung@example.org", "มาอีกครั้งก่อนให้ขึ้น"));
        await village.Do(async db => { (await db.Comments.SingleAsync(c => c.Text == "มาครั้งแรก")).LetStand(); await db.SaveChangesAsync(); });
        Assert.Equal(CommentState.Shown, await Says("203.0.113.3", "ลุงมาอีก", " Lung@Example.org", "มาจากเครือข่ายอื่น"));
        Assert.Equal(CommentState.Held, await Says("203.0.113.4", "ลุงมา", "other@example.org", "อีเมลอื่น"));
        Assert.Equal(CommentState.Held, await Says("203.0.113.5", "ลุงมา", "", "ไม่ใส่อีเมล"));
    }
}
