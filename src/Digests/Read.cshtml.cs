using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>A letter on the web, as its reader got it: <c>/letters/read?token=…&amp;of=weekly-202611230700</c>. What was hidden since is left out. Before it is written: what it would be now.
/// The link in a letter is sealed and shows that letter alone: who was sent it on reads no other. All others are for their reader, signed in.</summary>
[OpenToAll]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ReadPage(CommonsDb db, Viewer viewer, Postbox postbox, IServiceProvider things, Words words, TimeProvider clock) : PageModel
{
    // A letter brings its own style and nothing else
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Shows the letter as its HTML part is.</summary>
    /// <param name="token">The letter's token.</param>
    /// <param name="of">The issue (<see cref="Issue.Run"/>); empty for the next.</param>
    /// <param name="seal">The seal of the link in the letter; not asked of its reader.</param>
    /// <param name="text">Whether its text part is wanted.</param>
    public async Task<IActionResult> OnGetAsync(string? token, string? of, string? seal, bool text)
    {
        var stop = HttpContext.RequestAborted;
        var subscription = await Subscription.Holding(db, token, stop);
        if (viewer.Id != subscription.MemberId && !await postbox.IsSealOf(seal, Subscription.ReadAt(subscription.Token, of ?? "")))
            throw new Refused(403, "เข้าสู่ระบบก่อน จึงอ่านจดหมายฉบับอื่นของท่านได้");
        var member = await db.Members.AsNoTracking().SingleAsync(m => m.Id == subscription.MemberId, stop);
        var (digest, w) = (await What(subscription, member, of, stop), words.In(member.Language));
        if (digest.Shown == 0)
            throw new Refused(404, of is null ? "ถ้าส่งตอนนี้จะไม่มีจดหมาย เพราะยังไม่มีเรื่องใหม่" : "ไม่มีจดหมายฉบับนี้ หรือเรื่องในจดหมายอ่านไม่ได้แล้ว");
        var letter = DigestLetter.Of(digest, await LetterLinks.Of(things, subscription, digest.Issue), w);
        Response.Headers.ContentSecurityPolicy = Policy;
        return text ? Content($"{letter.Subject}\n\n{letter.Text}", "text/plain; charset=utf-8") : Content(letter.Html, "text/html; charset=utf-8");
    }

    async Task<Digest> What(Subscription subscription, Member member, string? of, CancellationToken stop)
    {
        var (now, me) = (clock.GetUtcNow(), member.Id);
        var next = subscription.Hours.Due(now).Next;
        if (Issue.Read(of) is var (rhythm, until) && rhythm == subscription.Rhythm
            && await db.DigestsSent.Where(s => s.MemberId == me && s.Rhythm == rhythm && s.Until == until).Select(s => s.Written).SingleOrDefaultAsync(stop) is { } written)
            // Who is shut out reads what everybody may
            return await Digest.Read(written).SeenBy(db, member.LockoutEnd > now ? Viewer.Anonymous : await Viewer.Of(db, me, ThaiDate.Day(now), stop), stop);
        return of is null || of == next.Run ? await Digest.Of(things, member, subscription, next, words.In(member.Language), stop)
            : throw new Refused(404, "ไม่มีจดหมายฉบับนี้ หรือเรื่องในจดหมายอ่านไม่ได้แล้ว");
    }
}
