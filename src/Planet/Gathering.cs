using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>What the rules of a collection mean today: its items as one question to the database, each branch by an index of its own, and for each item why it is there.</summary>
public sealed class Gathering
{
    readonly CommonsDb db;
    readonly Collection collection;
    readonly Gazetteer gazetteer;
    readonly ILookup<RuleKind, CollectionRule> rules;
    readonly Dictionary<(RuleKind, string), string> names;
    readonly ILookup<long, long> circlesOf;

    Gathering(CommonsDb db, Collection collection, Gazetteer gazetteer, Dictionary<(RuleKind, string), string> names, ILookup<long, long> circlesOf) =>
        (this.db, this.collection, this.gazetteer, this.names, this.circlesOf, rules) = (db, collection, gazetteer, names, circlesOf, collection.Rules.ToLookup(r => r.Kind));

    /// <summary>Reads what the rules mean.</summary>
    /// <param name="collection">With all that it is made of.</param>
    /// <param name="now">Who is in a circle now.</param>
    public static async Task<Gathering> Of(CommonsDb db, Gazetteer gazetteer, Collection collection, DateTimeOffset now, CancellationToken stop)
    {
        var today = ThaiDate.Day(now);
        long[] Numbers(RuleKind kind) => [.. collection.Rules.Where(r => r.Kind == kind).Select(r => r.Number)];
        var names = collection.Rules.Where(r => r.Kind == RuleKind.Tag).ToDictionary(r => (r.Kind, r.Key), r => r.Key);
        void Name(RuleKind kind, long id, string name) => names[(kind, id.ToString(System.Globalization.CultureInfo.InvariantCulture))] = name;
        var (persons, circles, blogs) = (Numbers(RuleKind.Person), Numbers(RuleKind.Circle), Numbers(RuleKind.Blog));
        if (persons.Length > 0)
            foreach (var person in await db.Members.Where(m => persons.Contains(m.Id)).Select(m => new { m.Id, m.DisplayName }).ToListAsync(stop))
                Name(RuleKind.Person, person.Id, person.DisplayName);
        if (blogs.Length > 0)
            foreach (var blog in await db.Blogs.Where(b => blogs.Contains(b.Id) && !b.IsClosed).Select(b => new { b.Id, b.Title }).ToListAsync(stop))
                Name(RuleKind.Blog, blog.Id, blog.Title);
        if (circles.Length == 0)
            return new(db, collection, gazetteer, names, Array.Empty<long>().ToLookup(m => m));
        // Who is in a circle that closed since is nobody's business here
        var open = await db.Circles.Where(c => circles.Contains(c.Id) && !c.IsClosed).Select(c => new { c.Id, c.Name }).ToListAsync(stop);
        circles = [.. open.Select(c => c.Id)];
        foreach (var circle in open)
            Name(RuleKind.Circle, circle.Id, circle.Name);
        var held = await db.RolesHeld.Where(r => r.CircleId != null && circles.Contains(r.CircleId.Value) && r.ValidFrom <= today && (r.ValidTo == null || r.ValidTo >= today))
            .Select(r => new { r.MemberId, Circle = r.CircleId!.Value }).Distinct().ToListAsync(stop);
        return new(db, collection, gazetteer, names, held.ToLookup(h => h.MemberId, h => h.Circle));
    }

    /// <summary>What a rule's tag, place, person, circle or blog is called.</summary>
    public string NameOf(CollectionRule rule, bool english) => rule.Kind == RuleKind.Place ? gazetteer.Says(rule.Key, english) : names.GetValueOrDefault((rule.Kind, rule.Key), rule.Key);

    /// <summary>Its items; who may see them is asked when they are read.</summary>
    public IQueryable<ContentItem> Items
    {
        get
        {
            var places = rules[RuleKind.Place].Select(r => r.Key).ToArray();
            // All codes inside, and not «begins with»: the index is in the order of the language, in which a beginning is no range
            var codes = gazetteer.All.Keys.Where(code => places.Any(p => code.StartsWith(p, StringComparison.Ordinal))).ToArray();
            var (circles, blogs, put) = (Numbers(RuleKind.Circle), Numbers(RuleKind.Blog), collection.Pieces.Where(p => p.IsIn).Select(p => p.Number).ToArray());
            var authors = Numbers(RuleKind.Person).Concat(circlesOf.Select(c => c.Key)).Distinct().ToArray();
            // Each of these has its index, and the database puts them together; of a whole province it walks the newest instead
            var items = db.Items.Where(i => codes.Contains(i.PlaceCode) || authors.Contains(i.AuthorId) || i.CircleId != null && circles.Contains(i.CircleId.Value) || i.BlogId != null && blogs.Contains(i.BlogId.Value) || put.Contains(i.Number));
            if (rules[RuleKind.Tag].Select(r => r.Key).ToArray() is { Length: > 0 } tags)
            {
                // Beside an «or» the index of tags would be left unused
                var numbers = items.Select(i => i.Number).Concat(db.Tags.Where(t => tags.Contains(t.Key)).Select(t => t.Number));
                items = db.Items.Where(i => numbers.Contains(i.Number));
            }
            var (taken, wishes) = (collection.Pieces.Where(p => !p.IsIn).Select(p => p.Number).ToArray(), collection.Declined.Select(d => d.MemberId).ToArray());
            return items.Where(i => !taken.Contains(i.Number) && !wishes.Contains(i.AuthorId));
        }
    }

    /// <summary>The list that page and feed read.</summary>
    public Listing Listing => new(collection.Name, collection.Url, Items);

    long[] Numbers(RuleKind kind) => [.. rules[kind].Select(r => r.Number)];

    /// <summary>Why each of these items is there, as rules; none for what was only put in by hand.</summary>
    /// <param name="rows">Rows that were read from <see cref="Items"/> for the viewer.</param>
    /// <param name="stop">Stops asking.</param>
    public async Task<ILookup<long, CollectionRule>> Why(IReadOnlyList<Row> rows, CancellationToken stop)
    {
        var numbers = rows.Select(r => r.Number).ToArray();
        var facts = await db.Items.Where(i => numbers.Contains(i.Number)).Select(i => new { i.Number, i.PlaceCode, i.AuthorId, i.CircleId, i.BlogId }).ToListAsync(stop);
        var tags = rules[RuleKind.Tag].Any() ? (await db.Tags.Where(t => numbers.Contains(t.Number)).Select(t => new { t.Number, t.Key }).ToListAsync(stop)).ToLookup(t => t.Number, t => t.Key) : Array.Empty<string>().ToLookup(_ => 0L);
        return (from item in facts
                from rule in collection.Rules
                where rule.Kind switch
                {
                    RuleKind.Tag => tags[item.Number].Contains(rule.Key),
                    RuleKind.Place => item.PlaceCode?.StartsWith(rule.Key, StringComparison.Ordinal) == true,
                    RuleKind.Person => item.AuthorId == rule.Number,
                    RuleKind.Circle => item.CircleId == rule.Number || circlesOf[item.AuthorId].Contains(rule.Number),
                    _ => item.BlogId == rule.Number,
                }
                select (item.Number, rule)).ToLookup(f => f.Number, f => f.rule);
    }
}
