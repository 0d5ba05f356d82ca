using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>The database goes away under a running site, and comes back.</summary>
public sealed class DeadDatabase : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("dying-").FullName;
    LocalPostgres postgres = null!;
    Village village = null!;

    public async Task InitializeAsync()
    {
        postgres = await LocalPostgres.Start(folder, throwaway: true);
        village = new(postgres.ConnectionString);
        await village.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncLifetime)village).DisposeAsync();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Kept_pages_are_read_nothing_typed_is_lost_and_the_site_comes_back_by_itself()
    {
        var writer = await village.Member("likhit", "คุณลิขิต", (Role.NoteTaker, "800119"));
        var note = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ก่อนไฟดับ").Fill("เนื้อเรื่อง", "น้ำในคลองขึ้น").Press("เผยแพร่");
        await village.Settles();
        var guest = village.Guest();
        Assert.Equal(200, (int)(await guest.Open(note.Address)).Status);
        var form = (await writer.Open("/write")).Fill("ชื่อเรื่อง", "ระหว่างไฟดับ").Fill("เนื้อเรื่อง", "บรรทัดหนึ่ง\n\nบรรทัดสาม <b> & จบ");
        var question = (await guest.Open(note.Address)).Fill("ความเห็นหรือคำถาม", "น้ำขึ้นกี่ศอก").Fill("ชื่อของท่าน", "คนปลายน้ำ");
        await postgres.DisposeAsync();

        var kept = await guest.Open(note.Address);
        Assert.Equal(200, (int)kept.Status);
        Assert.Contains("น้ำในคลองขึ้น", kept.Text, StringComparison.Ordinal);
        Assert.Equal(503, (int)(await guest.Open("/health")).Status);
        foreach (var (who, address) in new[] { (guest, "/tambons"), (writer, note.Address), (writer, "/write") })
        {
            var away = await who.Open(address);
            Assert.Equal(503, (int)away.Status);
            Assert.Contains("ระบบกำลังกลับมา", away.Text, StringComparison.Ordinal);
        }
        var refused = await form.Press("เผยแพร่");
        Assert.Equal(503, (int)refused.Status);
        Assert.Contains("ข้อความของท่านยังอยู่", refused.Text, StringComparison.Ordinal);
        Assert.Equal("บรรทัดหนึ่ง\n\nบรรทัดสาม <b> & จบ", refused.Document.QuerySelector("textarea[name=Body]")!.TextContent.ReplaceLineEndings("\n"));
        var unasked = await question.Press("ส่งความเห็น");
        Assert.Equal(503, (int)unasked.Status);

        var back = village.Services.GetRequiredService<Bell>().Next;
        postgres = await LocalPostgres.Start(folder, throwaway: true);
        await back.WaitAsync(TimeSpan.FromMinutes(1));
        var saved = await refused.Press("ส่งอีกครั้ง");
        Assert.Equal(200, (int)saved.Status);
        Assert.Contains("บรรทัดสาม <b> & จบ", saved.Text, StringComparison.Ordinal);
        Assert.Equal(saved.Address, (await refused.Press("ส่งอีกครั้ง")).Address);
        Assert.Equal(200, (int)(await unasked.Press("ส่งอีกครั้ง")).Status);
        Assert.Equal(200, (int)(await guest.Open("/health")).Status);
        Assert.Equal(2, await village.Ask(db => db.Items.CountAsync()));
        Assert.Equal(["น้ำขึ้นกี่ศอก"], await village.Ask(db => db.Comments.Select(c => c.Text).ToListAsync()));
    }
}
