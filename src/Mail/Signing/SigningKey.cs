using System.Formats.Asn1;
using System.Security.Cryptography;

namespace KmCommons.Mail;

/// <summary>A private key that DKIM knows: RSA (RFC 6376) or Ed25519 (RFC 8463).</summary>
/// <param name="Algorithm">Its name in a signature.</param>
/// <param name="Type">Its name in the DNS.</param>
/// <param name="Public">The public key as the DNS shows it.</param>
/// <param name="Sign">Signs the bytes that a header makes.</param>
internal sealed record SigningKey(string Algorithm, string Type, string Public, Func<byte[], byte[]> Sign)
{
    private const int Least = 1024;

    /// <summary>The first private key of a PEM text: PKCS #8 or, for RSA, PKCS #1.</summary>
    /// <exception cref="FormatException">There is none, or none that DKIM knows. The message never shows what was read.</exception>
    public static SigningKey Read(ReadOnlySpan<char> pem)
    {
        try
        {
            for (; PemEncoding.TryFind(pem, out var found); pem = pem[found.Location.End..])
            {
                var bytes = Convert.FromBase64String(pem[found.Base64Data].ToString());
                if (pem[found.Label] is "RSA PRIVATE KEY") return OfRsa(rsa => rsa.ImportRSAPrivateKey(bytes, out _));
                if (pem[found.Label] is "PRIVATE KEY") return OfPkcs8(bytes);
            }
        }
        catch (Exception fault) when (fault is CryptographicException or AsnContentException)
        {
            throw new FormatException("holds a private key that cannot be read", fault);
        }
        throw new FormatException("holds no private key in PEM form without a password");
    }

    // RFC 8410, 7: the version, the algorithm, and the key inside an octet string; Ed25519's is an octet string once more
    private static SigningKey OfPkcs8(byte[] bytes)
    {
        var info = new AsnReader(bytes, AsnEncodingRules.DER).ReadSequence();
        info.ReadInteger();
        var algorithm = info.ReadSequence().ReadObjectIdentifier();
        if (algorithm == "1.2.840.113549.1.1.1") return OfRsa(rsa => rsa.ImportPkcs8PrivateKey(bytes, out _));
        if (algorithm != "1.3.101.112") throw new FormatException("holds a key that is neither RSA nor Ed25519");
        var seed = new AsnReader(info.ReadOctetString(), AsnEncodingRules.DER).ReadOctetString();
        if (seed.Length != 32) throw new CryptographicException("The key has another length than 32 bytes.");
        var key = new Ed25519(seed);
        // RFC 8463, 3: what is signed is the hash of the header
        return new("ed25519-sha256", "ed25519", Convert.ToBase64String(key.PublicKey), header => key.Sign(SHA256.HashData(header)));
    }

    private static SigningKey OfRsa(Action<RSA> import)
    {
        var rsa = RSA.Create();
        import(rsa);
        if (rsa.KeySize < Least) throw new FormatException($"holds an RSA key of {rsa.KeySize} bits: at least {Least}, better 2048");
        var turn = new Lock();
        return new("rsa-sha256", "rsa", Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo()), header =>
        {
            lock (turn) return rsa.SignData(header, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        });
    }
}
