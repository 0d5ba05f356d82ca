using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>A collection of stories (รวมเรื่อง) that several people keep together: what its rules find, and what was put there by hand.</summary>
public sealed class Collection : IAudited
{
    /// <summary>How many somebody may begin.</summary>
    internal static readonly Pace Begins = new("Collection", 20, TimeSpan.FromHours(1), "ท่านเริ่มรวมเรื่องไปหลายชุดแล้วในชั่วโมงนี้");

    /// <summary>At most so many rules, pieces by hand, and owners.</summary>
    public const int MostRules = 60, MostPieces = 500, MostOwners = 12;

    /// <summary>Identity, and the last part of its address.</summary>
    public long Id { get; private set; }
    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";
    /// <summary>What it is for; plain text.</summary>
    public string About { get; private set; } = "";
    /// <summary>When it was begun (UTC).</summary>
    public DateTimeOffset BegunAt { get; init; }
    /// <summary>Who keeps it, and who was asked to.</summary>
    public List<CollectionOwner> Owners { get; } = [];
    /// <summary>What it gathers.</summary>
    public List<CollectionRule> Rules { get; } = [];
    /// <summary>What was put in or taken out by hand.</summary>
    public List<CollectionPiece> Pieces { get; } = [];
    /// <summary>Who does not want their own stories here.</summary>
    public List<Declined> Declined { get; } = [];

    /// <summary>Its page.</summary>
    public string Url => UrlOf(Id);

    /// <summary>The page of the collection of this number.</summary>
    public static string UrlOf(long id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/collections/{id}");

    /// <summary>The one door to a new collection. The caller saves.</summary>
    /// <exception cref="Refused">422: no name, or too long a one.</exception>
    public static Collection Begin(CommonsDb db, string? name, string? about, long owner, DateTimeOffset now)
    {
        var collection = new Collection { BegunAt = now };
        collection.Describe(name, about);
        collection.Owners.Add(new() { MemberId = owner, AskedBy = owner, Since = now });
        db.Collections.Add(collection);
        return collection;
    }

    /// <summary>Gives it another name and purpose; a purpose over 600 characters is cut.</summary>
    /// <exception cref="Refused">422: no name, or one over 100 characters.</exception>
    public void Describe(string? name, string? about)
    {
        var called = ThaiText.Normalise(name ?? "").ReplaceLineEndings(" ").Trim();
        if (called.Length is 0 or > 100)
            throw new Refused(422, "ตั้งชื่อรวมเรื่องด้วย ไม่เกิน 100 ตัวอักษร", "Name");
        (Name, About) = (called, ThaiText.Cut(ThaiText.Normalise(about ?? "").Trim(), 600));
    }

    /// <summary>Whether somebody keeps it.</summary>
    public bool IsKeptBy(long member) => Owners.Exists(o => o.MemberId == member && o.Since is not null);

    /// <summary>On what a deed to it is done.</summary>
    public Ground GroundFor(Viewer viewer) => new(Hand: IsKeptBy(viewer.Id) ? BlogHand.Owner : null);

    /// <summary>Asks somebody to keep it too; they say yes or no themselves. Asking twice changes nothing.</summary>
    /// <exception cref="Refused">422: there are enough.</exception>
    public void Ask(long member, long by)
    {
        if (Owners.Exists(o => o.MemberId == member))
            return;
        if (Owners.Count >= MostOwners)
            throw new Refused(422, "รวมเรื่องหนึ่งมีเจ้าของร่วมได้ 12 คน", "Who");
        Owners.Add(new() { MemberId = member, AskedBy = by });
    }

    /// <summary>Somebody who was asked says yes.</summary>
    /// <exception cref="Refused">404: nobody asked them.</exception>
    public void Accept(long member, DateTimeOffset now) => (Owners.Find(o => o.MemberId == member) ?? throw Refused.NotFound()).Since ??= now;

    /// <summary>Somebody says no, or keeps it no longer.</summary>
    /// <exception cref="Refused">404: they do not; 409: they are the last.</exception>
    public void LetGo(long member)
    {
        var owner = Owners.Find(o => o.MemberId == member) ?? throw Refused.NotFound();
        if (owner.Since is not null && Owners.Count(o => o.Since is not null) == 1)
            throw new Refused(409, "ท่านเป็นเจ้าของคนสุดท้าย ชวนคนอื่นมาเป็นเจ้าของร่วมก่อน เมื่อเขารับแล้วจึงออกได้ หรือเลิกรวมเรื่องนี้ทั้งชุด");
        Owners.Remove(owner);
    }

    /// <summary>The collection of a number with all that it is made of.</summary>
    /// <exception cref="Refused">404: there is none.</exception>
    public static async Task<Collection> Find(CommonsDb db, long id, CancellationToken stop) =>
        await db.Collections.AsSplitQuery().Include(c => c.Owners.OrderBy(o => o.MemberId)).ThenInclude(o => o.Member).Include(c => c.Rules.OrderBy(r => r.Id)).Include(c => c.Pieces.OrderBy(p => p.Number)).Include(c => c.Declined)
            .OrderBy(c => c.Id).SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refused.NotFound();

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.State == EntityState.Deleted ? new("collection.close", $"collection {Id}") : null;
}
