using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.People;
using KmCommons.Tests.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>What stands below which heading, and what was read already.</summary>
public sealed class Sections(Village village) : IClassFixture<Village>
{
    readonly Issue Coming = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next;

    async Task<(Visitor Reader, string Email, long Id, long Writer, string Key)> People()
    {
        var key = Fresh.Key();
        var (reader, writer) = (await village.Member(key, $"คุณอำนวย {key}", (Role.Facilitator, "800121")), await village.Joins($"w-{key}", "คุณลิขิต"));
        await reader.ChooseWeekly();
        return (reader, $"{key}@example.th", await village.NumberOf(key), writer, key);
    }

    // The lines of the letter below a heading
    static string Below(string text, string heading)
    {
        var parts = text.Split($"— {heading} —");
        return parts.Length < 2 ? "" : parts[1].Split("\n— ")[0];
    }

    async Task<string> Told(string email, Issue? issue = null)
    {
        await village.Send(issue ?? Coming);
        return (await village.Letter(issue ?? Coming, email))?.Text ?? "";
    }

    [Fact]
    public async Task Open_questions_reviews_and_awards_have_their_own_headings_and_a_question_is_asked_once()
    {
        var (_, email, id, writer, key) = await People();
        var at = Coming.Until.AddHours(-5);
        var old = await village.Publish(writer, $"บันทึกเก่า {key}", "800121", at.AddDays(-60));
        var answered = await village.Publish(writer, $"บันทึกที่ตอบแล้ว {key}", "800121", at.AddDays(-60));
        await village.Do(async db =>
        {
            foreach (var (number, text) in new[] { (old, $"ใครรู้บ้าง {key}"), (answered, $"ตอบไปแล้ว {key}") })
            {
                var asks = new Comment { Number = number, MemberId = writer, Text = text, Html = $"<p>{text}</p>", At = at };
                asks.Ask(true);
                db.Comments.Add(asks);
                await db.SaveChangesAsync();
                if (number == answered)
                    db.Answers.Add(new() { QuestionId = asks.Id, Number = old, ById = id, At = at });
            }
            await db.SaveChangesAsync();
        });
        await village.Publish(writer, $"ถอดบทเรียน {key}", "800121", at, kind: "aar");
        await village.Publish(writer, $"บันทึกใหม่ {key}", "800121", at);
        var result = await village.Publish(writer, $"ผลการคัดเลือก {key}", null, at);
        await village.Do(async db =>
        {
            var blog = await db.Blogs.OrderBy(b => b.Id).FirstOrDefaultAsync() ?? await Opened(db, writer, key);
            var round = AwardRound.Open(db, $"รอบ {key}", "8001", "1 ม.ค. 2569", "31 ม.ค. 2569", [new() { Kind = 0, AtLeast = 1 }], writer, blog, at);
            round.ResultNumber = result;
            await db.SaveChangesAsync();
        });
        var text = await Told(email);
        Assert.Contains($"“ใครรู้บ้าง {key}”", Below(text, "คำถามที่รอคำตอบ"), StringComparison.Ordinal);
        Assert.DoesNotContain($"ตอบไปแล้ว {key}", text, StringComparison.Ordinal);
        Assert.Contains($"ถอดบทเรียน {key}", Below(text, "บทเรียนหลังงาน (AAR) ใหม่"), StringComparison.Ordinal);
        Assert.Contains($"ผลการคัดเลือก {key}", Below(text, "Blog ดีเด่น"), StringComparison.Ordinal);
        Assert.Contains($"บันทึกใหม่ {key}", Below(text, "เรื่องใหม่"), StringComparison.Ordinal);
        Assert.DoesNotContain($"ถอดบทเรียน {key}", Below(text, "เรื่องใหม่"), StringComparison.Ordinal);
        Assert.DoesNotContain($"ใครรู้บ้าง {key}", await Told(email, Coming.Next), StringComparison.Ordinal);
    }

    static async Task<Blog> Opened(KmCommons.Foundation.CommonsDb db, long writer, string key)
    {
        var blog = new Blog { Address = $"b{key}", Title = $"สมุด {key}", PlaceCode = "800121" };
        db.Blogs.Add(blog);
        await db.SaveChangesAsync();
        return blog;
    }

    // Before it could be read, by more than reads are written down late
    async Task<long> Note(long author, string title)
    {
        var number = await village.Note(author, title, "เนื้อเรื่อง", entry => entry.Item.PlaceCode = "800121");
        var half = Coming.From + (DateTimeOffset.UtcNow - Coming.From) / 2;
        await village.Do(db => db.Database.ExecuteSqlAsync($"update content.item set shown_at = {half} where number = {number}"));
        return number;
    }

    [Fact]
    public async Task What_its_reader_opened_since_is_not_told_again_and_what_was_said_after_that_is()
    {
        var (reader, email, id, writer, key) = await People();
        var now = DateTimeOffset.UtcNow;
        var (read, unread, own) = (await Note(writer, $"อ่านแล้ว {key}"), await Note(writer, $"ยังไม่อ่าน {key}"), await Note(id, $"ของฉัน {key}"));
        await village.Comment(own, writer, "", $"ตอบก่อนเปิดดู {key}", Coming.From + (now - Coming.From) / 2);
        reader.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Linux; Android 9)");
        await reader.Open($"/n/{read}");
        await reader.Open($"/n/{own}");
        using (var fetched = new HttpRequestMessage(HttpMethod.Get, $"/n/{unread}"))
        {
            fetched.Headers.Add("Sec-Purpose", "prefetch");
            await reader.Http.SendAsync(fetched);
        }
        await village.Services.GetRequiredService<AlreadyRead>().Write(default);
        await village.Comment(own, writer, "", $"ตอบหลังเปิดดู {key}", DateTimeOffset.UtcNow);
        var text = await Told(email);
        Assert.DoesNotContain($"อ่านแล้ว {key}", text, StringComparison.Ordinal);
        Assert.Contains($"ยังไม่อ่าน {key}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"ตอบก่อนเปิดดู {key}", text, StringComparison.Ordinal);
        Assert.Contains($"ตอบหลังเปิดดู {key}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_remembered_of_who_gets_no_letters_and_it_is_forgotten_in_two_months()
    {
        var key = Fresh.Key();
        var (visitor, id) = (await village.Member(key, "คุณกิจ"), await village.NumberOf(key));
        visitor.Http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (Linux; Android 9)");
        var note = await Note(await village.Joins($"w-{key}", "คุณลิขิต"), $"บันทึก {key}");
        await visitor.Open($"/n/{note}");
        await village.Services.GetRequiredService<AlreadyRead>().Write(default);
        Assert.False(await village.Ask(db => db.Set<ReadItem>().AnyAsync(r => r.MemberId == id)));
        await visitor.ChooseWeekly();
        await visitor.Open($"/n/{note}");
        await village.Services.GetRequiredService<AlreadyRead>().Write(default);
        Assert.True(await village.Ask(db => db.Set<ReadItem>().AnyAsync(r => r.MemberId == id)));
        await village.Do(db => DigestForgetting.Run(db, DateTimeOffset.UtcNow + DigestForgetting.Reads + TimeSpan.FromMinutes(1), default));
        Assert.False(await village.Ask(db => db.Set<ReadItem>().AnyAsync(r => r.MemberId == id)));
    }
}
