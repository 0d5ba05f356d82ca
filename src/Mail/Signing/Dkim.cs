using System.Security.Cryptography;
using System.Text;

namespace KmCommons.Mail;

/// <summary>
/// The seal of a domain on its letters (DKIM, RFC 6376 and RFC 8463): whoever gets one can look up the public key in the DNS and see that it comes from us unchanged.
/// The same letter always gets the same seal: it carries no moment of its own, and both kinds of signature leave nothing to chance.
/// </summary>
public sealed class Dkim
{
    // From, To, Subject and Date stand there once more than they are in the letter: then nobody can add a second one above ours
    private static readonly string[] Once = ["from", "to", "subject", "date"];
    private static readonly string[] Signed =
    [
        .. Once, "message-id", "reply-to", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post", "auto-submitted",
        "mime-version", "content-type", "content-transfer-encoding",
    ];

    private readonly SigningKey _key;

    private Dkim(string domain, string selector, SigningKey key) => (Domain, Selector, _key) = (domain, selector, key);

    /// <summary>The domain that answers for the letters.</summary>
    public string Domain { get; }

    /// <summary>Which of the domain's keys.</summary>
    public string Selector { get; }

    /// <summary>The name in the DNS under which the public key is looked up.</summary>
    public string RecordName => $"{Selector}._domainkey.{Domain}";

    /// <summary>The TXT record that has to stand there.</summary>
    public string Record => $"v=DKIM1; k={_key.Type}; p={_key.Public}";

    /// <summary>Reads the key of a domain.</summary>
    /// <param name="domain">The domain, such as <c>km.example</c>; a Thai one is turned into its ASCII form.</param>
    /// <param name="selector">The name of the key below <c>_domainkey</c>: labels of letters, digits and hyphens joined by dots.</param>
    /// <param name="keyFile">A PEM file with an RSA key of at least 1024 bits or an Ed25519 key, without a password.</param>
    /// <exception cref="FormatException">One of them makes no sense; the message begins with the name of its setting and shows nothing of the key.</exception>
    public static Dkim Read(string domain, string selector, string keyFile)
    {
        if (MailAddressParser.Domain(domain) is not { } ascii || !ascii.Contains('.', StringComparison.Ordinal)) throw new FormatException("Mail:Dkim:Domain is not a domain");
        if (selector.Length > 63 || !selector.Split('.').All(MailAddressParser.IsLabel)) throw new FormatException("Mail:Dkim:Selector is not labels joined by dots");
        try
        {
            return new(ascii.ToLowerInvariant(), selector, SigningKey.Read(File.ReadAllText(keyFile)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"Mail:Dkim:Key cannot be read: {fault.Message}", fault);
        }
        catch (FormatException fault)
        {
            throw new FormatException($"Mail:Dkim:Key {fault.Message}", fault);
        }
    }

    /// <summary>The letter with its seal on top.</summary>
    /// <param name="letter">The letter as <see cref="Letter.Compose"/> made it.</param>
    public byte[] Sign(ReadOnlySpan<byte> letter)
    {
        var end = letter.IndexOf("\r\n\r\n"u8);
        var head = end < 0 ? letter : letter[..end];
        var body = end < 0 ? default : letter[(end + 4)..];
        var fields = Relaxed.Fields(head).Select(field => (Name: field.Name.Trim(' ', '\t').ToLowerInvariant(), field.Value)).ToLookup(field => field.Name, field => field.Value);
        var names = Signed.SelectMany(name => Enumerable.Repeat(name, fields[name].Count() + (Once.Contains(name) ? 1 : 0)));
        string[] tags =
        [
            "v=1;", $"a={_key.Algorithm};", "c=relaxed/relaxed;", $"d={Domain};", $"s={Selector};",
            .. Cut($"h={string.Join(':', names)};", ':'), $"bh={Convert.ToBase64String(SHA256.HashData(Relaxed.Body(body)))};",
        ];
        // A name that comes again means the next field further up (RFC 6376, 5.4.2); the seal itself comes last, still without its value
        var hashed = string.Concat(Signed.SelectMany(name => fields[name].Reverse().Select(value => Relaxed.Field(name, value) + "\r\n")))
            + Relaxed.Field("DKIM-Signature", string.Join(' ', tags) + " b=");
        var seal = "b=" + Convert.ToBase64String(_key.Sign(Encoding.Latin1.GetBytes(hashed)));
        return [.. Encoding.ASCII.GetBytes(new HeaderBlock().Add("DKIM-Signature", [.. tags, .. Cut(seal, null)]).ToString()), .. letter];
    }

    /// <summary>Which key this is; nothing of the key itself.</summary>
    public override string ToString() => $"{_key.Algorithm} {RecordName}";

    // Pieces for lines of at most 76, cut behind a sign or anywhere; white space is allowed there in both kinds of value
    private static IEnumerable<string> Cut(string text, char? behind)
    {
        while (text.Length > 74)
        {
            var length = behind is { } sign ? text.LastIndexOf(sign, 73) + 1 : 74;
            yield return text[..length];
            text = text[length..];
        }
        yield return text;
    }
}
