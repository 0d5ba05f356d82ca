using System.Diagnostics;
using System.Globalization;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Benchmarks;

/// <summary>Writes one weekly issue for many members of a seeded site and hands it on, to the spool and then over SMTP, on a PostgreSQL of its own with durability on:
/// <c>digest-bench [--members N] [--data DIR]</c>; with <c>--kills N</c> see <see cref="KillBench"/>. 1 when a figure is missed.</summary>
sealed class DigestBench(BenchSite site, string connection, string folder)
{
    const double MostSeconds = 60;
    const long MostMemory = 100_000_000;
    const int Beside = 1000;
    bool missed;

    /// <summary>Measures.</summary>
    public static async Task<int> Run(string[] args)
    {
        if (args.Contains("--kills"))
            return await KillBench.Run(args);
        var members = int.Parse(Arguments.Value(args, "members") ?? "10000", CultureInfo.InvariantCulture);
        var folder = Path.GetFullPath(Arguments.Value(args, "data") ?? Directory.CreateTempSubdirectory("digest-").FullName);
        await using var local = await LocalPostgres.Start(Path.Combine(folder, "postgres"));
        await using var site = BenchSite.At(local.ConnectionString, folder);
        var watch = Stopwatch.StartNew();
        await site.Plant();
        await BenchPeople.Fill(site, members);
        Say($"{members} members, filled in {watch.Elapsed.TotalSeconds:0} s, {Environment.ProcessorCount} cores");
        return await new DigestBench(site, local.ConnectionString, folder).Measure() ? 1 : 0;
    }

    async Task<bool> Measure()
    {
        var issue = BenchSite.Issue;
        var (items, comments) = await site.Ask(async db => (await db.Items.CountAsync(i => i.ShownAt >= issue.From && i.ShownAt < issue.Until), await db.Comments.CountAsync(c => c.ShownAt >= issue.From && c.ShownAt < issue.Until)));
        Say($"issue {issue.Run}: {items} things and {comments} comments are new");
        await using var sink = new SmtpSink();
        double perLetter;
        await using (var memory = new MemoryWatch())
        {
            perLetter = await Smtp(sink, await Spool(issue));
            Judge(memory.Growth <= MostMemory, $"memory of the process: {memory.Before / 1e6:0} MB before, {memory.Growth / 1e6:0} MB more at most (bound {MostMemory / 1e6:0})");
        }
        var (largest, average) = await site.Ask(async db => (await db.Set<OutboxLetter>().MaxAsync(l => l.Bytes.Length), await db.Set<OutboxLetter>().AverageAsync(l => l.Bytes.Length)));
        Judge(largest <= DigestLetter.MostBytes, $"the largest letter has {largest} bytes (bound {DigestLetter.MostBytes}), one on average {average:0}");
        await BesideOthers(sink, perLetter, average);
        return missed;
    }

    async Task<int> Spool(Issue issue)
    {
        var (watch, worked) = (Stopwatch.StartNew(), Worked);
        var run = await DigestRun.Send(site.Things, issue, dryRun: false);
        var composing = watch.Elapsed.TotalSeconds;
        Say($"while composing, a processor worked {Worked - worked:0.0} s of {composing:0.0} for this process (PostgreSQL apart)");
        var sent = await site.Deliver();
        var (seconds, files) = (watch.Elapsed.TotalSeconds, Directory.GetFiles(Path.Combine(folder, "spool", "new")).Length);
        Say($"written {run.Written}, nothing new for {run.Quiet}, no usable address {run.Unreachable}");
        Say($"composing {composing:0.0} s, {run.Written / composing:0} letters a second; handing on to the spool {seconds - composing:0.0} s, {sent / (seconds - composing):0} a second");
        Judge(seconds <= MostSeconds, $"composed and in the spool after {seconds:0.0} s (bound {MostSeconds:0})");
        Judge(sent == run.Written && files == run.Written, $"{sent} handed on, {files} files");
        return run.Written;
    }

    // The same letters, as if they waited still
    async Task<double> Smtp(SmtpSink sink, int written)
    {
        await site.Tell($"update foundation.letter set sent_at = null, outcome = null, tries = 0");
        await using var over = BenchSite.OverSmtp(connection, folder, sink.Port);
        var watch = Stopwatch.StartNew();
        var sent = await over.Deliver();
        var seconds = watch.Elapsed.TotalSeconds;
        Judge(seconds <= MostSeconds, $"over SMTP {seconds:0.0} s, {sent / seconds:0} a second (bound {MostSeconds:0})");
        Judge(sent == written && sink.Taken == written && sink.Letters.Count == written, $"{sink.Taken} letters came over SMTP, {sink.Letters.Count} Message-IDs");
        return seconds / sent;
    }

    // On a machine that others use too, it says more than the clock
    static double Worked
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    static async Task BesideOthers(SmtpSink sink, double perLetter, double bytes)
    {
        var theirs = await NetMail.Theirs(sink.Port, Beside, bytes);
        var line = await NetMail.Ours(sink.Port, Beside, bytes);
        Say($"System.Net.Mail.SmtpClient, {Beside} letters of this size: {1 / theirs:0} a second; our line alone {1 / line:0} a second, {theirs / line:0.00} times as many; with outbox, last look and database {theirs / perLetter:0.00} times as many");
    }

    void Judge(bool holds, FormattableString words)
    {
        missed |= !holds;
        Console.WriteLine((holds ? "ok      " : "MISSED  ") + words.ToString(CultureInfo.InvariantCulture));
    }

    static void Say(FormattableString words) => Console.WriteLine("        " + words.ToString(CultureInfo.InvariantCulture));
}
