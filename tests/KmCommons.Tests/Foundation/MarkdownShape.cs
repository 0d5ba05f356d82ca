using KmCommons.Foundation.Markdown;
using KmCommons.Tests.Thai;
using KmCommons.Thai;

namespace KmCommons.Tests.Foundation;

public class MarkdownShape
{
    static RenderedProse Show(string markdown) => Prose.Render(markdown, ProseOptions.Plain);

    [Fact]
    public void Headings_start_below_the_title_of_the_page_and_have_Thai_ids() => Assert.Equal(
        "<h2 id=\"h-เป้าหมายสามข้อ\">เป้าหมายสามข้อ</h2>\n<h3 id=\"h-ก้าว-1\">ก้าว\u00A01</h3>\n<h2 id=\"h-เป้าหมายสามข้อ-2\">เป้าหมายสามข้อ</h2>\n"
        + "<h6 id=\"h-x\">!</h6>\n<h2 id=\"h-x-2\"></h2>\n",
        Show("# เป้าหมายสามข้อ\n\n## ก้าว 1\n# เป้าหมายสามข้อ\n###### !\n#").Html);

    [Fact]
    public void Ids_never_meet_even_when_a_heading_ends_in_a_number()
    {
        var html = Show("# ก\n# ก-2\n# ก\n# ก\n# ก-2").Html;
        var ids = html.Split("id=\"").Skip(1).Select(part => part[..part.IndexOf('"', StringComparison.Ordinal)]).ToList();
        Assert.Equal(5, ids.Distinct().Count());
        Assert.All(ids, id => Assert.StartsWith("h-", id, StringComparison.Ordinal));
    }

    [Fact]
    public void A_link_to_the_words_of_a_heading_finds_it() =>
        Assert.Equal(["#h-ก้าว-1", "#main"], Show("# ก้าว 1\n\n[ไป](#ก้าว-1) [หลุด](javascript:1) [ต้น](#main)").Links);

    [Fact]
    public void A_long_heading_breaks_between_phrases() =>
        Assert.Contains("><span class=\"ph\">เป้าหมาย\u00A03\u00A0ข้อ</span> <span class=\"ph\">ได้คำตอบ</span></h2>", Show("# เป้าหมาย 3 ข้อ ได้คำตอบ").Html, StringComparison.Ordinal);

    [Theory]
    [InlineData("เด็ก ๆ **ค่อย ๆ** วาด", "<p>เด็ก\u00A0ๆ <strong>ค่อย\u00A0ๆ</strong> วาด</p>\n")]
    [InlineData("`เด็ก ๆ` <b> ๆ", "<p><code>เด็ก ๆ</code> &lt;b&gt;\u00A0ๆ</p>\n")]
    public void What_is_said_twice_does_not_begin_a_line(string markdown, string html) => Assert.Equal(html, Show(markdown).Html);

    [Fact]
    public void A_heading_of_a_whole_page_does_not_grow() =>
        Assert.InRange(Show("# " + string.Concat(Enumerable.Repeat("ก ", 40_000))).Html.Length, 80_000, 80_400);

    [Fact]
    public void A_table_can_be_scrolled_on_a_phone() => Assert.Equal(
        "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"ตาราง ตำบล เงิน\">\n<table>\n<thead>\n<tr><th scope=\"col\">ตำบล</th><th scope=\"col\" align=\"right\">เงิน</th></tr>\n</thead>\n"
        + "<tbody>\n<tr><td>บางจาก</td><td align=\"right\"><strong>28,000</strong></td></tr>\n<tr><td>ท่าซัก</td><td align=\"right\"></td></tr>\n</tbody>\n</table>\n</div>\n",
        Show("| ตำบล | เงิน |\n|---|--:|\n| บางจาก | **28,000** |\n| ท่าซัก |").Html);

