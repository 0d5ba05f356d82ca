using System.Globalization;
using System.Text;

namespace KmCommons.Mail;

/// <summary>
/// One letter to one person. Every value that reaches a header is judged when it is set (<see cref="BadHeaderException"/>), so a letter that exists can be composed.
/// The same letter always composes to the same bytes.
/// </summary>
public sealed record Letter
{
    /// <summary>Who writes.</summary>
    public required MailAddress From { get; init; }

    /// <summary>The one recipient.</summary>
    public required MailAddress To { get; init; }

    /// <summary>Who gets the answers, when it is not <see cref="From"/>.</summary>
    public MailAddress? ReplyTo { get; init; }

    /// <summary>The subject, in any script, at most 2,000 characters.</summary>
    /// <exception cref="BadHeaderException">It holds a control character.</exception>
    public required string Subject { get; init => field = HeaderValue.Text("Subject", value); }

    /// <summary>The plain text; line ends of any kind.</summary>
    public required string Text { get; init; }

    /// <summary>The same as HTML, or null for a letter of plain text alone.</summary>
    public string? Html { get; init; }

    /// <summary>The moment of writing, with the offset to show (+07:00 for Bangkok).</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>The id, <c>left@right</c> without angle brackets. Give the same id to the same letter: boundary and file name follow from it, and a repeat is recognised by it.</summary>
    /// <exception cref="BadHeaderException">It is not of that form.</exception>
    public required string MessageId { get; init => field = HeaderValue.MessageId("Message-ID", value); }

    /// <summary>The id of the letter this one answers, without angle brackets.</summary>
    /// <exception cref="BadHeaderException">It is not an id.</exception>
    public string? InReplyTo { get; init => field = value is null ? null : HeaderValue.MessageId("In-Reply-To", value); }

    /// <summary>The ids of the thread, oldest first, without angle brackets; at most 50.</summary>
    /// <exception cref="BadHeaderException">One of them is not an id, or there are more than 50.</exception>
    public IReadOnlyList<string> References
    {
        get;
        init => field = value.Count <= 50 ? [.. value.Select(id => HeaderValue.MessageId("References", id))] : throw new BadHeaderException("References", "has more than 50 ids");
    } = [];

    /// <summary>The list this letter belongs to, if any.</summary>
    public ListId? ListId { get; init; }

    /// <summary>The way out of that list; writes List-Unsubscribe and List-Unsubscribe-Post.</summary>
    public Unsubscribe? Unsubscribe { get; init; }

    /// <summary>True for a letter that no person wrote: Auto-Submitted: auto-generated (RFC 3834), so that holiday replies stay silent.</summary>
    public bool AutoSubmitted { get; init; }

    /// <summary>What the letter carries beside text and HTML.</summary>
    public IReadOnlyList<Part> Parts { get; init => field = [.. value]; } = [];

    /// <summary>A file name that follows from <see cref="MessageId"/> alone, ending in .eml: what can be read of the id, then a fingerprint of all of it.</summary>
    public string FileName
    {
        get
        {
            var readable = MessageId.Take(60).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-');
            return $"{string.Concat(readable)}.{Fingerprint.Of(MessageId)}.eml".TrimStart('-', '.');
        }
    }

    /// <summary>The letter as it goes on the wire: 7-bit, CRLF line ends only, header lines and content at most 76 characters wherever they can be folded.</summary>
    public byte[] Compose()
    {
        var headers = new HeaderBlock()
            .Add("Date", Date.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + Date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal))
            .Add("From", From.Tokens)
            .Add("To", To.Tokens);
        if (ReplyTo is not null) headers.Add("Reply-To", ReplyTo.Tokens);
        headers.Add("Subject", EncodedWords.Unstructured(Subject)).Add("Message-ID", $"<{MessageId}>");
        if (InReplyTo is not null) headers.Add("In-Reply-To", $"<{InReplyTo}>");
        if (References.Count > 0) headers.Add("References", References.Select(id => $"<{id}>"));
        if (ListId is not null) headers.Add("List-Id", ListId.Tokens);
        if (Unsubscribe is not null) headers.Add("List-Unsubscribe", Unsubscribe.Tokens).Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        if (AutoSubmitted) headers.Add("Auto-Submitted", "auto-generated");
        var text = new StringBuilder();
        Body.Write(text, headers.Add("MIME-Version", "1.0"));
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    // Forms of the same letter go from plain to rich (RFC 2046, 5.1.4); attachments lie around them
    private MimeEntity Body
    {
        get
        {
            List<MimeEntity> forms = [MimeEntity.Text("plain", Text)];
            if (Html is not null) forms.Add(MimeEntity.Text("html", Html));
            forms.AddRange(Parts.Where(part => part.FileName is null).Select(part => part.Entity));
            return MimeEntity.Multipart("mixed", MessageId,
                [MimeEntity.Multipart("alternative", MessageId, forms), .. Parts.Where(part => part.FileName is not null).Select(part => part.Entity)]);
        }
    }
}
