using KmCommons.Content;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A right counts for this thing here, not for one like it elsewhere. All over HTTP, as a browser comes.</summary>
public sealed class Strangers(Scene scene) : IClassFixture<Scene>
{
    readonly HttpClient http = scene.Village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    async Task<int> Status(string who, string method, string address, string fields = "")
    {
        using var answer = await scene.Come(http, who, method, address, fields);
        return (int)answer.StatusCode;
    }

    Task<string> BodyOf(long number) => scene.Village.Ask(db => db.Set<KmCommons.Writing.Entry>().Where(e => e.Number == number).Select(e => e.Markdown).SingleAsync());

    [Fact]
    public async Task The_draft_of_another_is_not_there_at_any_address_that_takes_a_number()
    {
        var doors = Door.All(scene.Village.Services).Where(d => d.Route.Contains("{number", StringComparison.Ordinal)).ToList();
        Assert.True(doors.Count >= 4);
        var seen = new List<string>();
        var drafts = new[] { await scene.Note(published: false), await scene.Aar(published: false), await scene.Case(published: false, told: true) };
        foreach (var draft in drafts)
            foreach (var (door, who) in from door in doors from comer in Scene.Comers select (door, comer.Name))
            {
                // At another number, one that nobody has, the answer is the same: it tells nothing of this one
                var got = await Status(who, door.Method, At(door, draft.Number), Form);
                if (got is 200 or 302 && who != "anonymous" || got != await Status(who, door.Method, At(door, 999_999_999), Form))
                    seen.Add($"{door.Method} {At(door, draft.Number)} ({draft.Kind}) as {who}: {got}");
            }
        Findings.None(seen);
        var numbers = drafts.Select(d => d.Number).ToArray();
        Assert.Equal(3, await scene.Village.Ask(db => db.Items.CountAsync(i => numbers.Contains(i.Number) && i.State == ItemState.Draft && i.Version == 2 && i.HiddenAt == null)));
    }

    const string Form = "Title=x&Body=x&Texts[0]=x&EventName=x&Answers[0]=x&Reason=x&State=Checked&Say.Text=x&Say.Name=x&Blog=bangchak&BlogAddress=bangchak&PublishAt=2099-01-01T07:00";

    static string At(Door door, long number) =>
        door.Route.Replace("{number?}", $"{number}", StringComparison.Ordinal).Replace("{number}", $"{number}", StringComparison.Ordinal).Replace("/{slug?}", "", StringComparison.Ordinal);

