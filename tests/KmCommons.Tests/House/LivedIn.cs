using System.Net;
using KmCommons.Awards;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Planet;
using KmCommons.Tests.Media;
using KmCommons.Tests.Search;
using KmCommons.Training;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>A village with something on every page. All that its people wrote has the word <see cref="Mark"/> in it, so that what the site itself says can be told from it.</summary>
public sealed class LivedIn : IAsyncLifetime
{
    /// <summary>Stands in every name, title and text that a person wrote here, and in no sentence of the interface.</summary>
    public const string Mark = "ปูปลา";

    static readonly DateTimeOffset Now = new(2007, 3, 1, 5, 0, 0, TimeSpan.Zero);

    readonly Dictionary<string, string[]> known = new()
    {
        ["code"] = ["800119", "8001", "80"],
        ["kind"] = ["notes", "aars", "cases"],
        ["blog"] = ["khong-tambon"],
        ["person"] = ["khon-khian"],
        ["tag"] = [Mark],
        ["circle"] = ["wong-likhit"],
        ["nth"] = ["1", "2"],
        ["sort"] = ["t"],
        ["key"] = ["800119", "8001"],
    };

    // What a page shows only when it is asked for something
    readonly Dictionary<string, string[]> asked = new()
    {
        ["/Search/Find.cshtml"] = [$"/find?q={Mark}", $"/find?q={Mark}&kind=note&district=8001", "/find?q=" + Uri.EscapeDataString($"ไม่พบ{Mark}แน่")],
        ["/Search/Suggest.cshtml"] = [$"/find/suggest?q={Mark}", "/find/suggest?q=" + Uri.EscapeDataString("บางจาก")],
        ["/People/People.cshtml"] = [$"/people?q={Mark}"],
        ["/Content/Blogs.cshtml"] = ["/blogs?place=800121"],
    };

    /// <summary>The site.</summary>
    public Village Village { get; } = new();

    /// <summary>Every address of every page of the site, by the page: with and without what may be left out, for each thing that is here.</summary>
    public IReadOnlyList<(string Page, string Address)> Addresses =>
        [.. from endpoint in Village.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let page = endpoint.Metadata.GetMetadata<PageActionDescriptor>()
            where page is not null
            from address in Of(endpoint.RoutePattern).Concat(asked.GetValueOrDefault(page.RelativePath) ?? [])
            select (page.RelativePath, address)];

    IEnumerable<string> Of(RoutePattern route)
    {
        IEnumerable<string> ways = [""];
        foreach (var segment in route.PathSegments)
            ways = segment.Parts switch
            {
                [RoutePatternLiteralPart literal] => [.. ways.Select(way => $"{way}/{literal.Content}")],
                [RoutePatternParameterPart { Name: "slug" }] => ways, // the number leads to it
                [RoutePatternParameterPart part] => [.. part.IsOptional ? ways : [], .. from way in ways from value in Known(part.Name) select $"{way}/{value}"],
                _ => throw new NotSupportedException($"An address like {route.RawText} is not known to this test."),
            };
        return ways.Select(way => way.Length == 0 ? "/" : way);
    }

    /// <summary>Says more of what can stand for a part of an address.</summary>
    public void Know(string parameter, IEnumerable<string> values) => known[parameter] = [.. known.GetValueOrDefault(parameter) ?? [], .. values];

    string[] Known(string parameter) => known.GetValueOrDefault(parameter) ?? throw new InvalidOperationException($"Say in {nameof(LivedIn)} what stands for {{{parameter}}}.");

    /// <summary>Somebody who administrates, signed in.</summary>
    public Task<Visitor> Administrator(string address) => Village.Member(address, $"ผู้ดูแล{Mark}", (Role.Administrator, null));

