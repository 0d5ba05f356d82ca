using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>One's own choice of letters. Whoever has no confirmed address is shown the way to one.</summary>
[Needs(Deed.BeMember)]
public sealed class DigestsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, IEnumerable<CircleCalendar> calendars, UserManager<Member> members, Outbox outbox, Site site, Paces paces, IServiceProvider things, Words words, TimeProvider clock) : ChoosingPage(db, gazetteer, calendars, words, clock)
{
    readonly CommonsDb db = db;
    readonly Words words = words;
    readonly TimeProvider clock = clock;

    /// <summary>The address that is to be confirmed.</summary>
    [BindProperty] public string? Email { get; set; }
    /// <summary>The confirmed address; null while there is none.</summary>
    public string? Confirmed { get; private set; }
    /// <summary>How letters fare there, when they came back and none go any more; else null.</summary>
    public Reach? Muted { get; private set; }
    /// <summary>The letters that came, the newest first.</summary>
    public IReadOnlyList<Issue> Past { get; private set; } = [];
    /// <summary>The letter that a sheet for the wall is made of (<see cref="Issue.Run"/>); empty for the newest weekly one.</summary>
    [BindProperty] public string? Letter { get; set; }

    /// <summary>Shows the choice.</summary>
    public async Task OnGetAsync()
    {
        Email = (await Look()).Email;
        Show();
    }

    /// <summary>Keeps the choice.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Email = (await Look()).Email;
        if (Confirmed is null)
            throw new Refused(422, "ยังไม่มีอีเมลที่ยืนยันแล้ว จดหมายจึงยังไปไม่ถึงท่าน ยืนยันอีเมลก่อน แล้วกลับมาเลือกอีกครั้ง", "Email");
        Keep();
        await db.SaveChangesAsync();
        HttpContext.Say(Chosen.Any ? "บันทึกการเลือกแล้ว จดหมายฉบับแรกมาตามเวลาที่เลือก ถ้ามีเรื่องใหม่" : "เลิกรับแล้ว จะไม่มีจดหมายสรุปไปถึงท่านอีก");
        return Redirect("/me/digests");
    }

    /// <summary>Writes the letter with the link that confirms an address, at most one in five minutes to one address.</summary>
    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var member = await Look();
        Show();
        if (Confirmed is not null)
            return Redirect("/me/digests");
        var email = (Email ?? "").Trim();
        try { _ = new MailAddress(email); }
        catch (BadHeaderException) { throw new Refused(422, "ที่อยู่อีเมลนี้ไม่ถูกรูป", "Email"); }
        if (await members.FindByEmailAsync(email) is { } holder && holder.Id != member.Id)
            throw new Refused(422, "อีเมลนี้มีบัญชีอยู่แล้ว", "Email");
        if (member.Email != email)
            await members.SetEmailAsync(member, email);
        var link = $"{site.Address}/confirm?who={member.Id}&token={Uri.EscapeDataString(await members.GenerateEmailConfirmationTokenAsync(member))}";
        var run = string.Create(CultureInfo.InvariantCulture, $"{member.Id}-{clock.GetUtcNow().ToUnixTimeSeconds() / 300}");
        var w = words.In(member.Language);
        await outbox.Put("confirm", run, email, member.DisplayName, w["ยืนยันอีเมลของท่านกับลานความรู้เมืองนคร"],
            $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["กดลิงก์นี้เพื่อยืนยันว่าอีเมลนี้เป็นของท่าน (ใช้ได้หนึ่งวัน) แล้วกลับไปเลือกรับจดหมายสรุปได้"]}\n{link}\n\n{w["ถ้าท่านไม่ได้ขอ ไม่ต้องทำอะไร"]}\n");
        await db.SaveChangesAsync();
        HttpContext.Say("ส่งจดหมายไปแล้ว เปิดอีเมลแล้วกดลิงก์เพื่อยืนยัน");
        return Redirect("/me/digests");
    }

    /// <summary>Says that letters arrive again.</summary>
    public async Task<IActionResult> OnPostHealAsync()
    {
        Email = (await Look()).Email;
        Show();
        if (Confirmed is { } address)
            await Reach.Heal(db, address, HttpContext.RequestAborted);
        HttpContext.Say("จะส่งจดหมายให้ท่านต่อ ถ้ายังกลับมาอีก จะหยุดและบอกท่านอีกครั้ง");
        return Redirect("/me/digests");
    }

    /// <summary>Makes a sheet for those without e-mail, also for who has none themselves.</summary>
    public async Task<IActionResult> OnPostBoardAsync()
    {
        var member = await Look();
        Email = member.Email;
        Show();
        paces.Count(Board.Makes, viewer.Id);
        var board = await Board.Make(db, things.GetServices<CircleCalendar>(), member.Id, await ForBoard(member), clock.GetUtcNow(), HttpContext.RequestAborted);
        await db.SaveChangesAsync();
        return Redirect(board.Url);
    }

    // The letter that was sent; who got none has the one that others got, and in a quiet week what there is of the next
    async Task<Digest> ForBoard(Member member)
    {
        var (me, stop, hours) = (member.Id, HttpContext.RequestAborted, Chosen.HoursOf(Rhythm.Weekly));
        var due = hours.Due(clock.GetUtcNow());
        var (rhythm, until) = string.IsNullOrEmpty(Letter) ? (Rhythm.Weekly, due.Until) : Issue.Read(Letter) ?? throw Refused.NotFound();
        if (await db.DigestsSent.Where(s => s.MemberId == me && s.Rhythm == rhythm && s.Until == until).Select(s => s.Written).SingleOrDefaultAsync(stop) is { } written)
            return Digest.Read(written);
        if (!string.IsNullOrEmpty(Letter))
            throw Refused.NotFound();
        var (w, none) = (words.In(member.Language), new Subscription { MemberId = me });
        return await Digest.Of(things, member, none, due, w, stop) is { IsEmpty: false } last ? last : await Digest.Of(things, member, none, due.Next, w, stop);
    }

    async Task<Member> Look()
    {
        var member = await db.Members.SingleAsync(m => m.Id == viewer.Id);
        Confirmed = member.EmailConfirmed ? member.Email : null;
        Muted = await Reach.Of(db, Confirmed, clock.GetUtcNow());
        await Load(member);
        var sent = await db.DigestsSent.AsNoTracking().Where(s => s.MemberId == member.Id && s.Written != null).OrderByDescending(s => s.Until).Take(Chosen.MostPast).Select(s => new { s.Rhythm, s.Until }).ToListAsync();
        Past = sent.ConvertAll(s => new Issue(Chosen.HoursOf(s.Rhythm), s.Until));
        return member;
    }
}
