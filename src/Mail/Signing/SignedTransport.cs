namespace KmCommons.Mail;

/// <summary>Seals each letter at the moment it is handed on, so what waited meets the key of today. The same letter again has the same bytes again.</summary>
internal sealed class SignedTransport(ITransport way, Dkim dkim) : ITransport
{
    /// <inheritdoc/>
    public bool RepeatIsHarmless => way.RepeatIsHarmless;

    /// <inheritdoc/>
    public Task<Delivery> Send(string envelopeFrom, string envelopeTo, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct = default) =>
        way.Send(envelopeFrom, envelopeTo, dkim.Sign(bytes.Span), fileName, ct);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => way.DisposeAsync();
}
