namespace KmCommons.Mail;

/// <summary>
/// A way out for letters. Trouble on the way is an answer (<see cref="Delivery"/>), not an exception; only a cancelled <c>ct</c> throws, and then the letter is certainly not sent.
/// Safe to call from several tasks: letters go one after the other. Dispose it when the run is over.
/// </summary>
public interface ITransport : IAsyncDisposable
{
    /// <summary>Whether the same letter handed on again is still one letter.</summary>
    bool RepeatIsHarmless { get; }

    /// <summary>Hands one letter on.</summary>
    /// <param name="envelopeFrom">The address that bounces go to; empty for none (the null sender).</param>
    /// <param name="envelopeTo">The one recipient's address.</param>
    /// <param name="bytes">The letter as <see cref="Letter.Compose"/> made it.</param>
    /// <param name="fileName">The letter's own <see cref="Letter.FileName"/>: a folder writes the same letter to the same file.</param>
    /// <param name="ct">Stops the attempt while stopping can still be certain.</param>
    /// <exception cref="BadHeaderException">An envelope address is not sane.</exception>
    Task<Delivery> Send(string envelopeFrom, string envelopeTo, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct = default);
}
