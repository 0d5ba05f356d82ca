using System.ComponentModel;
using System.Text;

namespace KmCommons.Media;

/// <summary>The words of a PDF by poppler's <c>pdftotext</c>, in a process with bounds: 400 MB, 20 seconds, no file written.</summary>
static class PdfWords
{
    const int NotFound = 127, NotRunnable = 126;
    static readonly TimeSpan Time = TimeSpan.FromSeconds(20);

    /// <summary>Reads it; empty when it cannot be read (locked, broken, only pictures of pages, too heavy), null when the program is not there.</summary>
    public static async Task<string?> Read(string path, CancellationToken stop)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
        enough.CancelAfter(Time);
        try
        {
            using var process = Bounded.Start(Path.GetDirectoryName(path)!, 400_000_000, Time, 0, [], "pdftotext", "-q", "-enc", "UTF-8", "-nopgbrk", "-l", "400", Path.GetFileName(path), "-");
            try
            {
                var complaint = process.StandardError.BaseStream.CopyToAsync(Stream.Null, enough.Token);
                var words = await Start(process.StandardOutput.BaseStream, enough.Token);
                if (words.Length >= AttachmentText.Most)
                    process.Kill();
                await process.WaitForExitAsync(enough.Token);
                await complaint;
                return process.ExitCode is NotFound or NotRunnable ? null : words;
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
                stop.ThrowIfCancellationRequested();
                return "";
            }
        }
        catch (Win32Exception) { return null; }
    }

    static async Task<string> Start(Stream said, CancellationToken stop)
    {
        using var reader = new StreamReader(said, Encoding.UTF8);
        var (words, block) = (new StringBuilder(), new char[8192]);
        for (int read; words.Length < AttachmentText.Most && (read = await reader.ReadAsync(block, stop)) > 0;)
            words.Append(block, 0, read);
        return words.ToString();
    }
}
