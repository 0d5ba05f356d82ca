using System.IO.Compression;
using System.Net;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Search;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Transfer;

/// <summary>A person takes what is theirs, and withdraws their name.</summary>
public sealed class Withdrawing : IAsyncLifetime
{
    const string Name = "คุณขวัญเมือง ลับแล", Address = "khwanmueang-laplae";

    readonly Village village = new();
    Visitor person = null!;
    long id, note, aar;

    public async Task InitializeAsync()
    {
        await ((IAsyncLifetime)village).InitializeAsync();
        person = await village.Member(Address, Name, (Role.NoteTaker, "800119"));
        id = await village.Ask(db => db.Members.Where(m => m.Address == Address).Select(m => m.Id).SingleAsync());
        var friend = await village.Joins("phuean", "เพื่อนบ้าน");
        await village.Do(async db => { var blog = await Blog.Open(db, "bangchak", "สมุดบางจาก", "", "800119", friend); blog.Give(id, BlogHand.Writer); await db.SaveChangesAsync(); });
        note = await Carrying.Note(village, id, "เรื่องของฉันเอง", "ลับเฉพาะเรื่องนี้", null);
        await person.Open("/write"); // a blog of their own opens
        await village.Do(async db =>
        {
            await Blog.WrittenBy(db, new(id, Name, []));
            var made = await Aar.Write(db, new(friend, "", []), new() { EventName = "ประชุม", Answers = ["น้ำใส", "", "", $"ขุดต่อ — {Name}, วันเสาร์"], People = $"{Name}\nครู", Blog = await db.Blogs.FirstAsync(b => b.Address == "bangchak") }, Carrying.Day);
            made.Publish(Carrying.Day);
            var subscription = new Subscription { MemberId = id };
            subscription.Begin(Carrying.Day);
            db.Subscriptions.Add(subscription);
            await SavedSearch.Keep(db, id, new("คลอง", [], false, 1), "คลองของฉัน", Carrying.Day);
            var item = await db.Items.SingleAsync(i => i.Number == note);
            await new NewComment { Text = "ตอบของฉัน" }.WriteOn(item, new(id, Name, []), db, null, Carrying.Day);
            await db.SaveChangesAsync();
            var told = Entry.Begin(db, friend, await db.Blogs.Include(b => b.Writers).FirstAsync(b => b.Address == "bangchak"), Carrying.Day);
            told.Credit(Credits.None.Changed($"ลุง, {Name}", Name, "", true, new(friend, "", []), Carrying.Day));
            told.Write("เล่าให้ฟัง", "เล่ากันหลายคน", friend, Carrying.Day);
            told.Item.Publish(Carrying.Day);
            await db.SaveChangesAsync();
            aar = made.Number;
        });
        await using var scope = village.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>().Put("password", "1", $"{Address}@example.th", Name, Name, Name);
        await scope.ServiceProvider.GetRequiredService<CommonsDb>().SaveChangesAsync();
    }

    public Task DisposeAsync() => ((IAsyncLifetime)village).DisposeAsync();

