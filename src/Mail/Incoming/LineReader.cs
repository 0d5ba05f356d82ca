namespace KmCommons.Mail;

/// <summary>Lines of a file up to a given end, each with its line end. A line that is longer than the buffer comes in pieces, so memory does not grow with what is read.</summary>
internal sealed class LineReader(Stream stream, long end)
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _from;
    private int _to;
    private bool _inside;

    /// <summary>Where the next piece begins in the file.</summary>
    public long Position => stream.Position - (_to - _from);

    /// <summary>Whether the last piece was the beginning of a line.</summary>
    public bool StartsLine { get; private set; }

    /// <summary>The next line or piece of one, valid until the next call; empty at the end.</summary>
    public ReadOnlyMemory<byte> Next()
    {
        var length = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n') + 1;
        while (length == 0 && Fill()) length = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n') + 1;
        StartsLine = !_inside;
        _inside = length == 0;
        var piece = _buffer.AsMemory(_from, _inside ? _to - _from : length);
        _from += piece.Length;
        return piece;
    }

    private bool Fill()
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }
        var read = stream.Read(_buffer, _to, (int)Math.Min(_buffer.Length - _to, Math.Max(0, end - stream.Position)));
        _to += read;
        return read > 0;
    }
}
