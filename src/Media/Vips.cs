using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace KmCommons.Media;

/// <summary>One run of libvips in a process of its own, which the kernel holds within bounds: a picture that breaks it takes nothing else along.</summary>
static class Vips
{
    const int NotFound = 127, NotRunnable = 126, ByAbort = 134, ByTrap = 133, ByKill = 137, ByCpuTime = 152, ByFileSize = 153;

    /// <summary>Runs <c>vips</c> inside a folder; file names are relative to it, so no odd letter of a path is read as an option.</summary>
    /// <exception cref="Foundation.Refused">422 too heavy or broken; 503 no room or no program.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the process is gone.</exception>
    public static async Task Run(string folder, PhotoLimits limits, CancellationToken stop, params string[] arguments)
    {
        using var process = Start(folder, limits, arguments);
        string said;
        try
        {
            said = await LastWords(process.StandardError, stop);
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        if (process.ExitCode == 0)
            return;
        throw process.ExitCode switch
        {
            NotFound or NotRunnable => PhotoRefusals.NoTool(),
            ByFileSize => PhotoRefusals.NoRoom(),
            ByKill or ByCpuTime or ByAbort or ByTrap => PhotoRefusals.TooHeavy(),
            _ when said.Contains("No space left", StringComparison.Ordinal) || said.Contains("File too large", StringComparison.Ordinal) || said.Contains("quota exceeded", StringComparison.Ordinal) => PhotoRefusals.NoRoom(),
            _ when said.Contains("memory", StringComparison.OrdinalIgnoreCase) => PhotoRefusals.TooHeavy(),
            _ => PhotoRefusals.Broken(),
        };
    }

    static Process Start(string folder, PhotoLimits limits, string[] arguments)
    {
        try
        {
            var process = Bounded.Start(folder, limits.Memory, limits.Time, limits.WrittenBytes, [("VIPS_BLOCK_UNTRUSTED", "1"), ("VIPS_CONCURRENCY", "1"), ("VIPS_WARNING", "0")], ["vips", .. arguments]);
            process.StandardOutput.Close();
            return process;
        }
        catch (Win32Exception) { throw PhotoRefusals.NoTool(); }
    }

    // A hostile picture can bring a warning for every row: all is read, the end is kept
    static async Task<string> LastWords(StreamReader reader, CancellationToken stop)
    {
        var words = new StringBuilder();
        var block = new char[2048];
        for (int read; (read = await reader.ReadAsync(block, stop)) > 0;)
        {
            words.Append(block, 0, read);
            if (words.Length > 8192)
                words.Remove(0, words.Length - 4096);
        }
        return words.ToString();
    }
}
