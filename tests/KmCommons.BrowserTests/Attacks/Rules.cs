namespace KmCommons.BrowserTests.Attacks;

/// <summary>Attacks made by rule: places where HTML runs something, times the ways to write it so that a filter does not see it.</summary>
static class Rules
{
    const string Js = "hit(#N#)";

    /// <summary>All of them, with their family.</summary>
    public static IEnumerable<(string Family, string Text)> All =>
    [
        .. Events.Select(t => ("event", t)), .. Breakouts.Select(t => ("breakout", t)), .. Addresses.Select(t => ("address", t)), .. Attributes.Select(t => ("attribute", t)),
        .. Shapes.Mutation.Select(t => ("mutation", t)), .. Shapes.Style.Select(t => ("style", t)), .. Shapes.Template.Select(t => ("template", t)), .. Shapes.Script.Select(t => ("script", t)),
        .. Shapes.Xml.Select(t => ("xml", t)), .. Shapes.Header.Select(t => ("header", t)), .. Shapes.Name.Select(t => ("name", t)), .. Shapes.Formula.Select(t => ("formula", t)), .. Shapes.Letters.Select(t => ("letters", t)),
    ];

    // What fires by itself first
    static readonly string[] Firing =
    [
        "img src=/x onerror", "svg onload", "body onload", "input autofocus onfocus", "details open ontoggle", "video src=/x onerror", "audio src=/x onerror", "marquee onstart", "iframe onload",
        "object data=/x onerror", "embed src=/x onload", "select autofocus onfocus", "textarea autofocus onfocus", "style onload", "link rel=stylesheet href=/x onerror", "script src=/x onerror",
        "video><source onerror", "picture><img src=/x onerror", "svg><animate attributeName=x dur=1s onbegin", "svg><image href=/x onerror", "math><mi onpointerover", "x tabindex=1 autofocus onfocus",
        "p onmouseover", "a onclick", "button onclick", "form onsubmit", "div onpointerenter", "dialog open oncancel", "keygen autofocus onfocus", "body onpageshow", "div contenteditable autofocus onfocus", "track onerror",
    ];

    static IEnumerable<string> Events =>
        from tag in Firing
        from way in new Func<string, string>[]
        {
            t => $"<{t}={Js}>",
            t => $"<{t.Replace(' ', '/')}=\"{Js}\">",
            t => $"<{t.Replace(" ", "\t\n", StringComparison.Ordinal)} = '{Js}' x",
            t => $"ที่<{Mixed(t)}={Js.Replace("h", "&#104;", StringComparison.Ordinal)}//นี่",
            t => $"<<{t}={Js.Replace("(", "&lpar;", StringComparison.Ordinal)}>",
        }
        select way(tag);

    static string Mixed(string tag) => string.Concat(tag.Select((c, i) => i % 2 == 0 ? char.ToUpperInvariant(c) : c));

    static readonly string[] Ends =
    [
        "\">", "'>", "`>", "-->", "--!>", "</textarea>", "</title>", "</style>", "</script>", "]]>", "</noscript>", "</template>", "</xmp>", "</select>", "</svg>", "</math>", "</a></p></div></main>",
        "</option></select>", "\"]}</script>", "*/</style>", "&quot;>", "\\\"><", "<!--><", "<?><", "<![CDATA[-->",
    ];

    static IEnumerable<string> Breakouts =>
        from end in Ends
        from then in new[] { $"<img src=/x onerror={Js}>", $"<script>{Js}</script>", $"<svg/onload={Js}>", $"<script src=/hit/#N#></script>" }
        select end + then;

    static readonly string[] Schemes =
    [
        "javascript:", "JaVaScRiPt:", "java&#115;cript:", "&#x6A&#97vascript:", "javascript&colon;", "java&Tab;script:", "java&NewLine;script:", "&#1;javascript:", " &#14; javascript:", "java\u0E31script:", "java\u200Bscript:",
        "java\u00ADscript:", "java%73cript:", "javascript\u0E33:", "javascript://%0a", "javascript&#x3A;/*ก*/", "vbscript:", "livescript:", "feed:javascript:", "view-source:javascript:",
    ];

    static readonly string[] Carriers =
    [
        "[คลิก](@)", "[คลิก](<@>)", "![ภาพ](@)", "[ก]\n\n[ก]: @", "<@>", "<a href=\"@\">คลิก</a>", "<iframe src=\"@\"></iframe>", "<form action=\"@\"><button>ส่ง</button></form>", "<svg><a xlink:href=\"@\"><text>ก</text></a></svg>",
        "<object data=\"@\"></object>", "<meta http-equiv=refresh content=\"0;url=@\">", "<math href=\"@\">ก</math>",
    ];

    static IEnumerable<string> Addresses =>
    [
        .. from scheme in Schemes from carrier in Carriers select carrier.Replace("@", scheme + Js, StringComparison.Ordinal),
        .. from data in new[] { $"data:text/html,<script>{Js}</script>", $"DATA:text/html;charset=utf-8,%3Csvg/onload={Js}%3E", $"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{Js}'/>", $"data:text/xml,<x:script xmlns:x='http://www.w3.org/1999/xhtml'>{Js}</x:script>", "//evil.example/hit/#N#", "/\\evil.example/hit/#N#", "\\\\evil.example/hit/#N#", "https:evil.example/hit/#N#" }
           from carrier in Carriers.Take(8)
           select carrier.Replace("@", data, StringComparison.Ordinal),
    ];

    static IEnumerable<string> Attributes =>
        from quote in new[] { "\"", "'", "`", "" }
        from name in new[] { "onfocus", "onmouseover", "onerror", "onload", "onclick", "onanimationstart", "ontoggle", "onpointerenter", "formaction=javascript", "style=x:expression", "srcdoc", "xlink:href=javascript" }
        select name.Contains('=', StringComparison.Ordinal) ? $"ก{quote} {name}:{Js} autofocus x={quote}" : $"ก{quote} autofocus tabindex=1 {name}={quote}{Js}";
}
