using System.Diagnostics;
using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Host;
using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace KmCommons.Benchmarks;

/// <summary>Hands many digest-sized letters on to the spool, on a PostgreSQL of its own with durability on, and says how long it took and how the memory grew:
/// <c>outbox-bench [--letters N] [--data DIR]</c>.</summary>
static class OutboxBench
{
    public static async Task<int> Run(string[] args)
    {
        var wanted = int.Parse(Arguments.Value(args, "letters") ?? "10000", CultureInfo.InvariantCulture);
        var folder = Path.GetFullPath(Arguments.Value(args, "data") ?? Directory.CreateTempSubdirectory("outbox-").FullName);
        await using var local = await LocalPostgres.Start(Path.Combine(folder, "postgres"));
        await using var source = NpgsqlDataSource.Create(local.ConnectionString);
        await new SchemaKeeper(source, Modules.All).Apply();
        var (options, mail) = (new DbContextOptionsBuilder<CommonsDb>().UseNpgsql(source).Options, new MailOptions(new("kmcommons@localhost"), Path.Combine(folder, "spool")));
        var run = Guid.NewGuid().ToString("N");
        var text = string.Concat(Enumerable.Repeat("บันทึกใหม่จากตำบลของท่าน เล่าเรื่องกองทุนสวัสดิการชุมชน\n", 60));
        for (var written = 0; written < wanted;)
        {
            await using var db = new CommonsDb(options, Modules.All);
            var outbox = new Outbox(db, mail, TimeProvider.System);
            for (var last = Math.Min(wanted, written + 50); written < last; written++)
                await outbox.PutToList("digest", run, $"reader-{written}@example.th", "คุณกิจ", "สรุปสัปดาห์ 9–15 มี.ค. 2552", text, $"<p>{text}</p>", new Correspondence());
            await db.SaveChangesAsync();
        }
        var (sent, turns) = (0, 0);
        await using var memory = new MemoryWatch();
        var watch = Stopwatch.StartNew();
        for (var moved = 1; moved > 0; turns++)
        {
            await using var db = new CommonsDb(options, Modules.All);
            sent += moved = await new Outbox(db, mail, TimeProvider.System).Deliver();
        }
        var seconds = watch.Elapsed.TotalSeconds;
        var files = Directory.GetFiles(Path.Combine(mail.Spool, "new")).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{sent} letters in {turns - 1} turns, {files} files: {seconds:0.0} s, {sent / seconds:0} a second; memory of the process {memory.Before / 1e6:0} MB before, {memory.Growth / 1e6:0} MB more at most"));
        return sent == wanted && files == wanted ? 0 : 1;
    }
}
