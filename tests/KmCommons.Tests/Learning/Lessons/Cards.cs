using KmCommons.Content;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Lessons;

/// <summary>Notes to make cards of, cards, and circles that plan meetings.</summary>
static class Cards
{
    /// <summary>The day in Bangkok.</summary>
    public static DateOnly Today => ThaiDate.Day(DateTimeOffset.UtcNow);

    /// <summary>Somebody who joined; returns their number.</summary>
    public static Task<long> Someone(this Village village, string address) => village.Joins(address, $"คน {address}");

    /// <summary>Somebody who joined before, signed in.</summary>
    public static async Task<Visitor> Signed(this Village village, string address)
    {
        var visitor = village.Guest();
        await visitor.SignIn(address);
        return visitor;
    }

    /// <summary>A published note with these lines.</summary>
    public static Task<long> Note(this Village village, long writer, string body, string? place = "800119", Audience audience = Audience.Everyone, long? circle = null, params string[] tags) => village.Ask(async db =>
    {
        var blog = (await Blog.WrittenBy(db, new(writer, "", [])))[0];
        var entry = Entry.Begin(db, writer, blog, DateTimeOffset.UtcNow);
        (entry.Item.PlaceCode, entry.Item.CircleId, entry.Item.Audience) = (place, circle, audience);
        entry.Item.TagWith(tags);
        entry.Write("เรื่องต้นทาง", body, writer, DateTimeOffset.UtcNow);
        entry.Item.Publish(DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
        return entry.Number;
    });

    /// <summary>Writes a note anew.</summary>
    public static Task Rewrite(this Village village, long number, string body, Action<ContentItem>? more = null) => village.Do(async db =>
    {
        var entry = await db.Entries.Include(e => e.Item.Tags).Include(e => e.Item.Photos).AsSplitQuery().SingleAsync(e => e.Number == number);
        entry.Write(entry.Item.Title, body, entry.Item.AuthorId, DateTimeOffset.UtcNow);
        more?.Invoke(entry.Item);
        await db.SaveChangesAsync();
    });

    /// <summary>Changes an item and saves it.</summary>
    public static Task Change(this Village village, long number, Action<ContentItem> change) => village.Do(async db =>
    {
        change(await db.Items.SingleAsync(i => i.Number == number));
        await db.SaveChangesAsync();
    });

    /// <summary>A card of the first paragraph; returns its number.</summary>
    public static Task<long> Card(this Village village, long maker, long source, string claim, string? place = null, params string[] tags) => village.Ask(async db =>
    {
        var item = await db.Items.SingleAsync(i => i.Number == source);
        var lesson = await Lesson.Make(db, await Viewer.Of(db, maker, Today), item, ItemParagraph.Of(item)[0].Text, new() { Claim = claim, PlaceCode = place, Tags = tags }, DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
        return lesson.Id;
    });

    /// <summary>Somebody took it up; returns the adoption.</summary>
    public static Task<long> Adopts(this Village village, long card, long member, AdoptionSaid said) => village.Ask(async db =>
    {
        var lesson = await db.Lessons.SingleAsync(l => l.Id == card);
        var adoption = await Adoption.Tell(db, await Viewer.Of(db, member, Today), lesson, null, said, DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
        return adoption.Id;
    });

    /// <summary>A circle of a place, with who leads it.</summary>
    public static Task<long> Circle(this Village village, string address, string? place, params (long Who, Role Role)[] members) => village.Ask(async db =>
    {
        var circle = KmCommons.Learning.Circle.Begin(db, address, $"วง {address}", CircleKind.Other, place, "");
        await db.SaveChangesAsync();
        foreach (var (who, role) in members)
            await circle.Join(db, who, role, new(2006, 1, 1));
        await db.SaveChangesAsync();
        return circle.Id;
    });

    /// <summary>Somebody who writes, signed in.</summary>
    public static async Task<(long Id, Visitor Signed)> Writer(this Village village, string address, params (Role, string?)[] roles)
    {
        var id = await village.Joins(address, $"คน {address}", roles);
        return (id, await village.Signed(address));
    }
}
