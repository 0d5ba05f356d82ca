namespace KmCommons.Mail;

/// <summary>A value that may not stand in a mail header or envelope: it carries a control character, or is no sane address, id or link. Nothing was written.</summary>
/// <param name="field">The header field or part of an address that was refused, such as <c>Subject</c>.</param>
/// <param name="reason">Why, in English, for the log; it never repeats the bad value.</param>
public sealed class BadHeaderException(string field, string reason) : FormatException($"{field} {reason}")
{
    /// <summary>The header field or part of an address that was refused, such as <c>Subject</c> or <c>address</c>.</summary>
    public string Field { get; } = field;
}
