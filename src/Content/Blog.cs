using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>A blog: a tambon's, or a person's own. Notes, AARs and cases lie in it, and several people write in it.</summary>
public sealed partial class Blog : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The last part of <c>/b/{blog}</c>; never changes.</summary>
    public string Address { get; init; } = "";
    /// <summary>What it is called.</summary>
    public string Title { get; set; } = "";
    /// <summary>What it is about; plain text.</summary>
    public string About { get; set; } = "";
    /// <summary>The place it is the blog of; null for a personal blog.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>Whose personal blog it is; null for a place's blog.</summary>
    public long? PersonId { get; init; }
    /// <summary>The circle whose blog it is; null for another's.</summary>
    public long? CircleId { get; init; }
    /// <summary>Whether only those who are in its circle see it.</summary>
    public bool IsClosed { get; set; }
    /// <summary>The practice whose blog it is; null for every real blog.</summary>
    public long? PracticeId { get; init; }
    /// <summary>The practice whose blog it is; loaded on demand.</summary>
    public Practice? Practice { get; init; }
    /// <summary>Who writes in it.</summary>
    public List<BlogWriter> Writers { get; } = [];

    /// <summary>The blog's page.</summary>
    public string Url => PracticeId is { } practice ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/training/{practice}") : UrlOf(Address);

    /// <summary>The page of the blog of this address.</summary>
    public static string UrlOf(string address) => "/b/" + Uri.EscapeDataString(address);

    /// <summary>What the viewer has in this blog; null for nothing. Who is no longer in a circle has nothing in its blog. <see cref="Writers"/> must be loaded.</summary>
    public BlogHand? HandOf(Viewer viewer) => CircleId is { } circle && !viewer.Circles.Contains(circle) ? null : Writers.Find(w => w.MemberId == viewer.Id)?.Hand;

    /// <summary>Gives someone a hand in the blog, or another one than before.</summary>
    public void Give(long memberId, BlogHand hand)
    {
        if (Writers.Find(w => w.MemberId == memberId) is { } writer)
            writer.Hand = hand;
        else
            Writers.Add(new() { MemberId = memberId, Hand = hand });
    }

    /// <summary>Whether the viewer may write new things here: who has a hand in it, who is in its circle, and note-takers and facilitators of its place.</summary>
    public bool IsOpenTo(Viewer viewer) => HandOf(viewer) is not null || CircleId is { } circle && viewer.Circles.Contains(circle)
        || PlaceCode is { } place && (viewer.Holds(Role.NoteTaker, place) || viewer.Holds(Role.Facilitator, place) || viewer.Holds(Role.Administrator));

    /// <summary>The blogs the viewer may write in, the personal one first; a personal blog is made at the first asking.</summary>
    public static async Task<List<Blog>> WrittenBy(CommonsDb db, Viewer viewer, CancellationToken stop = default)
    {
        var all = await db.Blogs.Include(b => b.Writers).Where(b => b.PersonId == null || b.PersonId == viewer.Id || b.Writers.Any(w => w.MemberId == viewer.Id)).OrderBy(b => b.Title).ToListAsync(stop);
        var blogs = all.FindAll(b => b.IsOpenTo(viewer));
        if (blogs.Find(b => b.PersonId == viewer.Id) is null)
            blogs.Add(await MakeOwn(db, viewer, stop));
        return [.. blogs.OrderByDescending(b => b.PersonId == viewer.Id)];
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => PracticeId is not null || PersonId is not null && PersonId == change.By ? null
        : change.IsAdded ? new("blog.open", $"blog {Id}", PlaceCode ?? (CircleId is { } circle ? $"circle {circle}" : $"member {PersonId}"))
        : change.Changed(nameof(Title)) || change.Changed(nameof(About)) ? new("blog.describe", $"blog {Id}") : null;

    static async Task<Blog> MakeOwn(CommonsDb db, Viewer viewer, CancellationToken stop)
    {
        // Two forms of one person at one moment: the second waits here until the first is kept, and finds what that one made
        var member = await db.Members.FromSql($"select * from people.member where id = {viewer.Id} for no key update").SingleAsync(stop);
        if (await db.Blogs.Include(b => b.Writers).SingleOrDefaultAsync(b => b.PersonId == member.Id, stop) is { } made)
            return made;
        var taken = await db.Blogs.AnyAsync(b => b.Address == member.Address, stop);
        return await Open(db, taken ? $"{Thai.ThaiSlug.Of(member.Address, 40)}-{member.Id}" : member.Address, $"สมุดของ{member.DisplayName}", "", null, member.Id, stop);
    }
}

/// <summary>Someone's hand in a blog.</summary>
public sealed class BlogWriter : IAudited
{
    /// <summary>The blog.</summary>
    public long BlogId { get; init; }
    /// <summary>Who writes.</summary>
    public long MemberId { get; init; }
    /// <summary>Who writes; loaded on demand.</summary>
    public Member Member { get; init; } = null!;
    /// <summary>Owner, editor or writer.</summary>
    public BlogHand Hand { get; set; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded && change.By == MemberId ? null
        : new("blog.hand", $"blog {BlogId}", $"member {MemberId} {(change.State == EntityState.Deleted ? "nothing" : Hand)}");
}
