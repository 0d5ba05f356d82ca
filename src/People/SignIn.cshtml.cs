using KmCommons.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Sign in with a user name or an e-mail address.</summary>
[OpenToAll, NotOnce]
public sealed class SignInPage(SignInManager<Member> door, UserManager<Member> members, CommonsDb db, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>User name or e-mail.</summary>
    [BindProperty] public string Name { get; set; } = "";
    /// <summary>Password.</summary>
    [BindProperty] public string Password { get; set; } = "";
    /// <summary>Where to go then; an address of this site.</summary>
    [BindProperty(SupportsGet = true)] public string? Then { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Signs in. Eight wrong passwords close the account for ten minutes; whether a name exists is never said.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var (name, from) = ((Name ?? "").Trim(), HttpContext.Connection.RemoteIpAddress);
        paces.Count(Knocks.SignIn, from);
        var member = await members.FindByNameAsync(name) ?? (name.Contains('@', StringComparison.Ordinal) ? await members.FindByEmailAsync(name) : null);
        var result = member is null ? Microsoft.AspNetCore.Identity.SignInResult.Failed : await door.PasswordSignInAsync(member, Password ?? "", isPersistent: true, lockoutOnFailure: true);
        if (result.IsLockedOut)
            throw member!.LockoutEnd == Member.UntilConfirmed
                ? new Refused(403, "ยังไม่ได้ยืนยันอีเมล เปิดจดหมายจากลานความรู้แล้วกดลิงก์ หรือกด “ลืมรหัสผ่าน” เพื่อรับลิงก์ใหม่")
                : new Refused(429, "ใส่รหัสผิดหลายครั้ง บัญชีนี้จึงปิดไว้ชั่วครู่ ขอตั้งรหัสผ่านใหม่ก็ได้") { RetryAfter = member.LockoutEnd - clock.GetUtcNow() };
        if (!result.Succeeded)
            throw new Refused(422, "ชื่อหรือรหัสผ่านไม่ถูกต้อง ตรวจดูแล้วลองอีกครั้ง");
        paces.GiveBack(Knocks.SignIn, from);
        if (await Reach.Of(db, member!.Email, clock.GetUtcNow()) is not null)
            HttpContext.Say("จดหมายไปไม่ถึงท่าน จึงหยุดส่งจดหมายสรุปไว้ก่อน ดูเหตุ แล้วให้ส่งต่อได้ที่ “จดหมายถึงท่าน”");
        return Redirect(Back.To(Then));
    }
}
