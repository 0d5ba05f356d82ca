namespace KmCommons.BrowserTests.Attacks;

/// <summary>Attacks of our own, in the Markdown of this site and in Thai: what no public list knows of.</summary>
static class OwnRules
{
    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        // Links to numbers, mentions and photos, as this site writes them
        "[[1|<img src=x onerror=hit(#N#)>]]", "[[1\"onmouseover=hit(#N#) x=\"]]", "[[javascript:hit(#N#)]]", "[[1]](javascript:hit(#N#))", "[[๑]]<script>hit(#N#)</script>[[1]]", "[[1](javascript:hit(#N#))]", "[[\\]](javascript:hit(#N#))",
        "@keeper\"onclick=hit(#N#)", "@<img src=x onerror=hit(#N#)>", "@javascript:hit(#N#)", "@keeper](javascript:hit(#N#))", "[@keeper](javascript:hit(#N#))", "@keeper<svg/onload=hit(#N#)>@friend", "@ยาย\" autofocus onfocus=hit(#N#)//",
        "![\" onerror=\"hit(#N#)](photo:1)", "![ภาพ](photo:1\" onerror=\"hit(#N#))", "![ภาพ](photo:<svg/onload=hit(#N#)>)", "![ภาพ](photo:1 \"คลอง\" onerror=hit(#N#))", "![ภาพ](photo:javascript:hit(#N#))", "[![ก](photo:1)](javascript:hit(#N#))",
        // Emphasis glued to Thai, with links inside and around
        "น้ำ**[ใส](javascript:hit(#N#))**ไหล", "**น้ำ<img src=x onerror=hit(#N#)>ใส**", "น้ำ*ใส[ไหล*](javascript:hit(#N#))", "~~[ลบ](java\nscript:hit(#N#))~~", "**`</code><img src=x onerror=hit(#N#)>`**", "กำ\u0E4D\u0E32<b onclick=hit(#N#)>กำ</b>",
        // Bare addresses with Thai around them
        "ดูที่https://evil.example/\"onmouseover=\"hit(#N#)นะ", "ดูที่javascript:hit(#N#)นะครับ", "อีเมลa@b.th\"onclick=hit(#N#)", "https://ก.ไทย/<script>hit(#N#)</script>", "<https://evil.example/ onclick=hit(#N#)>", "http://a.th/?q='><svg onload=hit(#N#)>", "โทร ๐๘๑-hit(#N#)<tel:javascript:hit(#N#)>",
        // References, footnotes and titles
        "[ก][ข]\n\n[ข]: javascript:hit(#N#) 'เรื่อง'", "[ก]\n\n[ก]: <data:text/html,hit(#N#)> \"ค\"", "[ก](/n/1 \"\" onclick=hit(#N#)\")", "[ก](/n/1 '<img src=x onerror=hit(#N#)>')", "[ก](<javascript:hit(#N#)> (เรื่อง))", "[^๑]: <img src=x onerror=hit(#N#)>\n\nก[^๑]", "[ก](  \tjavascript:hit(#N#))", "[ก](\\javascript:hit(#N#))", "[ก](&#x0E01;javascript:hit(#N#))", "[ก](javascript\\:hit(#N#))",
        // Blocks
        "# หัวเรื่อง <img src=x onerror=hit(#N#)> {#x onclick=hit(#N#)}", "หัว [ก](javascript:hit(#N#))\n===", "|ก|[ข](javascript:hit(#N#))|\n|-|-|\n|<img src=x onerror=hit(#N#)>|ค|", "|ก|\n|-|\n|`|`<b onclick=hit(#N#)>|", "> คำพูด\n> <details open ontoggle=hit(#N#)>", "- [x] <img src=x onerror=hit(#N#)>", "- [ ] [งาน](javascript:hit(#N#))",
        "๑. <svg onload=hit(#N#)>\n๒. [ก](vbscript:hit(#N#))", "<div markdown=1>\n[ก](javascript:hit(#N#))\n</div>", "<!-- ก -->\n<img src=x onerror=hit(#N#)>\n<!-- ข", "<details><summary>ก</summary>\n\n[ข](javascript:hit(#N#))\n\n</details>", "    <img src=x onerror=hit(#N#)>", "::: x onclick=hit(#N#)\nก\n:::", "$$\n\\href{javascript:hit(#N#)}{ก}\n$$", "ก{onclick=hit(#N#)}", "*[กศน]: <img src=x onerror=hit(#N#)>\n\nกศน",
        "```html\" onmouseover=\"hit(#N#)\n<img src=x onerror=hit(#N#)>\n```", "```<svg/onload=hit(#N#)>\nก\n```", "~~~ก onclick=hit(#N#)\n</code></pre><script>hit(#N#)</script>\n~~~", "``` \n</code><img src=x onerror=hit(#N#)>",
        // Titles, tags and names as people here write them
        "คุณอำนวย\"><script>hit(#N#)</script>", "ปลาทู,\"><svg onload=hit(#N#)>,อวน", "ต.บางจาก' onfocus='hit(#N#)' autofocus='", "๒๕๕๐</title><script>hit(#N#)</script>", "สมุด · hit(#N#) · </a><a href=javascript:hit(#N#)>", "ฯลฯ…<wbr><img src=x onerror=hit(#N#)>ๆ", "เ<b onclick=hit(#N#)>ก</b>าะ",
        "กำ\u200B<s\u200Bcript>hit(#N#)</s\u200Bcript>", "#ปลาทู<img/src=x/onerror=hit(#N#)>", "/n/1/\"><script>hit(#N#)</script>", "q=น้ำ&kind=<script>hit(#N#)</script>", "?back=javascript:hit(#N#)", "วงคุย<script>hit(#N#)</script>@keeper [[1]] **ก**",
    ];
}
