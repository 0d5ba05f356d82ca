using KmCommons.Search.Index;

namespace KmCommons.Search.Asked;

/// <summary>Letters held down too long: มากกกก, ข้อมูลล. Doubled letters of real words (กรรม, สรร) stay: a spelling is only left for one that the index knows better.</summary>
static class Repeats
{
    /// <summary>How many repeats of one run are looked at.</summary>
    const int Most = 4;

    /// <summary>The run without its repeats, or nothing when it has none.</summary>
    public static string? Mended(IndexView view, string run)
    {
        var (mended, seen) = (default(string), 0);
        for (var at = 0; seen < Most && at < (mended ?? run).Length; at++)
        {
            var text = mended ?? run;
            var end = at + 1;
            while (end < text.Length && text[end] == text[at]) end++;
            if (end - at < 2 || !(text[at] is >= 'ก' and <= 'ฮ' || char.IsAsciiLetter(text[at]))) continue;
            if (end - at == 2 && (end < text.Length && char.IsLetter(text[end]) || char.IsAsciiLetter(text[at]) || text.Length < 4)) continue;
            seen++;
            var (once, twice) = (text.Remove(at + 1, end - at - 1), text.Remove(at + 2, end - at - 2));
            var (asOnce, asTwice, asTyped) = (Strangeness(view, once), Strangeness(view, twice), Strangeness(view, text));
            var better = asOnce <= asTwice && (end - at > 2 || asOnce < asTwice) ? once : twice;
            // หนังสือออก and คะแนนนำ have three in a row, but nothing ends so
            if (better != text && (Math.Min(asOnce, asTwice) < asTyped || end - at > 2 && end == text.Length)) mended = better;
        }
        return mended;
    }

    // How many of its words no text holds; a single letter left over is as strange
    static int Strangeness(IndexView view, string text)
    {
        var strange = 0;
        foreach (var word in view.Reader().Words(text))
            if (char.IsLetter(text[word.Start]) && (word.Length == 1 || view.Holding(TermKey.Of(word.In(text))) == 0)) strange++;
        return strange;
    }
}
