using KmCommons.Places;
using KmCommons.Thai;

namespace KmCommons.Content;

/// <summary>What differs between two revisions, part by part and word by word (<see cref="WordDiff"/>).</summary>
public static class RevisionDiff
{
    /// <summary>Of a longer stretch that did not change only the ends are shown, so many letters of each.</summary>
    public const int Context = 160;

    /// <summary>One part.</summary>
    /// <param name="Thai">Its heading; the key of the string localizer.</param>
    /// <param name="Text">What stands there in the newer one.</param>
    /// <param name="Runs">The pieces of both; one that did not change when nothing did.</param>
    public sealed record Part(string Thai, string Text, IReadOnlyList<DiffRun> Runs)
    {
        /// <summary>Whether anything changed.</summary>
        public bool IsChanged => Runs.Any(r => r.Kind != DiffKind.Same);
    }

    /// <summary>The parts that either has, in the order of the form.</summary>
    public static IReadOnlyList<Part> Between(Revision older, Revision newer, ContentKind kind, Gazetteer gazetteer, bool english)
    {
        (string Thai, string Old, string New)[] all =
        [
            ("ชื่อเรื่อง", older.Title, newer.Title),
            .. kind.History.Parts.Select(p => (p.Thai, Read(older, p.Key), Read(newer, p.Key))),
            ("คำสำคัญ", string.Join(", ", older.Tags), string.Join(", ", newer.Tags)),
            ("สถานที่", older.Place(gazetteer, english), newer.Place(gazetteer, english)),
        ];
        return [.. all.Where(p => p.Old.Length + p.New.Length > 0).Select(p => new Part(p.Thai, p.New, WordDiff.Between(p.Old, p.New)))];

        string Read(Revision revision, string key) => revision.Text(key) is { Length: > 0 } text && kind.History.Shows is { } shows ? shows(key, text, english) : revision.Text(key);
    }

    /// <summary>A piece as it is shown: the middle of a long one that did not change is left out; a line feed alone that came or went has a sign.</summary>
    /// <param name="run">The piece.</param>
    /// <param name="isFirst">Whether nothing changed before it: its beginning is left out.</param>
    /// <param name="isLast">Whether nothing changed behind it: its end is left out.</param>
    public static string Shown(DiffRun run, bool isFirst, bool isLast)
    {
        if (run.Kind != DiffKind.Same)
            return string.IsNullOrWhiteSpace(run.Text) ? run.Text.Replace("\n", "¶\n", StringComparison.Ordinal) : run.Text;
        var (head, tail, rest) = (isFirst ? 0 : Context, isLast ? 0 : Context, ThaiText.CountClusters(run.Text));
        if (rest <= head + tail + Context)
            return run.Text;
        var (at, letter, end) = (0, 0, 0);
        for (; letter < rest - tail; letter++)
        {
            if (letter == head)
                end = at;
            at = ThaiText.NextCluster(run.Text, at);
        }
        return run.Text[..end] + (isFirst ? "… " : isLast ? " …" : " … ") + run.Text[at..];
    }

    extension(ContentKind kind)
    {
        /// <summary>The Thai headings of what changed, in the order of the form; the keys of the string localizer.</summary>
        public IEnumerable<string> HeadingsOf(IReadOnlyCollection<string> changed)
        {
            (string Key, string Thai)[] all = [(Revision.OfTitle, "ชื่อเรื่อง"), .. kind.History.Parts, (Revision.OfTags, "คำสำคัญ"), (Revision.OfPlace, "สถานที่")];
            return all.Where(p => changed.Contains(p.Key)).Select(p => p.Thai);
        }
    }
}
