using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.AspNetCore.Identity;

namespace KmCommons.People;

/// <summary>The one door to becoming a member: the form, the first administrator and the seed come through here.</summary>
public static class Joining
{
    /// <summary>Makes the member. An e-mail address is asked to be confirmed by whoever calls.</summary>
    /// <param name="language">The language of the letters to them.</param>
    /// <exception cref="Refused">422: a name, user name, password or address that cannot be, each in words.</exception>
    public static async Task<Member> Create(UserManager<Member> members, TimeProvider clock, string? name, string? userName, string? password, string? email, string? tambon, string about = "", Language language = Language.Thai)
    {
        name = Member.Called(name);
        userName = ThaiText.Normalise(userName ?? "").Trim();
        var address = ThaiSlug.Of(userName);
        if (address.Length is < 2 or > 60 || userName.Contains('@', StringComparison.Ordinal))
            throw new Refused(422, "ชื่อผู้ใช้ใช้ได้เฉพาะตัวอักษร ตัวเลข และขีด ยาว 2 ถึง 60 ตัว", "UserName");
        email = string.IsNullOrWhiteSpace(email) ? null : email.Trim();
        if (email is not null && (email.Length > 200 || email.Any(c => c > 126) || !Outbox.CanReach(email)))
            throw new Refused(422, "ที่อยู่อีเมลนี้ไม่ถูกรูป", "Email");
        var member = new Member { Address = address, DisplayName = name, UserName = userName, Email = email, TambonCode = tambon, About = about, Language = language, JoinedAt = clock.GetUtcNow() };
        if (email is not null && await members.FindByEmailAsync(email) is not null)
            throw new Refused(422, "อีเมลนี้มีบัญชีอยู่แล้ว", "Email");
        var made = await members.CreateAsync(member, password ?? "");
        if (!made.Succeeded)
            throw new Refused(422, made.Errors.First().Description, made.Errors.First().Code.StartsWith("Password", StringComparison.Ordinal) ? "Password" : "UserName");
        return member;
    }
}
