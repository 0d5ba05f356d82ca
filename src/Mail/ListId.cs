namespace KmCommons.Mail;

/// <summary>The list a letter belongs to (RFC 2919), by which a mail reader sorts and mutes: an id that never changes and a name to show.</summary>
public sealed record ListId
{
    /// <param name="id">Labels joined by dots, ending in the site's domain: <c>circle-7.km.example</c>.</param>
    /// <param name="name">The name to show, in any script, or nothing.</param>
    /// <exception cref="BadHeaderException">The id is no dot-atom, or the name holds a control character.</exception>
    public ListId(string id, string? name = null)
    {
        Id = HeaderValue.Token("List-Id", id);
        if (id.Length > 200 || !MailAddressParser.IsDotAtom(id)) throw new BadHeaderException("List-Id", "is not labels joined by dots");
        Name = HeaderValue.Text("List-Id", name ?? "");
    }

    /// <summary>The id, without angle brackets.</summary>
    public string Id { get; }

    /// <summary>The name to show; empty when there is none.</summary>
    public string Name { get; }

    internal IEnumerable<string> Tokens => Name.Length == 0 ? [$"<{Id}>"] : [.. EncodedWords.Phrase(Name), $"<{Id}>"];
}
