using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>Withdraw one's own name. Nobody can do it for somebody else: it asks for the password, and the last letter tells.</summary>
[Needs(Deed.BeMember), NotOnce] // a wrong password counts although it is refused, as at the door
public sealed class LeavePage(CommonsDb db, Viewer viewer, UserManager<Member> members, SignInManager<Member> door, Leaving leaving, TimeProvider clock) : PageModel
{
    /// <summary>Whether own notes and comments go too.</summary>
    [BindProperty] public bool WithNotes { get; set; }
    /// <summary>The password.</summary>
    [BindProperty] public string? Password { get; set; }
    /// <summary>Whether it was understood.</summary>
    [BindProperty] public bool IsSure { get; set; }
    /// <summary>How many notes they wrote.</summary>
    public int Notes { get; private set; }
    /// <summary>How many comments.</summary>
    public int Comments { get; private set; }
    /// <summary>Where others write of them by name.</summary>
    public IReadOnlyList<Row> Elsewhere { get; private set; } = [];

    /// <summary>Says what will happen.</summary>
    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        (Notes, Comments) = (await db.Items.CountAsync(i => i.AuthorId == viewer.Id && i.Kind == "note", stop), await db.Comments.CountAsync(c => c.MemberId == viewer.Id, stop));
        Elsewhere = await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(i => i.AuthorId != viewer.Id && (i.Words.Contains(viewer.Name) || i.Title.Contains(viewer.Name))).OrderByDescending(i => i.Number).Take(20)).ToListAsync(stop);
    }

    /// <summary>Does it and signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var stop = HttpContext.RequestAborted;
        await OnGetAsync();
        if (!IsSure)
            throw new Refused(422, "ติ๊กว่าเข้าใจแล้วก่อน เพราะทำคืนไม่ได้", "IsSure");
        var member = await members.FindByIdAsync(viewer.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? throw Refused.NotFound();
        var result = await door.CheckPasswordSignInAsync(member, Password ?? "", lockoutOnFailure: true);
        if (result.IsLockedOut)
            throw new Refused(429, "ใส่รหัสผิดหลายครั้ง บัญชีนี้จึงปิดไว้ชั่วครู่ ขอตั้งรหัสผ่านใหม่ก็ได้") { RetryAfter = member.LockoutEnd - clock.GetUtcNow() };
        if (!result.Succeeded)
            throw new Refused(422, "รหัสผ่านไม่ถูกต้อง ยังไม่ได้ถอนชื่อ", "Password");
        await using (var transaction = await db.Database.BeginTransactionAsync(stop))
        {
            await leaving.Leave(viewer.Id, WithNotes, clock.GetUtcNow(), stop);
            await transaction.CommitAsync(stop);
        }
        await door.SignOutAsync();
        HttpContext.Say("ถอนชื่อของท่านแล้ว");
        return Redirect("/");
    }
}
