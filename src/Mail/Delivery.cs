namespace KmCommons.Mail;

/// <summary>What became of a letter that was handed on.</summary>
public enum Outcome
{
    /// <summary>The next host, program or folder has it and answers for it.</summary>
    Sent,

    /// <summary>It will never be taken as it is: do not try again.</summary>
    Refused,

    /// <summary>Certainly not taken, and the cause may pass (or be mended by the administrator): try again.</summary>
    TryLater,

    /// <summary>Nobody can tell: the answer to the final dot was lost. Try again with the same Message-ID.</summary>
    Unknown,
}

/// <summary>The outcome of one <see cref="ITransport.Send"/> and the other side's own words.</summary>
/// <param name="Outcome">What became of the letter.</param>
/// <param name="Code">The SMTP reply code or the program's exit code; 0 when there was none.</param>
/// <param name="Reply">What was said, on one line without control characters, at most 500 characters: for the log and the administrator.</param>
public sealed record Delivery(Outcome Outcome, int Code, string Reply)
{
    internal static Delivery TryLater(string reply) => new(Outcome.TryLater, 0, OneLine(reply));

    internal static Delivery Refused(string reply) => new(Outcome.Refused, 0, OneLine(reply));

    internal static Delivery Unknown(string reply) => new(Outcome.Unknown, 0, OneLine(reply));

    internal static string OneLine(string text) => string.Concat(text.Take(500).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
