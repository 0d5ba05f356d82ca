using System.Runtime.CompilerServices;

namespace KmCommons.Search.Index;

/// <summary>The documents of one key in rising order, read once from the front. It begins before the first; the fields are open for the one hot loop, which lives in <see cref="Window"/>.</summary>
struct PostingList
{
    /// <summary>What the list is written in; nothing when the only document was in the slot itself.</summary>
    public readonly byte[]? Bytes;
    /// <summary>Where the next document begins in <see cref="Bytes"/>, and how many are still to come.</summary>
    public int At, Left;
    /// <summary>The current document and how often it holds the key.</summary>
    public int Document, Times;

    /// <summary>A list of bytes from a place on, and how many documents it tells.</summary>
    public PostingList(byte[] bytes, int at, int documents) => (Bytes, At, Left, Documents) = (bytes, at, documents, documents);

    /// <summary>A list of one document.</summary>
    public PostingList(int document, int times) => (Left, Documents, Document, Times) = (1, 1, document, times);

    /// <summary>How many documents hold the key.</summary>
    public readonly int Documents { get; }

    /// <summary>Steps to the next document; false at the end.</summary>
    public bool Next()
    {
        if (Left <= 0) return false;
        Left--;
        if (Bytes is null) return true;
        var gap = VarInt.Read(Bytes, ref At);
        Document += (int)(gap >> 1);
        Times = (gap & 1) != 0 ? 1 : (int)VarInt.Read(Bytes, ref At);
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
