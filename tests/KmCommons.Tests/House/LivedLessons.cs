using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A lesson card with everything on it, taken up in three places from each other, and one that was taken back.</summary>
static class LivedLessons
{
    public static async Task<long[]> Make(CommonsDb db, Viewer writer, long source, string mark, DateTimeOffset now)
    {
        var item = await db.Items.SingleAsync(i => i.Number == source);
        var other = await db.Items.Where(i => i.Kind == "aar").Select(i => i.Number).FirstAsync(i => i != source);
        var paragraph = ItemParagraph.Of(item)[0].Text;
        var lesson = await Lesson.Make(db, writer, item, paragraph, new() { Claim = $"ใช้ได้{mark}", Tags = [mark], Evidence = $"24 จาก 37 {mark}", EvidenceNumber = other, PlaceCode = "80" }, now);
        await db.SaveChangesAsync();
        Adoption? before = null;
        foreach (var (place, outcome) in new[] { ("800119", AdoptionOutcome.Worked), ("800121", AdoptionOutcome.Changed), ("800707", AdoptionOutcome.NotHere) })
        {
            before = await Adoption.Tell(db, writer, lesson, null, new() { PlaceCode = place, PlaceName = mark, Outcome = outcome, Said = mark, OnDay = new(2007, 3, 1), Households = 24, Number = other, FromId = before?.Id }, now);
            await db.SaveChangesAsync();
        }
        var friend = await db.Members.SingleAsync(m => m.Address == "phu-tat-sin");
        var back = await Lesson.Make(db, new(friend.Id, "", []), item, paragraph, new() { Claim = $"เก็บกลับ{mark}" }, now);
        await db.SaveChangesAsync();
        back.Withdraw(new(friend.Id, "", []), withdraws: true, now);
        await db.SaveChangesAsync();
        return [lesson.Id, back.Id];
    }
}
