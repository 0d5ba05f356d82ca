using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;

namespace KmCommons.Transfer;

/// <summary>The pages of a copy: they open from a USB stick, ask nothing of any server, run nothing, and link each other by relative addresses.
/// Texts are rendered anew from what was typed, through the same walls as on the site; everything else that people wrote is encoded.</summary>
public sealed partial class StaticPages(Gazetteer gazetteer, CopyScope scope, IReadOnlySet<long> inside)
{
    /// <summary>How many things one page of the list has.</summary>
    public const int PerIndex = 500;

    // The third wall stands in the page itself, since no server says it: pictures, style and font of the copy, and nothing else
    const string Policy = "default-src 'none'; img-src 'self' file:; style-src 'self' file:; font-src 'self' file:; base-uri 'none'; form-action 'none'";

    /// <summary>What lies beside the pages.</summary>
    public const string ReadMe = """
        ลานความรู้ · KM Commons

        เปิด index.html ด้วยเบราว์เซอร์ใดก็ได้ ไม่ต้องต่ออินเทอร์เน็ต
        notes, aars, cases, meetings  เรื่องละหนึ่งไฟล์ เป็น Markdown มีหัวเรื่องด้านบน นำเข้าลานความรู้อื่นได้
        json                เรื่องเดียวกันสำหรับโปรแกรม
        photos              ภาพ
        files               ไฟล์แนบ ชื่อคือเลขตรวจ SHA-256
        manifest.txt        ตรวจว่าครบและไม่เสีย: sha256sum -c manifest.txt

        Open index.html in any browser; no line is needed.
        notes, aars, cases, meetings  one Markdown file each, with front matter; another site of KM Commons can import the folder
        json                the same for programs
        photos              the pictures
        files               attached documents, each under its SHA-256
        manifest.txt        whether all is there and whole: sha256sum -c manifest.txt

        """;

    /// <summary>The file of a leaf of the list, from 0.</summary>
    public static string IndexName(int leaf) => leaf == 0 ? "index.html" : string.Create(CultureInfo.InvariantCulture, $"index-{leaf + 1}.html");

