using System.Text;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Digests;

/// <summary>A digest as a letter, in the language its reader chose: subject, plain text and HTML with the same facts and the same links. Links are absolute.</summary>
public sealed partial record DigestLetter
{
    /// <summary>The most a letter weighs with headers and transfer encoding, in bytes; lines are left out from the end until it fits.</summary>
    public const int MostBytes = 60_000;

    // Base64 is the larger of the two encodings a part may get: 4 characters for 3 bytes, and a line end after 76
    const double PerByte = 4.0 / 3 * 78 / 76;
    const int HeaderBytes = 3000;

    readonly Digest digest;
    readonly string site, leave, choose;
    readonly Wording w;

    DigestLetter(Digest digest, string site, string leave, string choose, Wording w)
    {
        (this.digest, this.site, this.leave, this.choose, this.w) = (digest, site, leave, choose, w);
        Subject = $"{Name}: {Headline}";
        Text = WriteText();
        Html = WriteHtml();
    }

    /// <summary>What it tells, without what was left out to keep it light.</summary>
    public Digest Digest => digest;
    /// <summary>The subject.</summary>
    public string Subject { get; }
    /// <summary>The plain text.</summary>
    public string Text { get; }
    /// <summary>The same as an HTML document without anything remote.</summary>
    public string Html { get; }

    /// <summary>The letter for a digest that is not empty.</summary>
    /// <param name="site">The site's address without a slash at the end.</param>
    /// <param name="leave">The recipient's own link to leave with.</param>
    /// <param name="choose">The link to choose with, without signing in.</param>
    /// <param name="w">The letter's language.</param>
    public static DigestLetter Of(Digest digest, string site, string leave, string choose, Wording w)
    {
        var letter = new DigestLetter(digest, site, leave, choose, w);
        return letter.Weight <= MostBytes || digest.Lines.Count <= 1 ? letter : Of(digest.Shorter(), site, leave, choose, w);
    }

    double Weight => (Encoding.UTF8.GetByteCount(Text) + Encoding.UTF8.GetByteCount(Html)) * PerByte + HeaderBytes;

    string Name => digest.Issue.Name(w);

    string Headline => (digest.News, digest.Answered) switch
    {
        (0, 0) when digest.TalkedOf == 0 => digest.Meetings > 0 ? w["วงของท่านนัดประชุม {0} ครั้ง", digest.Meetings] : w["{0} เรื่องที่ท่านรับไว้ครบกำหนด", digest.AllDuties],
        (0, 0) => w["{0} เรื่องที่ท่านติดตามมีความเห็นใหม่", digest.TalkedOf],
        (0, _) => Answered,
        (_, 0) => News,
        _ => w["{0} และ {1}", News, Answered],
    };

    string Answered => w["{0} เรื่องของท่านมีคนตอบ", digest.Answered];

    string News => w[(digest.FromPlaces, digest.FromCircles) switch
    {
        (false, false) => "{0} เรื่องใหม่จากที่ท่านติดตาม",
        _ when digest.FromFollows => "{0} เรื่องใหม่จากพื้นที่ วง และที่ท่านติดตาม",
        (true, true) => "{0} เรื่องใหม่จากพื้นที่และวงของท่าน",
        (true, false) => "{0} เรื่องใหม่จากพื้นที่ของท่าน",
        _ => "{0} เรื่องใหม่จากวงของท่าน",
    }, digest.News];

    // What changes a day in the reader's life first, then what waits for them, then what is new: of each circle below its name
    IEnumerable<(string Heading, IReadOnlyList<DigestLine> Lines)> Sections
    {
        get
        {
            List<(string Heading, IReadOnlyList<DigestLine> Lines)> all = [(w["การประชุมของวง"], digest.Coming), (w["เรื่องที่ท่านรับไว้"], digest.Duties), (w["มีคนตอบท่าน"], [.. digest.Lines.Where(l => l is { IsAnswer: true, IsFollowed: false })]), (w["ความเห็นในเรื่องที่ท่านติดตาม"], [.. digest.Lines.Where(l => l.IsFollowed)])];
            foreach (var circle in digest.Circles)
                all.Add((ThaiText.OneLine(circle.Name), [.. digest.Lines.Where(l => l.Circle == circle.Id)]));
            all.Add((w["เรื่องใหม่"], [.. digest.Lines.Where(l => l is { IsAnswer: false, Circle: null })]));
            return all.Where(section => section.Lines.Count > 0);
        }
    }

    string MoreWords => w["ยังมีอีก {0} เรื่อง อ่านต่อที่", digest.More];
    string Why => w["ได้จดหมายนี้เพราะท่านเลือกรับ: {0}", w[digest.Issue.Rhythm.Letter]];
    string ChangeWords => w["เปลี่ยนวิธีรับ"];
    string LeaveWords => w["เลิกรับจดหมายนี้"];
    string ChangeLink => choose;

    string WriteText()
    {
        var text = new StringBuilder();
        void Line(string line = "") => text.Append(line).Append('\n');
        Line(w[Site.Name]);
        Line(Name);
        Line(Headline);
        foreach (var (heading, lines) in Sections)
        {
            Line();
            Line($"— {heading} —");
            foreach (var line in lines)
            {
                Line();
                Line(line.Title);
                foreach (var part in new[] { line.Kicker, line.Summary, line.By, line.Because }.Where(p => p.Length > 0))
                    Line("  " + part);
                Line("  " + site + line.Path);
            }
        }
        if (digest.More > 0)
        {
            Line();
            Line($"{MoreWords} {site}/");
        }
        Line();
        Line("-- ");
        Line(Why);
        Line($"{ChangeWords}: {ChangeLink}");
        Line($"{LeaveWords}: {leave}");
        return text.ToString();
    }
}
