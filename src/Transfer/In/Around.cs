using System.Security.Cryptography;
using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>The people, blogs and circles of a whole copy. Who is here already stays as they are. Who comes has no role, and a password that nobody knows: an administrator makes them a link.</summary>
static class Around
{
    /// <summary>Makes those that are missing.</summary>
    public static async Task Bring(IServiceProvider things, IBundle bundle, CancellationToken stop)
    {
        var (db, members, clock, gazetteer) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<UserManager<Member>>(), things.GetRequiredService<TimeProvider>(), things.GetRequiredService<Gazetteer>());
        var known = (await db.Members.Select(m => m.Address).ToListAsync(stop)).ToHashSet();
        foreach (var person in (await People(bundle, stop)).Values.Where(p => !known.Contains(p.Address)))
            await Joining.Create(members, clock, person.Name, person.Address, RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 40), null, gazetteer.Find(person.Tambon)?.Code, ThaiText.Normalise(person.About));
        var ids = await db.Members.ToDictionaryAsync(m => m.Address, m => m.Id, stop);
        foreach (var circle in await Cards<CircleCard>(bundle, "circles.json", stop))
            if (!await db.Circles.AnyAsync(c => c.Address == circle.Address, stop))
                await Circle.Begin(db, circle.Address, circle.Name, circle.Kind, gazetteer.Find(circle.Place)?.Code, circle.About).Close(db, circle.Closed, stop);
        await db.SaveChangesAsync(stop);
        foreach (var card in await Cards<BlogCard>(bundle, "blogs.json", stop))
            if (!await db.Blogs.AnyAsync(b => b.Address == card.Address, stop) && (card.Owner ?? card.Writers.FirstOrDefault(w => w.Hand == BlogHand.Owner)?.Person) is { } owner && ids.TryGetValue(owner, out var keeper))
            {
                var blog = card.Circle is { } of && await db.Circles.SingleOrDefaultAsync(c => c.Address == of, stop) is { } circle ? await CircleBlog.Open(db, circle.Id, card.Address, card.Title, circle.IsClosed, keeper, stop)
                    : await Blog.Open(db, card.Address, card.Title, card.About, card.Owner is null ? gazetteer.Find(card.Place)?.Code : null, keeper, stop);
                foreach (var hand in card.Writers.Where(w => ids.ContainsKey(w.Person)))
                    blog.Give(ids[hand.Person], hand.Hand);
            }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>The people that a copy names, by their addresses; empty where it names none.</summary>
    public static async Task<Dictionary<string, PersonCard>> People(IBundle bundle, CancellationToken stop) => (await Cards<PersonCard>(bundle, "people.json", stop)).ToDictionary(p => p.Address);

    static async Task<IReadOnlyList<T>> Cards<T>(IBundle bundle, string name, CancellationToken stop)
    {
        if (bundle.Names.FirstOrDefault(n => n == name || n.EndsWith("/" + name, StringComparison.Ordinal) && n.Count(c => c == '/') == 1) is not { } file)
            return [];
        await using var read = bundle.Open(file, ImportLimits.Text);
        try { return await JsonSerializer.DeserializeAsync<List<T>>(read, SiteCopy.Json, stop) ?? []; }
        catch (JsonException) { throw new Refused(422, "อ่าน people.json, blogs.json หรือ circles.json ในชุดนี้ไม่ออก"); }
    }
}
