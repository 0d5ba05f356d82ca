using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KmCommons.Tests.Mail;

/// <summary>Letters read by Python's e-mail package in one process: what somebody else's parser makes of our bytes.</summary>
internal static class PythonJudge
{
    /// <summary>What was read of one letter; <see cref="Faults"/> holds every defect that Python named and every rule of the wire that the raw bytes break.</summary>
    public sealed record Reading(
        string[] Fields, Dictionary<string, string> Values, string Subject, string DecodedSubject, DateTimeOffset Date,
        string[][] From, string[][] To, string[][] ReplyTo, string ListName, string[] Shape, Leaf[] Parts, string[] Faults);

    /// <summary>One part without children; binary content comes as Latin-1.</summary>
    public sealed record Leaf(string Type, string? Encoding, string? Disposition, string? FileName, string Text);

    public static Reading Read(byte[] letter) => Read([letter])[0];

    public static Reading[] Read(IReadOnlyCollection<byte[]> letters) =>
        [.. Lines("python3", "letters.py", letters).Select(line => JsonSerializer.Deserialize<Reading>(line, JsonSerializerOptions.Web)!)];

    /// <summary>The line that a script says of each letter; the letters' file is its first argument. A seal is judged by Debian's own Python, which has the library for it.</summary>
    public static string[] Lines(string python, string script, IReadOnlyCollection<byte[]> letters, params string[] more)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(file))
                foreach (var letter in letters)
                {
                    stream.Write(Encoding.ASCII.GetBytes(letter.Length.ToString(CultureInfo.InvariantCulture) + "\n"));
                    stream.Write(letter);
                }
            var lines = Run(python, [Path.Combine(AppContext.BaseDirectory, "Mail", script), file, .. more]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return lines.Length == letters.Count ? lines : throw new InvalidOperationException($"{letters.Count} letters were judged by {lines.Length} lines");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Run(string program, string[] arguments)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var words = python.StandardError.ReadToEndAsync();
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? output : throw new InvalidOperationException($"{Path.GetFileName(arguments[0])} failed: {words.Result}");
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The letters cannot be judged: python3 is missing. Type: apt-get install python3 python3-dkim python3-nacl", missing);
        }
    }
}
