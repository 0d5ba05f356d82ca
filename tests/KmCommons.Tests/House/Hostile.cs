using KmCommons.Content;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>What a visitor with bad intent, and a clumsy one, sends: it comes to nothing, with a sentence.</summary>
public sealed class Hostile(Scene scene) : IClassFixture<Scene>
{
    readonly HttpClient http = scene.Village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    Task<HttpResponseMessage> Come(string who, string method, string address, string fields = "") => scene.Come(http, who, method, address, fields);

    async Task<int> Status(string who, string method, string address, string fields = "") => (int)(await Come(who, method, address, fields)).StatusCode;

    [Fact]
    public async Task A_name_with_a_tab_in_it_is_made_one_line_and_its_bearer_can_be_written_to_and_hidden()
    {
        await scene.Joins("tabber", "คนกดแท็บ");
        Assert.Equal(302, await Status("tabber", "POST", "/me", "Name=" + Uri.EscapeDataString("คนกด\tแท็บ\r\nBcc: x@example.th")));
        Assert.Equal("คนกด แท็บ Bcc: x@example.th", await scene.Village.Ask(db => db.Members.Where(m => m.Address == "tabber").Select(m => m.DisplayName).SingleAsync()));
        Assert.Equal(302, await Status("anonymous", "POST", "/forgot", "Email=tabber@example.th"));
        var note = await Come("tabber", "POST", "/write?handler=Publish", "Title=x&Body=x&Blog=tabber&Place=" + Scene.Place);
        var number = note.Headers.Location!.OriginalString.Split('/')[2];
        Assert.Equal(302, await Status("moderator", "POST", "/moderate?handler=Hide", $"Number={number}&Reason=x"));
    }

    [Theory]
    [InlineData("a@b,cd.th")]
    [InlineData("a..b@example.th")]
    [InlineData("(a)@example.th")]
    [InlineData("a@exampleth")]
    public async Task An_address_that_no_letter_can_be_addressed_to_is_refused_where_it_is_typed(string email) =>
        Assert.Equal(422, await Status("anonymous", "POST", "/sign-up", $"Name=x&UserName=someone&Password={Uri.EscapeDataString(Village.Password)}&Email={Uri.EscapeDataString(email)}"));

