using System.Text;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>
/// A letter as it was composed against what two parsers read. These may differ, and nothing else: the ends of a text's lines, which are CRLF in every letter (RFC 5322, 2.1);
/// empty lines at its end, of which the library leaves none; half a surrogate in a text, for which UTF-8 has no bytes; of a file's name, what Python cuts off.
/// </summary>
static class Comparison
{
    /// <summary>Each difference, in words.</summary>
    public static IEnumerable<string> Differences(Letter letter, PythonJudge.Reading python, ParserReading node)
    {
        foreach (var fault in python.Faults) yield return $"{letter.MessageId}: {fault}";
        foreach (var (what, composed, read) in Pairs(letter, python, node))
            if (composed != read) yield return $"{letter.MessageId}: {what} was {Findings.Escaped(composed)} and was read as {Findings.Escaped(read)}";
    }

    private static IEnumerable<(string What, string Composed, string Read)> Pairs(Letter letter, PythonJudge.Reading python, ParserReading node) =>
    [
        ("the subject (decode_header)", letter.Subject, python.DecodedSubject), ("the subject (Python)", letter.Subject, python.Subject), ("the subject (mailparser)", letter.Subject, node.Subject),
        ("From (Python)", Person(letter.From), People(python.From)), ("From (mailparser)", Person(letter.From), People(node.From)),
        ("To (Python)", Person(letter.To), People(python.To)), ("To (mailparser)", Person(letter.To), People(node.To)),
        ("Reply-To (Python)", Person(letter.ReplyTo), People(python.ReplyTo)), ("Reply-To (mailparser)", Person(letter.ReplyTo), People(node.ReplyTo)),
        ("the text (Python)", Lines(letter.Text), python.Parts[0].Text), ("the text (mailparser)", Lines(letter.Text), Lines(node.Text)),
        .. letter.Html is null ? [] : new[] { ("the HTML (Python)", Lines(letter.Html), python.Parts[1].Text), ("the HTML (mailparser)", Lines(letter.Html), Lines(node.Html)) },
        ("files (Python)", Files(letter, PythonName), string.Join('|', python.Parts.Select(part => part.FileName).OfType<string>())), ("files (mailparser)", Files(letter, name => name), string.Join('|', node.Files.Where(name => name.Length > 0))),
    ];

    private static string Person(MailAddress? person) => person is null ? "" : $"{person.Name} <{person.Address}>";

    private static string People(string[][] people) => string.Join(", ", people.Select(person => $"{person[0]} <{person[1]}>"));

    private static string Lines(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";

    private static string Files(Letter letter, Func<string, string> told) => string.Join('|', letter.Parts.Select(part => part.FileName).OfType<string>().Select(told));

    // Its get_filename takes spaces off the ends and angle brackets for quotes
    private static string PythonName(string name) => name.Trim() is ['<', .. var inner, '>'] ? inner : name.Trim();
}
