namespace KmCommons.Mail;

/// <summary>
/// Where the mail host of this machine puts what comes in: a Maildir (a folder) or an mbox (one file). Letters are read one after the other, never all at once.
/// A letter that was handled but not yet marked when the power went comes again: know it by its Message-ID.
/// </summary>
public abstract class Mailbox
{
    /// <summary>The most bytes of one letter that are read; a longer one is delivered as far as that, and says so (<see cref="IncomingLetter.IsCut"/>).</summary>
    public const int LongestLetter = 10 * 1024 * 1024;

    /// <summary>The mailbox at a path: a folder is a Maildir, anything else an mbox, also one that does not exist before its first letter.</summary>
    public static Mailbox At(string path) => Directory.Exists(path) ? new Maildir(path) : new Mbox(path);

    /// <summary>What waits to be handled, the oldest first.</summary>
    /// <param name="from">For an mbox the last <see cref="Received.Next"/>, which is the caller's to keep; 0 at first.</param>
    /// <exception cref="IOException">The disk or the rights.</exception>
    public abstract IEnumerable<Received> Read(long from = 0);

    /// <summary>Marks a letter as handled. In an mbox nothing is marked: keep its <see cref="Received.Next"/>.</summary>
    /// <returns>False when somebody else took it away meanwhile.</returns>
    public abstract bool Handled(Received received);
}