    // Every text of every table, but for the letter that tells them
    async Task<List<string>> Left()
    {
        await using var source = NpgsqlDataSource.Create(village.Connection);
        var (found, columns) = (new List<string>(), new List<(string Table, string Column)>());
        await using (var ask = source.CreateCommand("select table_schema || '.' || table_name, column_name from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('text', 'ARRAY', 'bytea')"))
        await using (var rows = await ask.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                columns.Add((rows.GetString(0), rows.GetString(1)));
        foreach (var (table, column) in columns)
        {
            await using var look = source.CreateCommand($"select count(*) from {table} where ({column}::text ilike $1 or {column}::text ilike $2) {(table == "foundation.letter" ? "and kind <> 'farewell'" : "")}");
            look.Parameters.Add(new() { Value = $"%{Name}%" });
            look.Parameters.Add(new() { Value = $"%{Address}%" });
            if ((long)(await look.ExecuteScalarAsync())! > 0)
                found.Add($"{table}.{column}");
        }
        return found;
    }

    [Fact]
    public async Task A_name_that_is_withdrawn_is_nowhere_any_more_and_what_was_written_holds_together()
    {
        Assert.Contains("content.revision.texts", await Left());
        var page = await person.Open("/me/leave");
        var wrong = await page.Fill("รหัสผ่านของท่าน", "ไม่ใช่รหัส-1234").Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Equal(1, await village.Ask(db => db.Members.Where(m => m.Id == id).Select(m => m.AccessFailedCount).SingleAsync()));
        var unsure = await (await person.Open("/me/leave")).Fill("รหัสผ่านของท่าน", Village.Password).Press("ถอนชื่อของฉัน");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.Status);
        Assert.NotEmpty(await Left());
        var gone = await (await person.Open("/me/leave")).Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        Assert.Equal("/", gone.Address);
        Assert.Empty(await Left());
        // No way in, with the old cookie or the password
        Assert.StartsWith("/sign-in", (await person.Open("/me")).Address, StringComparison.Ordinal);
        var guest = village.Guest();
        var seen = await guest.Open($"/n/{note}");
        Assert.Contains(Member.WithdrawnName, seen.Text, StringComparison.Ordinal);
        Assert.Contains("ลับเฉพาะเรื่องนี้", seen.Text, StringComparison.Ordinal);
        Assert.Contains("ตอบของฉัน", seen.Text, StringComparison.Ordinal);
        var review = await guest.Open($"/n/{aar}");
        Assert.Contains($"{Member.WithdrawnName}, ครู", review.Text, StringComparison.Ordinal);
        foreach (var address in new[] { $"/n/{note}", $"/n/{aar}", $"/history/{note}", "/b/bangchak", "/b/bangchak/feed", "/notes", $"/p/withdrawn-{id}" })
            Assert.DoesNotContain(Name, await (await guest.Http.GetAsync(address)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Open("/p/" + Address)).Status);
        // They are told, and then the last place that knew their address forgets it
        await KmCommons.Tests.Digests.PostOffice.Deliver(village);
        await using var scope = village.Services.CreateAsyncScope();
        await Forgetting.Run(scope.ServiceProvider.GetRequiredService<CommonsDb>(), default);
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<CommonsDb>().Set<OutboxLetter>().CountAsync(l => l.Kind == "farewell"));
    }

    [Fact]
    public async Task Who_wants_it_takes_notes_and_comments_away_too()
    {
        var page = await person.Open("/me/leave");
        await page.Tick("เอาบันทึกและความเห็นของฉันออกด้วย").Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open($"/n/{note}")).Status);
        Assert.False(await village.Ask(db => db.Revisions.AnyAsync(r => r.Number == note && r.Texts.Length > 0)));
        Assert.Equal("", await village.Ask(db => db.Entries.Where(e => e.Number == note).Select(e => e.Markdown + e.Html).SingleAsync()));
        Assert.False(await village.Ask(db => db.Comments.AnyAsync(c => c.MemberId == id && c.Text != "")));
        Assert.Empty(await Left());
    }

    [Fact]
    public async Task What_was_erased_is_not_among_what_is_hidden_and_nobody_brings_it_back()
    {
        var (moderator, second) = (await village.Member("phudulae", "ผู้ดูแล", (Role.Moderator, null)), await village.Member("phudulae-uen", "ผู้ดูแลอีกคน", (Role.Moderator, null)));
        var (erased, appealed, kept) = await village.Ask(async db =>
        {
            var item = await db.Items.SingleAsync(i => i.Number == aar);
            var friend = await db.Members.SingleAsync(m => m.Address == "phuean");
            var said = new List<Comment>();
            foreach (var (text, by) in new[] { ("คำแรกของฉัน", id), ("คำที่ขอทบทวน", id), ("คำของเพื่อนบ้าน", friend.Id) })
                said.Add(await new NewComment { Text = text }.WriteOn(item, new(by, "", []), db, null, Carrying.Day));
            await db.SaveChangesAsync();
            return (said[0].Id, said[1].Id, said[2].Id);
        });
        async Task<HttpStatusCode> Does(Visitor who, string deed, params (string, string)[] fields) =>
            (await who.Send(HttpMethod.Post, "/moderate?handler=" + deed, new FormUrlEncodedContent(fields.Append(("Reason", "ลองดู")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))))).Status;
        foreach (var comment in new[] { appealed, kept })
            Assert.Equal(HttpStatusCode.OK, await Does(moderator, "Hide", ("Number", $"{aar}"), ("Comment", $"{comment}")));
        await (await person.Open("/me/rulings")).Fill("ทำไมควรดูอีกครั้ง", "ไม่ผิดอะไร").Press("ส่งให้ผู้ดูแลอีกคน");
        await (await person.Open("/me/leave")).Tick("เอาบันทึกและความเห็นของฉันออกด้วย").Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        var hidden = (await moderator.Open("/moderate")).Document.DocumentElement.OuterHtml;
        Assert.Contains("คำของเพื่อนบ้าน", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{erased}\"", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{appealed}\"", hidden, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.Open($"/moderate?number={aar}&comment={erased}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, await Does(moderator, "Restore", ("Number", $"{aar}"), ("Comment", $"{erased}")));
        // Nor by an appeal, which may still be answered
        var ruling = await village.Ask(db => db.Rulings.Where(r => r.CommentId == appealed).Select(r => r.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Does(second, "Overturn", ("Appealed", $"{ruling}")));
        Assert.Equal(HttpStatusCode.OK, await Does(second, "Uphold", ("Appealed", $"{ruling}")));
        Assert.Equal(HttpStatusCode.OK, await Does(moderator, "Restore", ("Number", $"{aar}"), ("Comment", $"{kept}")));
        Assert.Equal([kept], await village.Ask(db => db.Comments.Where(c => c.Number == aar && c.State == CommentState.Shown).Select(c => c.Id).ToListAsync()));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        var only = await village.Member("phudulae", "ผู้ดูแล", (Role.Administrator, null));
        var refused = await (await only.Open("/me/leave")).Fill("รหัสผ่านของท่าน", Village.Password).Tick("เข้าใจแล้วว่าทำคืนไม่ได้").Press("ถอนชื่อของฉัน");
        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
    }

    [Fact]
    public async Task Every_place_that_refers_to_a_member_is_known_to_the_leaving()
    {
        await using var source = NpgsqlDataSource.Create(village.Connection);
        await using var ask = source.CreateCommand("""
            select n.nspname || '.' || c.relname || '.' || a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = any(k.conkey)
            where k.contype = 'f' and k.confrelid = 'people.member'::regclass
            """);
        var referring = new List<string>();
        await using (var rows = await ask.ExecuteReaderAsync())
            while (await rows.ReadAsync())
                referring.Add(rows.GetString(0));
        Assert.Equal(referring.Order(StringComparer.Ordinal), Leaving.Gone.Concat(Leaving.Nobodys).Concat(Leaving.Nameless).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_person_takes_a_zip_of_all_that_is_theirs_and_nobody_else_s()
    {
        await Carrying.Note(village, id, "ร่างของฉัน", "ยังไม่เสร็จ", null, published: false);
        var struck = await Carrying.Note(village, id, "ร่างที่ถูกตัด", "คำที่ถูกตัดออก", null, published: false);
        await village.Do(async db =>
        {
            await db.Revisions.Where(r => r.Number == struck).ExecuteUpdateAsync(set => set.SetProperty(r => r.StruckAt, Carrying.Day));
            await new NewComment { Text = "คำของเพื่อนบ้าน" }.WriteOn(await db.Items.SingleAsync(i => i.Number == note), new(await db.Members.Where(m => m.Address == "phuean").Select(m => m.Id).SingleAsync(), "เพื่อนบ้าน", []), db, null, Carrying.Day);
            await db.SaveChangesAsync();
        });
        using var answer = await person.Http.GetAsync("/export/copy.zip");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        string Text(string name) => new StreamReader(zip.GetEntry(name)!.Open()).ReadToEnd();
        Assert.Contains($"notes/{note}.md", zip.Entries.Select(e => e.FullName));
        Assert.Equal(3, zip.Entries.Count(e => e.FullName.StartsWith("notes/", StringComparison.Ordinal)));
        var me = Text("me/me.json");
        Assert.Contains($"{Address}@example.th", me, StringComparison.Ordinal);
        Assert.Contains("คลองของฉัน", me, StringComparison.Ordinal);
        Assert.DoesNotContain("assword", me, StringComparison.Ordinal);
        Assert.Contains("ตอบของฉัน", Text("me/comments.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("คำของเพื่อนบ้าน", Text("me/comments.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("คำที่ถูกตัดออก", Text("me/saves-1.json"), StringComparison.Ordinal);
        Assert.Contains("ร่างของฉัน", Text("me/saves-1.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("phuean@", string.Concat(zip.Entries.Where(e => e.FullName.EndsWith("json", StringComparison.Ordinal)).Select(e => Text(e.FullName))), StringComparison.Ordinal);
    }
}
