using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>A code that lets someone join, with the role and place it brings.</summary>
public sealed class Invitation : IAudited
{
    // No letter that is read as another: no i l o 0 1
    const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>What is typed or followed: 80 random bits, in groups that can be read aloud.</summary>
    public string Code { get; init; } = NewCode();
    /// <summary>Who invited.</summary>
    public long InvitedBy { get; init; }
    /// <summary>The role it brings; null for none.</summary>
    public Role? Role { get; init; }
    /// <summary>The place it is for; null for the whole province.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>How many may still join with it.</summary>
    public int UsesLeft { get; set; }
    /// <summary>Not after this (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Uses the code up by one; the caller saves. Two people at once cannot take the last one.</summary>
    /// <exception cref="Refused">422: there is no such code, or it is used up or over.</exception>
    public static async Task<Invitation> Take(CommonsDb db, string code, DateTimeOffset now)
    {
        code = code.Trim().ToLowerInvariant();
        var taken = await db.Database.ExecuteSqlAsync($"update people.invitation set uses_left = uses_left - 1 where code = {code} and uses_left > 0 and expires_at > {now}");
        return taken == 1 ? await db.Invitations.AsNoTracking().SingleAsync(i => i.Code == code)
            : throw new Refused(422, "รหัสเชิญนี้ไม่ถูกต้อง ใช้ครบแล้ว หรือหมดอายุ ขอรหัสใหม่จากผู้ที่เชิญท่าน", "Code");
    }

    /// <inheritdoc/>
    public AuditNote? Audit(AuditedChange change) => change.IsAdded ? new("invitation.make", $"member {InvitedBy}", $"{Role?.ToString() ?? "no role"} {PlaceCode ?? "province"}") : null;

    static string NewCode() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
}
