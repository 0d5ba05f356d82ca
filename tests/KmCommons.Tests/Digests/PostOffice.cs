using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Tests.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>What the tests of this folder do to a village: publish on a given day, send the digest of a week, fetch a letter from the spool.</summary>
static class PostOffice
{
    extension(Village village)
    {
        /// <summary>Publishes an item through its own door at a time; returns its number.</summary>
        public Task<long> Publish(long author, string title, string? place, DateTimeOffset at, Action<ContentItem>? before = null, string kind = "note") => village.Ask(async db =>
        {
            var item = new ContentItem { Kind = kind, AuthorId = author, PlaceCode = place, CreatedAt = at };
            item.Describe(title, new($"{title} เล่าให้ฟัง", $"{title} เล่าสั้น ๆ", []), new(author, []), at);
            before?.Invoke(item);
            item.Publish(at);
            db.Items.Add(item);
            await db.SaveChangesAsync();
            return item.Number;
        });

        /// <summary>Puts a comment of this text under an item; a member's, or a guest's when <paramref name="member"/> is null.</summary>
        public Task Comment(long number, long? member, string guest, string text, DateTimeOffset at, CommentState state = CommentState.Shown) => village.Do(async db =>
        {
            db.Comments.Add(new() { Number = number, MemberId = member, GuestName = guest, Text = text, Html = $"<p>{text}</p>", At = at, State = state });
            await db.SaveChangesAsync();
        });

        /// <summary>Gives someone a role in a circle.</summary>
        public Task Circle(long member, long circle) => village.Do(async db =>
        {
            db.RolesHeld.Add(new() { MemberId = member, Role = Role.Facilitator, CircleId = circle, ValidFrom = new(2006, 1, 1) });
            await db.SaveChangesAsync();
        });

        /// <summary>The number of the member with this address.</summary>
        public Task<long> NumberOf(string address) => village.Ask(db => db.Members.Where(m => m.Address == address).Select(m => m.Id).SingleAsync());

        /// <summary>The secret in the links of this member's letters.</summary>
        public async Task<string> TokenOf(string address)
        {
            var member = await village.NumberOf(address);
            return await village.Ask(db => db.Subscriptions.Where(s => s.MemberId == member && s.Rhythm == Rhythm.Weekly).Select(s => s.Token).SingleAsync());
        }

        /// <summary>Sends an issue, whenever it was due.</summary>
        public Task<DigestRun> Send(Issue week, bool dryRun = false, Action<string>? say = null) => DigestRun.Send(village.Services, week, dryRun, say);

        /// <summary>Hands on what waits, side by side with the site's own timetable.</summary>
        public async Task Deliver()
        {
            for (var looks = 0; looks < 1000; looks++)
            {
                await using var scope = village.Services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
                if (!await village.Ask(db => db.Set<OutboxLetter>().AnyAsync(l => l.SentAt == null && l.FailedAt == null && l.Tries == 0)))
                    return;
            }
            Assert.Fail("Letters still wait after a thousand looks");
        }

        /// <summary>The digests of a week that lie in the spool for this address, as bytes.</summary>
        public async Task<List<byte[]>> Letters(Issue week, string? address = null)
        {
            await village.Deliver();
            var (run, files) = (week.Run, new List<byte[]>());
            foreach (var name in await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == DigestRun.Kind && l.Run == run && (address == null || l.Recipient == address)).Select(l => l.FileName).ToListAsync()))
                files.Add(await File.ReadAllBytesAsync(Path.Combine(village.Data, "spool", "new", name)));
            return files;
        }

        /// <summary>The one digest of a week for this address as somebody else's parser reads it; null when there is none.</summary>
        public async Task<PythonJudge.Reading?> Letter(Issue week, string address)
        {
            var files = await village.Letters(week, address);
            Assert.True(files.Count <= 1);
            return files.Count == 0 ? null : PythonJudge.Read(files[0]);
        }
    }

    /// <summary>The same visitor, signed in.</summary>
    public static async Task<Visitor> SignedIn(this Visitor visitor, string address)
    {
        await visitor.SignIn(address);
        return visitor;
    }

    /// <summary>Chooses the weekly digest on the page.</summary>
    public static async Task ChooseWeekly(this Visitor visitor)
    {
        var after = await (await visitor.Open("/me/digests")).Press("รับทุกสัปดาห์");
        Assert.Contains("บันทึกการเลือกแล้ว", after.Text, StringComparison.Ordinal);
    }

    extension(PythonJudge.Reading letter)
    {
        /// <summary>The plain text.</summary>
        public string Text => letter.Parts.Single(p => p.Type == "text/plain").Text;

        /// <summary>Where the links of the HTML lead.</summary>
        public IEnumerable<string> Links() => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(letter.Html).QuerySelectorAll("a[href]").Select(a => a.GetAttribute("href")!);

        /// <summary>The HTML.</summary>
        public string Html => letter.Parts.Single(p => p.Type == "text/html").Text;
    }
}
