using KmCommons.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Where the link in the letter to a new member leads. Opening it changes nothing, since mail programs open links by themselves.</summary>
[OpenToAll]
public sealed class ConfirmPage(UserManager<Member> members, SignInManager<Member> door) : PageModel
{
    /// <summary>The member's number.</summary>
    [BindProperty(SupportsGet = true)] public string? Who { get; set; }
    /// <summary>The letter's token.</summary>
    [BindProperty(SupportsGet = true)] public string? Token { get; set; }

    /// <summary>Asks.</summary>
    public void OnGet() { }

    /// <summary>Confirms and signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (await members.FindByIdAsync(Member.Numbered(Who)) is not { } member || !(await members.ConfirmEmailAsync(member, Token ?? "")).Succeeded)
            throw new Refused(422, "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ ขอลิงก์ใหม่ได้");
        await members.SetLockoutEndDateAsync(member, null);
        await door.SignInAsync(member, isPersistent: true);
        HttpContext.Say("ยินดีต้อนรับ เขียนบันทึกแรกได้เลย");
        return Redirect("/me");
    }
}
