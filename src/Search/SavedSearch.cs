using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>A search that a member keeps under a name, to see what is new in it. The digest carries what <see cref="NewSince"/> gives.</summary>
public sealed class SavedSearch : IQuiet
{
    /// <summary>How many one member may have.</summary>
    public const int Most = 20;
    const int LongestName = 80, LongestAddress = 3000;

    /// <summary>Saving by one member.</summary>
    internal static readonly Pace Saves = new("SaveSearch", 60, TimeSpan.FromHours(1), "ท่านเก็บการค้นหลายครั้งในชั่วโมงนี้");
    /// <summary>Opening, renaming and taking out by one member.</summary>
    internal static readonly Pace Changes = new("ChangeSearch", 200, TimeSpan.FromHours(1), "ท่านเปิดหรือเปลี่ยนการค้นที่เก็บไว้หลายครั้งในชั่วโมงนี้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Whose it is; nobody else sees it.</summary>
    public long MemberId { get; init; }
    /// <summary>What its member calls it.</summary>
    public string Name { get; private set; } = "";
    /// <summary>The address of the find page, from its first page on: <c>/find?q=…</c>.</summary>
    public string Address { get; init; } = "";
    /// <summary>When it was saved (UTC).</summary>
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it was last opened (UTC).</summary>
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>Saves a search; one that is saved already stays as it is. The caller saves the row.</summary>
    /// <param name="db">Where it goes.</param>
    /// <param name="member">Whose it is.</param>
    /// <param name="asked">What is searched for; its page does not matter.</param>
    /// <param name="name">What it is called at first; cut when too long.</param>
    /// <param name="now">When (UTC).</param>
    /// <exception cref="Refused">422: it asks for nothing, or is too long to keep; 409: the member has as many as there can be.</exception>
    public static async Task<SavedSearch> Keep(CommonsDb db, long member, FindAddress asked, string name, DateTimeOffset now)
    {
        var address = (asked with { Page = 1 }).ToString();
        if (asked.IsEmpty)
            throw new Refused(422, "ยังไม่ได้ค้นอะไร พิมพ์คำหรือเลือกตัวกรองก่อน แล้วจึงเก็บ");
        if (address.Length > LongestAddress)
            throw new Refused(422, "การค้นนี้ยาวเกินกว่าจะเก็บ ลองใช้คำให้น้อยลง");
        // Two windows of one member: the second waits, and counts what the first kept
        await db.Database.ExecuteSqlAsync($"select 1 from people.member where id = {member} for no key update");
        var own = await db.SavedSearches.Where(saved => saved.MemberId == member).ToListAsync();
        if (own.Find(saved => saved.Address == address) is { } known)
            return known;
        if (own.Count >= Most)
            throw new Refused(409, "เก็บการค้นได้ไม่เกิน 20 รายการ เอาที่ไม่ใช้แล้วออกก่อน");
        var kept = new SavedSearch { MemberId = member, Address = address, CreatedAt = now, OpenedAt = now, Name = ThaiText.Cut(Line(name), LongestName - 1) };
        db.SavedSearches.Add(kept);
        return kept;
    }

    /// <summary>Whether the member keeps this search.</summary>
    public static Task<bool> IsKept(CommonsDb db, long member, FindAddress asked, CancellationToken stop)
    {
        var address = (asked with { Page = 1 }).ToString();
        return db.SavedSearches.AnyAsync(saved => saved.MemberId == member && saved.Address == address, stop);
    }

    /// <summary>The member's own search of this number.</summary>
    /// <exception cref="Refused">404: there is none, or it is somebody else's.</exception>
    public static async Task<SavedSearch> Of(CommonsDb db, long member, long id, CancellationToken stop = default) =>
        await db.SavedSearches.SingleOrDefaultAsync(saved => saved.Id == id && saved.MemberId == member, stop) ?? throw Refused.NotFound();

    /// <summary>Gives it another name.</summary>
    /// <exception cref="Refused">422: empty, or too long.</exception>
    public void Call(string? name) => Name = Line(name ?? "") is { Length: > 0 and <= LongestName } line ? line
        : throw new Refused(422, "ตั้งชื่อให้การค้นนี้ ไม่เกิน 80 ตัวอักษร", "Name");

    /// <summary>Its member looks into it now.</summary>
    public void Open(DateTimeOffset now) => OpenedAt = now;

    /// <summary>What it searches for.</summary>
    public FindAddress Asked => FindAddress.Of(new QueryCollection(QueryHelpers.ParseQuery(Address.Split('?', 2)[^1])));

    /// <summary>What readers began to see since a time, among the newest thousand that it finds; never the member's own. Goes on as any query of items, to count or to list.</summary>
    /// <param name="db">Where items are.</param>
    /// <param name="viewer">The member, with the roles of today.</param>
    /// <param name="view">The index now.</param>
    /// <param name="since">From when on (UTC).</param>
    public IQueryable<ContentItem> NewSince(CommonsDb db, Viewer viewer, IndexView view, DateTimeOffset since)
    {
        var (asked, own) = (Asked, MemberId);
        var found = view.Find(FindQuery.Parse(asked.Typed), new() { Only = asked.Chosen, MaySee = AudienceKey.OpenTo(viewer), ByDate = true, Take = FindRequest.Most });
        var numbers = found.Hits.Select(hit => hit.Number).ToArray();
        return db.Items.VisibleTo(viewer).Listed().Where(item => numbers.Contains(item.Number) && item.ShownAt > since && item.AuthorId != own);
    }

    static string Line(string text) => string.Join(' ', ThaiText.Normalise(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