    async Task IAsyncLifetime.InitializeAsync()
    {
        await ((IAsyncLifetime)Village).InitializeAsync();
        var writer = await Village.Joins("khon-khian", $"คนเขียน{Mark}", (Role.NoteTaker, "800119"));
        await Village.Joins("phu-tat-sin", $"ผู้ตัดสิน{Mark}");
        await Village.Do(async db =>
        {
            var judge = (await db.Members.SingleAsync(m => m.Address == "phu-tat-sin")).Id;
            var blog = new Blog { Address = "khong-tambon", Title = $"สมุด{Mark}", About = $"เรื่องของ{Mark}", PlaceCode = "800119" };
            blog.Give(writer, BlogHand.Owner);
            var shown = Note(db, writer, blog, 1);
            shown.Publish(Now);
            shown.TagWith([Mark]);
            foreach (var red in new byte[] { 1, 2 })
                shown.Use(await Photo.Receive(db, Village.Services.GetRequiredService<PhotoStore>(), writer, new MemoryStream(Pictures.Png(40, 30, (_, _) => (red, 0, 0))), "", "", Now), $"{Mark}{red}.png", $"ภาพ{Mark}");
            var revised = Entry.Begin(db, writer, blog, Now);
            Write(revised, writer, 2);
            revised.Item.Publish(Now);
            var scheduled = Note(db, writer, blog, 3);
            scheduled.Schedule(DateTimeOffset.UtcNow.AddYears(1), Now);
            var draft = Note(db, writer, blog, 4);
            var hidden = Note(db, writer, blog, 5);
            hidden.Publish(Now);
            hidden.Hide(Now);
            db.Add(new Zone { Name = $"โซน{Mark}" });
            await db.SaveChangesAsync();
            revised.Write($"บันทึก{Mark} 2", $"เนื้อเรื่อง{Mark}\n\n{Mark}", writer, Now);
            await db.SaveChangesAsync();
            foreach (var reply in new[] { false, true })
            {
                var said = new NewComment { Name = $"แขก{Mark}", Text = $"ถาม{Mark}", ReplyTo = reply ? [.. shown.Comments.Select(c => c.Id)] : [], IsQuestion = !reply };
                var comment = await said.WriteOn(shown, Viewer.Anonymous, db, IPAddress.Parse("10.1.2.3"), Now);
                comment.State = reply ? CommentState.Held : CommentState.Shown;
                await db.SaveChangesAsync();
            }
            db.Add(new Report { Number = shown.Number, Reason = $"ไม่เหมาะ{Mark}", At = Now });
            foreach (var deed in Enum.GetValues<RulingDeed>())
                db.Add(new Ruling { Number = shown.Number, Deed = deed, Reason = $"เหตุ{Mark}", ById = judge, At = Now });
            await db.SaveChangesAsync();
            var ruled = await db.Rulings.Include(r => r.Item).SingleAsync(r => r.Deed == RulingDeed.Hide);
            await Appeal.Make(db, ruled, writer, $"ดูอีกครั้ง{Mark}", Now);
            var subscription = new Subscription { MemberId = writer };
            subscription.Begin(Now);
            db.Add(subscription);
            await db.SaveChangesAsync();
            var (aar, told, stub) = await Learn(db, new(writer, "", []), shown.Number);
            var meetings = await LivedMeetings.Make(db, new(writer, "", []), Mark, Now);
            known["number"] = [.. meetings.Select(n => $"{n}"), .. new[] { shown.Number, revised.Number, scheduled.Number, draft.Number, hidden.Number, aar, told, stub, 999999 }.Select(n => $"{n}")];
            var sheet = await Board.Make(db, [], writer, new()
            {
                Issue = Issue.Weekly(new(2026, 11, 23)), Lines = [new(Mark, "is-note", $"เรื่อง {Mark}", $"/n/{shown.Number}", Mark, Mark, "", false) { Number = shown.Number }],
                Asked = [], AllAsked = 0, Coming = [], Duties = [], Circles = [], Answered = 0, TalkedOf = 0, AllDuties = 0, Told = [], ToldComments = [],
            }, Now, default);
            await db.SaveChangesAsync();
            known["code"] = [.. known.GetValueOrDefault("code") ?? [], sheet.Code];
            known["card"] = [.. (await LivedLessons.Make(db, new(writer, "", []), shown.Number, Mark, Now)).Select(id => $"{id}"), "999999"];
            var collection = Collection.Begin(db, $"รวม{Mark}", $"เพื่อ{Mark}", writer, Now);
            collection.Rules.Add(new() { Kind = RuleKind.Tag, Key = Mark });
            CollectionPiece.Place(collection, revised.Number, true, Mark, writer, Now);
            var cohort = Cohort.Open(db, $"รุ่น{Mark}", "800119", "1 ม.ค. 2699", null, judge, Now);
            cohort.Admit(db, writer, Mark, cohort.Code, Now);
            cohort.Learners[0].Help(judge, Mark, Now);
            cohort.Learners.Add(new() { Key = Mark, Name = Mark, Code = "pupla", AddedAt = Now });
            var round = AwardRound.Open(db, $"รอบ{Mark}", "800119", "1 ม.ค. 2550", "31 ธ.ค. 2550", Enum.GetValues<Counted>().Select(kind => new AwardCriterion { Kind = kind, AtLeast = 1 }), judge, blog, Now);
            round.Nominate(blog);
            var run = new ImportRun { MemberId = writer, Blog = blog, Format = "gotoknow", FileName = $"{Mark}.zip", Said = $"{Mark}.txt\tไฟล์นี้ไม่มีเนื้อเรื่อง" };
            db.ImportRuns.Add(run);
            foreach (var (number, source) in new[] { (shown.Number, "gotoknow"), (revised.Number, "wordpress") })
                db.Origins.Add(new() { Source = source, Key = "1", Number = number, OldNumber = shown.Number });
            await db.SaveChangesAsync();
            known["id"] = [$"{shown.Comments[0].Id}", "999999"];
            db.Follows.AddRange([new() { MemberId = writer, Sort = "t", Key = "8001", At = Now }, new() { MemberId = writer, Sort = "n", Key = $"{revised.Number}", Weekly = true, At = Now }]);
            db.Thanks.Add(new() { MemberId = judge, Number = shown.Number, At = Now });
            await db.SaveChangesAsync();
            (known["cohort"], known["code"]) = ([$"{cohort.Id}"], [.. known["code"], cohort.Code]);
            known["round"] = [$"{round.Id}"];
            known["collection"] = [$"{collection.Id}"];
            known["run"] = [$"{run.Id}"];
            asked["/Writing/Write.cshtml"] = [$"/write?answers={shown.Comments[0].Id}"];
            asked["/Content/Item.cshtml"] = [$"/n/{shown.Number}/{Uri.EscapeDataString(shown.Slug)}?reply={shown.Comments[0].Id}"];
            asked["/Moderation/Moderate.cshtml"] = [$"/moderate?number={shown.Number}", $"/moderate?number={hidden.Number}"];
            asked["/Moderation/Held.cshtml"] = [$"/me/held?number={shown.Number}&comment={shown.Comments[0].Id}", $"/me/held?number={shown.Number}&comment={shown.Comments[^1].Id}"];
            asked["/Learning/Meetings/Meet.cshtml"] = ["/meet?circle=wong-likhit", "/meet?circle=wong-likhit&after=true", "/meet?circle=-"];
            asked["/Learning/Lessons/MakeLesson.cshtml"] = [$"/lessons/from/{shown.Number}?p={ItemParagraph.Of(shown)[0].Key}"];
            asked["/Learning/Lessons/LessonsPage.cshtml"] = ["/lessons?place=8001", "/lessons?tag=" + Uri.EscapeDataString($"ไม่มี{Mark}")];
            asked["/Learning/Calendar/Calendar.cshtml"] = ["/calendar?circle=wong-likhit&month=2007-02", "/calendar?place=8001"];
            asked["/Moderation/Audit.cshtml"] = ["/audit?thing=item"];
            asked["/Learning/Telling/Seen.cshtml"] = [$"/meet/{meetings[1]}/seen?token={db.MeetingGuests.Single(g => g.Number == meetings[1]).Token}"];
            asked["/Digests/Unsubscribe.cshtml"] = [$"/unsubscribe?token={subscription.Token}"];
            asked["/Digests/BoardPage.cshtml"] = [$"{sheet.Url}?aloud=true"];
            asked["/Digests/Choose.cshtml"] = [$"/letters/choose?token={subscription.Token}"];
        });
        var voiced = await VoicedAar.Make(Village, await Village.Ask(db => db.Aars.Select(a => a.Number).SingleAsync()), Mark, closed: true);
        (known["line"], known["code"]) = ([$"{voiced.Line}"], [.. known["code"], voiced.Code, .. await Village.Ask(db => db.DoorCodes.Select(c => c.Code).ToListAsync())]);
        await using var scope = Village.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>().Put("password", "1", "khon-khian@example.th", Mark, "มีเรื่องรอท่าน", Mark);
        await scope.ServiceProvider.GetRequiredService<CommonsDb>().SaveChangesAsync();
        await Village.Services.Catalogue().Until(() => Village.Services.Catalogue().Finds(Mark).Length > 0);
    }

