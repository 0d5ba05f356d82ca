using System.Runtime.InteropServices;
using System.Text;

namespace KmCommons.Search.Index;

/// <summary>Columns of numbers in a file as they lie in memory, their length before them. Little-endian, as every machine we run on.</summary>
static class Raw
{
    /// <summary>Writes a column.</summary>
    public static void Write<T>(this Stream to, ReadOnlySpan<T> column) where T : unmanaged
    {
        Span<int> length = [column.Length];
        to.Write(MemoryMarshal.AsBytes(length));
        to.Write(MemoryMarshal.AsBytes(column));
    }

    /// <summary>Writes a text.</summary>
    public static void WriteText(this Stream to, string text) => to.Write<byte>(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a column.</summary>
    /// <exception cref="EndOfStreamException">The file ends before the column.</exception>
    public static T[] Column<T>(this Stream from) where T : unmanaged
    {
        Span<int> length = [0];
        from.ReadExactly(MemoryMarshal.AsBytes(length));
        var column = GC.AllocateUninitializedArray<T>(length[0]);
        from.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }

    /// <summary>Reads a text.</summary>
    public static string Text(this Stream from) => Encoding.UTF8.GetString(from.Column<byte>());
}
