using System.Globalization;
using System.Text.RegularExpressions;

namespace KmCommons.Tests.Theme;

/// <summary>The tokens of the style sheet, measured by WCAG 2.2's contrast formula.</summary>
public partial class Colours
{
    static readonly string Sheet = File.ReadAllText(Path.Combine(House.Root, "themes/Village/css/tokens.css"));

    // :root of the light colours, then the dark ones, then prefers-contrast light and dark; each stands on those before it
    static readonly Dictionary<string, string>[] Roots = [.. Root().Matches(Sheet).Select(root => Token().Matches(root.Value).ToDictionary(t => t.Groups[1].Value, t => t.Groups[2].Value)).Where(root => root.Count > 0)];

    public static TheoryData<string, int[]> Looks => new() { { "light", [0] }, { "dark", [0, 1] }, { "light, more contrast", [0, 2] }, { "dark, more contrast", [0, 1, 2, 3] } };

    [Theory]
    [MemberData(nameof(Looks))]
    public void Every_ink_can_be_read_on_every_ground_it_may_stand_on(string look, int[] layers)
    {
        var colour = layers.SelectMany(layer => Roots[layer]).GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        var pairs = from ink in new[] { "ink", "soft", "faint", "green", "ochre", "indigo", "brick" }
                    from ground in new[] { "paper", "leaf", "sunk", "green-wash", "ochre-wash", "indigo-wash", "brick-wash" }
                    select (ink, ground, least: ink == "ink" ? 7 : 4.5);
        pairs = [.. pairs, ("on-green", "green", 4.5), ("on-green", "green-deep", 4.5), ("ink", "mark", 4.5), ("edge", "paper", 3), ("edge", "leaf", 3), ("indigo", "paper", 3)];
        Assert.Empty(from pair in pairs
                     let contrast = Contrast(colour[pair.ink], colour[pair.ground])
                     where contrast < pair.least
                     select string.Create(CultureInfo.InvariantCulture, $"{look}: {pair.ink} on {pair.ground} {contrast:0.00}, at least {pair.least}"));
    }

    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static double Luminance(string hex)
    {
        var digits = hex.Length == 3 ? string.Concat(hex.Select(d => $"{d}{d}")) : hex;
        var parts = digits.Chunk(2).Select(pair => int.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    [GeneratedRegex(@":root \{[^}]*\}")]
    private static partial Regex Root();

    [GeneratedRegex(@"--([\w-]+): #([0-9a-f]{3,6});")]
    private static partial Regex Token();
}
