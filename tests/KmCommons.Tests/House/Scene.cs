using KmCommons.Awards;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Planet;
using KmCommons.Search;
using KmCommons.Tests.Media;
using KmCommons.Training;
using KmCommons.Transfer;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>A village with something of everything in it, all of it in tambon บางจาก and by the keeper of its blog, and one person of each sort to come by.</summary>
public sealed partial class Scene : IAsyncLifetime
{
    /// <summary>The tambon that everything is about, and one in another district.</summary>
    public const string Place = "800119", Elsewhere = "800707";

    /// <summary>Who comes to every door, in the order of the columns of rights.csv, with the roles they hold. None of them wrote anything.</summary>
    public static readonly (string Name, (Role, string?)[] Roles)[] Comers =
    [
        ("anonymous", []), ("member", []), ("writer", []), ("note-taker", [(Role.NoteTaker, Place)]), ("facilitator", [(Role.Facilitator, Place)]),
        ("moderator", [(Role.Moderator, Place)]), ("administrator", [(Role.Administrator, null)]),
    ];

    readonly Dictionary<string, string> cookies = [];
    long keeper, friend;
    Photo[] photos = [];
    long album;
    string token = "";

    /// <summary>The village.</summary>
    public Village Village { get; } = new();

    /// <summary>The number of who keeps the blog and wrote everything; signs in as <c>keeper</c>.</summary>
    public long Keeper => keeper;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await Village.InitializeAsync();
        keeper = await Village.Joins("keeper", "คนดูแลสมุด");
        friend = await Village.Joins("friend", "เพื่อนบ้าน");
        foreach (var (name, roles) in Comers.Skip(1))
            await Village.Joins(name, name, roles);
        await Village.Do(async db =>
        {
            var writer = await db.Members.SingleAsync(m => m.Address == "writer");
            var blog = new Blog { Address = "bangchak", Title = "สมุดบางจาก", PlaceCode = Place };
            blog.Give(keeper, BlogHand.Owner);
            blog.Give(writer.Id, BlogHand.Writer);
            db.Blogs.Add(blog);
            Circle.Begin(db, "wong", "วงริมคลอง", CircleKind.Other, Place, "");
            var subscription = new Subscription { MemberId = friend };
            subscription.Begin(DateTimeOffset.UtcNow);
            db.Subscriptions.Add(subscription);
            await db.SaveChangesAsync();
            token = subscription.Token;
        });
        var book = await Note(true, Pictures.Png(40, 30, (_, _) => Pictures.Red));
        album = book.Number;
        photos = [book.Photos[0].Photo, (await Note(false, Pictures.Png(40, 30, (_, _) => Pictures.Blue))).Photos[0].Photo];
        foreach (var (name, _) in Comers.Skip(1))
            await SignsIn(name);
    }

    /// <inheritdoc/>
    public Task DisposeAsync() => ((IAsyncLifetime)Village).DisposeAsync();

    /// <summary>Somebody more joins and signs in, with roles.</summary>
    public async Task Joins(string address, string name, params (Role Role, string? Place)[] roles)
    {
        await Village.Joins(address, name, roles);
        await SignsIn(address);
    }

    /// <summary>Somebody who joined signs in.</summary>
    public async Task SignsIn(string address) => cookies[address] = await Village.SignInCookie(address);

    /// <summary>A request as this person's browser sends it, led nowhere by the answer.</summary>
    public Task<HttpResponseMessage> Come(HttpClient http, string who, string method, string address, string fields = "", string from = "same-origin")
    {
        var request = new HttpRequestMessage(new(method), address);
        if (cookies.TryGetValue(who, out var cookie))
            request.Headers.Add("Cookie", cookie);
        if (method != "GET")
        {
            request.Headers.Add("Sec-Fetch-Site", from);
            request.Content = new StringContent(fields, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");
        }
        return http.SendAsync(request);
    }

    async Task<string> File(bool published)
    {
        var note = await Note(published);
        return await Village.Ask(async db =>
        {
            var item = await db.Items.Include(i => i.Files).SingleAsync(i => i.Number == note.Number);
            item.Attach(await Attachment.Receive(db, Village.Services.GetRequiredService<AttachmentStore>(), keeper, new MemoryStream("แผนตำบล"u8.ToArray()), DateTimeOffset.UtcNow), "แผน.txt");
            await db.SaveChangesAsync();
            return item.Files[0].Url;
        });
    }

    /// <summary>A new note in the blog, by its keeper.</summary>
    /// <param name="published">Whether readers see it; else it is a draft.</param>
    /// <param name="picture">A photo that it shows, as bytes; null for none.</param>
    public Task<ContentItem> Note(bool published, byte[]? picture = null) => Village.Ask(async db =>
    {
        var (now, blog) = (DateTimeOffset.UtcNow, await db.Blogs.SingleAsync(b => b.Address == "bangchak"));
        var entry = Entry.Begin(db, keeper, blog, now);
        entry.Item.TagWith(["ปลาทู"]);
        if (picture is not null)
            entry.Item.Use(await Photo.Receive(db, Village.Services.GetRequiredService<PhotoStore>(), keeper, new MemoryStream(picture), "", "", now), "canal.png", "คลอง");
        entry.Write("น้ำในคลอง", "เล่าเรื่องคลอง", keeper, now);
        if (published)
            entry.Item.Publish(now);
        await db.SaveChangesAsync();
        return entry.Item;
    });

    /// <summary>A new note in the blog, published and then revised by its keeper: it has two revisions.</summary>
    public async Task<ContentItem> Revised()
    {
        var number = (await Note(published: true)).Number;
        return await Village.Ask(async db =>
        {
            var entry = await db.Entries.Include(e => e.Item.Tags).Include(e => e.Item.Photos).AsSplitQuery().SingleAsync(e => e.Number == number);
            entry.Write("น้ำในคลอง", "เล่าเรื่องคลองอีกครั้ง", keeper, DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return entry.Item;
        });
    }

    /// <summary>A new AAR in the blog, by its keeper.</summary>
    public Task<ContentItem> Aar(bool published) => Village.Ask(async db =>
    {
        var (now, blog) = (DateTimeOffset.UtcNow, await db.Blogs.SingleAsync(b => b.Address == "bangchak"));
        var aar = await KmCommons.Learning.Aar.Write(db, await Viewer.Of(db, keeper, Today), new() { EventName = "ประชุมริมคลอง", Answers = ["น้ำใส"], Blog = blog }, now);
        if (published)
            aar.Publish(now);
        await db.SaveChangesAsync();
        return aar.Item;
    });

    /// <summary>A new meeting of the circle, called by the keeper, from which the friend took on a step; one that is published was moved by a day.</summary>
    public Task<ContentItem> Meeting(bool published) => Village.Ask(async db =>
    {
        var (now, circle) = (DateTimeOffset.UtcNow, await db.Circles.SingleAsync(c => c.Address == "wong"));
        var meeting = await KmCommons.Learning.Meeting.Call(db, await Viewer.Of(db, keeper, Today), new() { Circle = circle, Day = Today.AddDays(7), MovedFrom = published ? Today.AddDays(6) : null, Steps = "ขุดคลอง — เพื่อนบ้าน" }, now);
        if (published)
            meeting.Publish(now);
        await db.SaveChangesAsync();
        return meeting.Item;
    });

    /// <summary>A lesson card that the keeper made of this note, and that the friend took up.</summary>
    public Task<(long Card, long Adoption)> Learned(long number) => Village.Ask(async db =>
    {
        var (now, item) = (DateTimeOffset.UtcNow, await db.Items.SingleAsync(i => i.Number == number));
        var lesson = await Lesson.Make(db, await Viewer.Of(db, keeper, Today), item, ItemParagraph.Of(item)[0].Text, new() { Claim = "คลองใส" }, now);
        await db.SaveChangesAsync();
        var adoption = await Adoption.Tell(db, await Viewer.Of(db, friend, Today), lesson, null, new() { PlaceCode = Place }, now);
        await db.SaveChangesAsync();
        return (lesson.Id, adoption.Id);
    });

    /// <summary>A new case story in the blog, by its keeper.</summary>
    /// <param name="published">Whether readers see it.</param>
    /// <param name="told">Whether all four parts are told; else it is a stub.</param>
    public Task<ContentItem> Case(bool published, bool told) => Village.Ask(async db =>
    {
        var (now, blog) = (DateTimeOffset.UtcNow, await db.Blogs.SingleAsync(b => b.Address == "bangchak"));
        var texts = (told ? CaseParts.Story : [CasePart.Known]).ToDictionary(part => part, _ => "คลองใสขึ้น");
        var story = await CaseStory.Tell(db, await Viewer.Of(db, keeper, Today), new() { Title = "คลองที่กลับมาใส", Texts = texts, Blog = blog }, now);
        if (published)
            story.Publish(now);
        await db.SaveChangesAsync();
        return story.Item;
    });

    static DateOnly Today => KmCommons.Thai.ThaiDate.Day(DateTimeOffset.UtcNow);

    /// <summary>A guest's comment that waits, on this item.</summary>
    public Task<long> Held(long number) => Village.Ask(async db =>
    {
        var comment = new Comment { Number = number, GuestName = "ผู้มาเยือน", MaskedAddress = "xxx.0.0.1", Text = "ถาม", Html = "<p>ถาม</p>", At = DateTimeOffset.UtcNow, State = CommentState.Held };
        db.Comments.Add(comment);
        await db.SaveChangesAsync();
        return comment.Id;
    });

    /// <summary>A guest's comment that stands on this item: a question, or what replies to one.</summary>
    public Task<long> Asked(long number, long? replyTo = null) => Village.Ask(async db =>
    {
        var comment = new Comment { Number = number, GuestName = "ผู้มาเยือน", MaskedAddress = "xxx.0.0.1", Text = "น้ำใสเมื่อไร", Html = "<p>น้ำใสเมื่อไร</p>", At = DateTimeOffset.UtcNow, ReplyTo = replyTo is { } to ? [to] : [] };
        comment.Ask(replyTo is null);
        db.Comments.Add(comment);
        await db.SaveChangesAsync();
        return comment.Id;
    });

    /// <summary>That the friend said this item answers the question.</summary>
    public Task<long> Answered(long question, long number) => Village.Ask(async db =>
    {
        var answer = new Answer { QuestionId = question, Number = number, ById = friend, At = DateTimeOffset.UtcNow };
        db.Answers.Add(answer);
        await db.SaveChangesAsync();
        return answer.Id;
    });

    /// <summary>A guest's comment that was taken away, on this item.</summary>
    public async Task<long> Removed(long number)
    {
        var id = await Held(number);
        await Village.Do(async db => { (await db.Comments.SingleAsync(c => c.Id == id)).Remove(keeper, DateTimeOffset.UtcNow); await db.SaveChangesAsync(); });
        return id;
    }

    /// <summary>A new note by a newcomer, in their own blog, about the place, that waits to be read first.</summary>
    public async Task<ContentItem> Waiting()
    {
        var name = $"new-{Guid.NewGuid():N}"[..12];
        var newcomer = await Village.Joins(name, "คนเพิ่งมา");
        return await Village.Ask(async db =>
        {
            var (now, blog) = (DateTimeOffset.UtcNow, await db.Blogs.SingleAsync(b => b.Address == "bangchak"));
            var entry = Entry.Begin(db, newcomer, blog, now);
            entry.Item.PlaceCode = Place;
            entry.Write("ของฟรี", "เล่นบาคาร่าที่นี่", newcomer, now);
            entry.Item.Publish(now);
            await db.SaveChangesAsync();
            return entry.Item;
        });
    }

    /// <summary>A ruling by the friend that hides this item of the keeper's.</summary>
    public Task<long> Ruled(long number, bool appealed) => Village.Ask(async db =>
    {
        var (now, item) = (DateTimeOffset.UtcNow, await db.Items.SingleAsync(i => i.Number == number));
        item.Hide(now);
        var ruling = new Ruling { Number = number, Item = item, Deed = RulingDeed.Hide, Reason = "ทดลอง", ById = friend, At = now };
        db.Rulings.Add(ruling);
        await db.SaveChangesAsync();
        if (appealed)
            await Appeal.Make(db, ruling, keeper, "ขอให้ดูอีกครั้ง", now);
        await db.SaveChangesAsync();
        return ruling.Id;
    });

    /// <summary>A note that the friend practised in this cohort of the keeper's, published there.</summary>
    public Task<long> Practised(long cohort) => Village.Ask(async db =>
    {
        var (now, found) = (DateTimeOffset.UtcNow, await Cohort.Find(db, cohort, default));
        found.Admit(db, friend, "เพื่อนบ้าน", found.Code, now);
        await db.SaveChangesAsync();
        var entry = Entry.Begin(db, friend, await db.Blogs.SingleAsync(b => b.PracticeId == cohort), now);
        entry.Write("ฝึกเขียน", "ฝึกเล่าเรื่องคลอง", friend, now);
        entry.Item.Publish(now);
        await db.SaveChangesAsync();
        return entry.Number;
    });
}
