using System.Text;

namespace KmCommons.Mail;

/// <summary>Header fields in the order they were added, folded before a token wherever a line would pass 76 characters (RFC 5322, 2.2.3). CRLF line ends.</summary>
internal sealed class HeaderBlock
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a field whose value is <paramref name="tokens"/> with one space, or one fold, between them.</summary>
    public HeaderBlock Add(string name, params IEnumerable<string> tokens)
    {
        _text.Append(name).Append(':');
        var (column, first) = (name.Length + 1, true);
        foreach (var token in tokens)
        {
            // A first line without a word after the colon confuses some readers: the first token always stays on it
            if (!first && column + 1 + token.Length > 76)
            {
                _text.Append("\r\n");
                column = 0;
            }
            _text.Append(' ').Append(token);
            column += 1 + token.Length;
            first = false;
        }
        _text.Append("\r\n");
        return this;
    }

    /// <summary>The fields, each line ended by CRLF, without the empty line that ends the block.</summary>
    public override string ToString() => _text.ToString();
}
