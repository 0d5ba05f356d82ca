using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Sign out.</summary>
[Needs(Deed.BeMember)]
public sealed class SignOutPage(SignInManager<Member> door) : PageModel
{
    /// <summary>Asks.</summary>
    public void OnGet() { }

    /// <summary>Signs out.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await door.SignOutAsync();
        return Redirect("/");
    }
}
