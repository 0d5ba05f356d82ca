using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>How the letters of the site fare: waiting, not taken, handed on; with what the other side said. What stands in them is nobody's business here.</summary>
[Needs(Deed.Operate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LettersPage(CommonsDb db, Viewer viewer, MailOptions options) : PageModel
{
    /// <summary>The most letters shown of each sort.</summary>
    public const int Most = 50;

    /// <summary>A letter without its body.</summary>
    public sealed record Line(string Subject, string Recipient, DateTimeOffset ComposedAt, int Tries, DateTimeOffset NextTryAt, DateTimeOffset? EndedAt, string? Outcome)
    {
        /// <summary>What the subject is written in, which need not be the page's language.</summary>
        public string Language => Subject.Any(c => c is >= 'ก' and <= '๛') ? "th" : "en";
    }

    /// <summary>Letters of one sort: the first ones, and how many in all.</summary>
    public sealed record Group(string Heading, string Nothing, IReadOnlyList<Line> Lines, int Total);

    /// <summary>Waiting, failed, sent.</summary>
    public IReadOnlyList<Group> Groups { get; private set; } = [];

    /// <summary>Whether letters go to a mail host, and which; else null.</summary>
    public string? Host => options.Smtp is { } smtp ? $"{smtp.Host}:{smtp.Port}" : options.Sendmail;

    /// <summary>The folder the letters are put in when they go to no mail host.</summary>
    public string Spool => Path.Combine(options.Spool, "new");

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync()
    {
        viewer.Must(Deed.Operate, new());
        var letters = db.Set<OutboxLetter>().AsNoTracking();
        Groups =
        [
            await Read("รอส่ง", "ไม่มีจดหมายรออยู่", letters.Where(l => l.SentAt == null && l.FailedAt == null).OrderBy(l => l.NextTryAt)),
            await Read("ส่งไม่ได้", "ไม่มีจดหมายที่ส่งไม่ได้", letters.Where(l => l.FailedAt != null).OrderByDescending(l => l.FailedAt)),
            await Read("ส่งแล้ว", "ยังไม่เคยส่งจดหมาย", letters.Where(l => l.SentAt != null).OrderByDescending(l => l.SentAt)),
        ];
    }

    static async Task<Group> Read(string heading, string nothing, IQueryable<OutboxLetter> letters) => new(heading, nothing,
        await letters.Take(Most).Select(l => new Line(l.Subject, l.Recipient, l.ComposedAt, l.Tries, l.NextTryAt, l.SentAt ?? l.FailedAt, l.Outcome)).ToListAsync(),
        await letters.CountAsync());
}
