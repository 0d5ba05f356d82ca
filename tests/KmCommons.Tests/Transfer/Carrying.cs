using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Tests.Media;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Transfer;

/// <summary>What the tests of copies and imports share: the two commands as the tools call them, and a village with something of everything.</summary>
static class Carrying
{
    public static readonly DateTimeOffset Day = new(2007, 2, 26, 15, 30, 0, TimeSpan.Zero);

    /// <summary>Runs the command <c>export</c> into a folder; gives what it said.</summary>
    public static async Task<string> Export(this Village village, string to, params (string Key, string Value)[] words)
    {
        await using var scope = village.Services.CreateAsyncScope();
        var said = new StringWriter();
        Assert.Equal(0, await ExportCommand.Run(scope.ServiceProvider, Words([.. words, ("to", to)]), said, default));
        return said.ToString();
    }

    /// <summary>Runs the command <c>import</c>; gives its exit code and what it said.</summary>
    public static async Task<(int Code, string Said)> Import(this Village village, string format, string path, params (string Key, string Value)[] words)
    {
        await using var scope = village.Services.CreateAsyncScope();
        var said = new StringWriter();
        return (await ImportCommand.Run(scope.ServiceProvider, Words([.. words, ("format", format), ("path", path)]), said, default), said.ToString());
    }

    static IConfiguration Words((string Key, string Value)[] words) => new ConfigurationBuilder().AddInMemoryCollection(words.Select(w => new KeyValuePair<string, string?>(w.Key, w.Value))).Build();

