using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>The command <c>import</c>: looks first when it is asked to, then makes what can be made and says how far it is. Stopped, it goes on when it is asked again; done twice, it changes nothing.</summary>
public static class ImportCommand
{
    /// <summary>0: all is here; 3: some things wait for an answer or cannot be made; 130: stopped.</summary>
    public static Task<int> Run(IServiceProvider things, IConfiguration configuration) => StoppableCommand.Run(stop => Run(things, configuration, Console.Out, stop));

    /// <summary>The same, with where it says how far it is.</summary>
    public static async Task<int> Run(IServiceProvider things, IConfiguration configuration, TextWriter said, CancellationToken stop)
    {
        var (format, path) = (configuration["format"] ?? "", configuration["path"] ?? throw new IOException("PATH?"));
        using IBundle bundle = path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path) ? new ZipBundle(path) : new FolderBundle(path);
        var order = await Order(things, configuration, format, stop);
        var (import, json, counts) = (things.GetRequiredService<Import>(), configuration["json"] == "true", new int[4]);
        if (configuration["preview"] == "true")
            await foreach (var outcome in import.Look(bundle, format, order, stop))
                await Say(said, outcome, json, counts, preview: true);
        else
        {
            var (total, clock, last) = (Reader.Read(bundle, format).Count(), Stopwatch.StartNew(), TimeSpan.Zero);
            await import.Run(bundle, format, order, async outcome =>
            {
                await Say(said, outcome, json, counts, preview: false);
                if (json || counts.Sum() < total && clock.Elapsed - last < TimeSpan.FromSeconds(1))
                    return;
                last = clock.Elapsed;
                await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {counts.Sum():N0} / {total:N0} เรื่อง (things)  {100L * counts.Sum() / Math.Max(1, total)} %  {clock.Elapsed.TotalSeconds:0.0} วินาที (s)"));
            }, stop);
        }
        if (!json)
            await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ใหม่ {counts[0]:N0} มีอยู่แล้ว {counts[1]:N0} ต้องถาม {counts[2]:N0} ทำไม่ได้ {counts[3]:N0} · {counts[0]:N0} new, {counts[1]:N0} here already, {counts[2]:N0} to be asked, {counts[3]:N0} cannot be made"));
        return counts[2] + counts[3] == 0 ? 0 : 3;
    }

    static async Task<ImportOrder> Order(IServiceProvider things, IConfiguration configuration, string format, CancellationToken stop)
    {
        var (db, today) = (things.GetRequiredService<CommonsDb>(), ThaiDate.Day(things.GetRequiredService<TimeProvider>().GetUtcNow()));
        var answers = configuration["answers"] is { } file ? JsonSerializer.Deserialize<Dictionary<string, DateOnly>>(await File.ReadAllTextAsync(file, stop)) ?? [] : [];
        if (configuration["blog"] is not { } address)
            return format == "markdown" ? new(Viewer.Anonymous, null, answers) : throw new IOException("บอกสมุดที่จะนำเข้าด้วย · Say which blog it goes into: --blog B");
        var blog = await db.Blogs.Include(b => b.Writers).SingleOrDefaultAsync(b => b.Address == address, stop) ?? throw new IOException($"ไม่มีสมุด {address} · There is no blog {address}");
        var author = configuration["author"] is { } name ? (await Member.Named(db, name, "author", stop)).Id : blog.Writers.Where(w => w.Hand == BlogHand.Owner).OrderBy(w => w.MemberId).First().MemberId;
        return new(await Viewer.Of(db, author, today, stop), blog.Address, answers);
    }

    static async Task Say(TextWriter said, Outcome outcome, bool json, int[] counts, bool preview)
    {
        counts[(int)outcome.Fate]++;
        var (sheet, paper) = (outcome.Sheet, outcome.Sheet.Paper);
        if (json)
            await said.WriteLineAsync(JsonSerializer.Serialize(new
            {
                fate = outcome.Fate.ToString().ToLowerInvariant(), key = sheet.Key, file = sheet.File, title = paper.Title, kind = paper.Kind, date = paper.Date, old = sheet.OldNumber, number = outcome.Number, comments = paper.Comments.Count,
                asks = outcome.Fate == Fate.Asked && sheet.Doubt is { } doubt ? new { typed = doubt.Typed, choices = doubt.Choices } : null, why = Words(outcome.Why), remarks = sheet.Remarks.Select(Words),
            }, Line));
        else if (preview || outcome.Fate is Fate.Asked or Fate.Refused)
        {
            var what = outcome.Fate switch { Fate.New => "ใหม่ · new", Fate.Here => "มีอยู่แล้ว · here already", Fate.Asked => "ต้องถาม · to be asked", _ => "ทำไม่ได้ · cannot be made" };
            await said.WriteLineAsync($"{what}: {sheet.File}  {paper.Title}  {(paper.Date is { } at ? ThaiDate.Short(at) : "")}");
            if (outcome.Fate == Fate.Asked && sheet.Doubt is { } doubt)
                await said.WriteLineAsync($"    “{doubt.Typed}” {string.Join(" / ", doubt.Choices.Select(d => ThaiDate.Long(d)))}  --answers: {{\"{sheet.Key}\": \"{(doubt.Choices.Count > 0 ? doubt.Choices[0].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "yyyy-mm-dd")}\"}}");
            foreach (var remark in outcome.Why is null ? sheet.Remarks : sheet.Remarks.Append(outcome.Why))
                await said.WriteLineAsync($"    {Words(remark)}");
        }
    }

    static readonly JsonSerializerOptions Line = new(SiteCopy.Json) { WriteIndented = false };

    static string? Words(Remark? remark) => remark is null ? null : string.Format(CultureInfo.InvariantCulture, remark.Thai, remark.Values);
}
