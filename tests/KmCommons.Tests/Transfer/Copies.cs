using System.Net;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Tests.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Transfer;

/// <summary>A copy that goes out, and comes in again elsewhere.</summary>
public sealed class Copies : IAsyncLifetime
{
    readonly Village here = new(), there = new();
    readonly string folder = Directory.CreateTempSubdirectory("copies-").FullName;

    string In(string name) => Path.Combine(folder, name);

    public async Task InitializeAsync()
    {
        await ((IAsyncLifetime)here).InitializeAsync();
        await ((IAsyncLifetime)there).InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await ((IAsyncLifetime)here).DisposeAsync();
        await ((IAsyncLifetime)there).DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_copy_brought_into_an_empty_site_and_copied_again_is_the_same_bytes()
    {
        var note = await Carrying.Settle(here);
        await here.Export(In("first"));
        Assert.Contains($"notes/{note}.md", Carrying.Files(In("first")).Keys);
        var (code, said) = await there.Import("markdown", In("first"));
        Assert.True(code == 0, said);
        await there.Export(In("second"));
        var (first, second) = (Carrying.Files(In("first")), Carrying.Files(In("second")));
        foreach (var (path, bytes) in first)
            Assert.True(second.TryGetValue(path, out var other) && other == bytes, $"{path}\n{File.ReadAllText(Path.Combine(In("first"), path))}\n—\n{(other is null ? "" : File.ReadAllText(Path.Combine(In("second"), path)))}");
        Assert.Equal(first, second);
        // What answers, and who said thank you, came along
        Assert.Equal((2, 2), await there.Ask(async db => (await db.Answers.CountAsync(), await db.Thanks.CountAsync())));
        // Again, and nothing changes
        Assert.Contains("ใหม่ 0 มีอยู่แล้ว 4", (await there.Import("markdown", In("first"))).Said, StringComparison.Ordinal);
        Assert.Contains("ใหม่ 0 มีอยู่แล้ว 4", (await here.Import("markdown", In("first"))).Said, StringComparison.Ordinal);
        Assert.Equal(4, await there.Ask(db => db.Items.CountAsync()));
        // A new note there gets a number of its own
        var writer = await there.Ask(db => db.Members.Where(m => m.Address == "khon-khian").Select(m => m.Id).SingleAsync());
        Assert.True(await Carrying.Note(there, writer, "ใหม่", "ใหม่", null) > note);
        Assert.Contains("น้ำใส", (await there.Guest().Open($"/n/{note}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_tells_of_an_event_comes_along_with_who_said_so_and_what_was_refused_stays()
    {
        var note = await Carrying.Settle(here);
        var (meeting, aar) = await here.Ask(async db =>
        {
            var writer = await db.Members.Where(m => m.Address == "khon-khian").Select(m => m.Id).SingleAsync();
            // Its number is above those of what tells of it: in the copy it comes later
            var held = await Meeting.Call(db, new(writer, "", []), new() { Title = "ประชุมริมคลอง", Day = new(2007, 2, 26), PlaceCode = "800119" }, Carrying.Day);
            held.Item.Use(await Photo.Receive(db, here.Services.GetRequiredService<PhotoStore>(), writer, new MemoryStream(Pictures.Png(40, 31, (_, _) => Pictures.Red)), "", "", Carrying.Day), "hall.png", "หน้าหอ", "คนยืน");
            held.Publish(Carrying.Day);
            await db.SaveChangesAsync();
            var review = await db.Aars.Include(a => a.Item).SingleAsync();
            await Telling.Say(db, writer, await db.Items.SingleAsync(i => i.Number == note), held.Number, TellingAnswer.Yes, closes: false, Carrying.Day);
            await Telling.Say(db, writer, await db.Items.SingleAsync(i => i.Number == note + 1), held.Number, TellingAnswer.No, closes: false, Carrying.Day);
            await Telling.Say(db, writer, review.Item, held.Number, TellingAnswer.Yes, closes: true, Carrying.Day);
            await db.SaveChangesAsync();
            return (held.Number, review.Number);
        });
        await here.Export(In("first"));
        var (code, said) = await there.Import("markdown", In("first"));
        Assert.True(code == 0, said);
        await there.Export(In("second"));
        Assert.Equal(Carrying.Files(In("first")), Carrying.Files(In("second")));
        Assert.Equal([(note, false, Carrying.Day), (aar, true, Carrying.Day)], (await there.Ask(db => db.Tellings.Where(t => t.MeetingNumber == meeting && t.ById != null).OrderBy(t => t.IsClosing).ToListAsync())).Select(t => (t.Number, t.IsClosing, t.At)));
        var read = await there.Guest().Open($"/n/{meeting}");
        Assert.All(["เรื่องจากงานนี้", "ใบปิดงาน", "หน้าหอ"], w => Assert.Contains(w, read.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Meetings_come_along_with_all_that_became_of_them_and_are_the_same_bytes()
    {
        await Carrying.Settle(here);
        var (held, next) = await Carrying.Meets(here);
        await here.Export(In("first"));
        var sheet = await File.ReadAllTextAsync(Path.Combine(In("first"), $"meetings/{held}.md"));
        foreach (var line in new[] { "- ขุดคลอง — เพื่อนบ้าน, 20 มี.ค. 2550 (เสร็จแล้ว 18 มี.ค. 2550: ครบสามตำบล (รวมบางจาก))", "- ชวนครู — คุณครู (ไม่ทำแล้ว 19 มี.ค. 2550: ครูย้ายไป)", "- ทำบัญชีน้ำ — คนเขียน ปลาทู", "  - ค้าง", "- 09:00 เปิดวง 15 นาที — คุณเอื้อ (จริง 21 นาที)" })
            Assert.Contains(line + "\n", sheet.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var (code, said) = await there.Import("markdown", In("first"));
        Assert.True(code == 0, said);
        await there.Export(In("second"));
        var (first, second) = (Carrying.Files(In("first")), Carrying.Files(In("second")));
        foreach (var (path, bytes) in first)
            Assert.True(second.TryGetValue(path, out var other) && other == bytes, $"{path}\n{File.ReadAllText(Path.Combine(In("first"), path))}\n—\n{(second.ContainsKey(path) ? File.ReadAllText(Path.Combine(In("second"), path)) : "")}");
        Assert.Equal(first, second);
        foreach (var village in (Village[])[here, there])
        {
            var (steps, meetings) = (await village.Ask(db => db.NextSteps.Where(s => s.Number == held).OrderBy(s => s.Position).ToListAsync()), await village.Ask(db => db.Meetings.AsSplitQuery().Include(m => m.Moves).Include(m => m.Points).OrderBy(m => m.Day).ToListAsync()));
            Assert.Equal([(StepState.Done, new DateOnly(2007, 3, 18), "ครบสามตำบล (รวมบางจาก)"), (StepState.Dropped, new(2007, 3, 19), "ครูย้ายไป"), (StepState.Open, null, "")], steps.Select(s => (s.State, s.ClosedOn, s.Note)));
            Assert.Equal([(40, 7, null), (null, 0, null), (null, 7, "น้ำท่วม")], meetings.Select(m => (m.Seats, m.TalkDays, m.CalledOff)));
            Assert.Equal(new DateOnly(2007, 3, 12), Assert.Single(meetings[1].Moves).Day);
            Assert.Equal(meetings[0].Points.Single(p => p.IsCarried).Id, Assert.Single(meetings[1].Points, p => p.ContinuesId is not null).ContinuesId);
            Assert.Contains("จากครั้งที่ 1", (await village.Guest().Open($"/n/{next}")).Text, StringComparison.Ordinal);
        }
        // Who came is nobody else's
        Assert.Equal((1, 0), (await here.Ask(db => db.Attendees.CountAsync()), await there.Ask(db => db.Attendees.CountAsync())));
        foreach (var file in Directory.EnumerateFiles(In("first"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not ".jpg" and not ".woff2"))
            Assert.DoesNotContain("ลุงที่มา", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
        // A sheet of before: its steps are open
        await there.Do(async db =>
        {
            var (read, _) = await MeetingSheet.Read(db, "## วันที่\n\n- 2007-02-26\n\n## สิ่งที่จะทำต่อ\n\n- ขุดคลอง — ลุง, 3 มี.ค. 2550\n* ทำ (เสร็จแล้ว) — ป้า", null, default);
            var old = await NextStep.Read(db, read.Steps, read.Day, read.StepsTellTheirEnd, default);
            Assert.Equal([("ขุดคลอง", "ลุง", StepState.Open), ("ทำ (เสร็จแล้ว)", "ป้า", StepState.Open)], old.Select(s => (s.Text, s.Who, s.State)));
        });
    }

    [Fact]
    public async Task A_copy_with_documents_and_an_album_comes_back_as_the_same_bytes()
    {
        var note = await Carrying.Album(here);
        await here.Export(In("first"));
        var first = Carrying.Files(In("first"));
        Assert.Equal(3, first.Keys.Count(k => k.StartsWith("files/", StringComparison.Ordinal)));
        Assert.Equal(3, first.Keys.Count(k => k.StartsWith("photos/", StringComparison.Ordinal)));
        var (code, said) = await there.Import("markdown", In("first"));
        Assert.True(code == 0, said);
        await there.Export(In("second"));
        Assert.Equal(first, Carrying.Files(In("second")));
        // What a reader of the new site gets: the documents under their names, byte for byte, and what was chosen to have no words is not asked for any
        foreach (var village in (Village[])[here, there])
        {
            Assert.Equal([(1, "หน้าคลอง", false), (3, "", true), (4, "ในคลอง “เก่า”: น้ำใส", false)], (await village.Ask(db => db.ItemPhotos.Where(p => p.Number == note).OrderBy(p => p.Position).ToListAsync())).Select(p => (p.Position, p.Caption, p.Uncaptioned)));
            var read = await village.Guest().Open($"/n/{note}");
            var links = read.Document.QuerySelectorAll("a[href^='/file/']").Select(a => a.GetAttribute("href")!).ToList();
            Assert.Equal(["แผน ปี ๒๕๕๐.pdf", "รายงาน #1.docx", "บันทึก 100%.txt"], links.Select(l => Uri.UnescapeDataString(l.Split('/')[^1])));
            foreach (var (link, bytes) in links.Zip(Carrying.Attached))
                Assert.Equal(bytes, await village.Guest().Http.GetByteArrayAsync(link));
            Assert.Equal(read.Document.QuerySelectorAll("article img").Select(i => i.GetAttribute("src")), (await here.Guest().Open($"/n/{note}")).Document.QuerySelectorAll("article img").Select(i => i.GetAttribute("src")));
        }
    }

    [Fact]
    public async Task A_copy_has_only_what_who_asks_may_see_and_nothing_of_a_guest_but_the_name()
    {
        await Carrying.Settle(here);
        var writer = await here.Ask(db => db.Members.Where(m => m.Address == "khon-khian").Select(m => m.Id).SingleAsync());
        var draft = await Carrying.Note(here, writer, "ร่างลับ", "ยังไม่ให้ใครอ่าน", null, published: false);
        var note = await here.Ask(async db =>
        {
            // What waits below it, an answer and a source that are nobody's to see yet
            var asked = await db.Comments.OrderBy(c => c.Id).FirstAsync(c => c.IsQuestion);
            db.Comments.Add(new() { Number = asked.Number, GuestName = "ผู้มาเยือน", Text = "คำที่ยังรออยู่", Html = "<p>คำที่ยังรออยู่</p>", At = Carrying.Day, State = CommentState.Held });
            db.Answers.Add(new() { QuestionId = asked.Id, Number = draft, At = Carrying.Day });
            await db.SaveChangesAsync();
            await db.Database.ExecuteSqlAsync($"update cases.source set cites = {draft} where cites is not null");
            return asked.Number;
        });
        await here.Export(In("all"));
        await here.Export(In("own"), ("as", "khon-khian"), ("person", "khon-khian"));
        Assert.DoesNotMatch($"คำที่ยังรออยู่|\\b{draft}\\b", await File.ReadAllTextAsync(Path.Combine(In("all"), "json", $"{note}.json")));
        var told = await here.Ask(db => db.Items.Where(i => i.Kind == "case").Select(i => i.Number).SingleAsync());
        Assert.DoesNotMatch($"\\b{draft}\\b", await File.ReadAllTextAsync(Path.Combine(In("all"), "json", $"{told}.json")));
        Assert.Matches($"\\b{draft}\\b", await File.ReadAllTextAsync(Path.Combine(In("own"), "json", $"{told}.json")));
        Assert.DoesNotContain($"notes/{draft}.md", Carrying.Files(In("all")).Keys);
        Assert.Contains($"notes/{draft}.md", Carrying.Files(In("own")).Keys);
        foreach (var file in Directory.EnumerateFiles(In("all"), "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is not ".jpg" and not ".woff2"))
            Assert.DoesNotMatch("ร่างลับ|lap@|@example|113\\.77|password|NoteTaker", await File.ReadAllTextAsync(file));
        var page = await File.ReadAllTextAsync(Path.Combine(In("all"), "pages", (await here.Ask(db => db.Items.Where(i => i.Title == "อีกเรื่อง").Select(i => i.Number).SingleAsync())) + ".html"));
        Assert.DoesNotMatch("<script|href=\"/|src=\"/|https?://", page);
        Assert.Contains(".html\">เรื่องแรก</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_that_was_stopped_goes_on_and_one_made_again_lets_go_of_what_is_no_longer_there()
    {
        var note = await Carrying.Settle(here);
        await here.Export(In("copy"));
        var whole = Carrying.Files(In("copy"));
        File.Delete(Path.Combine(In("copy"), "manifest.txt"));
        await File.WriteAllTextAsync(Path.Combine(In("copy"), $"notes/{note}.md"), "half");
        await File.WriteAllTextAsync(Path.Combine(In("copy"), $"notes/{note}.md.half"), "half");
        await here.Export(In("copy"));
        Assert.Equal(whole, Carrying.Files(In("copy")));
        await here.Do(async db => { (await db.Items.SingleAsync(i => i.Number == note)).Withdraw(); await db.SaveChangesAsync(); });
        await here.Export(In("copy"));
        Assert.DoesNotContain($"notes/{note}.md", Carrying.Files(In("copy")).Keys);
        var other = Directory.CreateDirectory(In("other")).FullName;
        await File.WriteAllTextAsync(Path.Combine(other, "holiday.txt"), "");
        await Assert.ThrowsAsync<IOException>(() => here.Export(other));
    }
}
