using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>A circle (วง): people who meet again and again to learn from each other. Who is in it stands in People as roles held with the circle's number.</summary>
public sealed class Circle : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The last part of <c>/c/{circle}</c>; never changes.</summary>
    public string Address { get; init; } = "";
    /// <summary>What it is called.</summary>
    public string Name { get; set; } = "";
    /// <summary>Whom it gathers.</summary>
    public CircleKind Kind { get; init; }
    /// <summary>The place whose circle it is; the length of the code is its level (province, district, tambon). Null when it belongs to no one place.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>What it is for; plain text.</summary>
    public string About { get; set; } = "";

    /// <summary>Whether only those who are in it, and who keeps it, see it and what is its (วงปิด).</summary>
    public bool IsClosed { get; private set; }

    /// <summary>How often it meets; null when it calls each meeting by itself.</summary>
    public Cadence? Cadence { get; set; }
    /// <summary>When its meetings begin, in Bangkok; null when it differs.</summary>
    public TimeOnly? Starts { get; set; }
    /// <summary>When they end.</summary>
    public TimeOnly? Ends { get; set; }

    /// <summary>The circle's page.</summary>
    public string Url => $"/c/{Address}";

    /// <summary>Begins a circle. The caller saves; then members can <see cref="Join"/>.</summary>
    /// <exception cref="Refused">422: no name, or an address that cannot stand in a link.</exception>
    public static Circle Begin(CommonsDb db, string address, string name, CircleKind kind, string? placeCode, string about)
    {
        if (address.Length is 0 or > 60 || address.Any(c => !char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c) && c != '-'))
            throw new Refused(422, "ที่อยู่ของวงเป็นอักษรโรมันตัวเล็ก ตัวเลข หรือขีด ไม่เกิน 60 ตัว", "Address");
        var circle = new Circle { Address = address, Kind = kind, PlaceCode = placeCode };
        circle.Describe(name, about);
        db.Circles.Add(circle);
        return circle;
    }

    /// <summary>The circle of an address.</summary>
    /// <exception cref="Refused">404: there is none that this viewer may know of.</exception>
    public static async Task<Circle> Find(CommonsDb db, Viewer viewer, string address, CancellationToken stop = default) =>
        await db.Circles.SingleOrDefaultAsync(c => c.Address == address, stop) is { } circle && circle.IsSeenBy(viewer) ? circle : throw Refused.NotFound();

    /// <summary>Whether this viewer may know of it.</summary>
    public bool IsSeenBy(Viewer viewer) => !IsClosed || viewer.Circles.Contains(Id) || viewer.May(Deed.KeepCircle, new(PlaceCode, Id));

    /// <summary>Whether a circle is closed, asked anew and held until what is written for it is saved: it may be closing at this moment.</summary>
    internal static async Task<bool> IsClosing(CommonsDb db, long id, CancellationToken stop) =>
        (await db.Database.SqlQuery<bool>($"select is_closed as \"Value\" from learning.circle where id = {id} for share").ToListAsync(stop)) is [true];

    /// <summary>Closes it, or opens it again. Closing takes with it what the circle published for others; opening opens nothing that was written, each thing is opened by itself. The caller saves.</summary>
    public async Task Close(CommonsDb db, bool closed, CancellationToken stop = default)
    {
        if (IsClosed == closed)
            return;
        var id = Id;
        // Who writes for the circle at this moment is waited for, and who comes later sees it closed
        await db.Database.ExecuteSqlAsync($"select 1 from learning.circle where id = {id} for update", stop);
        await db.Database.ExecuteSqlAsync($"select 1 from content.blog where circle_id = {id} for update", stop);
        IsClosed = closed;
        foreach (var blog in await db.Blogs.Where(b => b.CircleId == id).ToListAsync(stop))
            blog.IsClosed = closed;
        if (closed)
            foreach (var item in await db.Items.Where(i => i.CircleId == id && (i.Audience == Audience.Everyone || i.Audience == Audience.Members) || i.Blog!.CircleId == id).ToListAsync(stop))
                (item.CircleId, item.Audience) = (id, Audience.Circle);
    }

    /// <summary>Gives it another name and another description; one over 600 characters is cut.</summary>
    /// <exception cref="Refused">422: no name, or one over 120 characters.</exception>
    public void Describe(string? name, string? about)
    {
        var called = ThaiText.Normalise(name ?? "").ReplaceLineEndings(" ").Trim();
        if (called.Length is 0 or > 120)
            throw new Refused(422, "วงต้องมีชื่อ ไม่เกิน 120 ตัวอักษร", "Name");
        (Name, About) = (called, ThaiText.Cut(ThaiText.Normalise(about ?? "").Trim(), 600));
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => new(change.IsAdded ? "circle.begin" : "circle.keep", $"circle {Id}", PlaceCode ?? "");

    /// <summary>Gives somebody a role in the circle from a day on; doing it twice changes nothing. The circle is saved already; the caller saves the role.</summary>
    public async Task Join(CommonsDb db, long memberId, Role role, DateOnly from, CancellationToken stop = default)
    {
        var held = await db.RolesHeld.AnyAsync(r => r.CircleId == Id && r.MemberId == memberId && r.Role == role && (r.ValidTo == null || r.ValidTo >= from), stop);
        if (!held)
            db.RolesHeld.Add(new() { MemberId = memberId, Role = role, CircleId = Id, ValidFrom = from });
    }

    /// <summary>The day of the next meeting that nobody called yet: by the cadence after the last one and not before today; null when it has no cadence.</summary>
    public async Task<DateOnly?> NextDay(CommonsDb db, DateOnly today, CancellationToken stop = default)
    {
        if (Cadence is null)
            return null;
        var last = await db.Meetings.Where(m => m.CircleId == Id && m.CalledOff == null && m.Item.State == ItemState.Published).MaxAsync(m => (DateOnly?)m.Day, stop);
        return last >= today ? Cadence.Next(last.Value) : Cadence.From(today).First();
    }

    /// <summary>Who is in it on a day, with their roles, in the order in which the roles stand and then by name.</summary>
    public async Task<List<CircleMember>> Members(CommonsDb db, DateOnly on, CancellationToken stop = default)
    {
        var held = await (from role in db.RolesHeld
                          where role.CircleId == Id && role.ValidFrom <= @on && (role.ValidTo == null || role.ValidTo >= @on)
                          join member in db.Members on role.MemberId equals member.Id
                          select new { role.Role, Member = member }).AsNoTracking().ToListAsync(stop);
        return [.. held.GroupBy(h => h.Member.Id).Select(g => new CircleMember(g.First().Member, [.. g.Select(h => h.Role).Distinct().Order()]))
            .OrderBy(m => m.Roles[0]).ThenBy(m => m.Member.DisplayName, StringComparer.Ordinal)];
    }

    /// <summary>What belongs to the circle and what those who are in it wrote; who may see it is asked when it is read.</summary>
    public Listing Listing(CommonsDb db, DateOnly on)
    {
        var members = db.RolesHeld.Where(r => r.CircleId == Id && r.ValidFrom <= on && (r.ValidTo == null || r.ValidTo >= on)).Select(r => r.MemberId);
        return new(Name, Url, db.Items.Where(i => i.CircleId == Id || members.Contains(i.AuthorId)));
    }
}