    [Fact]
    public async Task Who_has_not_confirmed_the_address_stands_on_no_page()
    {
        Assert.Equal(302, await Status("anonymous", "POST", "/sign-up", $"Name=ขายของถูก&UserName=spammer&Password={Uri.EscapeDataString(Village.Password)}&Email=spammer@example.th&Tambon={Scene.Place}"));
        Assert.Equal(404, await Status("anonymous", "GET", "/p/spammer"));
        Assert.DoesNotContain("/p/spammer", await (await Come("anonymous", "GET", "/t/" + Scene.Place)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await scene.Village.Do(db => db.Members.Where(m => m.Address == "spammer").ExecuteUpdateAsync(m => m.SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null)));
        Assert.Equal(200, await Status("anonymous", "GET", "/p/spammer?again"));
        Assert.Contains("/p/spammer", await (await Come("anonymous", "GET", $"/t/{Scene.Place}?again")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST", "/confirm", "Who=abc&Token=x", 422)]
    [InlineData("POST", "/reset", "Who=abc&Token=x&Password=abcdefgh", 422)]
    [InlineData("GET", "/unsubscribe?token=%00aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "", 400)]
    [InlineData("POST", "/sign-in", "Name=a%00&Password=x", 400)]
    [InlineData("POST", "/forgot", "Email=a%00", 400)]
    [InlineData("GET", "/language?to=th&back=/%09/example.org", "", 302)]
    [InlineData("GET", "/language?to=th&back=/%0d%0aX:1", "", 302)]
    [InlineData("GET", "/language?to=th&back=/b/ก", "", 302)]
    public async Task What_makes_no_sense_is_no_fault_of_the_system(string method, string address, string fields, int status)
    {
        using var answer = await Come("anonymous", method, address, fields);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain("Failed to read", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        if (status == 302)
            Assert.Equal("/", answer.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("GET", "/j/%20", "", 404)]
    [InlineData("POST", "/j/%E3%80%80", "x=1", 404)]
    [InlineData("POST", "/training", $"Name=รุ่น&Place={Scene.Place}&FirstDay=31 ธ.ค. ค.ศ. 9999", 422)]
    [InlineData("POST", "/awards/new", $"Name=รอบ&Place={Scene.Place}&From=31 ธ.ค. ค.ศ. 9999&To=31 ธ.ค. ค.ศ. 9999&Least[0]=1&Blog=bangchak", 422)]
    public async Task Neither_is_it_from_who_may_do_most(string method, string address, string fields, int status) =>
        Assert.Equal(status, await Status("administrator", method, address, fields));

    [Fact]
    public async Task A_word_that_stands_only_on_a_draft_or_on_what_is_hidden_has_no_page()
    {
        var note = await scene.Note(published: true);
        await scene.Village.Do(async db =>
        {
            var item = await db.Items.Include(i => i.Tags).SingleAsync(i => i.Number == note.Number);
            item.TagWith(["คำหยาบ"]);
            await db.SaveChangesAsync();
        });
        Assert.Equal(200, await Status("anonymous", "GET", "/tag/คำหยาบ"));
        Assert.Equal(302, await Status("moderator", "POST", "/moderate?handler=Hide", $"Number={note.Number}&Reason=x"));
        Assert.Equal(404, await Status("anonymous", "GET", "/tag/คำหยาบ?again"));
        Assert.Equal(404, await Status("anonymous", "GET", "/tag/คำหยาบ/feed"));
    }

    // Kestrel refuses a header with Thai letters in it; the test server would not
    [Fact]
    public async Task A_blog_with_a_Thai_address_is_kept_like_another()
    {
        await scene.Joins("ยายทองดี", "ยายทองดี");
        Assert.Equal(302, await Status("ยายทองดี", "POST", "/write", "Title=x&Body=x&Blog=ยายทองดี"));
        var saved = await Come("ยายทองดี", "POST", "/b/ยายทองดี/keep", "Title=สมุดยาย");
        Assert.Equal(302, (int)saved.StatusCode);
        Assert.True(System.Text.Ascii.IsValid(saved.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task A_time_with_a_Buddhist_year_is_understood_and_the_first_year_of_all_refused()
    {
        await scene.SignsIn("keeper");
        Assert.Equal(422, await Status("keeper", "POST", "/write?handler=Schedule", "Title=x&Body=x&Blog=bangchak&PublishAt=0001-01-01T00:00"));
        var kept = await Come("keeper", "POST", "/write?handler=Schedule", "Title=x&Body=x&Blog=bangchak&PublishAt=2620-01-01T10:00");
        var number = long.Parse(kept.Headers.Location!.OriginalString.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(2077, await scene.Village.Ask(db => db.Items.Where(i => i.Number == number).Select(i => i.PublishAt!.Value.Year).SingleAsync()));
    }

    [Fact]
    public async Task Of_tabs_that_save_one_note_at_the_same_moment_one_saves_and_the_others_are_told()
    {
        await scene.SignsIn("keeper");
        // Their own blog is there already: else the making of it keeps the two apart
        Assert.Equal(302, await Status("keeper", "POST", "/write", "Title=x&Body=x&Blog=keeper"));
        var note = await scene.Note(published: true);
        Task<int> Save(int tab) => Status("keeper", "POST", $"/write/{note.Number}", $"Title=x&Body=แท็บ{tab}&Blog=bangchak&Version={note.Version}");
        var tabs = await scene.Village.Ask(async db =>
        {
            await using var hold = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {note.Number} for update");
            var both = Task.WhenAll(Task.Run(() => Save(1)), Task.Run(() => Save(2)));
            // Both have come as far as one may while the other has not saved
            for (var waiting = 0; waiting < 2 && !both.IsCompleted;)
                waiting = await scene.Village.AtLocks();
            await hold.CommitAsync();
            return await both;
        });
        Assert.Equal([302, 409], tabs.Order());
    }

    [Theory]
    [InlineData("/write?handler=Publish", "Title=ของวง&Body=x&Blog=bangchak&Audience=Circle")]
    [InlineData("/write?handler=Publish", "Title=%E3%85%A4&Body=x&Blog=bangchak")]
    public async Task What_nobody_could_read_or_press_is_refused(string address, string fields)
    {
        await scene.SignsIn("keeper");
        Assert.Equal(422, await Status("keeper", "POST", address, fields));
    }
}
