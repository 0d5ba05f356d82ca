using System.Net;

namespace KmCommons.Mail;

/// <summary>How the line to a mail host is kept private.</summary>
public enum SmtpTls
{
    /// <summary>STARTTLS required, except on the same machine (localhost, 127.0.0.0/8, ::1), where the line is plain.</summary>
    Auto,

    /// <summary>STARTTLS required, wherever the host is.</summary>
    StartTls,

    /// <summary>TLS from the first byte (RFC 8314, port 465).</summary>
    Implicit,

    /// <summary>A plain line, said so on purpose; a password never goes over it unless the host is this machine.</summary>
    Off,
}

/// <summary>The mail host that takes our letters.</summary>
/// <param name="Host">Its name, as in its certificate, or its IP address.</param>
/// <param name="Port">587 for submission, 465 for implicit TLS, 25 for a relay.</param>
/// <param name="Tls">How the line is kept private.</param>
public sealed record SmtpOptions(string Host, int Port, SmtpTls Tls)
{
    /// <summary>Who signs in; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>The password; never printed.</summary>
    public string? Password { get; init; }

    /// <summary>A PEM file with the one authority to trust for this host; null for those that the machine trusts.</summary>
    public string? CaFile { get; init; }

    /// <summary>The name we greet with: a domain of ours.</summary>
    public string Hello { get; init; } = "localhost";

    /// <summary>How long connecting, and each answer, may take. RFC 5321 (4.5.3.2) allows minutes; a run of letters cannot.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long taking the content, and the answer to the final dot, may take: RFC 5321 asks for ten minutes, because giving up here makes duplicates.</summary>
    public TimeSpan FinalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>True when the host is this machine.</summary>
    public bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var ip) && IPAddress.IsLoopback(ip));

    /// <summary>True when the line must be upgraded by STARTTLS.</summary>
    public bool NeedsStartTls => Tls == SmtpTls.StartTls || (Tls == SmtpTls.Auto && !IsLoopback);

    /// <summary>Where letters go, without the secrets.</summary>
    public override string ToString() => $"{Host}:{Port} ({Tls})";
}
