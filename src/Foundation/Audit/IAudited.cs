using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>A row whose change may touch somebody else's things or rights: a role, a hand in a blog, a ruling. Whichever door changes it, the <see cref="AuditTrail"/> says so, in the same transaction.</summary>
public interface IAudited
{
    /// <summary>What the trail says of the change; null when it is nobody else's matter. Asked after saving, when the row has its number.</summary>
    AuditNote? Audit(AuditedChange change);
}

/// <summary>How a row was changed.</summary>
/// <param name="State">Added, modified or deleted.</param>
/// <param name="Properties">Which properties were modified.</param>
/// <param name="By">Who did it; 0 for the site itself.</param>
public sealed record AuditedChange(EntityState State, IReadOnlySet<string> Properties, long By)
{
    /// <summary>Whether the row is new.</summary>
    public bool IsAdded => State == EntityState.Added;

    /// <summary>Whether the row was there and this property of it was changed.</summary>
    public bool Changed(string property) => State == EntityState.Modified && Properties.Contains(property);
}

/// <summary>What is said of a deed in the trail: ids and words of the code, never a person's name or words.</summary>
/// <param name="Deed">What was done: <c>role.give</c>.</param>
/// <param name="Thing">To what: <c>member 7</c>, <c>item 1042</c>, <c>blog 3</c>.</param>
/// <param name="Detail">What more there is to say: <c>Moderator 800119</c>.</param>
public sealed record AuditNote(string Deed, string Thing, string Detail = "");
