using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using Markdig.Syntax;

namespace KmCommons.Tests.Foundation;

/// <summary>Hostile texts: the steps are counted, so the same text costs the same on every machine. The clock only catches a hang.</summary>
public class MarkdownBudget
{
    static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    static string Many(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    static async Task<Refused?> Try(string text)
    {
        var work = Task.Run(() => { try { Prose.Render(text, ProseOptions.Plain); return null; } catch (Refused refused) { return refused; } });
        return await work.WaitAsync(Hang);
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("![", "")]
    [InlineData("[", "]")]
    [InlineData("![", "](b)")]
    [InlineData("*a ", " a*")]
    [InlineData("*_*_", "")]
    [InlineData("*a_ ", "")]
    [InlineData("_a **b ", "c** d_ ")]
    [InlineData("ก*", "*ก")]
    [InlineData("[a](b ", "")]
    [InlineData("[a](<b", "")]
    [InlineData("[a][", "")]
    [InlineData("[[a](b)](c)", "")]
    [InlineData("[กข\n", "")]
    [InlineData("*[", "]*")]
    public async Task Thirty_six_kilobytes_of_tangle_are_refused_by_counting(string open, string close)
    {
        var text = Many(open, close == "" ? 36864 : 18432) + "x" + (close == "" ? "" : Many(close, 18432));
        var work = new ParseWork("");
        var refused = Assert.Throws<Refused>(() => Grammar.Parse(text, Grammar.Notes, work, ""));
        Assert.Equal(422, refused.Status);
        // Without the count Markdig's own depth bound would answer, seconds later
        Assert.InRange(work.Steps, ParseWork.Limit + 1, ParseWork.Limit + 100_000);
        Assert.Equal(refused.Message, (await Try(text))?.Message);
    }

    [Fact]
    public void The_count_is_the_same_every_time_and_small_for_people()
    {
        var paragraph = "ปี**(พ.ศ. 2550)**นี้ เรานัดกันที่[วัดสระเรียง](/n/1) ดูhttps://a.th/x และ *สาม* ครั้ง\nบรรทัดใหม่ `code` _เน้น_\n\n- หนึ่ง\n- สอง\n\n";
        long Steps(string text)
        {
            var work = new ParseWork("");
            Grammar.Parse(text, Grammar.Notes, work, "");
            return work.Steps;
        }
        Assert.Equal(Steps(paragraph), Steps(paragraph));
        Assert.InRange(Steps(Many(paragraph, 80_000)), 1, ParseWork.Limit);
        // One paragraph of two hundred lines, a list of sources pasted without blank lines
        Assert.InRange(Steps(Many("1. ก. (2550). *เรื่อง* [ออนไลน์](https://a.th/x)\\\n", 200 * 48)), 1, ParseWork.Limit);
    }

    [Fact]
    public async Task A_short_definition_cannot_be_called_into_megabytes()
    {
        Assert.Equal(422, (await Try("[a]: /" + new string('x', 60_000) + "\n\n" + Many("[a] ", 240)))?.Status);
        Assert.Null(await Try("[a]: /" + new string('x', 60) + "\n\n" + Many("[a] ", 400)));
    }

    [Theory]
    [InlineData("[a]: /x\n")]
    [InlineData("[a]: /x\n\n")]
    public async Task Definitions_are_counted(string piece) => Assert.Equal(422, (await Try(Many(piece, 36864)))?.Status);

    [Fact]
    public async Task Photos_are_counted() => Assert.Equal(422, (await Try(Many("![](photo:1)\n\n", 36864)))?.Status);

    [Fact]
    public async Task A_failure_is_charged_for_the_rest_it_read_through()
    {
        var rest = new string('x', 200_000);
        Assert.Equal(422, (await Try(Many("[a](b 'c ", 400 * 9) + rest))?.Status);
        var ticks = string.Concat(Enumerable.Range(2, 300).Select(length => new string('`', length) + "a"));
        Assert.Equal(422, (await Try(ticks + Many("`a", 100_000)))?.Status);
    }

    [Fact]
    public async Task Emphasis_within_emphasis_has_a_floor()
    {
        Assert.Null(await Try(Many("*ก **ข ", 10 * 7) + Many("ค** ง* ", 10 * 7)));
        Assert.Equal(422, (await Try(Many("*ก **ข ", 50 * 7) + Many("ค** ง* ", 50 * 7)))?.Status);
    }

    [Fact]
    public async Task Tables_are_bounded_before_they_are_filled_up()
    {
        Assert.Equal(ProseRefused.TableTooWide("").Message, (await Try(Many("|a", 100) + "|\n" + Many("|-", 100) + "|\n|b|\n"))?.Message);
        Assert.Equal(ProseRefused.TableTooWide("").Message, (await Try(Many("|a", 60) + "|\n" + Many("|-", 60) + "|\n" + Many("|b|\n", 8000)))?.Message);
        Assert.Equal(ProseRefused.TableTooWide("").Message, (await Try("> a" + Many("|a", 100) + "|\n> -" + Many("|-", 100) + "|\n> |b|\n"))?.Message);
        Assert.Null(await Try(Many("|a", 80) + "|\n" + Many("|-", 80) + "|\n" + Many(Many("|b", 80) + "|\n", 8000)));
    }

    [Theory]
    [InlineData("> ")]
    [InlineData(">")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("> - ")]
    [InlineData("* + ")]
    public async Task Nesting_without_end_becomes_plain_text(string sign)
    {
        var text = Many(sign, 36864) + "จบ\n" + Many("\n", 4000) + "ต่อ";
        Assert.Null(await Try(text));
        var document = Grammar.Parse(text, Grammar.Notes, new ParseWork(""), "");
        Assert.InRange(document.Descendants().OfType<ContainerBlock>().Count(block => block is QuoteBlock or ListBlock or ListItemBlock), 1, 24);
        Assert.EndsWith("จบ\nต่อ", Prose.Render(text, ProseOptions.Plain).Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_long_is_said_before_anything_is_read()
    {
        Assert.Equal(413, (await Try(new string('ก', Prose.MaxBytes / 3 + 1)))?.Status);
        Assert.Equal(413, (await Try(new string('a', Prose.MaxBytes + 1)))?.Status);
        Assert.Null(await Try(new string('ก', Prose.MaxBytes / 3)));
        Assert.Equal(ProseRefused.TooManyLines("").Message, (await Try(new string('\n', Prose.MaxLines)))?.Message);
    }

    [Fact]
    public void A_refusal_speaks_of_the_form_field_and_is_Thai()
    {
        foreach (var refused in new[] { ProseRefused.TooLong("Body"), ProseRefused.CommentTooLong("Body"), ProseRefused.TooManyLines("Body"), ProseRefused.TooTangled("Body"), ProseRefused.TableTooWide("Body") })
        {
            Assert.Equal("Body", refused.Field);
            Assert.Contains("ข้อความของท่านยังอยู่ครบ โปรด", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Whatever_is_thrown_at_it_it_answers()
    {
        string[] pieces = ["[", "](", "]", "![", "*", "**", "_", "`", "``", "<", "http://a.th/x", "> ", "- ", "\n", "\n\n", "|", "|-|-|\n", "[a]: /x\n", "(", "\"", "ก", "กข ",
            "a ", "&amp;", "\\", "~~", "# ", "```\n", "1. ", "    ", "\t", "=\n", "[a]", "photo:1)", "\0", "\uD83D", "\r", "www."];
        var random = new Random(2550);
        for (var round = 0; round < 400; round++)
        {
            var picked = Enumerable.Range(0, 1 + random.Next(5)).Select(_ => pieces[random.Next(pieces.Length)]).ToArray();
            var text = round % 2 == 0 ? Many(string.Concat(picked), 8192) : string.Concat(picked.Select(piece => Many(piece, 8192 / picked.Length)));
            var refused = await Try(text);
            Assert.True(refused is null or { Status: 413 or 422 });
        }
    }
}
