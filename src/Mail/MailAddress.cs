namespace KmCommons.Mail;

/// <summary>One mailbox: an address that <see cref="MailAddressParser"/> accepts, and the name to show, in any script.</summary>
public sealed record MailAddress
{
    /// <param name="address">One address, <c>local@domain</c>.</param>
    /// <param name="name">The name to show, or nothing. Thai, emoji, commas and quotes are fine; control characters are not.</param>
    /// <exception cref="BadHeaderException">The address is not sane, or the name holds a control character.</exception>
    public MailAddress(string address, string? name = null)
    {
        Address = MailAddressParser.Parse(address);
        Name = HeaderValue.Text("display name", name ?? "");
    }

    /// <summary>The address as it goes on the wire: ASCII only.</summary>
    public string Address { get; }

    /// <summary>The name to show; empty when there is none.</summary>
    public string Name { get; }

    /// <summary>The part after the @.</summary>
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The header form, cut where a line may be folded.</summary>
    internal IEnumerable<string> Tokens => Name.Length == 0 ? [Address] : [.. EncodedWords.Phrase(Name), $"<{Address}>"];
}
