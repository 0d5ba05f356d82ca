using KmCommons.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Where the link of a password letter leads. It works once: a new password ends it, and every other sign-in of the member.</summary>
[OpenToAll]
public sealed class ResetPage(UserManager<Member> members, SignInManager<Member> door) : PageModel
{
    /// <summary>The member's number.</summary>
    [BindProperty(SupportsGet = true)] public string? Who { get; set; }
    /// <summary>The letter's token.</summary>
    [BindProperty(SupportsGet = true)] public string? Token { get; set; }
    /// <summary>The new password.</summary>
    [BindProperty] public string? Password { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Sets it and signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await members.FindByIdAsync(Member.Numbered(Who)) is not { } member)
            throw new Refused(422, "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ ขอลิงก์ใหม่ได้");
        var result = await members.ResetPasswordAsync(member, Token ?? "", Password ?? "");
        if (!result.Succeeded)
            throw new Refused(422, result.Errors.First().Description, result.Errors.First().Code.StartsWith("Password", StringComparison.Ordinal) ? "Password" : "");
        await members.SetLockoutEndDateAsync(member, null);
        await door.SignInAsync(member, isPersistent: true);
        HttpContext.Say("ตั้งรหัสผ่านใหม่แล้ว");
        return Redirect("/me");
    }
}