    /// <summary>Every file of a folder by its path, as bytes in hexadecimal digits.</summary>
    public static SortedDictionary<string, string> Files(string folder) => new(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(folder, f), f => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(f)))), StringComparer.Ordinal);

    /// <summary>Somebody who writes, with a tambon blog and something of everything in it.</summary>
    public static async Task<long> Settle(Village village)
    {
        var (writer, friend) = (await village.Joins("khon-khian", "คนเขียน ปลาทู", (Role.NoteTaker, "800119"), (Role.Facilitator, "800119")), await village.Joins("phuean", "เพื่อนบ้าน"));
        await village.Do(async db =>
        {
            var blog = await Blog.Open(db, "bangchak", "สมุดบางจาก", "เรื่องริมคลอง", "800119", writer);
            blog.Give(friend, BlogHand.Writer);
            Circle.Begin(db, "wong", "วงริมคลอง", CircleKind.Other, "800119", "คุยกันริมคลอง");
            await db.SaveChangesAsync();
        });
        var note = await Note(village, writer, "น้ำใน “คลอง” \\ \"ใส\"", "ย่อหน้าแรก\n\n![ในคลอง](photo:canal.png)\n\n## หัวข้อ\n\n- ข้อหนึ่ง\n- ข้อสอง *เน้น*", Pictures.Png(40, 30, (_, _) => Pictures.Red));
        await Note(village, writer, "อีกเรื่อง", $"อ่านต่อที่ [เรื่องแรก](/n/{note}) 😀\n\n[ป้าย](/tag/x)", null);
        await village.Do(async db =>
        {
            var item = await db.Items.SingleAsync(i => i.Number == note);
            async Task<Comment> Say(Viewer by, string text, string guest, int hours, params long[] to)
            {
                var comment = await new NewComment { Text = text, Name = guest, Email = by.IsMember ? null : "lap@example.th", ReplyTo = to }.WriteOn(item, by, db, System.Net.IPAddress.Parse("203.0.113.77"), Day.AddHours(hours));
                comment.State = CommentState.Shown;
                await db.SaveChangesAsync();
                return comment;
            }
            var first = await Say(Viewer.Anonymous, "ถาม: น้ำใสจริงไหม\nสองบรรทัด", "ผู้มาเยือน", 1);
            var second = await Say(new(friend, "เพื่อนบ้าน", []), "ใสจริง", "", 2, first.Id);
            await Say(new(writer, "คนเขียน", []), "ขอบคุณทั้งสองคน", "", 3, first.Id, second.Id);
            // Answered by what comes later in the copy, and by a comment; thanks for the whole and for what was said
            first.Ask(true);
            db.Answers.AddRange([new() { QuestionId = first.Id, Number = note + 1, ById = friend, At = Day.AddHours(4) }, new() { QuestionId = first.Id, CommentId = second.Id, At = Day.AddHours(5).AddTicks(1230) }]);
            db.Thanks.AddRange([new() { MemberId = friend, Number = note, At = Day.AddHours(6) }, new() { MemberId = writer, Number = note, CommentId = second.Id, At = Day.AddHours(7) }]);
            var by = new Viewer(writer, "", [new RoleHeld { Role = Role.Administrator }]);
            var circle = await db.Circles.SingleAsync();
            var aar = await Aar.Write(db, by, new()
            {
                EventName = "ประชุมริมคลอง", EventDate = new(2007, 2, 26), Participants = 30, Gist = "น้ำใส", Answers = ["น้ำใส\nปลามา", "ปลามากกว่าที่คิด", "", "ขุดต่อ — ลุงริมคลอง, วันเสาร์"],
                People = "phuean\nครูประถม", Blog = await db.Blogs.Include(b => b.Writers).SingleAsync(), CircleId = circle.Id, Tags = ["คลอง"],
            }, Day.AddDays(1));
            aar.Publish(Day.AddDays(1).AddTicks(1230));
            var story = await CaseStory.Tell(db, by, new()
            {
                Title = "คลองที่กลับมาใส", Texts = CaseParts.Story.ToDictionary(p => p, p => $"## หัวของคนเล่า\n\nเล่าตอน {p}\n\n## อีกหัว"), Themes = ["คลอง", "น้ำ"], Sources = [note.ToString(System.Globalization.CultureInfo.InvariantCulture), "ลุงเล่า"],
                Figures = [new() { Label = "ระยะ", Value = "2.50", Unit = "กม.", Source = 1 }], PlaceCode = "800119", PlaceName = "ท่าน้ำ",
            }, Day.AddDays(2));
            story.Publish(Day.AddDays(2));
            await db.SaveChangesAsync();
            story.Check(by, CaseState.Checked, Day.AddDays(3));
            db.Origins.Add(new() { Source = "gotoknow", Key = "81116", Number = note, OldNumber = 81116, Address = "" });
            await db.SaveChangesAsync();
        });
        return note;
    }

    /// <summary>Three meetings of the circle: one that was, with everything under it and a review that closes it; one after it that was moved and goes on with a matter; one that was called off. Gives the first two.</summary>
    public static Task<(long Held, long Next)> Meets(Village village) => village.Ask(async db =>
    {
        var (writer, circle) = (new Viewer(await db.Members.Where(m => m.Address == "khon-khian").Select(m => m.Id).SingleAsync(), "", []), await db.Circles.SingleAsync());
        await CircleHost.Add(db, circle.Id, "อบต.บางจาก", null, new(2006, 1, 1), default);
        await db.SaveChangesAsync();
        var host = await db.CircleHosts.Select(h => h.Id).SingleAsync();
        var said = new MeetingSaid
        {
            Circle = circle, Round = 1, Day = new(2007, 3, 5), Time = new(new(9, 0), new(15, 30)), PlaceName = "ศาลา", HostId = host, Story = "กล้วยตาก\n\n  ย่อหน้าเยื้อง\n- ขีด", Setting = "นั่งล้อมวง", Synthesis = "น้ำคือชีวิต\n\nจบ", Headcount = 50, Seats = 40, Tags = ["คลอง"],
            Points = new Dictionary<MeetingPart, string>
            {
                [MeetingPart.Goal] = "ได้วันขุด\n  ได้แล้ว วันเสาร์\n  ทุกบ้าน", [MeetingPart.Topic] = "น้ำแล้ง\n  คุยครึ่งเดียว\n  ค้าง", [MeetingPart.Agenda] = "09:00 เปิดวง 15 นาที — คุณเอื้อ (จริง 21 นาที)\n09:30 เล่าเรื่อง คนละ 8 นาที (จริง 7, 9, 12 นาที)\n15:00 สรุปร่วมกัน 30 นาที",
                [MeetingPart.Sector] = "ภาคประชาชน 30 คน\nครู", [MeetingPart.Group] = "กลุ่มน้ำ — ป้าแจ่ม\n  ขุดก่อน", [MeetingPart.Decision] = "ขุดวันเสาร์", [MeetingPart.Facilitator] = "คุณอำนวย", [MeetingPart.Recorder] = "คุณลิขิต",
            },
            Steps = "ขุดคลอง — เพื่อนบ้าน, 20 มี.ค. 2550\nชวนครู — คุณครู\nทำบัญชีน้ำ — คนเขียน ปลาทู",
        };
        var held = await Meeting.Call(db, writer, said, Day);
        held.Item.Use(await Photo.Receive(db, village.Services.GetRequiredService<PhotoStore>(), writer.Id, new MemoryStream(Pictures.Png(44, 30, (_, _) => Pictures.Red)), "", "", Day), "hall.png", "หน้าหอ", "คนยืน");
        held.Publish(Day);
        await db.SaveChangesAsync();
        held.Steps.Single(s => s.Position == 1).Close(StepState.Done, "ครบสามตำบล (รวมบางจาก)", new(2007, 3, 18));
        held.Steps.Single(s => s.Position == 2).Close(StepState.Dropped, "ครูย้ายไป", new(2007, 3, 19));
        db.Add(Attendee.WalkIn(held.Number, null, "ลุงที่มา", "", "", AttendeeWay.Keeper, Day));
        await db.SaveChangesAsync();
        var next = await Meeting.Call(db, writer, new() { Circle = circle, Round = 2, Day = new(2007, 3, 19), MovedFrom = new DateOnly(2007, 3, 12), MoveReason = "ชนงานบุญ", HostWords = "วัดบน", TalkDays = 0, Points = new Dictionary<MeetingPart, string> { [MeetingPart.Topic] = "น้ำแล้ง" } }, Day.AddDays(9));
        next.Publish(Day.AddDays(9));
        await db.SaveChangesAsync();
        var off = await Meeting.Call(db, writer, new() { Circle = circle, Round = 3, Day = new(2007, 3, 26), PlaceName = "ศาลา" }, Day.AddDays(10));
        off.Publish(Day.AddDays(10));
        await off.CallOff(db, "น้ำท่วม", Day.AddDays(10));
        await Telling.Say(db, writer.Id, (await db.Aars.Include(a => a.Item).SingleAsync()).Item, held.Number, TellingAnswer.Yes, closes: true, Day.AddDays(3));
        await db.SaveChangesAsync();
        return (held.Number, next.Number);
    });

    /// <summary>The documents of <see cref="Album"/>.</summary>
    public static readonly byte[][] Attached = [Documents.Pdf("แผนแม่บท"), Documents.Docx("รายงาน", "ประชุม"), Documents.Bytes("บันทึกสั้น\r\n")];

    /// <summary>A published note with documents and four photos, one of which was taken out again: what the text knows by its number is the third still.</summary>
    public static async Task<long> Album(Village village)
    {
        var writer = await village.Joins("khon-thai-phap", "คนถ่ายภาพ", (Role.NoteTaker, "800119"));
        await using var scope = village.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        var entry = Entry.Begin(db, writer, await Blog.Open(db, "album", "สมุดภาพ", "", "800119", writer), Day);
        foreach (var (nth, caption) in new[] { (1, "หน้าคลอง"), (2, "ภาพที่เอาออก"), (3, ""), (4, "ในคลอง “เก่า”: น้ำใส") })
            entry.Item.Use(await Photo.Receive(db, scope.ServiceProvider.GetRequiredService<PhotoStore>(), writer, new MemoryStream(Pictures.Png(40 + nth, 30, (x, y) => ((byte)(x * nth), (byte)(y * 8), 90))), "", "", Day), $"{nth}.png", caption, nth == 1 ? "เรือสองลำ" : "");
        entry.Item.Photos.RemoveAll(p => p.Position == 2);
        foreach (var (bytes, name) in Attached.Zip(["แผน ปี ๒๕๕๐.pdf", "รายงาน #1.docx", "บันทึก 100%.txt"]))
            entry.Item.Attach(await Attachment.Receive(db, scope.ServiceProvider.GetRequiredService<AttachmentStore>(), writer, new MemoryStream(bytes), Day), name);
        entry.Write("อัลบั้มริมคลอง", "ดูภาพ\n\n![](photo:3)\n\nแล้วอ่านต่อ", writer, Day);
        entry.Item.Publish(Day.AddMinutes(5));
        await db.SaveChangesAsync();
        return entry.Number;
    }

    /// <summary>A published note that was revised a day later, and one more comment of nobody.</summary>
    public static async Task<long> Note(Village village, long writer, string title, string body, byte[]? picture, bool published = true)
    {
        await using var scope = village.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        var entry = Entry.Begin(db, writer, await db.Blogs.Include(b => b.Writers).FirstAsync(b => b.Address == "bangchak"), Day);
        entry.Item.TagWith(["ปลาทู", "คลอง สายใหญ่"]);
        entry.Join(("เรื่องคลอง", 1));
        if (picture is not null)
            entry.Item.Use(await Photo.Receive(db, scope.ServiceProvider.GetRequiredService<PhotoStore>(), writer, new MemoryStream(picture), "น้ำใส", "คลองหน้าวัด", Day), "canal.png", "คลองหน้าวัด", "น้ำใส");
        if (picture is not null)
            entry.Credit(Credits.None.Changed("ลุงริมคลอง, ป้าข้างวัด", "", "หลาน", true, new(writer, "", []), Day));
        entry.Write(title, body, writer, Day);
        if (published)
        {
            entry.Item.Publish(Day.AddMinutes(5));
            entry.Write(title, body, writer, Day.AddDays(1));
        }
        await db.SaveChangesAsync();
        return entry.Number;
    }
}
