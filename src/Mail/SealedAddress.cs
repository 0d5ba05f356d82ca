using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Mail;

/// <summary>
/// An address of its own for each thing of ours, <c>km+bounce+token@domain</c>: the envelope sender of one letter (VERP), so that what comes back says which letter it was whatever the other host writes;
/// or the address at which one member answers about one thing. The token is numbers and a seal that only who has the secret can make, so nobody can speak of letters that never were, or for another.
/// </summary>
public sealed class SealedAddress
{
    // RFC 5321 allows 64 characters before the @: 26 for 130 bits of the seal
    private const int Local = 64, Number = 13, Seal = 26;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly string _local;
    private readonly string _domain;
    private readonly byte[] _secret;

    /// <summary>Makes and reads the addresses of one purpose.</summary>
    /// <param name="address">The address all of these end up at, <c>bounce@domain</c>; the mail host must deliver <c>bounce+anything</c> there too. Seals for one address are worth nothing for another.</param>
    /// <param name="secret">At least 16 bytes that nobody else knows. Another secret, and the addresses of letters under way are no longer understood.</param>
    /// <exception cref="BadHeaderException">The address is not sane, or too long to carry a token.</exception>
    public SealedAddress(string address, ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 16) throw new ArgumentException("A secret has at least 16 bytes.", nameof(secret));
        var parts = MailAddressParser.Parse(address, "sealed address").ToLowerInvariant().Split('@');
        if (parts[0].Length > Local - Number - Seal - 1) throw new BadHeaderException("sealed address", "is too long before the @ to carry a token");
        (_local, _domain, _secret) = (parts[0], parts[1], secret.ToArray());
    }

    /// <summary>The address for these numbers; at most 64 characters before the @.</summary>
    /// <param name="numbers">One or more, not negative; together not longer than there is room.</param>
    public string For(params ReadOnlySpan<long> numbers)
    {
        var digits = new StringBuilder();
        foreach (var number in numbers)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(number);
            if (digits.Length > 0) digits.Append('-');
            var first = digits.Length;
            for (var rest = number; digits.Length == first || rest > 0; rest >>= 5) digits.Insert(first, Alphabet[(int)(rest & 31)]);
        }
        ArgumentOutOfRangeException.ThrowIfZero(digits.Length, nameof(numbers));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits.Length, Local - Seal - 1 - _local.Length, nameof(numbers));
        return $"{_local}+{digits}{SealOf(numbers)}@{_domain}";
    }

    /// <summary>The numbers that an address is for; null for anything forged, cut or not made by <see cref="For"/>. Capitals make no difference.</summary>
    public long[]? Read(string? address)
    {
        if (address is null || address.Length > 320 || !address.StartsWith(_local + "+", StringComparison.OrdinalIgnoreCase) || !address.EndsWith("@" + _domain, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = address[(_local.Length + 1)..Math.Max(_local.Length + 1, address.Length - _domain.Length - 1)];
        if (token.Length is <= Seal or > Local) return null;
        var numbers = new List<long>();
        foreach (var digits in token[..^Seal].ToLowerInvariant().Split('-'))
        {
            if (digits.Length == 0) return null;
            var number = 0L;
            foreach (var digit in digits)
            {
                var value = Alphabet.IndexOf(digit, StringComparison.Ordinal);
                if (value < 0 || number > long.MaxValue >> 5) return null;
                number = number << 5 | (long)value;
            }
            numbers.Add(number);
        }
        if (token.Length > Local - 1 - _local.Length) return null;
        // Made anew and compared as a whole: the same numbers have one address, and how long it takes tells nothing of the seal
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(address.ToLowerInvariant()), Encoding.UTF8.GetBytes(For([.. numbers]))) ? [.. numbers] : null;
    }

    private string SealOf(ReadOnlySpan<long> numbers)
    {
        var told = new byte[8 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt64BigEndian(told.AsSpan(8 * i), numbers[i]);
        byte[] sealedText = [.. Encoding.ASCII.GetBytes($"{_local}@{_domain}"), 0, .. told];
        var seal = HMACSHA256.HashData(_secret, sealedText);
        return string.Create(Seal, seal, (text, bytes) =>
        {
            var bits = new System.Numerics.BigInteger(bytes, isUnsigned: true);
            for (var i = 0; i < Seal; i++) text[i] = Alphabet[(int)(bits >> (5 * i) & 31)];
        });
    }
}
