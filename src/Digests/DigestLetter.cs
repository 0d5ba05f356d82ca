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
    readonly LetterLinks links;
    readonly Wording w;

    DigestLetter(Digest digest, LetterLinks links, Wording w)
    {
        (this.digest, this.links, this.w) = (digest, links, w);
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
    /// <param name="links">Where its links lead.</param>
    /// <param name="w">The letter's language.</param>
    public static DigestLetter Of(Digest digest, LetterLinks links, Wording w)
    {
        var letter = new DigestLetter(digest, links, w);
        return letter.Weight <= MostBytes || digest.Lines.Count <= 1 ? letter : Of(digest.Shorter(), links, w);
    }

    double Weight => (Encoding.UTF8.GetByteCount(Text) + Encoding.UTF8.GetByteCount(Html) + digest.Calendars.Sum(c => c.Bytes.Length)) * PerByte + HeaderBytes;

    string Name => digest.Issue.Name(w);

    string Headline => (digest.News, digest.Answered) switch
    {
        (0, 0) when digest.TalkedOf == 0 && digest.AllAsked > 0 => w["{0} คำถามที่ท่านอาจตอบได้", digest.AllAsked],
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
    /// <summary>Headings and what stands below them, in the order of the letter.</summary>
    public IEnumerable<(string Heading, IReadOnlyList<DigestLine> Lines)> Sections
    {
        get
        {
            List<(string Heading, IReadOnlyList<DigestLine> Lines)> all = [(w["การประชุมของวง"], digest.Coming), (w["เรื่องที่ท่านรับไว้"], digest.Duties), (w["มีคนตอบท่าน"], [.. digest.Lines.Where(l => l is { IsAnswer: true, IsFollowed: false })]), (w["ความเห็นในเรื่องที่ท่านติดตาม"], [.. digest.Lines.Where(l => l.IsFollowed)])];
            all.Add((w["คำถามที่รอคำตอบ"], digest.Asked));
            foreach (var circle in digest.Circles)
                all.Add((ThaiText.OneLine(circle.Name), [.. digest.Lines.Where(l => l.Circle == circle.Id)]));
            List<DigestLine> News(NewsPart part, bool reviews) => [.. digest.Lines.Where(l => l is { IsAnswer: false, Circle: null } && l.Part == part && (part != NewsPart.News || l.Kind == "is-aar" == reviews))];
            all.AddRange([(w["บทเรียนหลังงาน (AAR) ใหม่"], News(NewsPart.News, true)), (w["เรื่องใหม่"], News(NewsPart.News, false)), (w["จากที่ท่านค้นไว้"], News(NewsPart.Search, false)), (w["Blog ดีเด่น"], News(NewsPart.Honour, false))]);
            return all.Where(section => section.Lines.Count > 0);
        }
    }

    string MoreWords => w["ยังมีอีก {0} เรื่อง อ่านต่อที่", digest.More];
    string Why => w["ได้จดหมายนี้เพราะท่านเลือกรับ: {0}", w[digest.Issue.Rhythm.Letter]];
    string ChangeWords => w["เปลี่ยนวิธีรับ"];
    string LeaveWords => w["เลิกรับจดหมายนี้"];
    string WebWords => w["เปิดจดหมายนี้ในเว็บ"];
    string AnswerWords => w["ตอบทางอีเมล"];

    // What a machine found due is not talked about by mail
    string? AnswerTo(DigestLine line) => line.Number > 0 && !digest.Duties.Contains(line) && links.AnswerTo(line.Number) is { } address ? "mailto:" + address : null;

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
                Line("  " + links.Site + line.Path);
                if (AnswerTo(line) is { } answer)
                    Line($"  {AnswerWords}: {answer}");
            }
        }
        if (digest.More > 0)
        {
            Line();
            Line($"{MoreWords} {links.Site}/");
        }
        Line();
        Line("-- ");
        Line(Why);
        Line($"{WebWords}: {links.Read}");
        Line($"{ChangeWords}: {links.Choose}");
        Line($"{LeaveWords}: {links.Leave}");
        return text.ToString();
    }
}
