using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FsCheck.Fluent;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public partial class RoundTripTests
{
    private const int Letters = 10_000;

    [Fact]
    public void Ten_thousand_names_and_subjects_come_back_from_somebody_elses_parser_as_they_were()
    {
        var texts = AnyName.Text.Sample(2 * Letters, 40).ToArray();
        var names = texts[..Letters].Zip(texts[Letters..]).ToArray();
        var letters = names.Select((pair, i) => new Letter
        {
            From = Samples.Site,
            To = new MailAddress("reader@commons.example", pair.First),
            Subject = pair.Second,
            Text = "x",
            Date = DateTimeOffset.UnixEpoch,
            MessageId = i.ToString(CultureInfo.InvariantCulture) + "@km.example",
        }.Compose()).ToArray();

        var readings = PythonJudge.Read(letters);
        for (var i = 0; i < Letters; i++)
        {
            var (name, subject) = names[i];
            var told = $"name {Escaped(name)} subject {Escaped(subject)}";
            Assert.True(readings[i].Faults.Length == 0, $"{told}: {string.Join("; ", readings[i].Faults)}");
            Assert.True(readings[i].DecodedSubject == subject, $"{told}: decode_header read {Escaped(readings[i].DecodedSubject)}");
            Assert.True(readings[i].Subject == subject, $"{told}: the modern parser read {Escaped(readings[i].Subject)}");
            Assert.True(readings[i].To is [[var read, "reader@commons.example"]] && read == name, $"{told}: the name was read otherwise");
        }
        Assert.All(letters, letter => AssertCutAtGraphemes(Encoding.ASCII.GetString(letter)));
    }

    // A run of words may end only where a grapheme ends, unless one grapheme alone is too long for a word (39 bytes of UTF-8)
    private static void AssertCutAtGraphemes(string letter)
    {
        foreach (var field in letter.Split("\r\n\r\n")[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n"))
        {
            var words = Word().Matches(field).Where(word => word.Groups[1].Value == "B").Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[2].Value))).ToArray();
            var starts = StringInfo.ParseCombiningCharacters(string.Concat(words));
            var at = 0;
            foreach (var word in words.SkipLast(1))
            {
                at += word.Length;
                var index = Array.BinarySearch(starts, at);
                if (index >= 0) continue;
                var grapheme = StringInfo.GetNextTextElement(string.Concat(words), starts[~index - 1]);
                Assert.True(Encoding.UTF8.GetByteCount(grapheme) > 39, $"a grapheme is cut: {Escaped(grapheme)}");
            }
        }
    }

    private static string Escaped(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));

    [GeneratedRegex(@"=\?utf-8\?([BQ])\?([^? ]*)\?=")]
    private static partial Regex Word();
}
