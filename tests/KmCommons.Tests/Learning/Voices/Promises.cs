using System.IO.Compression;
using System.Net;
using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Learning.Voices;

public sealed class Promises(Village village) : IClassFixture<Village>
{
    sealed class At(DateTimeOffset now) : TimeProvider { public override DateTimeOffset GetUtcNow() => now; }

    // The timetable's turn as of so many days from now
    async Task<int> Turn(int days)
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await PromiseTurn.Run(new Later(scope.ServiceProvider, new At(DateTimeOffset.UtcNow.AddDays(days))), default);
    }

    // The things of the site with another clock. A second site with that clock would have a timetable of its own, and ask at the same moment
    sealed class Later(IServiceProvider things, TimeProvider clock) : IServiceProvider
    {
        public object? GetService(Type type) => type == typeof(TimeProvider) ? clock : things.GetService(type);
    }

    Task<int> Letters(string address) => village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "promise" && l.Recipient == address + "@example.th"));

    static string Any() => Fresh.Key();

    [Fact]
    public async Task What_a_member_signed_is_asked_once_after_thirty_days_and_the_answer_stands_beside_the_line()
    {
        var (hall, name, text) = (await Hall.Open(village, $"เวทีสัญญา {Any()}"), $"lung-{Any()}", $"ขุดลอกคลอง {Any()}");
        var member = await village.Member(name, "ลุงแดง " + name);
        await hall.Gives(member, "ลุงแดง", (4, text));
        await hall.Close();
        await Hall.Pick(await hall.Keeper.Open(hall.Gather + 4), text).Press("ใส่ลงใบ");
        await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Press("เผยแพร่");
        await Turn(0);
        Assert.Equal(ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(30), await village.Ask(db => db.Promises.Where(p => p.Number == hall.Number).Select(p => p.Due).SingleAsync()));
        await Turn(29);
        Assert.Equal(0, await Letters(name));
        Assert.DoesNotContain("รอท่านบอก", (await member.Open("/me")).Text, StringComparison.Ordinal);
        foreach (var day in new[] { 30, 31, 90 })
        {
            await Turn(day);
            Assert.Equal(1, await Letters(name));
        }
        Assert.Contains("รอท่านบอก 1 เรื่อง", (await member.Open("/me")).Text, StringComparison.Ordinal);
        var page = await (await member.Open("/me")).Follow("ที่ว่าจะกลับไปทำ");
        var refused = await page.Tick("เปลี่ยนเป็นอย่างอื่น").Press("บอก");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await refused.Tick("เปลี่ยนเป็นอย่างอื่น").Fill("เปลี่ยนเป็นอะไร", "ชวนวัดมาช่วยขุด").Press("บอก");
        Assert.Contains("เปลี่ยนเป็น ชวนวัดมาช่วยขุด", (await village.Guest().Open($"/n/{hall.Number}")).Text, StringComparison.Ordinal);
        var id = await village.Ask(db => db.Promises.Where(p => p.Number == hall.Number).Select(p => p.Id).SingleAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await member.Send(HttpMethod.Post, "/me/promises", new FormUrlEncodedContent([new("Id", $"{id}"), new("Answer", "Kept")]))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await hall.Keeper.Send(HttpMethod.Post, "/me/promises", new FormUrlEncodedContent([new("Id", $"{id}"), new("Answer", "Kept")]))).Status);
    }

    [Fact]
    public async Task Who_did_not_sign_promised_nothing_and_who_signed_without_an_account_is_not_asked()
    {
        var hall = await Hall.Open(village, $"เวทีไม่ลงชื่อ {Any()}");
        for (var nth = 0; nth < 5; nth++)
            await hall.Gives(await village.Member($"quiet-{Any()}", "คนเงียบ"), null, (4, $"จะปลูกป่า {nth}"));
        await hall.Gives(village.Guest(), "ป้าไม่มีบัญชี", (4, "จะทอผ้า"));
        await hall.Close();
        await Turn(0);
        await Turn(40);
        Assert.Equal(0, await village.Ask(db => db.Promises.CountAsync(p => p.Number == hall.Number)));
    }

    [Fact]
    public async Task A_line_of_a_review_that_names_one_member_is_theirs_by_the_day_it_says()
    {
        var (hall, name) = (await Hall.After(village, $"เวทีมีชื่อ {Any()}"), $"phu-{Any()}");
        var member = await village.Member(name, "ผู้ใหญ่ " + name);
        var day = ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(10);
        await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Fill("4. จะกลับไปทำ", $"ติดไฟทาง - ผู้ใหญ่ {name}, {ThaiDate.Short(day)}\nรอดู - คนที่ไม่เป็นสมาชิก, นัดหน้า").Press("เผยแพร่");
        await Turn(0);
        await Turn(1);
        Assert.Equal([("ติดไฟทาง", day)], (await village.Ask(db => db.Promises.Where(p => p.Number == hall.Number).Select(p => new { p.Text, p.Due }).ToListAsync())).Select(p => (p.Text, p.Due)));
        await Turn(9);
        Assert.Equal(0, await Letters(name));
        await Turn(10);
        Assert.Equal(1, await Letters(name));
        await (await member.Open("/me/promises")).Press("บอก");
        Assert.Contains("ทำแล้ว", (await village.Guest().Open($"/n/{hall.Number}")).Text, StringComparison.Ordinal);
    }

    async Task Writes(Hall hall, params string[] lines) => await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Fill("4. จะกลับไปทำ", string.Join('\n', lines)).Press(await village.Ask(db => db.Items.AnyAsync(i => i.Number == hall.Number && i.State == ItemState.Draft)) ? "เผยแพร่" : "บันทึกที่แก้");

    [Fact]
    public async Task A_word_mended_or_a_line_taken_out_and_put_back_loses_no_answer_and_asks_nobody_again()
    {
        var (hall, name) = (await Hall.After(village, $"เวทีแก้คำ {Any()}"), $"daeng-{Any()}");
        var member = await village.Member(name, "ผู้ใหญ่ " + name);
        await Writes(hall, $"ติดไฟทางเขาบ้านเรา - ผู้ใหญ่ {name}");
        await Turn(0);
        await Turn(30);
        await (await member.Open("/me/promises")).Tick("เปลี่ยนเป็นอย่างอื่น").Fill("เปลี่ยนเป็นอะไร", "ขอแผงโซลาร์จาก อบต.").Press("บอก");
        await Writes(hall, $"ติดไฟทางเข้าบ้านเรา - ผู้ใหญ่ {name}, เดือนหน้า", "ปลูกต้นไม้");
        async Task<string> Shown() => (await village.Guest().Open($"/n/{hall.Number}")).Text;
        Assert.Contains("เปลี่ยนเป็น ขอแผงโซลาร์จาก อบต.", await Shown(), StringComparison.Ordinal);
        await Writes(hall, "ปลูกต้นไม้");
        Assert.DoesNotContain("แผงโซลาร์", await Shown(), StringComparison.Ordinal);
        Assert.Contains("ขอแผงโซลาร์จาก อบต.", (await member.Open("/me/promises")).Text, StringComparison.Ordinal);
        await Writes(hall, "ปลูกต้นไม้", $"ติดไฟทางเข้าบ้านเรา - ผู้ใหญ่ {name}");
        Assert.Contains("เปลี่ยนเป็น ขอแผงโซลาร์จาก อบต.", await Shown(), StringComparison.Ordinal);
        await Turn(0);
        await Turn(90);
        Assert.Equal((1, 1), (await Letters(name), await village.Ask(db => db.Promises.CountAsync(p => p.Number == hall.Number))));
    }

    [Fact]
    public async Task A_line_that_names_somebody_else_now_is_theirs_to_be_asked_of()
    {
        var (hall, one, other) = (await Hall.After(village, $"เวทีแก้ชื่อ {Any()}"), $"daeng-{Any()}", $"dam-{Any()}");
        await village.Member(one, "ผู้ใหญ่ " + one);
        await village.Member(other, "ผู้ใหญ่ " + other);
        var day = ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(10);
        await Writes(hall, $"ติดไฟทาง - ผู้ใหญ่ {one}, ภายใน {ThaiDate.Short(day)}");
        await Turn(0);
        await Writes(hall, $"ติดไฟทาง - ผู้ใหญ่ {other}, ภายใน {ThaiDate.Short(day.AddDays(2))}");
        await Turn(0);
        await Turn(11);
        Assert.Equal((0, 0), (await Letters(one), await Letters(other)));
        // The day is put off before anybody was asked
        await Writes(hall, $"ติดไฟทาง - ผู้ใหญ่ {other}, ภายในวันที่ {ThaiDate.Short(day.AddDays(4))}");
        await Turn(12);
        Assert.Equal(0, await Letters(other));
        await Turn(14);
        Assert.Equal((0, 1), (await Letters(one), await Letters(other)));
    }

    [Fact]
    public async Task Two_who_promised_the_same_keep_each_their_own_when_lines_are_put_about_and_a_name_that_was_mistaken_comes_back()
    {
        var (hall, one, other) = (await Hall.After(village, $"เวทีสองคน {Any()}"), $"noi-{Any()}", $"daeng-{Any()}");
        var noi = await village.Member(one, "น้อย " + one);
        await village.Member(other, "แดง " + other);
        await Writes(hall, $"ปลูกต้นไม้ - น้อย {one}", $"ปลูกต้นไม้ - แดง {other}");
        await Turn(0);
        await Turn(30);
        await (await noi.Open("/me/promises")).Tick("เปลี่ยนเป็นอย่างอื่น").Fill("เปลี่ยนเป็นอะไร", "ปลูกไผ่แทน").Press("บอก");
        foreach (var lines in new[] { new[] { $"ปลูกต้นไม้ - แดง {other}", $"ปลูกต้นไม้ - น้อย {one}" }, ["ปลูกต้นไม้ - ดำ", $"ปลูกต้นไม้ - น้อย {one}"], [$"ปลูกต้นไม้ - แดง {other}"], [$"ปลูกต้นไม้ - น้อย {one}", $"ปลูกต้นไม้ - แดง {other}"] })
        {
            await Writes(hall, lines);
            await Turn(0);
            await Turn(60);
            var line = (await village.Guest().Open($"/n/{hall.Number}")).Document.QuerySelectorAll("li").Where(l => l.TextContent.Contains($"น้อย {one}", StringComparison.Ordinal) && l.TextContent.Contains("ปลูกต้นไม้", StringComparison.Ordinal)).ToList();
            if (lines.Any(l => l.Contains(one, StringComparison.Ordinal)))
                Assert.Contains("ปลูกไผ่แทน", Assert.Single(line).TextContent, StringComparison.Ordinal);
        }
        Assert.Equal((1, 1), (await Letters(one), await Letters(other)));
    }

    [Fact]
    public async Task A_day_that_is_past_is_no_day_also_when_a_line_is_put_above_it()
    {
        var (hall, name) = (await Hall.After(village, $"เวทีวันผ่าน {Any()}"), $"noi-{Any()}");
        await village.Member(name, "น้อย " + name);
        var line = $"ติดไฟทาง - น้อย {name}, ภายใน {ThaiDate.Short(ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(-10))}";
        await Writes(hall, line);
        await Turn(0);
        await Writes(hall, "เรื่องแรก", line);
        Assert.Equal(ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(30), await village.Ask(db => db.Promises.Where(p => p.Number == hall.Number).Select(p => p.Due).SingleAsync()));
    }

    [Theory]
    [InlineData("มานี", "ป้าสมศรี", "มานี")]
    [InlineData("ดา", "สุดา", "คุณดา")]
    [InlineData("คุณน้อยหน่า", "น้อย", "น้อยหน่า")]
    [InlineData("ครูเล็ก", "ครู", "ครูเล็ก")]
    public async Task A_phone_that_is_signed_in_goes_from_hand_to_hand_and_takes_no_voice_for_its_owners(string called, string another, string own)
    {
        var (hall, name) = (await Hall.Open(village, $"เวทีเครื่องเดียว {Any()}"), $"phone-{Any()}");
        var phone = await village.Member(name, called + " " + name);
        await hall.Gives(phone, another, (4, "จะทอผ้าขาย"));
        await hall.Gives(phone, own, (4, "จะเลี้ยงผึ้ง"));
        await hall.Close();
        await Turn(0);
        Assert.Equal(["จะเลี้ยงผึ้ง"], await village.Ask(db => db.Promises.Where(p => p.Number == hall.Number).Select(p => p.Text).ToListAsync()));
        Assert.Equal([another], await village.Ask(db => db.Voices.Where(v => v.Number == hall.Number && v.MemberId == null).Select(v => v.Name).ToListAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_may_not_read_the_review_is_told_nothing_of_it_by_letter_or_on_their_page(bool closedBefore)
    {
        var (hall, name) = (await Hall.After(village, $"เวทีของวง {Any()}"), $"nok-{Any()}");
        var member = await village.Member(name, "คนนอก " + name);
        Task Closes() => village.Do(db => db.Items.Where(i => i.Number == hall.Number).ExecuteUpdateAsync(set => set.SetProperty(i => i.Audience, Audience.Circle)));
        await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Fill("4. จะกลับไปทำ", $"ขุดซ่อนกลิ่น - คนนอก {name}").Press("เผยแพร่");
        if (closedBefore)
            await Closes();
        await Turn(0);
        Assert.Equal(closedBefore ? 0 : 1, await village.Ask(db => db.Promises.CountAsync(p => p.Number == hall.Number)));
        await Closes();
        await Turn(31);
        Assert.Equal(0, await Letters(name));
        Assert.DoesNotContain("ขุดซ่อนกลิ่น", (await member.Open("/me/promises")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ที่ว่าจะกลับไปทำ", (await member.Open("/me")).Text, StringComparison.Ordinal);
        await using var copy = new ZipArchive(await member.Http.GetStreamAsync("/export/copy.zip"));
        using var mine = new StreamReader(await copy.Entries.Single(e => e.FullName.EndsWith("me/me.json", StringComparison.Ordinal)).OpenAsync());
        Assert.Empty(JsonDocument.Parse(await mine.ReadToEndAsync()).RootElement.GetProperty("promises").EnumerateArray());
    }

    [Fact]
    public async Task Of_two_timetables_at_the_same_moment_one_asks_and_the_other_goes_by()
    {
        var (hall, name) = (await Hall.After(village, $"เวทีสองเครื่อง {Any()}"), $"na-{Any()}");
        await village.Member(name, "น้า " + name);
        await (await hall.Keeper.Open($"/reflect/{hall.Number}")).Fill("4. จะกลับไปทำ", $"ติดไฟทาง - น้า {name}, {ThaiDate.Short(ThaiDate.Day(DateTimeOffset.UtcNow).AddDays(10))}").Press("เผยแพร่");
        await Turn(0);
        Task<int> one;
        await using (var line = new Npgsql.NpgsqlConnection(village.Connection))
        {
            await line.OpenAsync();
            await using var transaction = await line.BeginTransactionAsync();
            await using var hold = new Npgsql.NpgsqlCommand("lock table foundation.letter in exclusive mode", line, transaction);
            await hold.ExecuteNonQueryAsync();
            one = Turn(10);
            while (await village.AtLocks() == 0 && !one.IsCompleted)
                await Task.Yield();
            Assert.Equal(0, await Turn(10).WaitAsync(TimeSpan.FromMinutes(2)));
        }
        await one;
        Assert.Equal(1, await Letters(name));
    }
}
