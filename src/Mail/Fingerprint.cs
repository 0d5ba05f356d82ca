using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Mail;

/// <summary>A short name that follows from a text alone.</summary>
internal static class Fingerprint
{
    /// <summary>The first 96 bits of the SHA-256 of the text's UTF-8, as 24 lower-case hexadecimal digits.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));
}
