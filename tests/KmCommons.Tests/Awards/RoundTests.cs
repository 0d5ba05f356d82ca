using System.Net;
using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Awards;

/// <summary>What the tests of rounds share: a round that was opened with two blogs, who can judge it, and choosing.</summary>
public abstract class RoundTests(Village village)
{
    private protected Village Village => village;

    static int nth;

    private protected static string Fresh(string name) => $"{name}-{Interlocked.Increment(ref nth)}";

    // Everything of one test lies in a place of its own: who may judge there is nobody else's jury
    private protected sealed record Ground(Visitor Chair, string Round, Visitor Keeper, string Blog, string Other);

    private protected async Task<Ground> Begun(string place, int notes = 1, bool bothAgree = true)
    {
        var (keeper, other, chair) = (Fresh("chao-samut"), Fresh("samut-uen"), Fresh("prathan"));
        var keeping = await village.Member(keeper, "เจ้าของสมุด");
        var chairs = await village.Member(chair, "ประธาน", (Role.Facilitator, place));
        var blogs = (Fresh("samut-a"), Fresh("samut-b"));
        await village.Do(async db =>
        {
            var (who, someone) = ((await db.Members.SingleAsync(m => m.Address == keeper)).Id, await village.Joins(other, "คนเขียนอีกคน"));
            var chairing = (await db.Members.SingleAsync(m => m.Address == chair)).Id;
            foreach (var (address, owner) in new[] { (blogs.Item1, who), (blogs.Item2, someone), (chair, chairing) })
            {
                // A person's blog: a place has one, and the tests share the places
                var blog = await Blog.Open(db, address, $"สมุด {address}", "", null, owner);
                await db.SaveChangesAsync();
                for (var i = 0; i < (owner == chairing ? 0 : 2); i++)
                {
                    var entry = Entry.Begin(db, owner, blog, DateTimeOffset.UtcNow);
                    entry.Write($"เรื่องที่ {i}", i == 0 ? "ดูที่ [หน้านี้](/about)" : "เล่า", owner, DateTimeOffset.UtcNow);
                    entry.Item.Publish(DateTimeOffset.UtcNow);
                }
                await db.SaveChangesAsync();
            }
        });
        var form = (await chairs.Open("/awards/new")).Fill("ชื่อรอบ", "รอบทดลอง").Fill("พื้นที่", place).Fill("นับตั้งแต่วันที่", "1 ม.ค. 2560").Fill("ถึงวันที่", "31 ธ.ค. 2560");
        foreach (var (criterion, least) in new[] { ("บันทึกที่เผยแพร่", $"{notes}"), ("คำตอบใต้เรื่อง", "0"), ("ภาพที่มีคำบรรยาย", "0"), ("บันทึกที่บอกที่มา", "1") })
            form.Fill(criterion, least);
        var today = KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow);
        form.Fill("นับตั้งแต่วันที่", KmCommons.Thai.ThaiDate.Short(today.AddDays(-30))).Fill("ถึงวันที่", KmCommons.Thai.ThaiDigits.ToThai(KmCommons.Thai.ThaiDate.Short(today)));
        var round = await form.Press("เปิดรอบ");
        Assert.Equal(HttpStatusCode.OK, round.Status);
        foreach (var blog in new[] { blogs.Item1, blogs.Item2 })
            await (await keeping.Open(round.Address)).Fill("ส่วนท้ายของที่อยู่สมุด", "/b/" + blog).Press("เสนอ");
        await (await keeping.Open(round.Address)).Press("ยินดีให้พิจารณาสมุดนี้");
        if (!bothAgree)
            return new(chairs, round.Address, keeping, blogs.Item1, blogs.Item2);
        var owners = village.Guest();
        await owners.SignIn(other);
        await (await owners.Open(round.Address)).Press("ยินดีให้พิจารณาสมุดนี้");
        return new(chairs, round.Address, keeping, blogs.Item1, blogs.Item2);
    }

    private protected async Task<List<Visitor>> Judges(string place, int many)
    {
        var judges = new List<Visitor>();
        for (var i = 0; i < many; i++)
            judges.Add(await village.Member(Fresh("kammakan"), $"กรรมการ {i}", (Role.NoteTaker, place)));
        return judges;
    }

    private protected static async Task<Seen> Chooses(Visitor judge, string round, string blog, string reason)
    {
        await (await judge.Open(round)).Press("รับเป็นกรรมการ");
        return await (await judge.Open(round)).Tick("สมุด " + blog).Fill("เพราะอะไร", reason).Press("เลือกสมุดนี้");
    }
}
