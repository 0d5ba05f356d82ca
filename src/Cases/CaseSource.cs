using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

/// <summary>Where something in a story comes from: an item of this site, or words (a paper, a person's telling).</summary>
public sealed partial class CaseSource
{
    /// <summary>The most sources of one story, and the longest in words in UTF-16 units.</summary>
    public const int Most = 40, Longest = 300;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The story.</summary>
    public long Number { get; private set; }
    /// <summary>The number a reader sees beside it, from 1.</summary>
    public int Position { get; init; }
    /// <summary>The number of the item it cites; null for words.</summary>
    public long? Cites { get; init; }
    /// <summary>The source in words; empty when it cites an item.</summary>
    public string Words { get; init; } = "";

    /// <summary>The source as it is typed.</summary>
    public string Typed => Cites is { } cited ? cited.ToString(CultureInfo.InvariantCulture) : Words;

    /// <summary>The sources of typed rows. A row that is an item's number (from 1001), or an address of an item, cites it; any other is words.
    /// Only what the writer may see can be cited, or what the story cites already.</summary>
    /// <param name="before">What the story cites already.</param>
    /// <returns>The sources, and for each row that holds one its position.</returns>
    /// <exception cref="Refused">422: an item that is not there, or not for this writer; which of the two is never said.</exception>
    public static async Task<(List<CaseSource> Sources, Dictionary<int, int> Positions)> Read(CommonsDb db, Viewer writer, IReadOnlyList<string?> rows, IReadOnlyCollection<long> before, CancellationToken stop = default)
    {
        var (sources, positions) = (new List<CaseSource>(), new Dictionary<int, int>());
        for (var i = 0; i < rows.Count; i++)
        {
            var typed = CaseSaid.OneLine(rows[i]);
            if (typed.Length == 0)
                continue;
            if (typed.Length > Longest)
                throw new Refused(422, "ที่มาหนึ่งข้อยาวเกิน 300 ตัวอักษร", $"Sources[{i}]");
            var cites = CitedBy(typed);
            if (cites is { } number && !before.Contains(number) && !await db.Items.VisibleTo(writer).AnyAsync(item => item.Number == number, stop))
                throw new Refused(422, "ไม่พบเรื่องเลขนี้ หรือท่านยังอ่านไม่ได้ ตรวจเลขอีกครั้ง ถ้าไม่ใช่เลขของเรื่อง เขียนที่มาเป็นคำ", $"Sources[{i}]");
            sources.Add(new() { Position = sources.Count + 1, Cites = cites, Words = cites is null ? typed : "" });
            positions[i] = sources.Count;
        }
        return sources.Count <= Most ? (sources, positions) : throw new Refused(422, "ที่มาเกิน 40 ข้อ รวมที่มาที่ใกล้กัน", $"Sources[{Most}]");
    }

    static long? CitedBy(string typed) => ItemNumber().Match(ThaiDigits.ToArabic(typed)) is { Success: true } match ? long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(?:[#№]\s*|เลขที่\s*)?(?<number>[1-9][0-9]{3,11})$|^/n/(?<number>[1-9][0-9]{0,11})(?:[/?#]\S*)?$")]
    private static partial Regex ItemNumber();
}
