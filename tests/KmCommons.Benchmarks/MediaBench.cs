using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KmCommons.Foundation;
using KmCommons.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace KmCommons.Benchmarks;

/// <summary>Sends the files of <see cref="MediaBenchFiles"/> through the one door as a form does, each in a process of its own: what became of it, how long it took (with a cold start each time), how much of that a processor worked (on a machine with nothing else to do the two are nearly one), and the most memory that a vips process and this one held (the kernel's figures).</summary>
static class MediaBench
{
    const int Self = 0, Children = -1;

    /// <summary>Measures one file when there is a word, else makes them all and measures each; 1 when a bound was broken.</summary>
    public static async Task<int> Run(string[] words)
    {
        if (words is [var one])
            return await Measure(one);
        var (folder, broken) = (Directory.CreateTempSubdirectory("media-bench-").FullName, 0);
        try
        {
            Console.WriteLine("file                               MB       s   cpu s  vips MB  here MB  what became of it");
            foreach (var file in MediaBenchFiles.Make(folder))
            {
                using var own = Process.Start(Environment.ProcessPath!, (string[])[typeof(MediaBench).Assembly.Location, "media-bench", file]);
                await own.WaitForExitAsync();
                broken += own.ExitCode == 0 ? 0 : 1;
                File.Delete(file);
            }
            Console.WriteLine(broken == 0 ? "every bound was kept" : $"{broken} broke a bound");
            return Math.Min(1, broken);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    static async Task<int> Measure(string path)
    {
        var data = Directory.CreateTempSubdirectory("media-bench-data-");
        try
        {
            var limits = new PhotoLimits();
            var store = new PhotoStore(new DataFolder(new ConfigurationBuilder().AddInMemoryCollection([new("data", data.FullName)]).Build()), new(limits), limits, TimeProvider.System, NullLogger<PhotoStore>.Instance);
            var before = Used(Self).Worked;
            var (watch, said, wrong) = (Stopwatch.StartNew(), "", "");
            var name = Path.GetFileName(path);
            try
            {
                await using var upload = File.OpenRead(path);
                var photo = await store.Keep(upload);
                said = $"{photo.Width} x {photo.Height}";
                wrong = name.StartsWith(MediaBenchFiles.Bad, StringComparison.Ordinal) ? "LET IN" : "";
            }
            catch (Refused refused)
            {
                said = $"{refused.Status} {refused.Message}";
                wrong = name.StartsWith(MediaBenchFiles.Good, StringComparison.Ordinal) ? "REFUSED" : refused.Status is < 413 or > 422 || !refused.Message.Any(c => c is >= 'ก' and <= '๛') ? "UNCLEAR" : "";
            }
            var seconds = watch.Elapsed.TotalSeconds;
            var ((vips, worked), own) = (Used(Children), Used(Self).Worked - before);
            var here = Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0;
            var kept = data.GetFiles("*", SearchOption.AllDirectories);
            if (kept.Any(f => !BareFile.IsBare(f.FullName)))
                wrong += " METADATA";
            if (kept.Length > 0 && char.IsDigit(said[^1]) == false)
                wrong += " LEFT BEHIND";
            if (seconds > (name.StartsWith(MediaBenchFiles.Good + "12mp", StringComparison.Ordinal) ? 3 : 20))
                wrong += " SLOW";
            if (vips > 400)
                wrong += " MEMORY";
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-32} {new FileInfo(path).Length / 1e6,5:0.0}  {seconds,6:0.00}  {worked + own,6:0.00}  {vips,7:0}  {here,7:0}  {said} {wrong}"));
            return wrong.Length > 0 ? 1 : 0;
        }
        finally { data.Delete(recursive: true); }
    }

    // struct rusage of Linux: two times in seconds and microseconds, then ru_maxrss in kilobytes
    static (double Megabytes, double Worked) Used(int who)
    {
        var usage = new long[18];
        return GetUsage(who, usage) == 0 ? (usage[4] / 1024.0, usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6) : default;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    static extern int GetUsage(int who, long[] usage);
}
