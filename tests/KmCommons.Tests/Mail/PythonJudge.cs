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

    public static Reading[] Read(IReadOnlyCollection<byte[]> letters)
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
            var readings = Run(file).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<Reading>(line, JsonSerializerOptions.Web)!).ToArray();
            Assert.Equal(letters.Count, readings.Length);
            return readings;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Run(string file)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Mail", "letters.py");
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var words = python.StandardError.ReadToEndAsync();
            var output = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            Assert.True(python.ExitCode == 0, $"letters.py failed: {words.Result}");
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Fail("The letters cannot be judged: python3 is missing. Type: apt-get install python3");
            return "";
        }
    }
}
