using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Thai;

namespace KmCommons.Search.Asked;

/// <summary>The number of an item as people type it: 1042, ๑๐๔๒, #1042, บันทึกที่ 1042, or its address; 26/12/2549 is none.</summary>
static partial class TypedNumber
{
    [GeneratedRegex(@"^(?:(?:#|(?:เลข|บันทึก|เรื่อง)ที่)?\s*(?<number>[0-9]{1,18})|(?:https?://[^/\s]+)?/?n/(?<number>[0-9]{1,18})(?:/\S*)?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Written { get; }

    /// <summary>The number, when all that was typed is one; nothing otherwise.</summary>
    public static long? In(string typed) =>
        Written.Match(ThaiDigits.ToArabic(ThaiText.Normalise(typed).Trim())) is { Success: true } written ? long.Parse(written.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) : null;
}