    [Fact]
    public void Lists_tasks_quotes_and_code_come_out() => Assert.Equal(
        "<ul>\n<li><span class=\"task\" role=\"img\" aria-label=\"ยังไม่ได้ทำ\">☐</span> จดชื่อ</li>\n<li><span class=\"task\" role=\"img\" aria-label=\"ทำแล้ว\">☑</span> นัดวัน</li>\n</ul>\n"
        + "<ol start=\"3\">\n<li>สาม<ul>\n<li>ย่อย [x] คง</li>\n</ul>\n</li>\n</ol>\n<blockquote>\n<p>อ้าง</p>\n</blockquote>\n<pre><code>a &lt; b\n</code></pre>\n<hr>\n",
        Show("- [ ] จดชื่อ\n- [x] นัดวัน\n\n3. สาม\n   - ย่อย [x] คง\n\n> อ้าง\n\n```html\na < b\n```\n\n***").Html);

    [Fact]
    public void An_indented_Thai_paragraph_is_not_code() => Assert.Equal("<p>ย่อหน้าแรก</p>\n<p>ย่อหน้าสอง</p>\n", Show("    ย่อหน้าแรก\n\n\tย่อหน้าสอง").Html);

    [Fact]
    public void The_text_is_normalised_first() => Assert.Equal("<p>น้ำแม่</p>\n", Show("นํ้า\u200Bเเม่").Html);

    [Fact]
    public void Words_are_what_a_reader_reads_one_block_a_line() => Assert.Equal(
        "หัว ข้อ\nหนึ่ง สอง & สาม\nต่อ\nก\nข\nเซลล์ สอง\nแถว สอง\nx  =  1\ny\nคำบรรยาย",
        Prose.Render("# หัว ข้อ\n\nหนึ่ง **สอง** &amp;   [สาม](/n/1)  \nต่อ\n\n- [ ] ก\n- ข\n\n|เซลล์|สอง|\n|-|-|\n|แถว|สอง|\n\n```\nx  =  1\ny\n```\n\n![คำบรรยาย](photo:1)",
            new() { Photo = _ => new("/m/1.jpg", null, null, 1, 1, "อื่น", null) }).Words);

    [Fact]
    public void The_summary_is_the_beginning_of_the_running_text()
    {
        Assert.Equal("ทีมคุณอำนวยสามคน มองหน้ากัน แล้วชวนกันยกเก้าอี้", Show("# ย้ายเก้าอี้\n\nทีมคุณอำนวยสามคน\nมองหน้ากัน\n\n|ก|\n|-|\n\nแล้วชวนกันยกเก้าอี้").Summary);
        Assert.Equal("ย้ายเก้าอี้", Show("# ย้ายเก้าอี้").Summary);
        Assert.Equal("", Show(" ").Summary);
    }

    [Theory]
    [InlineData("กองทุนสวัสดิการชุมชน")]
    [InlineData("กองทุนสวัสดิการชุมชนบ้านสระพัง ")]
    public void A_long_summary_ends_at_a_word(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 40));
        var summary = Show(text).Summary;
        Assert.EndsWith("…", summary, StringComparison.Ordinal);
        var kept = summary[..^1];
        Assert.StartsWith(kept, text, StringComparison.Ordinal);
        Assert.InRange(ThaiText.CountClusters(kept), 80, Prose.SummaryClusters);
        Assert.Contains(ThaiWords.Split(text), word => word.End == kept.Length);
    }

    [Fact]
    public void A_summary_of_one_endless_word_is_cut_at_a_cluster() =>
        Assert.Equal(string.Concat(Enumerable.Repeat("a", Prose.SummaryClusters)) + "…", Show(new string('a', 500)).Summary);

    [Fact]
    public void Any_text_renders_to_what_the_second_wall_leaves_alone() => AnyText.Always(text =>
    {
        var html = Prose.Render(text, ProseOptions.Plain).Html;
        return HtmlWall.Rebuild(html).Html == html;
    });

    [Fact]
    public void It_is_pure_and_may_run_beside_itself()
    {
        var text = "# ก\n\nปี**(พ.ศ. 2550)**นี้ https://a.th/ก `x`\n\n- [x] ก\n  > ข\n\n|ก|ข|\n|-|-|\n|1|2|";
        var expected = Show(text).Html;
        Parallel.For(0, 500, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => Assert.Equal(expected, Show(text).Html));
    }
}
