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
public sealed class LettersPage(CommonsDb db, Viewer viewer, MailOptions options, Outbox outbox, Words words, TimeProvider clock) : PageModel
{
    /// <summary>The most letters shown of each sort.</summary>
    public const int Most = 50;

    /// <summary>A letter without its body.</summary>
    public sealed record Line(long Id, string Subject, string Recipient, DateTimeOffset ComposedAt, int Tries, DateTimeOffset NextTryAt, DateTimeOffset? EndedAt, string? Outcome)
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

    /// <summary>Since when no letter leaves (UTC); null while they do.</summary>
    public DateTimeOffset? Paused { get; private set; }

    /// <summary>Addresses that letters came back from, those that get no more first.</summary>
    public IReadOnlyList<Reach> Returned { get; private set; } = [];

    /// <summary>What came into the site's mailbox, the newest first; null when it has none.</summary>
    public IReadOnlyList<CameIn>? CameIn { get; private set; }

    /// <summary>The time now (UTC).</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The address to heal.</summary>
    [BindProperty] public string? Address { get; set; }

    /// <summary>Shows them.</summary>
    public Task OnGetAsync() => Load();

    /// <summary>Stops the post: letters are written still, and wait.</summary>
    public async Task<IActionResult> OnPostPauseAsync()
    {
        await Load();
        if (Paused is null)
            db.Add(new PostPause { Since = clock.GetUtcNow() });
        return await Done("หยุดส่งจดหมายแล้ว จดหมายที่เขียนใหม่จะรออยู่");
    }

    /// <summary>Lets it go on.</summary>
    public async Task<IActionResult> OnPostResumeAsync()
    {
        await Load();
        db.RemoveRange(await db.Set<PostPause>().ToListAsync());
        return await Done("ส่งจดหมายต่อแล้ว");
    }

    /// <summary>Tries a letter again that was given up.</summary>
    public async Task<IActionResult> OnPostAgainAsync(long id)
    {
        await Load();
        (await db.Set<OutboxLetter>().SingleOrDefaultAsync(l => l.Id == id && l.FailedAt != null) ?? throw Refused.NotFound()).TryAgain(clock.GetUtcNow());
        return await Done("จะลองส่งอีกครั้ง");
    }

    /// <summary>Lets letters of lists go to an address again.</summary>
    public async Task<IActionResult> OnPostHealAsync()
    {
        await Load();
        await Reach.Heal(db, Address ?? "", HttpContext.RequestAborted);
        return await Done("จะส่งไปที่อยู่นี้ต่อ");
    }

    /// <summary>Sends who asks a letter, to see that letters arrive.</summary>
    public async Task<IActionResult> OnPostTestAsync()
    {
        await Load();
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == viewer.Id);
        if (!member.EmailConfirmed || !Outbox.CanReach(member.Email))
            throw new Refused(422, "ท่านยังไม่มีอีเมลที่ยืนยันแล้ว จดหมายทดสอบจึงไปไม่ถึง");
        var (w, now) = (words.In(member.Language), clock.GetUtcNow());
        await outbox.Put("test", now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), member.Email!, member.DisplayName, w["จดหมายทดสอบ"], w["ถ้าท่านอ่านจดหมายนี้ได้ จดหมายของเว็บไปถึงแล้ว ป้า ปู่ ที่นี่ น้ำ ครบทุกสระและวรรณยุกต์"] + "\n");
        return await Done("เขียนจดหมายทดสอบแล้ว ดูว่าไปถึงไหนในรายการข้างล่าง");
    }

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync();
        HttpContext.Say(says);
        return Redirect("/letters");
    }

    async Task Load()
    {
        viewer.Must(Deed.Operate, new());
        Paused = await db.Set<PostPause>().Select(p => (DateTimeOffset?)p.Since).SingleOrDefaultAsync();
        Returned = await db.Set<Reach>().AsNoTracking().OrderBy(r => r.MutedAt == null).ThenByDescending(r => r.LastAt).ThenBy(r => r.Key).Take(Most).ToListAsync();
        CameIn = options.Incoming is null ? null : await db.Set<CameIn>().AsNoTracking().OrderByDescending(c => c.At).ThenBy(c => c.Key).Take(Most).ToListAsync();
        var letters = db.Set<OutboxLetter>().AsNoTracking();
        Groups =
        [
            await Read("รอส่ง", "ไม่มีจดหมายรออยู่", letters.Where(l => l.SentAt == null && l.FailedAt == null).OrderBy(l => l.NextTryAt)),
            await Read("ส่งไม่ได้", "ไม่มีจดหมายที่ส่งไม่ได้", letters.Where(l => l.FailedAt != null).OrderByDescending(l => l.FailedAt)),
            await Read("ส่งแล้ว", "ยังไม่เคยส่งจดหมาย", letters.Where(l => l.SentAt != null).OrderByDescending(l => l.SentAt)),
        ];
    }

    static async Task<Group> Read(string heading, string nothing, IQueryable<OutboxLetter> letters) => new(heading, nothing,
        await letters.Take(Most).Select(l => new Line(l.Id, l.Subject, l.Recipient, l.ComposedAt, l.Tries, l.NextTryAt, l.SentAt ?? l.FailedAt, l.Outcome)).ToListAsync(),
        await letters.CountAsync());
}
