using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KmCommons.Foundation;
using KmCommons.Media;

namespace KmCommons.Benchmarks;

/// <summary>Sends every file of a folder through the gate and the maker as a form does, one after the other in the order of their names: what became of it, how long it took, and the most memory that any step has held so far (the kernel's figure for ended children).</summary>
static class MediaBench
{
    const int Children = -1;

    /// <summary>Runs it; 1 when a bound was broken.</summary>
    public static async Task<int> Run(string[] words)
    {
        var (folder, broken) = (words[0], false);
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var work = Directory.CreateTempSubdirectory("media-bench-").FullName;
            var watch = Stopwatch.StartNew();
            string said;
            try
            {
                await using var upload = File.OpenRead(path);
                var head = await PhotoGate.Admit(upload, Path.Combine(work, PhotoMaker.Original), new());
                await new PhotoMaker(new()).Make(work, head);
                File.Delete(Path.Combine(work, PhotoMaker.Original));
                var files = Directory.GetFiles(work);
                said = $"{files.Length - 1} sizes{(files.All(BareFile.IsBare) ? "" : ", METADATA")}";
            }
            catch (Refused refused) { said = $"{refused.Status} {refused.Message}"; }
            var (seconds, memory) = (watch.Elapsed.TotalSeconds, Peak() / 1024.0);
            broken |= said.Contains("METADATA", StringComparison.Ordinal) || seconds > 20 || memory > 400 || Path.GetFileName(path).StartsWith("12mp", StringComparison.Ordinal) && seconds > 3;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path),-28} {new FileInfo(path).Length / 1e6,6:0.0} MB  {seconds,6:0.00} s  peak {memory,4:0} MB  {said}"));
            Directory.Delete(work, recursive: true);
        }
        return broken ? 1 : 0;
    }

    // struct rusage of Linux: two times, then ru_maxrss in kilobytes
    static long Peak()
    {
        var usage = new long[18];
        return GetUsage(Children, usage) == 0 ? usage[4] : 0;
    }

    [DllImport("libc", EntryPoint = "getrusage")]
    static extern int GetUsage(int who, long[] usage);
}
