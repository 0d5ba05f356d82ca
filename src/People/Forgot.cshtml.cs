using KmCommons.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Asks for a letter with a link to a new password. The answer is the same whether the address is known or not.</summary>
[OpenToAll]
public sealed class ForgotPage(CommonsDb db, UserManager<Member> members, Outbox outbox, Site site, Paces paces, Words words, TimeProvider clock) : PageModel
{
    /// <summary>The e-mail address.</summary>
    [BindProperty] public string? Email { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Writes the letter; at most one in five minutes to one address. Whether the address is known or not, the asking counts.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        paces.Count(Knocks.Forgot, HttpContext.Connection.RemoteIpAddress);
        if (await members.FindByEmailAsync((Email ?? "").Trim()) is { } member)
        {
            var token = await members.GeneratePasswordResetTokenAsync(member);
            var run = $"{member.Id}-{clock.GetUtcNow().ToUnixTimeSeconds() / 300}";
            var (w, link) = (words.In(member.Language), $"{site.Address}/reset?who={member.Id}&token={Uri.EscapeDataString(token)}");
            await outbox.Put("password", run, member.Email!, member.DisplayName, w["ตั้งรหัสผ่านใหม่ของลานความรู้เมืองนคร"],
                $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["กดลิงก์นี้เพื่อตั้งรหัสผ่านใหม่ (ใช้ได้หนึ่งวัน)"]}\n{link}\n\n{w["ถ้าท่านไม่ได้ขอ ไม่ต้องทำอะไร รหัสเดิมยังใช้ได้"]}\n");
            await db.SaveChangesAsync();
        }
        HttpContext.Say("ถ้าอีเมลนี้มีบัญชี จะมีจดหมายไปถึงในไม่กี่นาที");
        return Redirect("/sign-in");
    }
}