/// <summary>Somebody in a circle.</summary>
/// <param name="Member">Who.</param>
/// <param name="Roles">The roles held there, at least one.</param>
public sealed record CircleMember(Member Member, IReadOnlyList<Role> Roles);

/// <summary>Whom a circle gathers.</summary>
public enum CircleKind
{
    /// <summary>วงคุณอำนวย.</summary>
    Facilitator,
    /// <summary>วงคุณลิขิต.</summary>
    NoteTaker,
    /// <summary>วงคุณเอื้อ.</summary>
    Sponsor,
    /// <summary>วงคุณกิจ.</summary>
    Practitioner,
    /// <summary>ทีมบล็อก.</summary>
    BlogTeam,
    /// <summary>Any other.</summary>
    Other,
}

/// <summary>What kinds of circles are called.</summary>
public static class CircleKinds
{
    extension(CircleKind kind)
    {
        /// <summary>The kind in Thai; the key of the string localizer.</summary>
        public string Thai => kind switch
        {
            CircleKind.Facilitator => "วงคุณอำนวย",
            CircleKind.NoteTaker => "วงคุณลิขิต",
            CircleKind.Sponsor => "วงคุณเอื้อ",
            CircleKind.Practitioner => "วงคุณกิจ",
            CircleKind.BlogTeam => "ทีมบล็อก",
            _ => "วงเรียนรู้",
        };
    }
}
