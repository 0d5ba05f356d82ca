using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace KmCommons.Tests.Learning;

/// <summary>What is suggested costs what the days around an event hold, not what the site holds.</summary>
public sealed class ManyTexts(Village village, ITestOutputHelper output) : IClassFixture<Village>
{
    [Fact]
    public async Task With_twenty_thousand_texts_a_suggestion_asks_indexes_and_the_older_ones_are_read_by_the_timetable()
    {
        await village.Hush("read-named-days");
        var writer = await village.Joins("khon-khian", "คนเขียน");
        var keeper = new Viewer(await village.Joins("amnuai", "คุณอำนวย", (Role.Facilitator, "80")), "คุณอำนวย", []);
        // Six years of notes, each naming a day or two, as a copy of the old site would bring them: not read yet
        await village.Do(db => db.Database.ExecuteSqlAsync($"""
            insert into content.item (kind, title, slug, words, summary, place_code, place_name, author_id, state, audience, licence, created_at, published_at, version)
            select 'note', 'บันทึกที่ ' || n, '', 'เมื่อ ' || to_char(d, 'DD/MM/YYYY') || ' คุยกันริมคลอง', '', (array['800119', '800121', '800707', '80'])[1 + n % 4], '', {writer}, 'Published', 'Everyone', 'BySa', d, d, 1
            from (select n, timestamptz '2005-01-01 05:00+00' + (n % 2190) * interval '1 day' as d from generate_series(1, 20000) n) as days
            """));
        await village.Do(async db =>
        {
            await NamedDays.ReadOlder(village.Services, default);
            Assert.Equal(200, await db.NamedDays.CountAsync());
            await db.Database.ExecuteSqlAsync($"insert into learning.named_days select number, array[(published_at at time zone 'Asia/Bangkok')::date] from content.item i where not exists (select 1 from learning.named_days n where n.number = i.number)");
            await db.Database.ExecuteSqlRawAsync("analyze content.item; analyze learning.named_days");
        });
        var meeting = await village.Ask(async db =>
        {
            var held = await Meeting.Call(db, keeper, new() { Title = "เวที", Day = new(2007, 2, 26), PlaceCode = "800119" }, DateTimeOffset.UtcNow);
            held.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return held.Number;
        });
        var places = village.Services.GetRequiredService<Gazetteer>();
        async Task<(TimeSpan Search, TimeSpan Scan, int Found)> Once() => await village.Ask(async db =>
        {
            var item = await db.Items.AsNoTracking().SingleAsync(i => i.Number == meeting);
            var search = new SameEventSearch(db, keeper, places);
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var found = await search.TextsOf(item, new(2007, 2, 26), default);
            var searched = watch.Elapsed;
            watch.Restart();
            // What it would be to read the texts: the same question of their words
            await db.Items.Where(i => EF.Functions.Like(i.Words, "%26/02/2007%")).CountAsync();
            return (searched, watch.Elapsed, found.Count);
        });
        await Once();
        var runs = new List<(TimeSpan Search, TimeSpan Scan, int Found)>();
        for (var nth = 0; nth < 9; nth++)
            runs.Add(await Once());
        var (search, scan) = (runs.Select(r => r.Search).Order().ElementAt(4), runs.Select(r => r.Scan).Order().ElementAt(4));
        output.WriteLine($"suggesting {search.TotalMilliseconds:F1} ms, reading the texts {scan.TotalMilliseconds:F1} ms, ratio {search / scan:F2}");
        Assert.All(runs, r => Assert.InRange(r.Found, 1, SameEvent.Most));
        // What was read row by row, within one transaction: nothing of the texts, nothing of their days
        await village.Do(async db =>
        {
            await using var one = await db.Database.BeginTransactionAsync();
            var search = new SameEventSearch(db, keeper, places);
            var text = await db.Items.AsNoTracking().Where(i => i.Kind == "note" && i.PlaceCode == "800119" && i.PublishedAt > new DateTimeOffset(2007, 2, 26, 0, 0, 0, TimeSpan.Zero)).OrderBy(i => i.PublishedAt).ThenBy(i => i.Number).FirstAsync();
            // The database may still count what this line did before: only what is added counts
            var before = await Read();
            Assert.Equal(meeting, Assert.Single(await search.MeetingsOf(text, default)).Number);
            await search.Others(text, default);
            await search.TextsOf(await db.Items.AsNoTracking().SingleAsync(i => i.Number == meeting), new(2007, 2, 26), default);
            Assert.Equal(before, await Read());

            Task<List<string>> Read() => db.Database.SqlQuery<string>($"select relname || ' ' || seq_tup_read as \"Value\" from pg_stat_xact_user_tables where relname in ('item', 'named_days') and schemaname in ('content', 'learning') order by relname").ToListAsync();
        });
    }
}
