namespace KmCommons.BrowserTests.Attacks;

/// <summary>Who judges would notice: each sort of finding is found in an answer that has it.</summary>
public sealed class JudgesNotice
{
    static Judge Knowing()
    {
        var judge = new Judge();
        judge.Learn("<!doctype html><html><head><title>x</title><script src=/look/a.js?v=1></script><link rel=stylesheet href=/look/a.css></head><body><form action=/find><input name=q value=x><button>x</button></form><p class=x>x</p></body></html>");
        return judge;
    }

    [Theory]
    [InlineData("<p onclick=hit(1)>x</p>")]
    [InlineData("<p class='hit(1)'>x</p>")]
    [InlineData("<p style='color:red'>x</p>")]
    [InlineData("<script>hit(1)</script>")]
    [InlineData("<script src=/look/b.js></script>")]
    [InlineData("<a href='java\tscript:hit(1)'>x</a>")]
    [InlineData("<a href='//evil.example/'>x</a>")]
    [InlineData("<a href='/\\evil.example/'>x</a>")]
    [InlineData("<a href='data:text/html,x'>x</a>")]
    [InlineData("<img src=https://evil.example/x>")]
    [InlineData("<form action=https://evil.example/><input name=q></form>")]
    [InlineData("<button formaction=javascript:hit(1)>x</button>")]
    [InlineData("<iframe></iframe>")]
    [InlineData("<math></math>")]
    [InlineData("<svg><path d=M0 /></svg>")]
    [InlineData("<base href=/>")]
    [InlineData("<meta http-equiv=refresh content=0>")]
    [InlineData("<link rel=stylesheet href=/hit/1>")]
    [InlineData("<style>p{}</style>")]
    [InlineData("<x-y>x</x-y>")]
    [InlineData("<template><img src=x></template>")]
    [InlineData("<!-- hit(1) -->")]
    public void On_a_page(string html)
    {
        Assert.NotEmpty(Knowing().Page($"<!doctype html><html><body><p class=x>x</p>{html}</body></html>"));
        Assert.Empty(Knowing().Page($"<!doctype html><html><body><p class=x>{System.Net.WebUtility.HtmlEncode(html)}</p><input name=q value=\"{System.Net.WebUtility.HtmlEncode(html)}\"></body></html>"));
    }

    [Theory]
    [InlineData("<content type='html'>&lt;script&gt;</content>")]
    [InlineData("<link href='javascript:hit(1)'/>")]
    [InlineData("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/>")]
    [InlineData("<?xml-stylesheet href='x'?>")]
    [InlineData("<title>")]
    public void In_a_feed(string xml)
    {
        Assert.NotEmpty(Places.Feed($"<feed xmlns='http://www.w3.org/2005/Atom'>{xml}</feed>"));
        Assert.Empty(Places.Feed($"<feed xmlns='http://www.w3.org/2005/Atom'><title>{System.Net.WebUtility.HtmlEncode(xml)}</title><content type='html'>&lt;p&gt;x&lt;/p&gt;</content></feed>"));
    }

    [Theory]
    [InlineData("attachment; filename=\"x.png\"; filename=\"y.html\"")]
    [InlineData("attachment; filename=\"../x.png\"")]
    [InlineData("attachment; filename*=UTF-8''x%0D%0AY.png")]
    [InlineData("attachment; filename*=UTF-8''gpj%E2%80%AEx.png")]
    [InlineData("attachment; filename=x.png; evil=1")]
    public void In_a_name_of_a_file(string header)
    {
        Assert.NotNull(Names.Wrong(header));
        Assert.Null(Names.Wrong("attachment; filename=\"x.png\"; filename*=UTF-8''%E0%B8%81.png"));
    }
}
