using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Tests.House;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Moderation;

/// <summary>The trail of deeds that changed somebody else's things or rights.</summary>
public sealed class AuditChain(Village village) : IClassFixture<Village>
{
    Task<List<AuditRow>> Rows() => village.Ask(db => db.Set<AuditRow>().AsNoTracking().OrderBy(r => r.Seq).ToListAsync());

    async Task<string> Said()
    {
        var said = new StringWriter();
        var code = await village.Ask(db => AuditCommand.Run(db, said));
        return $"{code} {said}";
    }

    // As somebody with the keys of the database would; undone at the end
    async Task Forge(string sql, Func<Task> see)
    {
        await using var connection = new NpgsqlConnection(village.Connection);
        await connection.OpenAsync();
        async Task Run(string text) { await using var command = new NpgsqlCommand(text, connection); await command.ExecuteNonQueryAsync(); }
        await Run("create table kept as table foundation.audit; alter table foundation.audit disable trigger user");
        await Run(sql);
        await see();
        await Run("delete from foundation.audit; insert into foundation.audit table kept; drop table kept; alter table foundation.audit enable trigger user");
    }

    [Fact]
    public async Task Roles_blogs_words_and_rulings_are_in_the_trail_with_who_did_it_and_no_name()
    {
        var admin = await village.Member("auditor", "ผู้ดูแลระบบคนหนึ่ง", (Role.Administrator, null));
        var (adminId, friend) = (await village.Ask(db => db.Members.Where(m => m.Address == "auditor").Select(m => m.Id).SingleAsync()), await village.Joins("given", "คนรับบทบาท"));
        async Task Sends(string address, params (string, string)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2)));
            await admin.Send(HttpMethod.Post, address, form);
        }
        var writer = await village.Member("written", "คนเขียนในร่องรอย");
        var number = Notes.Number((await Notes.Write(writer, "น้ำในคลองร่องรอย", "ใส", "เผยแพร่")).Address);
        await Sends("/people?handler=Give", ("Who", $"{friend}"), ("Role", "Moderator"), ("Place", "800119"));
        var role = await village.Ask(db => db.RolesHeld.SingleAsync(r => r.MemberId == friend));
        await Sends("/people?handler=End", ("held", $"{role.Id}"));
        await Sends("/people?handler=Password", ("Who", $"{friend}"));
        await Sends("/blogs", ("Place", "800707"), ("Address", "audited"), ("Title", "ขอนหาดร่องรอย"), ("Owner", "given"));
        await Sends("/b/audited/keep?handler=Give", ("Who", "written"), ("Hand", "Editor"));
        await Sends("/words", ("Typed", "วังปลาร่องรอย"));
        await Sends("/zones?handler=Rename", ("Code", "800121"), ("Name", "ท่าซักใหม่"));
        await Sends("/moderate?handler=Hide", ("Number", $"{number}"), ("Reason", "ลองร่องรอย"));
        await Sends("/invite", ("Brings", "NoteTaker"), ("Place", "800119"), ("Uses", "1"));
        await Sends($"/write/{number}", ("Title", "คนอื่นแก้"), ("Body", "แก้"), ("Version", $"{await village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.Version).SingleAsync())}"));
        var mine = (await Rows()).FindAll(r => r.Who == adminId);
        Assert.Equal(["role.give", "role.end", "password.link", "blog.open", "blog.hand", "blog.hand", "word.add", "place.name", "ruling.Hide", "invitation.make", "item.revise"], mine.Select(r => r.Deed));
        Assert.Equal(($"member {friend}", "Moderator 800119"), (mine[0].Thing, mine[0].Detail));
        Assert.Equal($"item {number}", mine[8].Thing);
        Assert.All(await Rows(), row => Assert.False(Sentences.IsThai(row.Canonical), row.Canonical));
        var page = await admin.Open("/audit");
        Assert.Contains("ruling.Hide", page.Text, StringComparison.Ordinal);
        Assert.StartsWith("0 ", await Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_ones_own_is_not_in_the_trail()
    {
        var writer = await village.Member("selfish", "คนเขียนเอง");
        var id = await village.Ask(db => db.Members.Where(m => m.Address == "selfish").Select(m => m.Id).SingleAsync());
        var number = Notes.Number((await Notes.Write(writer, "ของฉันเอง", "ใส", "เผยแพร่")).Address);
        await (await writer.Open($"/write/{number}")).Fill("เนื้อเรื่อง", "ใสกว่า").Press("บันทึกการแก้");
        Assert.DoesNotContain(await Rows(), row => row.Who == id);
    }

    [Fact]
    public async Task A_deed_that_was_refused_or_taken_back_leaves_nothing()
    {
        var before = (await Rows()).Count;
        await village.Do(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await AuditTrail.Note(db, new("test.undone", "member 1"));
            await transaction.RollbackAsync();
        });
        Assert.Equal(before, (await Rows()).Count);
        Assert.StartsWith("0 ", await Said(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update foundation.audit set who = 1 where seq = 1")]
    [InlineData("delete from foundation.audit")]
    [InlineData("truncate foundation.audit")]
    public async Task The_database_refuses_to_change_the_trail(string sql)
    {
        await village.Do(db => AuditTrail.Note(db, new("test.note", "member 1")));
        var fault = await Assert.ThrowsAsync<PostgresException>(() => village.Do(db => db.Database.ExecuteSqlRawAsync(sql)));
        Assert.Contains("only added to", fault.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update foundation.audit set who = who + 1 where seq = 3", 3)]
    [InlineData("update foundation.audit set detail = 'Administrator province' where seq = 2", 2)]
    [InlineData("update foundation.audit set at = at + interval '1 microsecond' where seq = 4", 4)]
    [InlineData("delete from foundation.audit where seq = 3", 3)]
    [InlineData("delete from foundation.audit where seq = 1", 1)]
    [InlineData("update foundation.audit set detail = 'x', hash = sha256('x') where seq = 2", 2)]
    [InlineData("update foundation.audit set seq = seq + 1000 where seq >= 3; insert into foundation.audit (seq, at, who, deed, thing, detail, hash) values (3, now(), 1, 'role.give', 'member 1', 'Administrator', sha256('x')); update foundation.audit set seq = seq - 999 where seq > 1000", 3)]
    [InlineData("with a as (select * from foundation.audit where seq = 2), b as (select * from foundation.audit where seq = 3) update foundation.audit t set deed = case seq when 2 then (select deed from b) else (select deed from a) end, who = 7 where seq in (2, 3)", 2)]
    public async Task The_first_row_that_was_changed_or_taken_out_is_named(string forgery, long first)
    {
        for (var nth = 0; nth < 5; nth++)
            await village.Do(db => AuditTrail.Note(db, new("test.note", $"member {nth}", "x")));
        await Forge(forgery, async () => Assert.Matches($"^1 .*row {first} is", await Said()));
        Assert.StartsWith("0 ", await Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_cut_off_at_the_end_shows_in_the_last_hash()
    {
        for (var nth = 0; nth < 3; nth++)
            await village.Do(db => AuditTrail.Note(db, new("test.note", $"member {nth}")));
        var head = Regex.Match(await Said(), "[0-9a-f]{64}").Value;
        await Forge("delete from foundation.audit where seq = (select max(seq) from foundation.audit)", async () =>
        {
            // The rest is a whole chain: only who wrote the last hash down elsewhere can tell
            Assert.StartsWith("0 ", await Said(), StringComparison.Ordinal);
            Assert.DoesNotContain(head, await Said(), StringComparison.Ordinal);
        });
        Assert.Contains(head, await Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_servers_at_once_leave_one_chain_without_a_gap()
    {
        await using var second = village.WithWebHostBuilder(_ => { });
        async Task Appends(IServiceProvider server, int times)
        {
            for (var nth = 0; nth < times; nth++)
            {
                await using var scope = server.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await AuditTrail.Note(db, new("test.race", $"member {nth}"));
                if (nth % 5 == 4) await transaction.RollbackAsync();
                else await transaction.CommitAsync();
            }
        }
        await Task.WhenAll(new[] { village.Services, second.Services, village.Services, second.Services }.Select(s => Task.Run(() => Appends(s, 25))));
        var rows = await Rows();
        Assert.Equal(80, rows.Count(r => r.Deed == "test.race"));
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(n => (long)n), rows.Select(r => r.Seq));
        Assert.StartsWith("0 ", await Said(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_deed_and_every_thing_that_the_code_notes_has_its_Thai_on_the_page()
    {
        var literals = Disk.Files("src", ".cs").Where(f => f.Text.Contains("Audit", StringComparison.Ordinal) && !f.Path.EndsWith("AuditWords.cs", StringComparison.Ordinal)).SelectMany(f => Literals.Of(f.Text)).ToList();
        var deeds = literals.Select(l => l.Text).Where(t => Regex.IsMatch(t, "^[a-z]+\\.[a-z]+$")).Distinct().ToList();
        Assert.Contains("role.give", deeds);
        Assert.Equal([], deeds.Where(d => AuditWords.Deed(d) == d));
        var things = deeds.Select(d => literals.SkipWhile(l => l.Text != d).First(l => l.IsInterpolated).Text).ToList();
        Assert.Contains("member {}", things);
        Assert.Equal([], things.Where(t => AuditWords.Thing(t) is null));
    }
}
