using System.Text;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Thai;

namespace KmCommons.Tests.Learning.Door;

public sealed class Tables(Village village) : IClassFixture<Village>
{
    static readonly DateOnly Day = new(2026, 11, 29);

    static string Read(string text) => string.Join(" / ", NameTable.Read(text, Day).Lines.Select(l => $"{l.Name}|{l.Sector}|{l.Office}|{l.Came}|{(l.At is { } at ? ThaiDate.Bangkok(at).ToString("d.M HH:mm", System.Globalization.CultureInfo.InvariantCulture) : "")}"));

    [Theory]
    [InlineData("ลุงชม", "ลุงชม||||")]
    [InlineData("ลุงชม, ภาคประชาชน, กลุ่มสานจาก\nครูดา\tหน่วยงานจังหวัด\tกศน.", "ลุงชม|ภาคประชาชน|กลุ่มสานจาก|| / ครูดา|หน่วยงานจังหวัด|กศน.||")]
    [InlineData("ลุงชม;ภาคประชาชน;บ้านใหญ่, หมู่ 3", "ลุงชม|ภาคประชาชน|บ้านใหญ่, หมู่ 3||")]
    [InlineData("ลุงชม, ภาค, บ้านใหญ่, หมู่ 3", "ลุงชม|ภาค|บ้านใหญ่, หมู่ 3||")]
    [InlineData("\"ชม, ลุง\",\"ว่า \"\"ชม\"\"\",\"สอง\nบรรทัด\"", "ชม, ลุง|ว่า \"ชม\"|สอง\nบรรทัด||")]
    [InlineData("\"ชม,ภาค\nป้าแจ่ม", "\"ชม|ภาค||| / ป้าแจ่ม||||")]
    [InlineData("ก,,,มาแล้ว\nข,,,๐๙:๑๒ น.\nค,,,29/11/2569 08:05\nง,,,ไม่มา", "ก|||True| / ข|||True|29.11 09:12 / ค|||True|29.11 08:05 / ง|||False|")]
    [InlineData("มาแล้ว;หน่วยงาน;ชื่อ-สกุล\nx;กศน.;ครูดา\n;อบต., สภา;ลุงชม\n9.30;;ป้า", "ครูดา||กศน.|True| / ลุงชม||อบต., สภา|False| / ป้า|||True|29.11 09:30")]
    [InlineData("Name,Sector,Office\nอา,บ,ค\n\n,,\nอา,บ,ค", "อา|บ|ค||")]
    [InlineData("'=1+1,'-x,'@y", "=1+1|-x|@y||")]
    public void A_list_is_read_as_people_write_it(string text, string read) => Assert.Equal(read, Read(text));

    [Theory]
    [InlineData("=HYPERLINK(\"//evil.example\")")]
    [InlineData("+66 8")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    [InlineData("＝1+1")]
    [InlineData("'=1")]
    [InlineData("ก, \"ข\"; ค")]
    public void A_cell_that_begins_like_a_formula_is_harmless_and_comes_back_as_it_was(string text)
    {
        var row = CsvText.Row([text, "x"]);
        Assert.DoesNotMatch("^\"?[=+@＝-]", row);
        Assert.Equal([text, "x"], Assert.Single(CsvText.Rows(row, _ => false)));
    }

    [Fact]
    public void A_file_in_Windows_874_and_one_with_a_mark_are_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Assert.Equal("ป้าแจ่ม", NameTable.Decode(Encoding.GetEncoding(874).GetBytes("ป้าแจ่ม")));
        Assert.Equal("ป้าแจ่ม", NameTable.Decode([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes("ป้าแจ่ม")]));
        Assert.Equal(415, Assert.Throws<Refused>(() => NameTable.Decode([1, 0, 2])).Status);
        Assert.Equal(413, Assert.Throws<Refused>(() => NameTable.Decode(new byte[NameTable.MostBytes + 1])).Status);
    }

    async Task<Seen> Reads(Hall hall, string file) => await (await hall.Holds.Open($"/meet/{hall.Number}/people")).Attach("หรืออ่านจากไฟล์ CSV", "names.csv", Encoding.UTF8.GetBytes(file)).Press("จดไว้");

    [Fact]
    public async Task The_list_goes_out_for_Excel_and_comes_in_again_with_nobody_twice()
    {
        var (hall, other) = (await Hall.Open(village), await Hall.Open(village));
        await hall.Signs("=1+1 ชม", "บ้าน \"ใหญ่\", หมู่ 3");
        await hall.Send(hall.Holds, Hall.New(Guid.NewGuid(), "ป้าแจ่ม", ago: 60_000));
        var answer = await hall.Holds.Http.GetAsync($"/meet/{hall.Number}/people.csv");
        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains("\n'=1+1 ชม,ภาคประชาชน,\"บ้าน \"\"ใหญ่\"\", หมู่ 3\",", text, StringComparison.Ordinal);
        Assert.Contains($"/{ThaiDate.BuddhistYear(Hall.Today)} ", text, StringComparison.Ordinal);
        for (var twice = 0; twice < 2; twice++)
        {
            await Reads(hall, text);
            await Reads(other, text);
        }
        foreach (var list in new[] { await hall.People(), await other.People() })
        {
            Assert.Equal(["=1+1 ชม", "ป้าแจ่ม"], list.Select(p => p.Name).Order(StringComparer.Ordinal));
            Assert.Equal("บ้าน \"ใหญ่\", หมู่ 3", list.Single(p => p.Name[0] == '=').Office);
            Assert.Equal("ป้าแจ่ม", Assert.Single(list, p => p.CameAt is not null).Name);
        }
        Assert.InRange(DateTimeOffset.UtcNow - (await other.People()).Single(p => p.CameAt is not null).CameAt!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(4));
    }

    [Fact]
    public async Task A_file_that_a_desk_saved_and_the_desk_itself_later_are_once()
    {
        var hall = await Hall.Open(village);
        var signed = await hall.Signs("ลุงชม");
        var (tick, fresh, mistake) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var file = $"\uFEFFชื่อ,ภาคส่วน,หน่วยงาน,มาแล้ว,รหัสแถว,เลขในรายชื่อ\r\nลุงชม,,,{Hall.Today:yyyy-MM-dd} 00:01,{tick},{signed}\r\nครูดา,หน่วยงานจังหวัด,กศน.,?,{fresh},\r\nผิด,,,กดผิด,{mistake},\r\n";
        Assert.Contains("จดไว้แล้ว", (await Reads(hall, file)).Text, StringComparison.Ordinal);
        await Reads(hall, file);
        await hall.Send(hall.Holds, Hall.Tick(tick, signed), Hall.New(fresh, "ครูดา"), Hall.New(mistake, "ผิด", undone: true));
        Assert.Equal(["ครูดา", "ลุงชม"], (await hall.People()).Select(p => p.Name));
        Assert.Equal(2, await hall.Came());
    }
}
