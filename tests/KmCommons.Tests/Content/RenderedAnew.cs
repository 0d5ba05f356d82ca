using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.Tests.House;
using KmCommons.Tests.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Content;

/// <summary>When the renderer goes up a version, the timetable renders anew what an older one made.</summary>
public sealed class RenderedAnew(Scene scene) : IClassFixture<Scene>
{
    Village Village => scene.Village;

    async Task Turn(string job)
    {
        await using var scope = Village.Services.CreateAsyncScope();
        await Village.Services.GetServices<Job>().Single(j => j.Name == job).Do(scope.ServiceProvider, DateTimeOffset.UtcNow, default);
        await Village.Settles();
    }

    // As the first renderer left it
    async Task Age(long number, string markdown)
    {
        await Village.Hush("render-notes-anew", "render-cases-anew");
        await Village.Do(db => db.Database.ExecuteSqlAsync($"update writing.entry set markdown = {markdown}, html = '<p>แบบเก่า</p>', renderer_version = 1 where number = {number}"));
    }

    Task<(int Version, string Html)> Made(long number) => Village.Ask(async db =>
    {
        var entry = await db.Set<KmCommons.Writing.Entry>().AsNoTracking().SingleAsync(e => e.Number == number);
        return (entry.RendererVersion, entry.Html);
    });

    [Fact]
    public async Task A_note_gets_its_pictures_with_JPEG_behind_the_WebP_and_nobody_is_said_to_have_revised_it()
    {
        var note = await scene.Note(published: true, Pictures.Png(1400, 700, (_, _) => Pictures.Green));
        await Age(note.Number, "เล่าเรื่องคลองใหม่\n\n![เรือสองลำ](photo:canal.png)");
        Assert.Contains("แบบเก่า", (await Village.Guest().Open(note.Url)).Text, StringComparison.Ordinal);

        await Turn("render-notes-anew");
        var prose = (await Village.Guest().Open(note.Url)).Document.QuerySelector(".prose")!;
        var picture = Assert.Single(prose.QuerySelectorAll("figure > picture"));
        Assert.Equal(("image/webp", 3), (picture.QuerySelector("source")!.GetAttribute("type"), picture.QuerySelector("source")!.GetAttribute("srcset")!.Split(", ").Length));
        var image = picture.QuerySelector("img")!;
        Assert.Equal(("1280", "640", "lazy", "เรือสองลำ"), (image.GetAttribute("width"), image.GetAttribute("height"), image.GetAttribute("loading"), image.GetAttribute("alt")));
        foreach (var address in picture.QuerySelector("source")!.GetAttribute("srcset")!.Split(", ").Select(s => s.Split(' ')[0]).Append(image.GetAttribute("src")!))
            Assert.StartsWith("image/" + (address.EndsWith("jpg", StringComparison.Ordinal) ? "jpeg" : "webp"), (await Village.Guest().Http.GetAsync(address)).Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);

        var now = await Village.Ask(db => db.Items.AsNoTracking().SingleAsync(i => i.Number == note.Number));
        Assert.Equal((note.Version, note.RevisedAt, note.PublishedAt!.Value.Ticks / 10), (now.Version, now.RevisedAt, now.PublishedAt!.Value.Ticks / 10));
        Assert.Contains("เล่าเรื่องคลองใหม่", now.Words, StringComparison.Ordinal);
        Assert.Equal(Prose.Version, (await Made(note.Number)).Version);
    }

    [Fact]
    public async Task One_that_can_no_longer_be_rendered_stays_and_the_others_are_rendered_batch_after_batch()
    {
        var notes = new List<long>();
        for (var i = 0; i < Anew.BatchSize + 5; i++)
            notes.Add((await scene.Note(published: i % 2 == 0)).Number);
        foreach (var number in notes)
            await Age(number, "ข้อความ");
        await Age(notes[1], string.Concat(Enumerable.Repeat("[", 36 * 1024)));
        await Turn("render-notes-anew");
        Assert.Equal((1, "<p>แบบเก่า</p>"), await Made(notes[1]));
        foreach (var number in notes.Where(n => n != notes[1]))
            Assert.Equal((Prose.Version, "<p>ข้อความ</p>\n"), await Made(number));
    }

    [Fact]
    public async Task One_that_a_writer_is_saving_is_left_to_them()
    {
        var (held, free) = ((await scene.Note(published: true)).Number, (await scene.Note(published: true)).Number);
        await Age(held, "ข้อความ");
        await Age(free, "ข้อความ");
        await Village.Do(async db =>
        {
            await using var saving = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"update content.item set version = version where number = {held}");
            await Turn("render-notes-anew").WaitAsync(TimeSpan.FromMinutes(1));
        });
        Assert.Equal(1, (await Made(held)).Version);
        Assert.Equal(Prose.Version, (await Made(free)).Version);
    }

    [Fact]
    public async Task The_parts_of_a_case_story_are_rendered_anew()
    {
        var story = await scene.Case(published: true, told: true);
        await Village.Do(db => db.Database.ExecuteSqlAsync($"update cases.text set markdown = '**คลองใส**', html = '<p>แบบเก่า</p>', renderer_version = 1 where number = {story.Number}"));
        await Turn("render-cases-anew");
        var texts = await Village.Ask(db => db.CaseStories.Where(s => s.Number == story.Number).SelectMany(s => s.Texts).ToListAsync());
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Equal((Prose.Version, "<p><strong>คลองใส</strong></p>\n"), (text.RendererVersion, text.Html)));
        Assert.Equal(story.Version, await Village.Ask(db => db.Items.Where(i => i.Number == story.Number).Select(i => i.Version).SingleAsync()));
    }
}
