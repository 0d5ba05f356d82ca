using System.Collections.Frozen;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace KmCommons.Foundation;

/// <summary><c>&lt;icon name="pen" /&gt;</c>: a small sign that stands beside a word and says nothing by itself (hidden from screen readers).
/// The drawing is put where it stands: repeated signs cost a few compressed bytes, no request, and survive in fragments and kept pages.
/// <c>times</c> draws it so many times, for the tally of voices in an AAR. An unknown name is an error that lists the known ones.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    const int MostTimes = 60;

    /// <summary>One of <see cref="Names"/>.</summary>
    public string Name { get; set; } = "";

    /// <summary>How often it is drawn in a row: once by default, at most 60.</summary>
    public int Times { get; set; } = 1;

    /// <summary>Every sign there is.</summary>
    public static IEnumerable<string> Names => Drawings.Keys.Order(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (!Drawings.TryGetValue(Name, out var drawing))
            throw new InvalidOperationException($"There is no icon '{Name}'. There are: {string.Join(' ', Names)}");
        output.TagName = null;
        var svg = $"<svg class=\"icon\" viewBox=\"{(Name == "voice" ? "0 0 14 10" : "0 0 24 24")}\" aria-hidden=\"true\">{drawing}</svg>";
        for (var drawn = 0; drawn < Math.Min(Times, MostTimes); drawn++)
            output.Content.AppendHtml(svg);
    }

    static readonly FrozenDictionary<string, string> Drawings = new Dictionary<string, string>
    {
        ["arrow"] = Line("M4 12h15M13 6l6 6-6 6"),
        ["ask"] = Line("M4 4h16v12h-8l-5 4v-4H4zM10 8.5a2 2 0 1 1 2.5 2q-.5.2-.5 1M12 13.5v.1"),
        ["back"] = Line("M20 12H5M11 6l-6 6 6 6"),
        ["bin"] = Line("M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"),
        ["bold"] = Line("M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z"),
        ["book"] = Line("M12 6c-2-1.6-5-2-8-2v14c3 0 6 .4 8 2 2-1.6 5-2 8-2V4c-3 0-6 .4-8 2zM12 6v14"),
        ["clip"] = Line("M8 12l6-6a3 3 0 0 1 4.3 4.3l-8 8a5 5 0 0 1-7-7L11 3.5"),
        ["door"] = Line("M10 4h9v16h-9M4 12h10M10 8l4 4-4 4"),
        ["eye"] = Line("M2.5 12c5.5-8 13.5-8 19 0-5.5 8-13.5 8-19 0z") + Ring("12", "12", "2.8"),
        ["feed"] = Line("M5 11a8 8 0 0 1 8 8M5 5a14 14 0 0 1 14 14M5.5 18.5h.1"),
        ["find"] = Ring("10.5", "10.5", "6.5") + Line("M15.5 15.5L21 21"),
        ["flag"] = Line("M6 21V4h12l-3 4 3 4H6"),
        ["four"] = Line("M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z"),
        ["globe"] = Ring("12", "12", "8.5") + Line("M3.5 12h17M12 3.5c-5 5-5 12 0 17 5-5 5-12 0-17z"),
        ["hand"] = Line("M3 13l5-5 4 3 4-3 5 5-7 6-4 1zM12 11l-3 3"),
        ["head"] = Line("M6 5v14M18 5v14M6 12h12"),
        ["home"] = Line("M4 11l8-7 8 7v9h-5v-6H9v6H4z"),
        ["italic"] = Line("M10 5h8M6 19h8M14 5l-4 14"),
        ["link"] = Line("M10 14l4-4M8.5 11.5L6 14a3.2 3.2 0 0 0 4.5 4.5L13 16M15.5 12.5L18 10a3.2 3.2 0 0 0-4.5-4.5L11 8"),
        ["list"] = Line("M9 7h11M9 12h11M9 17h11M4.5 7h.1M4.5 12h.1M4.5 17h.1"),
        ["mail"] = Line("M3 6h18v12H3zM3 7l9 7 9-7"),
        ["menu"] = Line("M4 7h16M4 12h16M4 17h16"),
        ["ok"] = Line("M5 12.5l4.5 4.5L19 7.5"),
        ["out"] = Line("M10 4H5v16h5M10 12h10M16 8l4 4-4 4"),
        ["pen"] = Line("M4 20l1-4L16 5l3 3L8 19zM14 7l3 3"),
        ["people"] = Ring("8.5", "8", "3") + Ring("16.5", "9", "2.4") + Line("M3 19c0-4 2.5-6 5.5-6s5.5 2 5.5 6M15.5 13.5c3 0 5 1.8 5 5"),
        ["photo"] = Line("M3 5h18v14H3zM4 18l5.5-5 3.5 3 3-2.5 5 4.5") + Ring("8.5", "10", "1.7"),
        ["pin"] = Line("M12 21c4-5 6-8 6-11a6 6 0 1 0-12 0c0 3 2 6 6 11z") + Ring("12", "10", "2.2"),
        ["plus"] = Line("M12 5v14M5 12h14"),
        ["print"] = Line("M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"),
        ["quote"] = Line("M5 17c3-1 4-3 4-5H5V7h5v5c0 3.5-2 6-5 7M14 17c3-1 4-3 4-5h-4V7h5v5c0 3.5-2 6-5 7"),
        ["ring"] = Ring("12", "4.5", "2") + Ring("19", "9.5", "2") + Ring("16.5", "18", "2") + Ring("7.5", "18", "2") + Ring("5", "9.5", "2"),
        ["say"] = Line("M4 5h16v11h-8l-5 4v-4H4zM8 9.5h8M8 12.5h5"),
        ["star"] = Line("M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z"),
        ["steps"] = Line("M10 7h10M10 12h10M10 17h10M4 6l1.5-1v4M4 15h2l-2 3h2"),
        ["tag"] = Line("M4 4h8l8 8-8 8-8-8zM8 8h.1"),
        ["team"] = Ring("12", "7", "3") + Line("M5 20c0-4.5 3-7 7-7s7 2.5 7 7"),
        ["undo"] = Line("M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4"),
        ["voice"] = Line("M0 5l7-5 7 5-7 5z"),
        ["wait"] = Ring("12", "12", "8") + Line("M12 7.5V12l3 2"),
        ["warn"] = Line("M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    static string Line(string d) => $"<path d=\"{d}\"/>";

    static string Ring(string x, string y, string radius) => $"<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>";
}
