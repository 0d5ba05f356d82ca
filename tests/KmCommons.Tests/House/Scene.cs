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
public sealed class Scene : IAsyncLifetime
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

    /// <summary>What the words in braces stand for in a row of rights.csv; each is made when it is first asked for.</summary>
    public Names Fresh() => new(this);

    /// <summary>Names of things made for one row. Numbers of items: <c>{note}</c>, <c>{draft}</c> (of a note), <c>{revised}</c> (a note with two revisions), <c>{aar}</c>, <c>{aar-draft}</c>, <c>{case}</c> (all told),
    /// <c>{case-draft}</c>, <c>{stub}</c> (a case that nobody told); with <c>-slug</c> and <c>-version</c> those of the same item. <c>{held}</c> a comment that waits on the note, <c>{question}</c> a guest's question on it, <c>{reply}</c> a comment that replies to that, <c>{answer}</c> that the friend said the case answers it, <c>{removed}</c> one that was taken away; <c>{waiting}</c> a note that waits to be read first; <c>{ruling}</c> a ruling of the keeper's about the note, <c>{appeal}</c> one that was appealed;
    /// <c>{photo}</c> of a published note (whose number is <c>{picture-book}</c>), <c>{draft-photo}</c>; <c>{file}</c> attached to a published note, <c>{draft-file}</c>; <c>{token}</c> of the friend's letters; <c>{friend}</c> a member; <c>{saved}</c> a search that the friend keeps; <c>{missed}</c> words that nobody found; <c>{role}</c> a role and <c>{hand}</c> a hand in the blog that the friend has; <c>{word}</c> of the search; <c>{import}</c> an import into the blog whose file is gone; <c>{brought}</c> the old number of the note; <c>{collection}</c> one that the keeper keeps; <c>{cohort}</c> a training that the keeper opened, with <c>-code</c> its code, <c>{practised}</c> what the friend practised there; <c>{round}</c> of Blog ดีเด่น that the keeper opened; <c>{voices}</c> the number of an AAR with an open round of voices, with <c>-code</c> its code, <c>{gathered}</c> that of one whose round is closed, with <c>-line</c> the line that came of it, <c>-spare</c> and <c>-other</c> lines of voices.</summary>
    public sealed class Names(Scene scene)
    {
        readonly Dictionary<string, object> made = [];

        /// <summary>The text with every name replaced.</summary>
        public async Task<string> Fill(string text)
        {
            for (var open = text.IndexOf('{', StringComparison.Ordinal); open >= 0; open = text.IndexOf('{', StringComparison.Ordinal))
            {
                var name = text[(open + 1)..text.IndexOf('}', open)];
                text = text.Replace("{" + name + "}", await Of(name), StringComparison.Ordinal);
            }
            return text;
        }

        async Task<string> Of(string name) => name switch
        {
            _ when name.EndsWith("-version", StringComparison.Ordinal) => $"{(await Item(name[..^8])).Version}",
            _ when name.EndsWith("-slug", StringComparison.Ordinal) => Uri.EscapeDataString((await Item(name[..^5])).Slug),
            "photo" => scene.photos[0].Src,
            "draft-photo" => scene.photos[1].Src,
            "file" => $"{await Once("file", async () => await scene.File(published: true))}",
            "draft-file" => $"{await Once("draft-file", async () => await scene.File(published: false))}",
            "picture-book" => $"{scene.album}",
            "removed" => $"{await Once("removed", async () => await scene.Removed((await Item("note")).Number))}",
            "ruling" => $"{await Once("ruling", async () => await scene.Ruled((await Item("note")).Number, appealed: false))}",
            "appeal" => $"{await Once("appeal", async () => await scene.Ruled((await Item("note")).Number, appealed: true))}",
            "held" => $"{await Once("held", async () => await scene.Held((await Item("note")).Number))}",
            "question" => $"{await Once("question", async () => await scene.Asked((await Item("note")).Number))}",
            "reply" => $"{await Once("reply", async () => await scene.Asked((await Item("note")).Number, long.Parse(await Of("question"), System.Globalization.CultureInfo.InvariantCulture)))}",
            "answer" => $"{await Once("answer", async () => await scene.Answered(long.Parse(await Of("question"), System.Globalization.CultureInfo.InvariantCulture), (await Item("case")).Number))}",
            "token" => scene.token,
            "friend" => $"{scene.friend}",
            "hand" => $"{await Once("hand", () => scene.Village.Ask(async db =>
            {
                var blog = await db.Blogs.Include(b => b.Writers).SingleAsync(b => b.Address == "bangchak");
                blog.Give(scene.friend, BlogHand.Writer);
                await db.SaveChangesAsync();
                return (object)scene.friend;
            }))}",
            "saved" => $"{await Once("saved", () => scene.Village.Ask(async db =>
            {
                await db.SavedSearches.Where(s => s.MemberId == scene.friend).ExecuteDeleteAsync(); // there may be twenty at most
                var saved = await SavedSearch.Keep(db, scene.friend, new($"คลอง {Guid.NewGuid():N}"[..12], [], false, 1), "คลอง", DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return (object)saved.Id;
            }))}",
            "missed" => $"{await Once("missed", () => scene.Village.Ask(async db =>
            {
                var missed = new Missed { Words = $"ไดโนเสาร์ {Guid.NewGuid():N}", FirstOn = Today, LastOn = Today, Times = 1 };
                db.Missed.Add(missed);
                await db.SaveChangesAsync();
                return (object)missed.Words;
            }))}",
            "round" => $"{await Once("round", () => scene.Village.Ask(async db =>
            {
                var round = AwardRound.Open(db, "รอบริมคลอง", Place, "1 ม.ค. 2560", "31 ม.ค. 2560", [new() { Kind = Counted.Notes, AtLeast = 1 }], scene.keeper, await db.Blogs.SingleAsync(b => b.Address == "bangchak"), DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return (object)round.Id;
            }))}",
            _ when name.StartsWith("voice", StringComparison.Ordinal) || name.StartsWith("gathered", StringComparison.Ordinal) => (await Voiced(name[0] == 'g')).Of(name),
            "cohort" => $"{(await Cohort()).Id}",
            "cohort-code" => (await Cohort()).Code,
            "practised" => $"{await Once("practised", async () => await scene.Practised((await Cohort()).Id))}",
            "collection" => $"{await Once("collection", () => scene.Village.Ask(async db =>
            {
                var collection = Collection.Begin(db, "เรื่องคลอง", "", scene.keeper, DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return (object)collection.Id;
            }))}",
            "import" => $"{await Once("import", () => scene.Village.Ask(async db =>
            {
                var run = new ImportRun { MemberId = scene.keeper, BlogId = (await db.Blogs.SingleAsync(b => b.Address == "bangchak")).Id, Format = "markdown", FileName = "x.zip" };
                db.ImportRuns.Add(run);
                await db.SaveChangesAsync();
                return (object)run.Id;
            }))}",
            "brought" => $"{await Once("brought", async () =>
            {
                var (number, old) = ((await Item("note")).Number, Random.Shared.NextInt64(10_000, 100_000_000));
                await scene.Village.Do(async db => { db.Origins.Add(new() { Source = "gotoknow", Key = $"{old}", Number = number, OldNumber = old }); await db.SaveChangesAsync(); });
                return (object)old;
            })}",
            "word" => $"{await Once("word", () => scene.Village.Ask(async db => (object)(await OwnWord.Add(db, "วังปลา" + string.Concat(Guid.NewGuid().ToByteArray().Select(b => (char)('ก' + b % 20))), null, scene.friend, DateTimeOffset.UtcNow)).Id))}",
            "role" => $"{await Once("role", () => scene.Village.Ask(async db =>
            {
                var role = new RoleHeld { MemberId = scene.friend, Role = Role.Practitioner, ValidFrom = new(2006, 1, 1) };
                db.RolesHeld.Add(role);
                await db.SaveChangesAsync();
                return (object)role.Id;
            }))}",
            _ => $"{(await Item(name)).Number}",
        };

        async Task<VoicedAar> Voiced(bool closed) => (VoicedAar)await Once($"voiced-{closed}", async () => await VoicedAar.Make(scene.Village, (await scene.Aar(published: true)).Number, "", closed));

        async Task<Cohort> Cohort() => (Cohort)await Once("cohort", () => scene.Village.Ask(async db =>
        {
            var cohort = KmCommons.Training.Cohort.Open(db, "รุ่นริมคลอง", Place, "1 ม.ค. 2699", null, scene.keeper, DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return (object)cohort;
        }));

        async Task<ContentItem> Item(string name) => (ContentItem)await Once(name, async () => name switch
        {
            "note" => await scene.Note(published: true),
            "draft" => await scene.Note(published: false),
            "revised" => await scene.Revised(),
            "aar" => await scene.Aar(published: true),
            "aar-draft" => await scene.Aar(published: false),
            "case" => await scene.Case(published: true, told: true),
            "case-draft" => await scene.Case(published: false, told: true),
            "stub" => await scene.Case(published: true, told: false),
            "waiting" => await scene.Waiting(),
            _ => throw new ArgumentException($"rights.csv: nobody knows what {{{name}}} stands for; say it in House/Scene.cs.", nameof(name)),
        });

        async Task<object> Once(string key, Func<Task<object>> make) => made.TryGetValue(key, out var thing) ? thing : made[key] = await make();
    }
}
