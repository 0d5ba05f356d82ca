namespace KmCommons.Mail;

/// <summary>
/// An mbox (mboxo or mboxrd): one file to which the mail host appends, each letter led by a line «From …» after an empty one. It is only ever read.
/// While somebody writes to it (a lock by fcntl, which Postfix, Exim and procmail hold), nothing is read: half a letter could not be told from a whole one.
/// </summary>
internal sealed class Mbox(string path) : Mailbox
{
    /// <inheritdoc/>
    public override IEnumerable<Received> Read(long from = 0)
    {
        if (!File.Exists(path)) yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (WholeLength(file) is not { } end) yield break;
        var start = IsPlaceOfLetter(file, from, end) ? from : 0;
        file.Position = start;
        var (lines, letter, isCut) = (new LineReader(file, end), new MemoryStream(), false);
        var (isOpen, afterEmpty, inFrom) = (false, true, false);
        while (true)
        {
            var here = lines.Position;
            var piece = lines.Next();
            var isFrom = lines.StartsLine ? afterEmpty && piece.Span.StartsWith("From "u8) : inFrom;
            if (isOpen && (piece.IsEmpty || (isFrom && lines.StartsLine)))
            {
                yield return new(IncomingLetter.Read(WithoutLastLine(letter.ToArray()), isCut), $"{start}", here);
                (start, isCut) = (here, false);
                letter.SetLength(0);
            }
            if (piece.IsEmpty) yield break;
            if (isFrom && !isOpen) (isOpen, start) = (true, here);
            else if (isOpen && !isFrom) isCut |= !Append(letter, lines.StartsLine ? Unquoted(piece) : piece);
            (inFrom, afterEmpty) = (isFrom, lines.StartsLine && piece.Span is [(byte)'\n'] or [(byte)'\r', (byte)'\n']);
        }
    }

    /// <inheritdoc/>
    public override bool Handled(Received received) => true;

    // All below this length are whole letters, since who appends holds the lock until the end
    private static long? WholeLength(FileStream file)
    {
        try
        {
            file.Lock(0, long.MaxValue);
            var end = file.Length;
            file.Unlock(0, long.MaxValue);
            return end;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // A file that was emptied or changed since is read anew: better twice than never
    private static bool IsPlaceOfLetter(FileStream file, long from, long end)
    {
        if (from <= 0 || from > end) return false;
        var around = new byte[6];
        file.Position = from - 1;
        var length = file.ReadAtLeast(around, around.Length, throwOnEndOfStream: false);
        return from == end ? around[0] == '\n' : length == 6 && around.AsSpan().SequenceEqual("\nFrom "u8);
    }

    // A line of the letter that begins with «From » was given a > before it, and in mboxrd one more each time
    private static ReadOnlyMemory<byte> Unquoted(ReadOnlyMemory<byte> line) =>
        line.Span[0] == '>' && line.Span.TrimStart((byte)'>').StartsWith("From "u8) ? line[1..] : line;

    private static bool Append(MemoryStream letter, ReadOnlyMemory<byte> piece)
    {
        var room = (int)Math.Min(piece.Length, LongestLetter - letter.Length);
        letter.Write(piece.Span[..room]);
        return room == piece.Length;
    }

    // The empty line before the next «From » is not part of the letter
    private static ReadOnlyMemory<byte> WithoutLastLine(byte[] letter) => letter switch
    {
        [.., (byte)'\n', (byte)'\r', (byte)'\n'] => letter.AsMemory(0, letter.Length - 2),
        [.., (byte)'\n', (byte)'\n'] => letter.AsMemory(0, letter.Length - 1),
        _ => letter,
    };
}
