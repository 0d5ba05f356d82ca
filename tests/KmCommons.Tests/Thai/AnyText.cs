using FsCheck;
using FsCheck.Fluent;

namespace KmCommons.Tests.Thai;

/// <summary>Texts a browser, a phone or an enemy may send: Thai in every order, Latin, emoji, combining floods, halves of pairs, controls.</summary>
internal static class AnyText
{
    private static readonly string[] Pieces =
    [
        "ก", "น", "ง", "อ", "ร", "ฤ", "เ", "เ", "แ", "โ", "ใ", "ไ", "ะ", "า", "า", "ำ", "ๅ",
        "\u0E31", "\u0E34", "\u0E35", "\u0E37", "\u0E38", "\u0E39", "\u0E3A", "\u0E47",
        "\u0E48", "\u0E49", "\u0E49", "\u0E4A", "\u0E4B", "\u0E4C", "\u0E4D", "\u0E4D", "\u0E4E",
        "ฯ", "ๆ", "฿", "๒", "๕", "๛", "บ้าน", "ตำบล", "ควนเคร็ง", "อำเภอ", "สระพัง", "ประชุม", "คุณอำนวย",
        "a", "B", "e", "é", "7", "0", " ", " ", "-", ".", "(", "\"", "*", "[", "\\", "<", "&",
        "\u0301", "\u0323", "\u0334", "\u0338", "\u20DD", "\uFE0F", "\u200B", "\u200C", "\u200D", "\uFEFF", "\u00AD", "\u2060", "\u202E",
        "\r\n", "\r", "\n", "\t", "\0", "\u0007", "\u0085", "\u2028", "\uFFFE", "\uFFFF",
        "\uD83D\uDC68", "\uD83C\uDFFD", "\uD834\uDD65", "\uD834\uDD67", "\uD834\uDD5E", "\uD87E\uDC00", "\uD83D", "\uDC00", "\u2764",
        "가", "\u1100", "\u1161", "漢", "が", "\u0BC6", "\u0BBE", "\u212B", "\u2ADC", "ລ", "\u0EB3", "\u05B0",
    ];

    /// <summary>Pieces in any order, up to 40 of them.</summary>
    internal static Arbitrary<string> Mixed => Arb.From(
        Gen.ArrayOf(Gen.Elements(Pieces)).Where(p => p.Length <= 40).Select(string.Concat),
        text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)));

    /// <summary>Any UTF-16 units at all.</summary>
    internal static Arbitrary<string> Wild => Arb.From(
        Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(c => (char)c)).Select(c => new string(c)));

    /// <summary>Checks a property on a thousand mixed texts and as many wild ones, and says the text that breaks it.</summary>
    internal static void Always(Func<string, bool> property, int times = 1000)
    {
        OfMixed(property, times);
        Prop.ForAll(Wild, property).Check(Few.WithMaxTest(times));
    }

    /// <summary>As <see cref="Always"/>, on mixed texts only: for what is promised of scripts that our readers use.</summary>
    internal static void OfMixed(Func<string, bool> property, int times = 1000) => Prop.ForAll(Mixed, property).Check(Few.WithMaxTest(times));

    /// <summary>Checks a property on pairs of mixed texts.</summary>
    internal static void Pairs(Func<string, string, bool> property, int times = 2000) => Check.One(Few.WithMaxTest(times), Prop.ForAll(Mixed, Mixed, property));

    /// <summary>Checks a property on three mixed texts at a time.</summary>
    internal static void Threes(Func<string, string, string, bool> property, int times = 2000) =>
        Check.One(Few.WithMaxTest(times), Prop.ForAll(Mixed, Mixed, Mixed, property));

    private static Config Few => Config.QuickThrowOnFailure.WithEndSize(40);

    /// <summary>Texts of 64 KB made of one thing over and over, and one of everything.</summary>
    internal static IEnumerable<string> Huge()
    {
        foreach (var piece in Pieces) yield return string.Concat(Enumerable.Repeat(piece, 65536 / piece.Length));
        yield return string.Concat(Enumerable.Range(0, 65536).Select(i => Pieces[(i * 7919 + i / 97) % Pieces.Length]))[..65536];
    }
}