    /// <summary>The page of one thing.</summary>
    public string Of(PaperRack.Sheaf sheaf)
    {
        var (paper, item) = (sheaf.Paper, sheaf.Item);
        var main = new StringBuilder();
        main.Append(CultureInfo.InvariantCulture, $"<p><a class=\"link\" href=\"../index.html\">{Text(scope.Name)}</a></p>\n<article class=\"container\">\n<header><p class=\"kicker {Colour(paper.Kind)}\">{Kind(paper.Kind)} <span class=\"more\">{Text(item.Blog?.Title ?? "")} เลขที่ {item.Number}</span></p>\n");
        main.Append(CultureInfo.InvariantCulture, $"<h1>{Text(item.Title)}</h1>\n<p class=\"byline\"><span>{Text(item.Author.DisplayName)}</span> <span>{Text(ThaiDate.Short(paper.Date!.Value))}</span>{(paper.Edited is { } edited ? $" <span>แก้ล่าสุด {Text(ThaiDate.Short(edited))}</span>" : "")}</p>\n");
        if (paper.State != "published" || paper.Hidden is not null)
            main.Append(CultureInfo.InvariantCulture, $"<div class=\"notice notice--ask\"><p><strong>{(paper.Hidden is null ? "ร่าง" : "ถูกซ่อน")}</strong> คนอื่นยังไม่เห็นเรื่องนี้</p></div>\n");
        main.Append("</header>\n").Append(Facts(paper)).Append("<div class=\"prose\">\n").Append(Body(paper, item)).Append("</div>\n");
        if (item.Files.Count > 0)
            main.Append(CultureInfo.InvariantCulture, $"<section class=\"files\"><h2 class=\"small\">ไฟล์แนบ</h2><ul class=\"rows rows--tight\">{string.Concat(paper.Files.Select(f => $"<li><a class=\"file\" href=\"../files/{f.Stored}\" download=\"{Text(f.File)}\">{Text(f.File)}</a></li>"))}</ul></section>\n");
        if (paper.Tags.Count > 0)
            main.Append(CultureInfo.InvariantCulture, $"<p class=\"tags\">{string.Join(' ', paper.Tags.Select(t => $"<span>{Text(t)}</span>"))}</p>\n");
        Talk(main, sheaf.Comments);
        return Page(item.Title, main.Append("</article>").ToString(), "../");
    }

    /// <summary>A leaf of the list, newest first.</summary>
    public string Index(IReadOnlyList<Row> rows, int leaf, int leaves, int total)
    {
        var main = new StringBuilder($"<h1>{Text(scope.Name)}</h1>\n<p class=\"soft\">{total.ToString("N0", CultureInfo.InvariantCulture)} เรื่อง</p>\n<ol class=\"rows\">\n");
        foreach (var row in rows)
            main.Append(CultureInfo.InvariantCulture, $"<li><p class=\"kicker {Colour(row.Kind)}\">{Kind(row.Kind)} <span class=\"more\">{Text(gazetteer.Says(row.PlaceCode))}</span></p><h2><a href=\"pages/{row.Number}.html\">{Text(row.Title)}</a></h2>")
                .Append(row.Summary.Length > 0 ? $"<p class=\"soft\">{Text(row.Summary)}</p>" : "").Append(CultureInfo.InvariantCulture, $"<p class=\"byline\"><span>{Text(row.AuthorName)}</span> <span>{Text(ThaiDate.Short(row.PublishedAt))}</span></p></li>\n");
        main.Append("</ol>\n");
        if (leaves > 1)
            main.Append("<p>").Append(string.Join(" · ", Enumerable.Range(0, leaves).Select(at => at == leaf ? $"<b>{at + 1}</b>" : $"<a class=\"link\" href=\"{IndexName(at)}\">{at + 1}</a>"))).Append("</p>\n");
        return Page(scope.Name, main.ToString(), "");
    }

    string Facts(Paper paper)
    {
        (string Name, string? Said)[] facts =
        [
            ("สถานที่", $"{paper.PlaceName} {gazetteer.Says(paper.Place)}".Trim()), ("เล่าโดย", paper.Credits?.Narrator), ("เขียนโดย", paper.Credits?.Writer), ("ภาพโดย", paper.Credits?.Photographer), ("งาน", paper.Event), ("วันที่ของงาน", paper.EventDate is { } day && DateOnly.TryParse(day, CultureInfo.InvariantCulture, out var on) ? ThaiDate.LongWithDay(on) : null),
            ("คนร่วม", paper.Participants?.ToString("N0", CultureInfo.InvariantCulture)), ("ถ้าอ่านได้บรรทัดเดียว", paper.Gist), ("ชุด", paper.Series is { } series ? $"{series.Name} {series.Part?.ToString(CultureInfo.InvariantCulture)}" : null),
            .. paper.Figures.Select(f => (f.Label, (string?)$"{f.Value} {f.Unit}")), ("ที่มา", paper.Sources.Count == 0 ? null : string.Join(" · ", paper.Sources)),
            ("เลขเดิม", paper.Old.Count == 0 ? null : string.Join(" · ", paper.Old.Select(o => $"{o.Number?.ToString(CultureInfo.InvariantCulture)} {o.Source}"))), ("นำไปใช้ต่อ", paper.Licence == "all rights reserved" ? "สงวนลิขสิทธิ์" : paper.Licence),
        ];
        return $"<dl class=\"facts\">{string.Concat(facts.Where(f => f.Said is { Length: > 0 }).Select(f => $"<div><dt>{Text(f.Name)}</dt><dd>{Text(f.Said!)}</dd></div>"))}</dl>\n";
    }

    string Body(Paper paper, ContentItem item)
    {
        ProsePhoto? Find(string name) => item.Photos.Find(p => p.Name == name || p.Position.ToString(CultureInfo.InvariantCulture) == name) is { } used ? Shown(used) : null;
        string html;
        try { html = Prose.Render(paper.Body, new() { Photo = Find }).Html; }
        catch (Refused) { html = $"<pre>{Text(paper.Body)}</pre>"; } // what an older renderer took and this one does not
        return Local(html + string.Concat(item.Photos.Where(p => !p.IsPlaced).OrderBy(p => p.Position).Select(p => Shown(p).Figure())));
    }

    static ProsePhoto Shown(ItemPhoto used) => new($"/photos/{used.Photo.Hash}.jpg", null, null, used.Photo.Width, used.Photo.Height, used.Alt.Length > 0 ? used.Alt : used.Caption, used.Caption);

    void Talk(StringBuilder main, IReadOnlyList<Comment> comments)
    {
        if (comments.Count == 0)
            return;
        main.Append(CultureInfo.InvariantCulture, $"<section class=\"talk-section\"><div class=\"head\"><h2>{comments.Count} ความเห็น</h2></div><ol class=\"talk\">\n");
        for (var at = 0; at < comments.Count; at++)
        {
            var (comment, replies) = (comments[at], comments.Select((c, i) => (c.Id, At: i)).Where(c => comments[at].ReplyTo.Contains(c.Id)).Select(c => $"<a href=\"#c{c.At + 1}\">{Text(Who(comments[c.At]))}</a>").ToList());
            main.Append(CultureInfo.InvariantCulture, $"<li id=\"c{at + 1}\"><p class=\"who\"><b>{Text(Who(comment))}</b> <span>{Text(ThaiDate.Short(comment.At))}</span></p>{(replies.Count > 0 ? $"<p class=\"to\">ตอบ {string.Join(' ', replies)}</p>" : "")}{Local(comment.Html)}</li>\n");
        }
        main.Append("</ol></section>\n");
    }

    static string Who(Comment comment) => comment.Member?.DisplayName ?? comment.GuestName;

    // A way to what lies in the copy stays a way; one to what only the site has is none here
    string Local(string html) => OwnAddress().Replace(html, match =>
        match.Groups["src"].Success ? $"src=\"../photos/{match.Groups["src"].Value}\""
        : long.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && inside.Contains(number) ? $"href=\"{number}.html\"" : "");

    static string Page(string title, string main, string up) => $"""
        <!doctype html>
        <html lang="th">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Text(title)}</title>
        <link rel="stylesheet" href="{up}look/village.css">
        </head>
        <body>
        <main class="wrap">
        {main}
        </main>
        </body>
        </html>

        """;

    static string Kind(string kind) => kind switch { "aar" => "ถอดบทเรียน AAR", "case" => "เรื่องเล่า", "meeting" => "การประชุม", _ => "บันทึก" };

    static string Colour(string kind) => kind switch { "aar" => "is-aar", "case" => "is-case", "meeting" => "is-circle", _ => "is-note" };

    static string Text(string text) => Encoder.Encode(text);

    static readonly System.Text.Encodings.Web.HtmlEncoder Encoder = System.Text.Encodings.Web.HtmlEncoder.Create(ThaiHtml.Allowed);

    [GeneratedRegex("""(?:src="/photos/(?<src>[0-9a-f]{32}\.jpg)"|href="/(?:n/(?<number>[0-9]{1,12})(?:[/?#][^"]*)?|[^"]*)")""")]
    private static partial Regex OwnAddress();
}
