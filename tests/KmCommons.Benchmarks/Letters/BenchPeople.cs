using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Benchmarks;

/// <summary>Fills a seeded site with readers, the same each time: spread over the tambons that something is written about (one in twenty elsewhere), with roles as the seed's people have them.</summary>
sealed class BenchPeople
{
    const int AtOnce = 500, InACircle = 12;
    static readonly DateOnly FirstDay = new(2006, 12, 1);

    /// <summary>An issue that one member alone has: with the monthly letter comes what others get with the weekly.</summary>
    public static Issue OneLetter => Hours.Usual(Rhythm.Monthly).Due(TimeProvider.System.GetUtcNow()).Next;

    readonly DateTimeOffset joined = BenchSite.Issue.From.AddDays(-30);
    string[] told = [], elsewhere = [];
    long[] circles = [], blogs = [];

    /// <summary>Brings the site to so many members, each of whom has the weekly letter; moves what the seed holds into the week of the issue.</summary>
    /// <param name="site">The site.</param>
    /// <param name="wanted">How many members in all.</param>
    public static Task Fill(BenchSite site, int wanted) => new BenchPeople().All(site, wanted);

    async Task All(BenchSite site, int wanted)
    {
        var begun = await site.Ask(db => db.Members.CountAsync());
        told = await site.Ask(db => db.Items.Select(i => i.PlaceCode ?? i.Blog!.PlaceCode ?? "").Where(c => c.Length == 6).Distinct().OrderBy(c => c).ToArrayAsync());
        elsewhere = await site.Ask(db => db.Set<Place>().Where(p => p.Level == PlaceLevel.Tambon && !told.Contains(p.Code)).Select(p => p.Code).OrderBy(c => c).ToArrayAsync());
        blogs = await site.Ask(db => db.Blogs.Select(b => b.Id).OrderBy(b => b).ToArrayAsync());
        circles = await site.Ask(db => Circles(db, Math.Max(1, wanted / (4 * InACircle))));
        for (var i = begun; i < wanted; i += AtOnce)
            await site.Ask(db => Join(db, i, Math.Min(wanted, i + AtOnce)));
        await site.Ask(db => Subscribe(db));
        var (from, until) = (BenchSite.Issue.From, BenchSite.Issue.Until);
        await site.Tell($"update content.item set shown_at = {from} + ({until} - {from}) * ((number * 37 % 100) / 100.0) where shown_at is not null");
        await site.Tell($"update content.comment set shown_at = {from} + ({until} - {from}) * ((id * 37 % 100) / 100.0) where shown_at is not null");
        await site.Tell($"analyze");
    }

    // Each meets within the two weeks that a letter looks ahead
    async Task<long[]> Circles(CommonsDb db, int wanted)
    {
        var (keeper, now) = (await Viewer.Of(db, await db.Members.MinAsync(m => m.Id), ThaiDate.Day(joined)), TimeProvider.System.GetUtcNow());
        for (var i = 0; i < wanted; i++)
        {
            var circle = Circle.Begin(db, $"wong-{i}", $"วงที่ {i} คนจดและคนชวนคุย", CircleKind.Other, told[i % told.Length], "พบกันทุกเดือน เล่าว่าเดือนที่แล้วลองอะไร ได้ผลแค่ไหน");
            await db.SaveChangesAsync();
            var said = new MeetingSaid { Circle = circle, Day = ThaiDate.Day(now).AddDays(2 + i % 10), Title = $"นัดคุยครั้งที่ {i % 9 + 2} ของวงที่ {i}", PlaceName = "ศาลาวัด", HostWords = "คุณอำนวย", Points = new Dictionary<MeetingPart, string> { [MeetingPart.Goal] = "เล่าเรื่องที่ลองแล้ว" } };
            (await Meeting.Call(db, keeper, said, joined)).Publish(joined);
            await db.SaveChangesAsync();
        }
        return await db.Circles.Select(c => c.Id).OrderBy(c => c).ToArrayAsync();
    }

    async Task<int> Join(CommonsDb db, int first, int end)
    {
        var members = Enumerable.Range(first, end - first).Select(Of).ToList();
        db.AddRange(members);
        await db.SaveChangesAsync();
        foreach (var (member, i) in members.Select((m, at) => (m, first + at)))
        {
            db.AddRange(Roles(member.Id, member.TambonCode!, i));
            if (i % 5 == 1)
                db.Add(new Follow { MemberId = member.Id, Sort = "b", Key = Follow.KeyOf(blogs[i % blogs.Length]), Weekly = true, At = joined });
        }
        return await db.SaveChangesAsync();
    }

    Member Of(int i) => new()
    {
        Address = $"reader-{i}", UserName = $"reader-{i}", NormalizedUserName = $"READER-{i}", DisplayName = $"คุณกิจคนที่ {i}", JoinedAt = joined,
        Email = $"reader-{i}@example.th", NormalizedEmail = $"READER-{i}@EXAMPLE.TH", EmailConfirmed = true, Language = i % 50 == 0 ? Language.English : Language.Thai,
        TambonCode = i % 20 == 7 ? elsewhere[i % elsewhere.Length] : told[i % told.Length],
    };

    // Of a hundred: 75 do the work, 15 take notes (ten in a circle), 9 keep circles of a district or tambon, one is of the province
    IEnumerable<RoleHeld> Roles(long member, string tambon, int i)
    {
        RoleHeld At(Role role, string? place) => new() { MemberId = member, Role = role, PlaceCode = place, ValidFrom = FirstDay };
        RoleHeld In(Role role) => new() { MemberId = member, Role = role, CircleId = circles[i % circles.Length], ValidFrom = FirstDay };
        return (i * 37 % 100) switch
        {
            < 60 => [At(Role.Practitioner, tambon)],
            < 75 => [At(Role.Practitioner, tambon), In(Role.Practitioner)],
            < 80 => [At(Role.NoteTaker, tambon)],
            < 90 => [At(Role.NoteTaker, tambon), In(Role.NoteTaker)],
            < 95 => [At(Role.Facilitator, tambon), In(Role.Facilitator)],
            < 99 => [At(Role.Facilitator, tambon[..4]), In(Role.Facilitator)],
            _ => [At(Role.Sponsor, null)],
        };
    }

    async Task<int> Subscribe(CommonsDb db)
    {
        var ids = await db.Members.Where(m => m.EmailConfirmed).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync();
        var last = ids[^1];
        var tambon = await db.Members.Where(m => m.Id == last).Select(m => m.TambonCode).SingleAsync();
        db.AddRange(new Choice { MemberId = last, Source = Source.Own, Rhythm = Rhythm.Monthly }, new Choice { MemberId = last, Source = "p:" + tambon, Rhythm = Rhythm.Monthly });
        foreach (var letter in ids.Select(id => new Subscription { MemberId = id }).Append(new() { MemberId = last, Rhythm = Rhythm.Monthly }))
        {
            letter.Begin(joined);
            db.Add(letter);
        }
        return await db.SaveChangesAsync();
    }
}
