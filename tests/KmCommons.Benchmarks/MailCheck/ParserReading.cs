using System.Text.Json;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>What npm's mailparser made of one letter; a person is a name and an address.</summary>
sealed record ParserReading(string[] Fields, string Subject, string Text, string Html, string[][] From, string[][] To, string[][] ReplyTo, string[][] Others, string[] Files)
{
    /// <summary>Reads letters in one process of Node.</summary>
    /// <param name="folder">Where <c>letters.mjs</c> and its packages are.</param>
    /// <param name="letters">The letters, byte for byte.</param>
    public static ParserReading[] Of(string folder, IReadOnlyCollection<byte[]> letters) =>
        [.. PythonJudge.Lines("node", Path.Combine(folder, "letters.mjs"), letters).Select(line => JsonSerializer.Deserialize<ParserReading>(line, JsonSerializerOptions.Web)!)];
}
