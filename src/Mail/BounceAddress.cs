using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Mail;

/// <summary>
/// An envelope sender of its own for each letter (VERP), <c>bounce+token@domain</c>: what comes back to it says which letter it was, whatever the other host writes.
/// The token is the letter's number and a seal that only who has the secret can make, so nobody can report letters that never were, or as another's.
/// </summary>
public sealed class BounceAddress
{
    // RFC 5321 allows 64 characters before the @: 13 for a number, 26 for 130 bits of the seal, a plus
    private const int Number = 13, Seal = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly string _local;
    private readonly string _domain;
    private readonly byte[] _secret;

    /// <summary>Makes and reads the addresses of one site.</summary>
    /// <param name="address">The address all of these end up at, <c>bounce@domain</c>; the mail host must deliver <c>bounce+anything</c> there too. Seals for one address are worth nothing for another.</param>
    /// <param name="secret">At least 16 bytes that nobody else knows. Another secret, and the addresses of letters under way are no longer understood.</param>
    /// <exception cref="BadHeaderException">The address is not sane, or too long to carry a token.</exception>
    public BounceAddress(string address, ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 16) throw new ArgumentException("A secret has at least 16 bytes.", nameof(secret));
        var parts = MailAddressParser.Parse(address, "bounce address").ToLowerInvariant().Split('@');
        if (parts[0].Length > 64 - Number - Seal - 1) throw new BadHeaderException("bounce address", "is too long before the @ to carry a token");
        (_local, _domain, _secret) = (parts[0], parts[1], secret.ToArray());
    }

    /// <summary>The envelope sender of a letter; at most 64 characters before the @.</summary>
    /// <param name="letter">The letter's number; not negative.</param>
    public string For(long letter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(letter);
        var digits = new StringBuilder();
        for (var rest = letter; digits.Length == 0 || rest > 0; rest >>= 5) digits.Insert(0, Alphabet[(int)(rest & 31)]);
        return $"{_local}+{digits}{SealOf(letter)}@{_domain}";
    }

    /// <summary>Which letter an address is of. Capitals make no difference; anything forged, cut or not made by <see cref="For"/> is refused.</summary>
    public bool TryRead(string? address, out long letter)
    {
        letter = 0;
        if (address is null || address.Length > 320 || !address.StartsWith(_local + "+", StringComparison.OrdinalIgnoreCase) || !address.EndsWith("@" + _domain, StringComparison.OrdinalIgnoreCase))
            return false;
        var token = address[(_local.Length + 1)..Math.Max(_local.Length + 1, address.Length - _domain.Length - 1)];
        if (token.Length is <= Seal or > Number + Seal) return false;
        var number = 0L;
        foreach (var digit in token[..^Seal].ToLowerInvariant())
        {
            var value = Alphabet.IndexOf(digit, StringComparison.Ordinal);
            if (value < 0 || number > long.MaxValue >> 5) return false;
            number = number << 5 | (long)value;
        }
        // Made anew and compared as a whole: one letter has one address, and how long it takes tells nothing of the seal
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(address.ToLowerInvariant()), Encoding.UTF8.GetBytes(For(number)))) return false;
        letter = number;
        return true;
    }

    private string SealOf(long letter)
    {
        var told = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(told, letter);
        byte[] sealedText = [.. Encoding.ASCII.GetBytes($"{_local}@{_domain}"), 0, .. told];
        var seal = HMACSHA256.HashData(_secret, sealedText);
        return string.Create(Seal, seal, (text, bytes) =>
        {
            var bits = new System.Numerics.BigInteger(bytes, isUnsigned: true);
            for (var i = 0; i < Seal; i++) text[i] = Alphabet[(int)(bits >> (5 * i) & 31)];
        });
    }
}
