using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests.Digests;

/// <summary>What changed between composing a letter and sending it.</summary>
public sealed class AskedAgain(Village village) : IClassFixture<Village>
{
    readonly Issue Coming = Hours.Usual(Rhythm.Weekly).Due(DateTimeOffset.UtcNow).Next;

    // The timetable stands still: no other hand sends letters
    async Task<NpgsqlConnection> StandStill()
    {
        for (; ; )
        {
            var line = new NpgsqlConnection(village.Connection);
            await line.OpenAsync();
            await using var hold = new NpgsqlCommand("begin; lock table foundation.job_run in exclusive mode", line);
            await hold.ExecuteNonQueryAsync();
            await using var busy = new NpgsqlCommand("select count(*) from foundation.job_run where finished_at is null", line);
            if ((long)(await busy.ExecuteScalarAsync())! == 0)
                return line;
            await line.DisposeAsync();
        }
    }

    async Task<string> Sent(string email)
    {
        await using (var scope = village.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
        var letters = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Recipient == email && l.Kind == DigestRun.Kind && l.SentAt != null).Select(l => l.Bytes).ToListAsync());
        return string.Concat(letters.Select(l => Mail.PythonJudge.Read(l).Text));
    }

    [Theory]
    [InlineData("hidden", true)]
    [InlineData("withdrawn", true)]
    [InlineData("closed to a circle", true)]
    [InlineData("comment removed", true)]
    [InlineData("left", false)]
    [InlineData("nothing", true)]
    public async Task What_was_hidden_since_does_not_go_out_and_the_rest_does_once(string what, bool rest)
    {
        var key = Fresh.Key();
        var (reader, writer) = (await village.Member(key, "คุณกิจ", (Role.Practitioner, "800119")), await village.Joins($"w-{key}", "คุณลิขิต"));
        await reader.ChooseWeekly();
        var id = await village.NumberOf(key);
        var (gone, stays) = (await village.Publish(writer, $"เรื่องที่ซ่อน {key}", "800119", Coming.Until.AddHours(-5)), await village.Publish(writer, $"เรื่องที่อยู่ {key}", "800119", Coming.Until.AddHours(-5)));
        var own = await village.Publish(id, $"ของฉัน {key}", null, Coming.Until.AddDays(-40));
        await village.Comment(own, writer, "", $"ความเห็น {key}", Coming.Until.AddHours(-5));
        await using (await StandStill())
        {
            await DigestRun.Turn(village.Services, Coming.Until, default);
            await village.Do(async db =>
            {
                var item = await db.Items.SingleAsync(i => i.Number == gone);
                if (what == "hidden") item.Hide(DateTimeOffset.UtcNow);
                else if (what == "withdrawn") item.Withdraw();
                else if (what == "closed to a circle") (item.CircleId, item.Audience) = (99, Audience.Circle);
                else if (what == "comment removed") (await db.Comments.SingleAsync(c => c.Number == own)).State = CommentState.Removed;
                else if (what == "left") (await db.Subscriptions.SingleAsync(s => s.MemberId == id && s.Comes)).End(DateTimeOffset.UtcNow);
                await db.SaveChangesAsync();
            });
            var first = await Sent($"{key}@example.th");
            Assert.Equal(what == "nothing", first.Contains($"เรื่องที่ซ่อน {key}", StringComparison.Ordinal));
            for (var times = 0; times < 2; times++)
                await DigestRun.Turn(village.Services, Coming.Until.AddMinutes(5), default);
            var all = await Sent($"{key}@example.th");
            Assert.Equal(what is "nothing" or "comment removed", all.Contains($"เรื่องที่ซ่อน {key}", StringComparison.Ordinal));
            Assert.Equal(rest && what != "comment removed", all.Contains($"ความเห็น {key}", StringComparison.Ordinal));
            Assert.Equal(rest ? 1 : 0, System.Text.RegularExpressions.Regex.Count(all, $"/n/{stays}"));
        }
    }
}
