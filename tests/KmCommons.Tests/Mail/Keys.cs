using System.Security.Cryptography;

namespace KmCommons.Tests.Mail;

/// <summary>Private keys in files, as a site has one.</summary>
internal static class Keys
{
    /// <summary>The Ed25519 key of RFC 8463, appendix A.</summary>
    public static readonly byte[] Seed = Convert.FromBase64String("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=");

    public static string Ed25519 => PemEncoding.WriteString("PRIVATE KEY", [.. Convert.FromHexString("302e020100300506032b657004220420"), .. Seed]);

    public static string Rsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportPkcs8PrivateKeyPem();
    }

    public static string OldRsa(int bits)
    {
        using var rsa = RSA.Create(bits);
        return rsa.ExportRSAPrivateKeyPem();
    }

    public static string Locked()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
    }

    public static string Public()
    {
        using var rsa = RSA.Create(2048);
        return rsa.ExportSubjectPublicKeyInfoPem();
    }

    public static string Curve()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return curve.ExportPkcs8PrivateKeyPem();
    }

    public static string Of(string kind) => kind switch
    {
        "rsa" => Rsa(2048), "old rsa" => OldRsa(1024), "ed25519" => Ed25519, "short rsa" => Rsa(512), "locked" => Locked(), "public" => Public(), "curve" => Curve(),
        "short ed25519" => PemEncoding.WriteString("PRIVATE KEY", Convert.FromHexString("3010020100300506032b657004040402abcd")), "nonsense" => "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", _ => kind,
    };

    /// <summary>A file with such a key; deleted by whoever deletes its folder.</summary>
    public static string File(string folder, string kind)
    {
        var file = Path.Combine(folder, kind.Replace(' ', '-') + ".pem");
        System.IO.File.WriteAllText(file, Of(kind));
        return file;
    }
}
