using System.Security.Cryptography;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>Makes the first administrator, with a code that only the server's console shows. Gone (404) as soon as there is one.</summary>
[OpenToAll]
public sealed class FirstRunPage(CommonsDb db, UserManager<Member> members, SignInManager<Member> door, Words words, TimeProvider clock) : PageModel
{
    /// <summary>The code for this start of the program, printed on its console while there is no administrator.</summary>
    public static string ConsoleCode { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 20);

    /// <summary>The code typed.</summary>
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }
    /// <summary>The name others read.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>The name to sign in with.</summary>
    [BindProperty] public string? UserName { get; set; }
    /// <summary>The e-mail address.</summary>
    [BindProperty] public string? Email { get; set; }
    /// <summary>The password.</summary>
    [BindProperty] public string? Password { get; set; }

    /// <summary>Whether nobody administrates yet.</summary>
    public static async Task<bool> IsNeeded(CommonsDb db) => !await db.RolesHeld.AnyAsync(r => r.Role == Role.Administrator && r.ValidTo == null);

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync()
    {
        if (!await IsNeeded(db))
            throw Refused.NotFound();
    }

    /// <summary>Makes the administrator and signs in.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        // Two people at once: the second waits, and finds that there is one
        await db.Database.ExecuteSqlRawAsync("lock table people.role_held in share row exclusive mode");
        if (!await IsNeeded(db))
            throw Refused.NotFound();
        if (!CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes((Code ?? "").Trim()), System.Text.Encoding.UTF8.GetBytes(ConsoleCode)))
            throw new Refused(403, "รหัสเริ่มใช้ไม่ตรงกับที่พิมพ์บนหน้าจอเครื่องแม่ข่าย", "Code");
        var member = await Joining.Create(members, clock, Name, UserName, Password, Email, null, language: words.Language);
        db.RolesHeld.Add(new() { MemberId = member.Id, Role = Role.Administrator, ValidFrom = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) });
        await db.SaveChangesAsync();
        await door.SignInAsync(member, isPersistent: true);
        return Redirect("/me");
    }
}
