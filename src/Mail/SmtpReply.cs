namespace KmCommons.Mail;

/// <summary>One answer of a mail host (RFC 5321, 4.2): a code of three digits and the text of all its lines.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>The code and the text on one line.</summary>
    public override string ToString() => Delivery.OneLine($"{Code} {string.Join(' ', Lines)}");

    /// <summary>The answer as the fate of a letter; a code outside 2xx, 4xx and 5xx is <paramref name="otherwise"/>.</summary>
    public Delivery ToDelivery(Outcome otherwise) => new((Code / 100) switch { 2 => Outcome.Sent, 4 => Outcome.TryLater, 5 => Outcome.Refused, _ => otherwise }, Code, ToString());
}

/// <summary>The host cannot be worked with now: nothing of the letter was taken, and the line must be closed.</summary>
internal sealed class SmtpFault(string reason, int code = 0) : Exception(reason)
{
    /// <summary>The reply code, or 0.</summary>
    public int Code { get; } = code;
}
