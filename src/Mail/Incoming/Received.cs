namespace KmCommons.Mail;

/// <summary>A letter as it was found in a <see cref="Mailbox"/>.</summary>
/// <param name="Letter">The letter.</param>
/// <param name="Name">What it is called there: a file of a Maildir, or the place where it begins in an mbox.</param>
/// <param name="Next">Where to read on in an mbox when this letter is handled; 0 in a Maildir.</param>
public sealed record Received(IncomingLetter Letter, string Name, long Next);