    [Fact]
    public async Task The_draft_of_another_is_on_no_list_and_its_words_in_no_feed()
    {
        var draft = await scene.Village.Ask(async db =>
        {
            var entry = KmCommons.Writing.Entry.Begin(db, scene.Keeper, await db.Blogs.SingleAsync(b => b.Address == "bangchak"), DateTimeOffset.UtcNow);
            entry.Item.TagWith(["ร่างลับ"]);
            entry.Write("ร่างที่ยังไม่ให้ใครเห็น", "ยังไม่เสร็จ", scene.Keeper, DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return entry.Item;
        });
        foreach (var row in RightsTable.Read().Where(r => r.Method == "GET" && r.Gets[1] == "200"))
        {
            var address = await scene.Fresh().Fill(row.Address);
            using var answer = await scene.Come(http, "member", "GET", address);
            Assert.DoesNotContain(draft.Title, System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_writer_of_another_tambon_cannot_revise_take_back_or_publish_here()
    {
        await scene.Joins("elsewhere", "คนเขียนต่างตำบล", (Role.NoteTaker, Scene.Elsewhere), (Role.Facilitator, Scene.Elsewhere));
        var note = await scene.Note(published: true);
        Assert.Equal(403, await Status("elsewhere", "GET", $"/write/{note.Number}"));
        foreach (var handler in new[] { "", "?handler=Publish", "?handler=Withdraw", "?handler=Schedule" })
            Assert.Equal(403, await Status("elsewhere", "POST", $"/write/{note.Number}{handler}", $"Title=x&Body=x&Version={note.Version}&PublishAt=2099-01-01T07:00"));
        Assert.Equal(403, await Status("elsewhere", "POST", "/write?handler=Publish", "Title=x&Body=x&Blog=bangchak"));
        Assert.Equal(403, await Status("elsewhere", "POST", "/b/bangchak/keep", "Title=x"));
        Assert.Equal("เล่าเรื่องคลอง", await BodyOf(note.Number));
        Assert.Equal(ItemState.Published, await scene.Village.Ask(db => db.Items.Where(i => i.Number == note.Number).Select(i => i.State).SingleAsync()));
        // The same deeds by who may do them
        await scene.SignsIn("keeper");
        Assert.Equal(302, await Status("keeper", "POST", $"/write/{note.Number}", $"Title=x&Body=แก้แล้ว&Blog=bangchak&Version={note.Version}"));
        Assert.Equal("แก้แล้ว", await BodyOf(note.Number));
    }

    [Fact]
    public async Task A_moderator_of_one_place_cannot_mind_or_hide_in_another()
    {
        await scene.Joins("shaud", "ผู้ดูแลต่างอำเภอ", (Role.Moderator, "8007"));
        var note = await scene.Note(published: true);
        var held = await scene.Held(note.Number);
        foreach (var handler in new[] { "Pass", "Hide", "Restore" })
            Assert.Equal(403, await Status("shaud", "POST", $"/me/held?handler={handler}", $"Number={note.Number}&Comment={held}&Reason=x"));
        foreach (var handler in new[] { "Hide", "Restore", "Leave" })
            Assert.Equal(403, await Status("shaud", "POST", $"/moderate?handler={handler}", $"Number={note.Number}&Reason=x"));
        Assert.Equal(CommentState.Held, await scene.Village.Ask(db => db.Comments.Where(c => c.Id == held).Select(c => c.State).SingleAsync()));
        Assert.Equal(302, await Status("moderator", "POST", "/me/held?handler=Pass", $"Number={note.Number}&Comment={held}"));
        Assert.Equal(CommentState.Shown, await scene.Village.Ask(db => db.Comments.Where(c => c.Id == held).Select(c => c.State).SingleAsync()));
    }

    [Fact]
    public async Task What_is_hidden_is_there_only_for_its_writers_and_the_moderators_of_its_place()
    {
        await scene.Joins("shaud-too", "ผู้ดูแลต่างอำเภออีกคน", (Role.Moderator, "8007"));
        await scene.SignsIn("keeper");
        var note = await scene.Note(published: true);
        Assert.Equal(302, await Status("moderator", "POST", "/moderate?handler=Hide", $"Number={note.Number}&Reason=ทดลอง"));
        foreach (var who in new[] { "anonymous", "member", "writer", "facilitator", "shaud-too" })
            Assert.Equal((who, 404), (who, await Status(who, "GET", $"/n/{note.Number}")));
        foreach (var who in new[] { "moderator", "administrator", "keeper" })
            Assert.Equal((who, 301), (who, await Status(who, "GET", $"/n/{note.Number}")));
    }

    [Fact]
    public async Task A_comment_is_minded_only_through_the_item_it_is_on()
    {
        await scene.Joins("own", "คนมีสมุด");
        var (note, own) = (await scene.Note(published: true), await OwnNote("own"));
        var held = await scene.Held(note.Number);
        Assert.Equal(404, await Status("own", "POST", "/me/held?handler=Pass", $"Number={own}&Comment={held}"));
        Assert.Equal(CommentState.Held, await scene.Village.Ask(db => db.Comments.Where(c => c.Id == held).Select(c => c.State).SingleAsync()));
        var mine = await scene.Held(own);
        Assert.Equal(302, await Status("own", "POST", "/me/held?handler=Pass", $"Number={own}&Comment={mine}"));
    }

    [Fact]
    public async Task A_note_for_members_is_not_there_for_who_is_not_signed_in()
    {
        await scene.Joins("shy", "คนขี้อาย");
        var note = await OwnNote("shy", "Members");
        Assert.Equal(404, await Status("anonymous", "GET", $"/n/{note}"));
        Assert.Equal(301, await Status("member", "GET", $"/n/{note}"));
        Assert.Equal(404, await Status("anonymous", "POST", $"/n/{note}", "Say.Text=x&Say.Name=x"));
        Assert.Equal(404, await Status("anonymous", "GET", $"/report/{note}"));
    }

    async Task<long> OwnNote(string who, string audience = "Everyone")
    {
        using var form = await scene.Come(http, who, "GET", "/write");
        Assert.Equal(200, (int)form.StatusCode);
        // The blog of one's own has the address of its owner
        using var answer = await scene.Come(http, who, "POST", "/write?handler=Publish", $"Title=เรื่องของฉัน&Body=เล่า&Blog={who}&Audience={audience}");
        Assert.Equal(302, (int)answer.StatusCode);
        return long.Parse(answer.Headers.Location!.OriginalString.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
    }
}
