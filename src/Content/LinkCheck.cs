using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Content;

/// <summary>The weekly look at the links inside the site: where each leads, without asking any other site. Who wrote a text that newly leads nowhere gets one letter; the list stays at <c>/me/links</c>.</summary>
public sealed class LinkCheck(CommonsDb db, Kinds kinds, Gazetteer gazetteer, Outbox outbox, Words words, Site site)
{
    /// <summary>Items looked at in one transaction, each with at most <see cref="Link.Most"/> links.</summary>
    public const int BatchSize = 50;

    /// <summary>The most links named in a letter; the page has all.</summary>
    public const int MostInLetter = 20;

    readonly string own = Link.OwnHost(site);
    readonly Dictionary<string, bool> places = [];

    /// <summary>Looks at all, then writes the letters. Doing the same turn again changes nothing.</summary>
    /// <param name="things">The services of the turn.</param>
    /// <param name="turn">The time of the turn: what was lost is marked with it.</param>
    /// <param name="stop">Stops between batches.</param>
    public static async Task Run(IServiceProvider things, DateTimeOffset turn, CancellationToken stop)
    {
        var check = ActivatorUtilities.CreateInstance<LinkCheck>(things);
        for (long after = 0; await check.Batch(after, turn, stop) is { } last;)
            after = last;
        await check.Write(turn, stop);
    }

    // Whole items at a time, so that the last number says where to go on
    async Task<long?> Batch(long after, DateTimeOffset turn, CancellationToken stop)
    {
        var read = db.Items.Listed();
        var numbers = await db.Links.Where(l => l.Number > after).Select(l => l.Number).Distinct().OrderBy(n => n).Take(BatchSize).ToArrayAsync(stop);
        if (numbers.Length == 0)
            return null;
        var links = await db.Links.Where(l => numbers.Contains(l.Number) && (l.Host == "" || l.Host == own)).Select(l => new
        {
            Link = l,
            IsRead = read.Any(i => i.Number == l.Number),
            Reaches = read.Any(t => t.Number == l.Target && (t.Audience == Audience.Everyone || t.Audience == l.Item.Audience && (t.Audience != Audience.Circle || t.CircleId == l.Item.CircleId))),
        }).ToListAsync(stop);
        foreach (var found in links)
            found.Link.LostAt = !found.IsRead || (found.Link.Target is null ? await IsThere(found.Link.Address, stop) : found.Reaches) ? null : found.Link.LostAt ?? turn;
        await db.SaveChangesAsync(stop);
        db.ChangeTracker.Clear();
        return numbers[^1];
    }

    // Places, blogs, people and tags; of any other page nothing is said
    async Task<bool> IsThere(string address, CancellationToken stop)
    {
        var path = address.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path.Length < 2 || path[0] is not ("t" or "b" or "p" or "tag"))
            return true;
        var key = $"{path[0]}/{path[1]}";
        return places.TryGetValue(key, out var there) ? there : places[key] = await Listing.Find(db, kinds, gazetteer, Viewer.Anonymous, path[0], Uri.UnescapeDataString(path[1]), stop) is not null;
    }

    async Task Write(DateTimeOffset turn, CancellationToken stop)
    {
        var authors = await db.Links.Where(l => l.LostAt == turn && l.Item.Author.EmailConfirmed && l.Item.Author.Email != null).Select(l => l.Item.AuthorId).Distinct().ToListAsync(stop);
        foreach (var id in authors)
        {
            var author = await db.Members.AsNoTracking().SingleAsync(m => m.Id == id, stop);
            // One address that no letter can bear must not cost the others theirs
            if (!Outbox.CanReach(author.Email))
                continue;
            var lost = await db.Links.AsNoTracking().Include(l => l.Item).Where(l => l.LostAt == turn && l.Item.AuthorId == id).OrderBy(l => l.Number).ThenBy(l => l.Address).ToListAsync(stop);
            var w = words.In(author.Language);
            var lines = lost.Take(MostInLetter).GroupBy(l => l.Number).Select(g => $"{g.First().Item.Title}\n{site.Address}{g.First().Item.Url}\n{string.Concat(g.Select(l => $"  {l.Address}\n"))}");
            await outbox.Put("links", turn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), author.Email!, author.DisplayName, w["มีลิงก์ที่ไปไม่ถึง {0} แห่งในเรื่องของท่าน", lost.Count],
                $"{w["สวัสดี {0}", author.DisplayName]}\n\n{w["ลิงก์เหล่านี้เคยไปถึง หรือยังไม่เคยไปถึง ตอนนี้คนอ่านกดแล้วไม่เจอ เพราะเรื่องนั้นถูกเก็บกลับ ถูกซ่อน หรือพิมพ์เลขผิด"]}\n\n{string.Join('\n', lines)}\n{w["ดูทั้งหมดและแก้ได้ที่ {0}", site.Address + "/me/links"]}\n");
            await db.SaveChangesAsync(stop);
        }
    }
}
