using System.Collections.Concurrent;
using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>Remembers which photos anyone may see, so that a page full of them asks the database nothing. Forgets at every ring of the <see cref="Bell"/>,
/// since the page may have been hidden; while the database is out of reach it goes on by what it knew.</summary>
public sealed class PublicPhotos(Bell bell, TimeProvider clock)
{
    const int Most = 20_000;
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, (long Rings, DateTimeOffset At)> known = new(StringComparer.Ordinal);

    /// <summary>What to hand to <see cref="Remember"/>; to be read before the database is asked, so that a ring in between is not missed.</summary>
    public long Rings => bell.Rings;

    /// <summary>Whether anyone may see the photo, as far as is remembered.</summary>
    public bool Knows(string hash) => known.TryGetValue(hash, out var seen) && seen.Rings == bell.Rings && (clock.GetUtcNow() - seen.At < Fresh || !bell.Connected);

    /// <summary>Anyone may see the photo: so it was found after this reading of <see cref="Rings"/>.</summary>
    public void Remember(string hash, long rings)
    {
        if (known.Count >= Most)
            known.Clear();
        known[hash] = (rings, clock.GetUtcNow());
    }
}
