using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>One's own choice: the digest every Monday, or never. Whoever has no confirmed address is shown the way to one.</summary>
[Needs(Deed.BeMember)]
public sealed class DigestsPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, UserManager<Member> members, Outbox outbox, Site site, Words words, TimeProvider clock) : PageModel
{
    /// <summary>Whether it comes every week.</summary>
    [BindProperty] public bool Weekly { get; set; }
    /// <summary>The address that is to be confirmed.</summary>
    [BindProperty] public string? Email { get; set; }
    /// <summary>The confirmed address; null while there is none.</summary>
    public string? Confirmed { get; private set; }
    /// <summary>The next Monday on which a digest goes out.</summary>
    public DateOnly Next { get; private set; }
    /// <summary>What the digest looks for.</summary>
    public Interest Interest { get; private set; } = null!;

    /// <summary>Shows the choice.</summary>
    public async Task OnGetAsync()
    {
        Email = (await Look()).Email;
        Weekly = await db.Subscriptions.AnyAsync(s => s.MemberId == viewer.Id && s.Weekly);
    }

    /// <summary>Keeps the choice.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Email = (await Look()).Email;
        if (Weekly && Confirmed is null)
            throw new Refused(422, "ยังไม่มีอีเมลที่ยืนยันแล้ว จดหมายจึงยังไปไม่ถึงท่าน ยืนยันอีเมลก่อน แล้วกลับมาเลือกอีกครั้ง", "Email");
        var subscription = await db.Subscriptions.SingleOrDefaultAsync(s => s.MemberId == viewer.Id);
        if (subscription is null && Weekly)
            db.Subscriptions.Add(subscription = new() { MemberId = viewer.Id });
        if (Weekly)
            subscription!.Begin(clock.GetUtcNow());
        else
            subscription?.End(clock.GetUtcNow());
        await db.SaveChangesAsync();
        HttpContext.Say(Weekly ? "เลือกรับแล้ว จดหมายฉบับแรกมาวันจันทร์หน้า ถ้ามีเรื่องใหม่" : "เลิกรับแล้ว จะไม่มีจดหมายสรุปไปถึงท่านอีก");
        return Redirect("/me/digests");
    }

    /// <summary>Writes the letter with the link that confirms an address, at most one in five minutes to one address.</summary>
    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var member = await Look();
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

    async Task<Member> Look()
    {
        var member = await db.Members.SingleAsync(m => m.Id == viewer.Id);
        var now = clock.GetUtcNow();
        (Confirmed, Next) = (member.EmailConfirmed ? member.Email : null, Week.Due(now).Next.Monday);
        Interest = await Interest.Of(db, gazetteer, viewer, member.TambonCode, ThaiDate.Day(now), words.In(words.Language));
        return member;
    }
}
