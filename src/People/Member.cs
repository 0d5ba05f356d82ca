using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>A person who joined. Signs in with a user name or an e-mail address; a villager needs no e-mail.</summary>
public sealed class Member : IdentityUser<long>
{
    /// <summary>Who joined by e-mail stays locked until the address is confirmed: to this date.</summary>
    public static readonly DateTimeOffset UntilConfirmed = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The last part of <c>/p/{person}</c>; never changes.</summary>
    public string Address { get; init; } = "";
    /// <summary>The name others read, such as <c>คุณลิขิต ต.บางจาก</c>.</summary>
    public string DisplayName { get; set; } = "";
    /// <summary>The tambon the member belongs to, or null.</summary>
    public string? TambonCode { get; set; }
    /// <summary>What the member says about themselves; plain text.</summary>
    public string About { get; set; } = "";
    /// <summary>The language of the letters to them.</summary>
    public Language Language { get; set; }
    /// <summary>Whether they chose to be told by letter when somebody names them.</summary>
    public bool LetterWhenNamed { get; set; }
    /// <summary>Whether letters about meetings go to them; so until they say otherwise.</summary>
    public bool LetterOfMeetings { get; set; } = true;
    /// <summary>When the member joined (UTC).</summary>
    public DateTimeOffset JoinedAt { get; init; }
    /// <summary>When they withdrew their name (UTC); null while they have not. Then nothing of them is left in this row but that it was somebody.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }
    /// <summary>What stands where the name of somebody stood who withdrew it.</summary>
    public const string WithdrawnName = "ผู้เขียนขอถอนชื่อ";
    /// <summary>The roles of all times; loaded on demand.</summary>
    public List<RoleHeld> Roles { get; } = [];

    /// <summary>The member's page.</summary>
    public string Url => UrlOf(Address);

    /// <summary>The page of the member of this address.</summary>
    public static string UrlOf(string address) => "/p/" + Uri.EscapeDataString(address);

    /// <summary>The name others read, made of what was typed: one line, no white space but single spaces, so that it can stand in a letter's head.</summary>
    /// <exception cref="Refused">422: empty, or too long.</exception>
    public static string Called(string? typed) =>
        string.Join(' ', ThaiText.Normalise(typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 and <= 80 } name ? name
            : throw new Refused(422, "โปรดใส่ชื่อที่ให้คนอื่นเห็น ไม่เกิน 80 ตัวอักษร", "Name");

    /// <summary>Takes everything out of the row that says who it was, and closes it for ever. What lies elsewhere is for the one who calls: <c>Leaving</c> in module Transfer. Their address is changed there too.</summary>
    public void Withdraw(DateTimeOffset now)
    {
        (DisplayName, About, TambonCode, Language, LetterWhenNamed, LetterOfMeetings) = (WithdrawnName, "", null, default, false, false);
        (UserName, NormalizedUserName, Email, NormalizedEmail, EmailConfirmed) = (null, null, null, null, false);
        (PhoneNumber, PhoneNumberConfirmed, PasswordHash, TwoFactorEnabled) = (null, false, null, false);
        (SecurityStamp, LockoutEnabled, LockoutEnd, AccessFailedCount) = (Guid.NewGuid().ToString("N"), true, UntilConfirmed.AddYears(-1), 0);
        WithdrawnAt = now;
    }

    /// <summary>A member's number as a link says it; what is none is the number of nobody.</summary>
    public static string Numbered(string? typed) => long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? typed : "0";

    /// <summary>The member of a user name that somebody typed, capitals or not, or of the last part of their page's address.</summary>
    /// <param name="db">Where members are.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="field">The form's field.</param>
    /// <param name="stop">Stops asking.</param>
    /// <exception cref="Refused">422: there is none.</exception>
    public static async Task<Member> Named(CommonsDb db, string? typed, string field, CancellationToken stop = default)
    {
        var name = ThaiText.Normalise(typed ?? "").Trim();
        var (user, address) = (name.Normalize().ToUpperInvariant(), name.ToLowerInvariant());
        return await db.Members.SingleOrDefaultAsync(m => m.NormalizedUserName == user || m.Address == address, stop)
            ?? throw new Refused(422, "ไม่พบสมาชิกชื่อผู้ใช้นี้ ดูชื่อได้จากท้ายที่อยู่หน้าของเขา", field);
    }
}

/// <summary>What people are to the network. One person can hold several.</summary>
public enum Role
{
    /// <summary>คุณเอื้อ: heads of agencies.</summary>
    Sponsor,
    /// <summary>คุณอำนวย.</summary>
    Facilitator,
    /// <summary>คุณลิขิต.</summary>
    NoteTaker,
    /// <summary>คุณกิจ: villagers who do the work.</summary>
    Practitioner,
    /// <summary>ผู้ดูแลเนื้อหา.</summary>
    Moderator,
    /// <summary>ผู้ดูแลระบบ.</summary>
    Administrator,
}

/// <summary>A role that a member holds, at a place or in a circle, from a day to a day, both inclusive.</summary>
public sealed class RoleHeld : IAudited
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Who holds it.</summary>
    public long MemberId { get; init; }
    /// <summary>Which role.</summary>
    public Role Role { get; init; }
    /// <summary>The place it counts for, with all inside; null is the whole province.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>The circle it counts for; null when it is not a circle's role.</summary>
    public long? CircleId { get; init; }
    /// <summary>First day.</summary>
    public DateOnly ValidFrom { get; init; }
    /// <summary>Last day; null while it lasts.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change)
    {
        var where = $"{Role} {PlaceCode ?? "province"}{(CircleId is { } circle ? string.Create(CultureInfo.InvariantCulture, $" circle {circle}") : "")}";
        return change.IsAdded ? new("role.give", $"member {MemberId}", where) : change.Changed(nameof(ValidTo)) ? new("role.end", $"member {MemberId}", where) : null;
    }
}

/// <summary>The tables of this module, by their names.</summary>
public static class PeopleTables
{
    extension(IQueryable<Member> members)
    {
        /// <summary>Without those whose address is not confirmed yet: their names anybody may have typed, so no page shows them.</summary>
        public IQueryable<Member> Known() => members.Where(m => m.LockoutEnd != Member.UntilConfirmed);
    }

    extension(CommonsDb db)
    {
        /// <summary>Who joined.</summary>
        public DbSet<Member> Members => db.Set<Member>();
        /// <summary>Who holds which role.</summary>
        public DbSet<RoleHeld> RolesHeld => db.Set<RoleHeld>();
        /// <summary>Codes to join with.</summary>
        public DbSet<Invitation> Invitations => db.Set<Invitation>();
    }
}

/// <summary>What roles are called.</summary>
public static class RoleNames
{
    extension(Role role)
    {
        /// <summary>The role in Thai; the key of the string localizer.</summary>
        public string Thai => role switch
        {
            Role.Sponsor => "คุณเอื้อ",
            Role.Facilitator => "คุณอำนวย",
            Role.NoteTaker => "คุณลิขิต",
            Role.Practitioner => "คุณกิจ",
            Role.Moderator => "ผู้ดูแลเนื้อหา",
            _ => "ผู้ดูแลระบบ",
        };
    }
}
