namespace KmCommons.Search.Index;

/// <summary>Sorts entries (44 bits of key above 20 bits of document) by key, keeping their order within a key: radix sort from the least digit (Knuth, TAOCP 3, 5.2.5), four digits of eleven bits.</summary>
static class EntrySort
{
    /// <summary>The bits of an entry that hold the document.</summary>
    public const int DocumentBits = 64 - TermKey.Bits;
    const int DigitBits = 11, Digits = TermKey.Bits / DigitBits, Size = 1 << DigitBits;

    /// <summary>Sorts the first <paramref name="count"/> entries in place; <paramref name="spare"/> is at least as long and is overwritten.</summary>
    public static void ByKey(ulong[] entries, ulong[] spare, int count)
    {
        var starts = new int[Size];
        var (from, to) = (entries, spare);
        for (var digit = 0; digit < Digits; digit++)
        {
            var shift = DocumentBits + digit * DigitBits;
            Array.Clear(starts);
            for (var i = 0; i < count; i++) starts[(int)(from[i] >> shift) & Size - 1]++;
            for (int value = 0, sum = 0; value < Size; value++) (starts[value], sum) = (sum, sum + starts[value]);
            for (var i = 0; i < count; i++) to[starts[(int)(from[i] >> shift) & Size - 1]++] = from[i];
            (from, to) = (to, from);
        }
        // four digits: an even number of passes, so the result lies in entries again
    }
}
