namespace KmCommons.Mail;

/// <summary>The site's own mailbox: the address that leads to it, and where on this machine what came lies.</summary>
public sealed record IncomingOptions
{
    // km+b+token: two numbers of eight signs and the seal must fit before the @
    private const int Longest = 16;

    /// <param name="address">An address whose plus forms (<c>km+anything@domain</c>) end up in the mailbox too; at most 16 characters before the @.</param>
    /// <param name="inbox">A Maildir (a folder) or an mbox (a file).</param>
    /// <exception cref="FormatException">The address is none, has a plus of its own, or is too long.</exception>
    public IncomingOptions(string address, string inbox)
    {
        if (!MailAddressParser.TryParse(address, out var sane) || sane.IndexOf('@', StringComparison.Ordinal) > Longest || sane.Contains('+', StringComparison.Ordinal))
            throw new FormatException($"Mail:Incoming is no address with at most {Longest} characters and no plus before the @");
        (Address, Inbox) = (sane, inbox);
    }

    /// <summary>The address.</summary>
    public string Address { get; }

    /// <summary>The path of the mailbox.</summary>
    public string Inbox { get; }

    /// <summary>The addresses of one purpose: <c>km+b+token@domain</c>.</summary>
    /// <param name="purpose">One letter.</param>
    /// <param name="secret">The site's secret.</param>
    public SealedAddress For(string purpose, ReadOnlySpan<byte> secret) => new(Address.Replace("@", $"+{purpose}@", StringComparison.Ordinal), secret);
}
