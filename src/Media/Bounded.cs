using System.Diagnostics;
using System.Globalization;

namespace KmCommons.Media;

/// <summary>Starts a program on a file that a stranger gave, in a process of its own which the kernel holds within bounds, with an empty environment: what breaks it takes nothing else along.</summary>
public static class Bounded
{
    /// <summary>Starts it.</summary>
    /// <param name="folder">Where it works; file names are relative to it.</param>
    /// <param name="memory">Most private memory, in bytes; the address space is a second wall for kernels that count it otherwise.</param>
    /// <param name="time">Most time of a processor.</param>
    /// <param name="written">Longest file that it may write, in bytes.</param>
    /// <param name="environment">What its environment says beside the usual.</param>
    /// <param name="program">Its name and arguments.</param>
    /// <exception cref="System.ComponentModel.Win32Exception"><c>prlimit</c> is not there. When the program is not, it ends with 127.</exception>
    public static Process Start(string folder, long memory, TimeSpan time, long written, (string, string)[] environment, params string[] program)
    {
        var start = new ProcessStartInfo("prlimit") { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var limit in (string[])[Limit("data", memory), Limit("as", memory + 1_000_000_000), Limit("cpu", Math.Max(1, (long)time.TotalSeconds)), Limit("fsize", written), Limit("nofile", 128), Limit("core", 0), .. program])
            start.ArgumentList.Add(limit);
        start.Environment.Clear();
        foreach (var (name, value) in ((string, string)[])[("PATH", "/usr/local/bin:/usr/bin:/bin"), ("LC_ALL", "C"), ("HOME", folder), ("TMPDIR", folder), ("MALLOC_ARENA_MAX", "1"), .. environment])
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    static string Limit(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"--{name}={value}");
}
