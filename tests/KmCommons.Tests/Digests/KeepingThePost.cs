using System.Net;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>What an administrator does about letters on their way.</summary>
public sealed class KeepingThePost(Village village) : IClassFixture<Village>
{
    Task<OutboxLetter> Letter(string run) => village.Ask(db => db.Set<OutboxLetter>().AsNoTracking().SingleAsync(l => l.Run == run));

    Task Puts(string run) => village.Do(async db =>
    {
        await new Outbox(db, village.Services.GetRequiredService<KmCommons.Mail.MailOptions>(), TimeProvider.System).Put("password", run, "somebody@example.th", "ใครคนหนึ่ง", "จดหมาย", "ข้อความ");
        await db.SaveChangesAsync();
    });

    async Task<int> Delivers()
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
    }

    [Fact]
    public async Task While_the_post_is_stopped_letters_are_written_and_none_leaves_and_the_trail_says_who_did_it()
    {
        var keeper = await village.Member("post-keeper", "ผู้ดูแล", (Role.Administrator, null));
        var page = await (await keeper.Open("/letters")).Press("หยุดส่งชั่วคราว");
        Assert.Contains("หยุดส่งจดหมายอยู่", page.Text, StringComparison.Ordinal);
        await Puts("stopped");
        Assert.Equal(0, await Delivers());
        Assert.Null((await Letter("stopped")).SentAt);
        // Stopped twice is stopped
        using var again = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.OK, (await keeper.Send(HttpMethod.Post, "/letters?handler=Pause", again)).Status);
        page = await (await keeper.Open("/letters")).Press("ส่งต่อ");
        Assert.DoesNotContain("หยุดส่งจดหมายอยู่", page.Text, StringComparison.Ordinal);
        await village.Deliver();
        Assert.NotNull((await Letter("stopped")).SentAt);
        var trail = (await keeper.Open("/audit")).Text;
        Assert.Contains("หยุดส่งจดหมายชั่วคราว", trail, StringComparison.Ordinal);
        Assert.Contains("ส่งจดหมายต่อ", trail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_that_was_given_up_goes_when_it_is_tried_again()
    {
        var keeper = await village.Member("again-keeper", "ผู้ดูแล", (Role.Administrator, null));
        await Puts("given-up");
        await village.Deliver();
        await village.Do(db => db.Database.ExecuteSqlRawAsync("update foundation.letter set sent_at = null, failed_at = now(), tries = 8, outcome = 'TryLater 451 busy' where run = 'given-up'"));
        var page = await (await keeper.Open("/letters")).Press("ลองส่งอีกครั้ง");
        Assert.Contains("จะลองส่งอีกครั้ง", page.Text, StringComparison.Ordinal);
        await village.Deliver();
        var letter = await Letter("given-up");
        Assert.NotNull(letter.SentAt);
        using var gone = new FormUrlEncodedContent([new("Id", $"{letter.Id}")]);
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.Send(HttpMethod.Post, "/letters?handler=Again", gone)).Status);
    }

    [Fact]
    public async Task A_test_letter_comes_to_who_asks_for_it()
    {
        var keeper = await village.Member("test-keeper", "ผู้ดูแล", (Role.Administrator, null));
        var page = await (await keeper.Open("/letters")).Press("ส่งจดหมายทดสอบถึงฉัน");
        Assert.Contains("test-keeper@example.th", page.Text, StringComparison.Ordinal);
        await village.Deliver();
        Assert.Equal(1, await village.Ask(db => db.Set<OutboxLetter>().CountAsync(l => l.Kind == "test" && l.Recipient == "test-keeper@example.th" && l.SentAt != null)));
    }
}
