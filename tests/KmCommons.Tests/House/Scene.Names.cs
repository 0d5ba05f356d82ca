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

// The names that a row of rights.csv may use
public sealed partial class Scene
{
    /// <summary>What the words in braces stand for in a row of rights.csv; each is made when it is first asked for.</summary>
    public Names Fresh() => new(this);

    /// <summary>Names of things made for one row. Numbers of items: <c>{note}</c>, <c>{draft}</c> (of a note), <c>{revised}</c> (a note with two revisions), <c>{aar}</c>, <c>{aar-draft}</c>, <c>{meeting}</c>, <c>{meeting-draft}</c>, <c>{case}</c> (all told),
    /// <c>{case-draft}</c>, <c>{stub}</c> (a case that nobody told); with <c>-slug</c> and <c>-version</c> those of the same item. <c>{held}</c> a comment that waits on the note, <c>{question}</c> a guest's question on it, <c>{said}</c> a guest's comment on the meeting, <c>{reply}</c> a comment that replies to that, <c>{answer}</c> that the friend said the case answers it, <c>{removed}</c> one that was taken away; <c>{waiting}</c> a note that waits to be read first; <c>{ruling}</c> a ruling of the keeper's about the note, <c>{appeal}</c> one that was appealed;
    /// <c>{photo}</c> of a published note (whose number is <c>{picture-book}</c>), <c>{draft-photo}</c>; <c>{file}</c> attached to a published note, <c>{draft-file}</c>; <c>{token}</c> of the friend's letters; <c>{friend}</c> a member; <c>{saved}</c> a search that the friend keeps; <c>{missed}</c> words that nobody found; <c>{role}</c> a role and <c>{hand}</c> a hand in the blog that the friend has; <c>{word}</c> of the search; <c>{import}</c> an import into the blog whose file is gone; <c>{brought}</c> the old number of the note; <c>{collection}</c> one that the keeper keeps; <c>{cohort}</c> a training that the keeper opened, with <c>-code</c> its code, <c>{practised}</c> what the friend practised there; <c>{paragraph}</c> the key of a paragraph of the note, <c>{lesson}</c> a card that the keeper made of it, <c>{adoption}</c> the friend's of that; <c>{step}</c> what the friend took on at the meeting, <c>{host}</c> and <c>{host-two}</c> in the circle's line, <c>{attendee}</c> who came to the meeting, <c>{told}</c> the secret of the friend's letter about it, <c>{door}</c> a meeting of today with a code on its door, which is <c>{door-code}</c>, <c>{circle-role}</c> the friend's in the circle, <c>{fresh}</c> an address that nothing has, <c>{round}</c> of Blog ดีเด่น that the keeper opened; <c>{voices}</c> the number of an AAR with an open round of voices, with <c>-code</c> its code, <c>{gathered}</c> that of one whose round is closed, with <c>-line</c> the line that came of it, <c>-spare</c> and <c>-other</c> lines of voices.</summary>
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
            "said" => $"{await Once("said", async () => await scene.Asked((await Item("meeting")).Number))}",
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
            _ when name.StartsWith("voice", StringComparison.Ordinal) || name.StartsWith("gathered", StringComparison.Ordinal) => (await Voiced(name[0] == 'g')).Of(name),
            "door" or "door-code" => ((string[])await Once("door", () => scene.Village.Ask(async db =>
            {
                var (number, now) = ((await scene.Meeting(published: true)).Number, DateTimeOffset.UtcNow);
                await db.Meetings.Where(m => m.Number == number).ExecuteUpdateAsync(m => m.SetProperty(x => x.Day, KmCommons.Thai.ThaiDate.Day(now)));
                var code = await DoorCode.Make(db, number, now, default);
                await db.SaveChangesAsync();
                return (object)new[] { $"{number}", code.Code };
            })))[name.Length > 4 ? 1 : 0],
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
            "paragraph" => ItemParagraph.Of(await Item("note"))[0].Key,
            "lesson" => $"{(await Lesson()).Card}",
            "adoption" => $"{(await Lesson()).Adoption}",
            "step" => $"{await Once("step", async () => { var number = (await Item("meeting")).Number; return await scene.Village.Ask(async db => (object)await db.NextSteps.Where(s => s.Number == number).Select(s => s.Id).SingleAsync()); })}",
            "host" or "host-two" => $"{await Once(name, () => scene.Village.Ask(async db =>
            {
                var (circle, called) = (await db.Circles.SingleAsync(c => c.Address == "wong"), $"อบต. {Guid.NewGuid():N}"[..14]);
                var host = new CircleHost { CircleId = circle.Id, Name = called, JoinedOn = Today };
                db.Add(host);
                await db.SaveChangesAsync();
                return (object)host.Id;
            }))}",
            "attendee" => $"{await Once(name, async () => { var number = (await Item("meeting")).Number; return await scene.Village.Ask(async db =>
            {
                var attendee = Attendee.WalkIn(number, null, "ลุงริมคลอง", "", "", AttendeeWay.Keeper, DateTimeOffset.UtcNow);
                db.Add(attendee);
                await db.SaveChangesAsync();
                return (object)attendee.Id;
            }); })}",
            "told" => $"{await Once(name, async () => { var number = (await Item("meeting")).Number; return await scene.Village.Ask(async db =>
            {
                var guest = new MeetingGuest { Number = number, MemberId = scene.friend, Since = DateTimeOffset.UtcNow };
                db.Add(guest);
                await db.SaveChangesAsync();
                return (object)guest.Token;
            }); })}",
            "circle-role" => $"{await Once(name, () => scene.Village.Ask(async db =>
            {
                var held = new RoleHeld { MemberId = scene.friend, Role = Role.Practitioner, CircleId = (await db.Circles.SingleAsync(c => c.Address == "wong")).Id, ValidFrom = Today };
                db.RolesHeld.Add(held);
                await db.SaveChangesAsync();
                return (object)held.Id;
            }))}",
            "fresh" => $"w{Guid.NewGuid():N}"[..12],
            "round" => $"{await Once("round", () => scene.Village.Ask(async db =>
            {
                var round = AwardRound.Open(db, "รอบริมคลอง", Place, "1 ม.ค. 2560", "31 ม.ค. 2560", [new() { Kind = Counted.Notes, AtLeast = 1 }], scene.keeper, await db.Blogs.SingleAsync(b => b.Address == "bangchak"), DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
                return (object)round.Id;
            }))}",
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

        async Task<(long Card, long Adoption)> Lesson() => ((long, long))await Once("lesson", async () => (object)await scene.Learned((await Item("note")).Number));

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
            "meeting" => await scene.Meeting(published: true),
            "meeting-draft" => await scene.Meeting(published: false),
            "case" => await scene.Case(published: true, told: true),
            "case-draft" => await scene.Case(published: false, told: true),
            "stub" => await scene.Case(published: true, told: false),
            "waiting" => await scene.Waiting(),
            _ => throw new ArgumentException($"rights.csv: nobody knows what {{{name}}} stands for; say it in House/Scene.cs.", nameof(name)),
        });

        async Task<object> Once(string key, Func<Task<object>> make) => made.TryGetValue(key, out var thing) ? thing : made[key] = await make();

        async Task<VoicedAar> Voiced(bool closed) => (VoicedAar)await Once($"voiced-{closed}", async () => await VoicedAar.Make(scene.Village, (await scene.Aar(published: true)).Number, "", closed));
    }
}
