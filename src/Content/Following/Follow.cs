using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Somebody follows (ติดตาม) an item, a blog, a person, a tag, a place or a circle: it is told on <c>/following</c>, and in the weekly digest when they say so. Nobody else sees it.</summary>
public sealed class Follow : IQuiet
{
    /// <summary>How many one member may have.</summary>
    public const int Most = 200;

    /// <summary>Beginning, ending and changing, by one member.</summary>
    internal static readonly Pace Changes = new("Follow", 200, TimeSpan.FromHours(1), "ท่านติดตามหรือเลิกติดตามหลายครั้งในชั่วโมงนี้");

    /// <summary>Whose it is.</summary>
    public long MemberId { get; init; }
    /// <summary>What sort of thing: the <see cref="Followable.Sort"/>.</summary>
    public string Sort { get; init; } = "";
    /// <summary>Which one: a number, a tag's key, a place's code.</summary>
    public string Key { get; init; } = "";
    /// <summary>Who is followed, when it is a person or a person's own blog.</summary>
    public long? PersonId { get; init; }
    /// <summary>Whether it goes into the weekly digest too.</summary>
    public bool Weekly { get; set; }
    /// <summary>Since when (UTC).</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The key as a number; 0 when it is none.</summary>
    public long Number => NumberOf(Key);

    /// <summary>A number as a key.</summary>
    public static string KeyOf(long number) => number.ToString(CultureInfo.InvariantCulture);

    internal static long NumberOf(string key) => long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>The one door in: follows it. Following twice is once; the caller saves.</summary>
    /// <param name="db">Where it goes.</param>
    /// <param name="viewer">Who follows.</param>
    /// <param name="followables">What can be followed.</param>
    /// <param name="sort">What sort of thing.</param>
    /// <param name="key">Which.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Refused">404: there is none, or not for this viewer; 422: oneself; 409: there are as many as there can be.</exception>
    public static async Task Begin(CommonsDb db, Viewer viewer, Followables followables, string? sort, string? key, DateTimeOffset now)
    {
        viewer.Must(Deed.BeMember, new());
        var found = await followables.Find(db, viewer, sort ?? "", key ?? "") ?? throw Refused.NotFound();
        if (found.Person == viewer.Id)
            throw new Refused(422, "นี่คือท่านเอง ติดตามคนอื่นหรือเรื่องอื่นได้");
        // Two windows of one member: the second waits, and finds what the first kept
        await db.Database.ExecuteSqlAsync($"select 1 from people.member where id = {viewer.Id} for no key update");
        var own = await db.Follows.Where(f => f.MemberId == viewer.Id).Select(f => new { f.Sort, f.Key }).ToListAsync();
        if (own.Exists(f => f.Sort == sort && f.Key == key))
            return;
        if (own.Count >= Most)
            throw new Refused(409, "ติดตามได้ไม่เกิน 200 อย่าง เลิกติดตามที่ไม่อ่านแล้วก่อน");
        db.Follows.Add(new() { MemberId = viewer.Id, Sort = sort!, Key = key!, PersonId = found.Person, At = now });
    }

    /// <summary>The one door out; ending what is not there changes nothing.</summary>
    public static Task End(CommonsDb db, Viewer viewer, string? sort, string? key) => db.Follows.Where(f => f.MemberId == viewer.Id && f.Sort == sort && f.Key == key).ExecuteDeleteAsync();
}
