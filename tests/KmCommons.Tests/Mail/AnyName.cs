using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace KmCommons.Tests.Mail;

/// <summary>Names and subjects that a person, or somebody who means harm, may give a letter.</summary>
internal static class AnyName
{
    // Pieces that have broken mailers: Thai clusters, stacked marks, emoji of several code points, right-to-left, signs with a meaning in headers, spaces in odd places
    private static readonly string[] Pieces =
    [
        "ที่", "น้ำ", "ปู่", "เกี๊ยว", "กำ", "ญฺ", "ฯลฯ", "๒๕๕๐", "คุณอำนวย", "สระพัง", "ศรี", "ๆ", "ฤๅ", "พุทธิ์",
        "👩‍👩‍👧‍👦", "👍🏽", "🇹🇭", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "שלום", "مرحبا", "\u202bא\u202c", "e\u0301", "ã", "한국", "𠮷", "\ufeff", "\u200b", "\u200d", "\u00a0",
        " ", "  ", "a", "Z9", "=?", "?=", "=?utf-8?B?eA==?=", "\"", "\\", ",", ";", ":", "<", ">", "@", "(", ")", "[", "_", "=", "=41", "?", ".", "'", "-", "%0d%0a", "Re: ", "KM",
    ];

    /// <summary>Up to some hundred characters, none of them a control character, a line separator or half a surrogate.</summary>
    public static Gen<string> Text => Gen.Frequency(
        (6, Gen.Elements(Pieces).ListOf().Select(string.Concat)),
        (2, Gen.Elements(Pieces).ListOf(60).Select(string.Concat)),
        (2, Gen.Choose(0x20, 0x10ffff).Where(c => Rune.IsValid(c) && !Unprintable(new Rune(c))).Select(c => new Rune(c).ToString()).ListOf().Select(string.Concat)),
        (1, Gen.Choose(0xe01, 0xe3a).Select(c => ((char)c).ToString()).ListOf(40).Select(string.Concat)),
        (1, Gen.Choose(1, 90).Select(marks => "ก" + new string('\u0e49', marks))),
        (1, Gen.Choose(1, 200).Select(length => new string('x', length))),
        (1, Gen.Elements(Pieces).ListOf(8).Select(words => "   " + string.Join(' ', words) + "  ")));

    private static bool Unprintable(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
