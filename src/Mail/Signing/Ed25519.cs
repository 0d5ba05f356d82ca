using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace KmCommons.Mail;

/// <summary>
/// Ed25519 signing (RFC 8032, 5.1), which .NET does not have. One key, made for a few letters a second on our own machine:
/// the time it takes depends on the key, so it is nothing for answering strangers who can measure.
/// </summary>
public sealed class Ed25519
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + Number("27742317777372353535851937790883648493");
    private static readonly BigInteger D2 = Mod(-2 * 121665 * Inverse(121666));
    private static readonly Point[] Doubles = [.. PowersOfTheBase()];

    private readonly BigInteger _scalar;
    private readonly byte[] _prefix;
    private readonly byte[] _publicKey;

    /// <param name="seed">The private key as RFC 8032 keeps it: 32 bytes.</param>
    /// <exception cref="ArgumentException">It has another length.</exception>
    public Ed25519(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != 32) throw new ArgumentException("A private key has 32 bytes.", nameof(seed));
        var hash = SHA512.HashData(seed);
        hash[0] &= 0xf8;
        hash[31] = (byte)((hash[31] & 0x7f) | 0x40);
        (_scalar, _prefix) = (FromBytes(hash.AsSpan(0, 32)), hash[32..]);
        _publicKey = TimesBase(_scalar);
    }

    /// <summary>The public key: 32 bytes.</summary>
    public byte[] PublicKey => [.. _publicKey];

    /// <summary>The signature of a message: 64 bytes, always the same for the same message.</summary>
    public byte[] Sign(ReadOnlySpan<byte> message)
    {
        var nonce = HashToScalar([.. _prefix, .. message]);
        var point = TimesBase(nonce);
        var challenge = HashToScalar([.. point, .. _publicKey, .. message]);
        return [.. point, .. ToBytes((nonce + challenge * _scalar) % Order)];
    }

    // A point of the twisted Edwards curve in extended coordinates: x = X/Z, y = Y/Z, x*y = T/Z
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        // RFC 8032, 5.1.4: one formula for any two points, also a point and itself
        public static Point operator +(Point p, Point q)
        {
            var (a, b) = (Mod((p.Y - p.X) * (q.Y - q.X)), Mod((p.Y + p.X) * (q.Y + q.X)));
            var (c, d) = (Mod(p.T * D2 * q.T), Mod(2 * p.Z * q.Z));
            var (e, f, g, h) = (b - a, d - c, d + c, b + a);
            return new(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
        }
    }

    private static IEnumerable<Point> PowersOfTheBase()
    {
        var (x, y) = (Number("15112221349535400772501151409588531511454012693041857206046113283949847762202"), Mod(4 * Inverse(5)));
        var point = new Point(x, y, 1, Mod(x * y));
        for (var i = 0; i < 256; i++, point += point) yield return point;
    }

    private static byte[] TimesBase(BigInteger scalar)
    {
        var sum = new Point(0, 1, 1, 0);
        for (var i = 0; scalar > 0; i++, scalar >>= 1)
            if (!scalar.IsEven) sum += Doubles[i];
        var inverse = Inverse(sum.Z);
        var bytes = ToBytes(Mod(sum.Y * inverse));
        if (!Mod(sum.X * inverse).IsEven) bytes[31] |= 0x80;
        return bytes;
    }

    private static BigInteger HashToScalar(byte[] bytes) => FromBytes(SHA512.HashData(bytes)) % Order;

    private static BigInteger FromBytes(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static byte[] ToBytes(BigInteger number)
    {
        var bytes = new byte[32];
        number.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Mod(BigInteger number)
    {
        var rest = BigInteger.Remainder(number, P);
        return rest.Sign < 0 ? rest + P : rest;
    }

    private static BigInteger Inverse(BigInteger number) => BigInteger.ModPow(number, P - 2, P);

    private static BigInteger Number(string digits) => BigInteger.Parse(digits, CultureInfo.InvariantCulture);
}