    static async Task<(long Aar, long Told, long Stub)> Learn(CommonsDb db, Viewer writer, long cited)
    {
        var circle = Circle.Begin(db, "wong-likhit", $"วง{Mark}", CircleKind.NoteTaker, "80", $"พบกัน{Mark}");
        await db.SaveChangesAsync();
        await circle.Join(db, writer.Id, Role.NoteTaker, new(2006, 10, 1));
        var aar = await Aar.Write(db, writer, new() { EventName = $"งาน{Mark}", EventDate = new(2007, 2, 26), Participants = 50, Gist = Mark, Answers = [Mark], People = Mark, CircleId = circle.Id }, Now);
        aar.Publish(Now);
        var told = await CaseStory.Tell(db, writer, new()
        {
            Title = $"เล่า{Mark}",
            Texts = new Dictionary<CasePart, string> { [CasePart.Situation] = Mark, [CasePart.Done] = Mark },
            Themes = [Mark],
            Example = true,
            Sources = [$"{cited}", $"สมุด{Mark}"],
            Figures = [new() { Label = Mark, Value = "25", Unit = Mark, Source = 1 }],
        }, Now);
        told.Publish(Now);
        var stub = await CaseStory.Tell(db, writer, new() { Title = $"รอ{Mark}", Texts = new Dictionary<CasePart, string> { [CasePart.Known] = Mark, [CasePart.Waiting] = $"- {Mark}" } }, Now);
        stub.Publish(Now);
        await db.SaveChangesAsync();
        return (aar.Number, told.Number, stub.Number);
    }

    static ContentItem Note(CommonsDb db, long writer, Blog blog, int nth)
    {
        var entry = Entry.Begin(db, writer, blog, Now);
        Write(entry, writer, nth);
        return entry.Item;
    }

    static void Write(Entry entry, long writer, int nth)
    {
        entry.Write($"บันทึก{Mark} {nth}", $"เนื้อเรื่อง{Mark}", writer, Now);
        entry.Join(($"ชุด{Mark}", nth));
    }

    Task IAsyncLifetime.DisposeAsync() => ((IAsyncLifetime)Village).DisposeAsync();
}
