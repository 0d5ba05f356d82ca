using System.Text;

namespace KmCommons.Mail;

/// <summary>A node of a MIME tree: a leaf with encoded content, or a multipart with children (RFC 2046).</summary>
internal sealed record MimeEntity(IEnumerable<string> ContentType, TransferEncoding? Content)
{
    /// <summary>Tokens of Content-Disposition; none for a part that is read in place.</summary>
    public IEnumerable<string> Disposition { get; init; } = [];

    /// <summary>A text leaf: <paramref name="subtype"/> is plain or html.</summary>
    public static MimeEntity Text(string subtype, string text) => new([$"text/{subtype};", "charset=utf-8"], TransferEncoding.Of(text));

    /// <summary>The only child itself, or a multipart of all. The boundary starts with "=_", which neither base64 nor quoted-printable can contain.</summary>
    public static MimeEntity Multipart(string subtype, string seed, IReadOnlyList<MimeEntity> children) =>
        children.Count == 1 ? children[0] : new([$"multipart/{subtype};", $"boundary=\"{Boundary(subtype, seed)}\""], null) { _boundary = Boundary(subtype, seed), _children = children };

    private string _boundary = "";
    private IReadOnlyList<MimeEntity> _children = [];

    /// <summary>Appends this node's fields to <paramref name="headers"/> (and nothing of the fields already there), then the block, an empty line and the content.</summary>
    public void Write(StringBuilder text, HeaderBlock headers)
    {
        headers.Add("Content-Type", ContentType);
        if (Content is not null) headers.Add("Content-Transfer-Encoding", Content.Name);
        if (Disposition.Any()) headers.Add("Content-Disposition", Disposition);
        text.Append(headers).Append("\r\n").Append(Content?.Lines);
        foreach (var child in _children)
        {
            text.Append("--").Append(_boundary).Append("\r\n");
            child.Write(text, new HeaderBlock());
            text.Append("\r\n"); // belongs to the boundary that follows, so the child's last line end stays its own
        }
        if (_children.Count > 0) text.Append("--").Append(_boundary).Append("--\r\n");
    }

    private static string Boundary(string subtype, string seed) => $"=_{subtype}_{Fingerprint.Of(seed)}";
}
