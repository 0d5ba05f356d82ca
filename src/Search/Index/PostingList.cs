using System.Runtime.CompilerServices;

namespace KmCommons.Search.Index;

/// <summary>The documents of one key, read once from the front.</summary>
ref struct PostingList
{
    int _left, _at;

    /// <summary>A list of bytes and how many documents it tells.</summary>
    public PostingList(ReadOnlySpan<byte> bytes, int documents)
    {
        Bytes = bytes;
        _left = Documents = documents;
    }

    /// <summary>A list of one document.</summary>
    public PostingList(int document, int times) => (Documents, _left, Document, Times) = (1, -1, document, times);

    /// <summary>The list from its first document; empty when there is a single document, which is in the slot itself.</summary>
    public readonly ReadOnlySpan<byte> Bytes { get; }
    /// <summary>How many documents hold the key.</summary>
    public readonly int Documents { get; }
    /// <summary>The current document.</summary>
    public int Document { get; private set; }
    /// <summary>How often the current document holds the key.</summary>
    public int Times { get; private set; }

    /// <summary>Steps to the next document; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (_left <= 0)
        {
            var one = _left < 0;
            _left = 0;
            return one;
        }
        _left--;
        var gap = VarInt.Read(Bytes, ref _at);
        Document += (int)(gap >> 1);
        Times = (gap & 1) != 0 ? 1 : (int)VarInt.Read(Bytes, ref _at);
        return true;
    }
}

/// <summary>Numbers in seven-bit bytes, the low ones first; the top bit says that more follows.</summary>
static class VarInt
{
    /// <summary>Reads one number and moves on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ReadOnlySpan<byte> from, ref int at)
    {
        uint value = from[at++];
        if (value < 0x80) return value;
        value &= 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            uint more = from[at++];
            value |= (more & 0x7F) << shift;
            if (more < 0x80) return value;
        }
    }

    /// <summary>Writes one number, at most five bytes, and moves on.</summary>
    public static void Write(byte[] to, ref int at, uint value)
    {
        for (; value >= 0x80; value >>= 7) to[at++] = (byte)(value | 0x80);
        to[at++] = (byte)value;
    }
}
