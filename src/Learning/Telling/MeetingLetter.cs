using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Learning;

/// <summary>A letter about meetings to one member, in their language: the same lines as plain text and as simple HTML.</summary>
public sealed class MeetingLetter
{
    static readonly HtmlEncoder Safe = HtmlEncoder.Create(ThaiHtml.Allowed);

    readonly StringBuilder text = new(), html = new();
    readonly Wording w;
    readonly Site site;
    readonly Member to;
    Circle? circle;
    long? about;

    /// <summary>Begins it with a greeting.</summary>
    public MeetingLetter(Member to, Words words, Site site)
    {
        (this.to, this.site, w) = (to, site, words.In(to.Language));
        Say(w["สวัสดี {0}", to.DisplayName]);
    }

    /// <summary>Whether letters about meetings go to a member: they have a confirmed address, want them, and neither left nor are shut out for longer than a mistyped password shuts out.</summary>
    public static bool Reaches(Member member, DateTimeOffset now) =>
        member is { WithdrawnAt: null, EmailConfirmed: true, Email: not null, LetterOfMeetings: true } && !(member.LockoutEnd > now.AddDays(1)) && Outbox.CanReach(member.Email);

    /// <summary>Says which meeting it is about: answers become comments below it, and mail readers put the letters of one circle, or of one meeting, together.</summary>
    public MeetingLetter About(long meeting, Circle? ofCircle)
    {
        (about, circle) = (meeting, ofCircle);
        return this;
    }

    /// <summary>A paragraph.</summary>
    public MeetingLetter Say(string line) => Add(line, E(line));

    /// <summary>A paragraph that is seen first.</summary>
    public MeetingLetter Strong(string label, string line) => Add($"{label} {line}".Trim(), $"{E(label)} <strong>{E(line)}</strong>");

    /// <summary>A paragraph that is no longer so; in plain text its label says it.</summary>
    public MeetingLetter Struck(string label, string line) => Add($"{label} {line}", $"{E(label)} <span style=\"text-decoration:line-through\">{E(line)}</span>");

    /// <summary>Lines that belong together.</summary>
    public MeetingLetter List(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        return all.Count == 0 ? this : Add(string.Join('\n', all.Select(l => "- " + l)), string.Join("<br>", all.Select(l => "– " + E(l))));
    }

    /// <summary>What to do and where.</summary>
    /// <param name="path">An address of the site, from its slash on.</param>
    public MeetingLetter Link(string words, string path) => Add($"{words}\n{site.Address}{path}", $"<a href=\"{E(site.Address + path)}\">{E(words)}</a>");

    /// <summary>Ends it, saying why it came and how to have no more, and puts it into the outbox unless it was put before. The caller saves.</summary>
    /// <returns>Whether it is new.</returns>
    public async Task<bool> Put(Outbox outbox, string kind, string run, string subject, string why, params Enclosed[] files)
    {
        var end = $"{why} {w["เลือกไม่รับจดหมายเรื่องการประชุมได้ที่ {0}", site.Address + "/me/to-me"]}";
        var page = $"<!doctype html>\n<html lang=\"{(w.English ? "en" : "th")}\"><head><meta charset=\"utf-8\"><title>{E(subject)}</title></head>\n<body style=\"margin:0;padding:16px;max-width:600px;font-family:Sarabun,'Noto Sans Thai Looped','Leelawadee UI',Thonburi,Tahoma,sans-serif;font-size:17px;line-height:1.7\">\n{html}<p style=\"font-size:15px\">{E(end)}</p>\n</body></html>\n";
        return await outbox.PutWith(kind, run, to.Email!, to.DisplayName, OneLine(subject), $"{text}-- \n{end}\n", page, await Among(outbox), files);
    }

    async Task<Correspondence> Among(Outbox outbox)
    {
        var name = OneLine(circle?.Name ?? Site.Name);
        var (list, back) = (circle is null ? null : string.Create(CultureInfo.InvariantCulture, $"circle-{circle.Id}"), about is { } meeting ? await outbox.WayBack(MailedComment.Purpose, to.Id, meeting) : null);
        return new() { List = list, ListName = name, AnswersTo = back, AnswersToName = name, Thread = list ?? (about is null ? null : string.Create(CultureInfo.InvariantCulture, $"meeting-{about}")) };
    }

    MeetingLetter Add(string plain, string rich)
    {
        text.Append(CultureInfo.InvariantCulture, $"{plain}\n\n");
        html.Append(CultureInfo.InvariantCulture, $"<p>{rich}</p>\n");
        return this;
    }

    // A title may hold what the head of a letter may not: then this letter would hold up all others
    static string OneLine(string subject) => string.Concat(subject.EnumerateRunes()
        .Select(r => Rune.GetUnicodeCategory(r) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? " " : r.ToString()));

    static string E(string text) => Safe.Encode(text);
}
