using KmCommons.Foundation;
using KmCommons.Places;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.People;

/// <summary>Join, with an invitation code (at once) or with an e-mail address (after following the link in a letter).</summary>
[OpenToAll]
public sealed class SignUpPage(CommonsDb db, UserManager<Member> members, SignInManager<Member> door, Outbox outbox, Site site, Gazetteer gazetteer, Paces paces, Words words, IEnumerable<Welcome> welcomes, TimeProvider clock) : PageModel
{
    /// <summary>The name others read.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>The tambon's code.</summary>
    [BindProperty] public string? Tambon { get; set; }
    /// <summary>The invitation code.</summary>
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }
    /// <summary>The e-mail address.</summary>
    [BindProperty] public string? Email { get; set; }
    /// <summary>The name to sign in with.</summary>
    [BindProperty] public string? UserName { get; set; }
    /// <summary>The password.</summary>
    [BindProperty] public string? Password { get; set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Joins.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        paces.Count(Knocks.SignUp, HttpContext.Connection.RemoteIpAddress);
        var invitation = string.IsNullOrWhiteSpace(Code) ? null : await Invitation.Take(db, Code, clock.GetUtcNow());
        if (invitation is null && string.IsNullOrWhiteSpace(Email))
            throw new Refused(422, "ใส่รหัสเชิญหรืออีเมลอย่างใดอย่างหนึ่ง", "Code");
        var member = await Joining.Create(members, clock, Name, UserName, Password, Email, Tambon is { } code && gazetteer.Find(code) is not null ? code : null, language: words.Language);
        if (invitation is not null)
        {
            if (invitation.Role is { } role)
                db.RolesHeld.Add(new() { MemberId = member.Id, Role = role, PlaceCode = invitation.PlaceCode, ValidFrom = DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime) });
            string? leads = null;
            foreach (var welcome in welcomes)
                leads ??= await welcome.Of(db, member, invitation.Code, clock.GetUtcNow(), HttpContext.RequestAborted);
            await db.SaveChangesAsync();
            await door.SignInAsync(member, isPersistent: true);
            HttpContext.Say("ยินดีต้อนรับ เขียนบันทึกแรกได้เลย");
            return Redirect(leads ?? "/me");
        }
        paces.Count(Knocks.SignUpLetter, HttpContext.Connection.RemoteIpAddress);
        await members.SetLockoutEndDateAsync(member, Member.UntilConfirmed);
        var token = await members.GenerateEmailConfirmationTokenAsync(member);
        var link = $"{site.Address}/confirm?who={member.Id}&token={Uri.EscapeDataString(token)}";
        var w = words.In(member.Language);
        await outbox.Put("confirm", $"{member.Id}", member.Email!, member.DisplayName, w["ยืนยันอีเมลของท่านกับลานความรู้เมืองนคร"],
            $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["กดลิงก์นี้เพื่อเริ่มใช้งาน (ใช้ได้หนึ่งวัน)"]}\n{link}\n\n{w["ถ้าท่านไม่ได้สมัคร ไม่ต้องทำอะไร"]}\n");
        await db.SaveChangesAsync();
        HttpContext.Say("ส่งจดหมายไปแล้ว เปิดอีเมลแล้วกดลิงก์เพื่อเริ่มใช้งาน");
        return Redirect("/sign-in");
    }
}
