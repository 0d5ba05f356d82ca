using System.Security.Cryptography;
using System.Text;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What is kept of the e-mail address that a guest gives: a hash with a key of this site. It tells that the same guest came again, from whichever network, and nobody can read the address out of it.</summary>
static class GuestMark
{
    /// <summary>The mark of an address as typed; null when none was given.</summary>
    public static async Task<byte[]?> Of(CommonsDb db, string? email, CancellationToken stop = default) => string.IsNullOrWhiteSpace(email) ? null
        : HMACSHA256.HashData(await db.Database.SqlQuery<byte[]>($"select key as \"Value\" from content.guest_key").SingleAsync(stop), Encoding.UTF8.GetBytes(email.Trim().ToLowerInvariant()));
}
