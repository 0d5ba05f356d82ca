using System.Globalization;
using System.Text;
using System.Xml;
using KmCommons.Foundation;

namespace KmCommons.Transfer;

/// <summary>A WordPress file (WXR), read one thing at a time. No DTD, so no entity that swells or reads a file; bounds on the whole and on every field. E-mail and network addresses of commenters are not even read.</summary>
public static class WordPress
{
    const int LongestField = 1_000_000;
    static readonly string[] Wanted = ["title", "link", "creator", "encoded", "post_id", "post_date", "post_date_gmt", "post_modified_gmt", "status", "post_type", "post_password", "category",
        "comment_id", "comment_author", "comment_date_gmt", "comment_content", "comment_approved", "comment_parent", "comment_type"];

    /// <summary>All its posts and pages.</summary>
    public static IEnumerable<Sheet> Read(IBundle bundle, string name)
    {
        using var file = bundle.Open(name, ImportLimits.Feed);
        using var xml = XmlReader.Create(file, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = ImportLimits.Feed, IgnoreComments = true, IgnoreProcessingInstructions = true });
        var (site, fault) = ("", (Remark?)null);
        while (fault is null)
        {
            Post? post = null;
            try
            {
                if (!xml.Read())
                    break;
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "link" && site.Length == 0)
                    site = Field(xml);
                else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "item" && !xml.IsEmptyElement)
                    post = Post.Read(xml);
            }
            catch (XmlException) { fault = new("ไฟล์ WordPress นี้อ่านไม่ได้ตลอด อาจเสียหรือมีส่วนที่ไม่รับ (DTD) ส่งออกใหม่จาก WordPress แล้วลองอีกครั้ง"); }
            catch (Refused refused) { fault = new(refused.Message); }
            if (post?.Sheet(site, name) is { } sheet)
                yield return sheet;
        }
        if (fault is not null)
            yield return Reader.Broken("wordpress", name, fault);
    }

    /// <summary>The text of the element that the reader stands on, cut at its bound; the reader then stands on its end.</summary>
    static string Field(XmlReader xml)
    {
        var (text, block, depth) = (new StringBuilder(), new char[4096], xml.Depth);
        if (xml.IsEmptyElement)
            return "";
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                for (int got; (got = xml.ReadValueChunk(block, 0, block.Length)) > 0;)
                    text.Append(block, 0, Math.Max(0, Math.Min(got, LongestField + 1 - text.Length)));
        return text.ToString();
    }

    sealed class Post
    {
        readonly Dictionary<string, string> fields = [];
        readonly List<string> tags = [];
        readonly List<Dictionary<string, string>> comments = [];

        string this[string key] => fields.GetValueOrDefault(key, "");

        public static Post Read(XmlReader xml)
        {
            var (post, depth) = (new Post(), xml.Depth);
            Dictionary<string, string>? comment = null;
            while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
                if (xml.NodeType != XmlNodeType.Element)
                    continue;
                else if (xml.LocalName == "comment")
                    post.comments.Add(comment = []);
                else if (Wanted.Contains(xml.LocalName))
                    post.Take(xml, comment);
            return post;
        }

        void Take(XmlReader xml, Dictionary<string, string>? comment)
        {
            var (key, isTag) = (xml.LocalName, xml.GetAttribute("domain") is "post_tag" or "category");
            if (key == "encoded" && !xml.NamespaceURI.Contains("content", StringComparison.Ordinal))
                key = "excerpt";
            var said = Field(xml);
            if (key == "category" && isTag && said is not "Uncategorized" and not "ไม่มีหมวดหมู่")
                tags.Add(said);
            else if (comment is not null && key.StartsWith("comment_", StringComparison.Ordinal))
                comment.TryAdd(key, said);
            else
                fields.TryAdd(key, said);
        }

        public Sheet? Sheet(string site, string file)
        {
            if (this["post_type"] is not ("post" or "page") || this["status"] is "trash" or "auto-draft" or "inherit")
                return null;
            var (at, edited, key) = (Moment(this["post_date_gmt"]), Moment(this["post_modified_gmt"]), $"{site}?p={this["post_id"]}");
            var (_, words) = HtmlMarkdown.Of(Paragraphs(this["encoded"]), href => OldLinks.IsWeb(href) ? href : null, src => GotoKnow.LocalPhoto("/" + src.Split('/')[^1]));
            var isClosed = this["status"] != "publish" || this["post_password"].Length > 0;
            List<Remark> remarks = [new("WordPress ไม่บอกสัญญาอนุญาต จึงสงวนลิขสิทธิ์ไว้ก่อน เจ้าของเปลี่ยนได้")];
            if (isClosed) remarks.Add(new("ที่เดิมยังไม่เผยแพร่ หรือมีรหัสผ่าน จึงเก็บเป็นร่าง"));
            var paper = new Paper
            {
                Title = this["title"].Trim(), Date = at, Edited = edited > at ? edited : null, Body = words, Tags = [.. tags.Distinct()], State = isClosed ? "draft" : "published", Licence = "all rights reserved", AuthorName = this["creator"] is { Length: > 0 } who ? who : null,
                Comments = isClosed ? [] : Talk(at), Photos = [.. GotoKnow.PhotoName().Matches(words).Select(m => m.Groups["name"].Value).Distinct().Select(n => new PaperPhoto(n, null, "", ""))],
            };
            return new("wordpress", key, $"{file} {this["post_id"]}", paper)
            {
                OldNumber = long.TryParse(this["post_id"], NumberStyles.None, CultureInfo.InvariantCulture, out var old) ? old : null, OldAddress = this["link"], Doubt = at is null ? new(this["post_date"], [], default) : null, Remarks = remarks,
                Fault = this["encoded"].Length > LongestField ? new("เรื่องนี้ยาวเกินกว่าจะรับได้ แบ่งที่ต้นทางก่อน") : words.Length == 0 && paper.Title.Length == 0 ? new("ไฟล์นี้ไม่มีเนื้อเรื่อง") : null,
            };
        }

        // Trackbacks, spam and what waited for approval stay there
        List<PaperComment> Talk(DateTimeOffset? at)
        {
            var kept = comments.Where(c => c.GetValueOrDefault("comment_approved") == "1" && c.GetValueOrDefault("comment_type", "") is "" or "comment").OrderBy(c => Moment(c.GetValueOrDefault("comment_date_gmt", "")) ?? at).ToList();
            var ids = kept.Select(c => c.GetValueOrDefault("comment_id", "")).ToList();
            return [.. kept.Select((c, i) => new PaperComment(null, GotoKnow.Anywhere().Replace(c.GetValueOrDefault("comment_author", ""), "").Trim() is { Length: > 0 } name ? name : "ผู้อ่าน", Moment(c.GetValueOrDefault("comment_date_gmt", "")) ?? at,
                GotoKnow.Anywhere().Replace(HtmlMarkdown.Of(Paragraphs(c.GetValueOrDefault("comment_content", "")), href => OldLinks.IsWeb(href) ? href : null, _ => null).Markdown, ""),
                ids.IndexOf(c.GetValueOrDefault("comment_parent", "0")) is >= 0 and var to && to < i ? [to] : []))];
        }

        // WordPress keeps the paragraphs of its old editor as blank lines
        static string Paragraphs(string html) => (html.Contains("<p", StringComparison.OrdinalIgnoreCase) ? html
            : string.Concat(html.ReplaceLineEndings("\n").Split("\n\n").Select(p => $"<p>{p.Replace("\n", "<br>", StringComparison.Ordinal)}</p>"))).Replace("[/caption]", "", StringComparison.Ordinal);

        static DateTimeOffset? Moment(string gmt) => DateTimeOffset.TryParseExact(gmt, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) && at.Year > 1 ? at : null;
    }
}
