using System.Net;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.People;

public sealed partial class Joining(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Somebody_with_an_invitation_joins_without_email_and_has_its_role()
    {
        var facilitator = await village.Member("amnuai", "คุณอำนวย", (Role.Facilitator, "8001"));
        var page = await (await facilitator.Open("/invite")).Fill("บทบาทที่ได้รับ", "NoteTaker").Fill("พื้นที่", "800119").Press("ออกรหัส");
        var code = Code().Match(page.Text).Value;
        var newcomer = village.Guest();
        var joined = await (await newcomer.Open("/sign-up")).Fill("ชื่อที่ให้คนอื่นเห็น", "คุณลิขิตใหม่").Fill("รหัสเชิญ", code).Fill("ชื่อผู้ใช้", "likhit-mai").Fill("รหัสผ่าน", Village.Password).Press("สมัคร");
        Assert.Equal("/me", joined.Address);
        Assert.Contains("คุณลิขิต", joined.Text, StringComparison.Ordinal);
        var again = await (await village.Guest().Open("/sign-up")).Fill("ชื่อที่ให้คนอื่นเห็น", "อีกคน").Fill("รหัสเชิญ", code).Fill("ชื่อผู้ใช้", "ik-khon").Fill("รหัสผ่าน", Village.Password).Press("สมัคร");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.Status);
        Assert.Contains("ใช้ครบแล้ว", again.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_facilitator_invites_only_within_the_own_place()
    {
        var facilitator = await village.Member("near", "คุณใกล้", (Role.Facilitator, "8001"));
        var refused = await (await facilitator.Open("/invite")).Fill("บทบาทที่ได้รับ", "NoteTaker").Fill("พื้นที่", "800707").Press("ออกรหัส");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
    }

    [Fact]
    public async Task Somebody_with_an_email_joins_through_the_link_in_the_letter()
    {
        var newcomer = village.Guest();
        await (await newcomer.Open("/sign-up")).Fill("ชื่อที่ให้คนอื่นเห็น", "คนมีเมล").Fill("อีเมล", "mail@example.th").Fill("ชื่อผู้ใช้", "mee-mail").Fill("รหัสผ่าน", Village.Password).Press("สมัคร");
        var early = await (await newcomer.Open("/sign-in")).Fill("ชื่อผู้ใช้หรืออีเมล", "mee-mail").Fill("รหัสผ่าน", Village.Password).Press("เข้าสู่ระบบ");
        Assert.Equal(HttpStatusCode.Forbidden, early.Status);
        Assert.Contains("ยังไม่ได้ยืนยันอีเมล", early.Text, StringComparison.Ordinal);
        var welcomed = await (await newcomer.Open(await LinkIn("mail@example.th"))).Press("ยืนยัน");
        Assert.Equal("/me", welcomed.Address);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_once_by_the_letter()
    {
        await village.Joins("forgetful", "คนลืม");
        var answer = await (await village.Guest().Open("/forgot")).Fill("อีเมล", "forgetful@example.th").Press("ส่งลิงก์ตั้งรหัสใหม่");
        var unknown = await (await village.Guest().Open("/forgot")).Fill("อีเมล", "nobody@example.th").Press("ส่งลิงก์ตั้งรหัสใหม่");
        Assert.Equal(answer.Address, unknown.Address);
        var link = await LinkIn("forgetful@example.th");
        var set = await (await village.Guest().Open(link)).Fill("รหัสผ่านใหม่", "รหัสใหม่-5678").Press("ตั้งรหัสผ่าน");
        Assert.Equal("/me", set.Address);
        var twice = await (await village.Guest().Open(link)).Fill("รหัสผ่านใหม่", "รหัสอื่น-9999").Press("ตั้งรหัสผ่าน");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        Assert.Contains("ใช้ไปแล้วหรือหมดอายุ", twice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eight_wrong_passwords_close_the_account_for_a_while()
    {
        await village.Joins("guarded", "คนระวัง");
        var thief = village.Guest();
        for (var i = 0; i < 8; i++)
            await (await thief.Open("/sign-in")).Fill("ชื่อผู้ใช้หรืออีเมล", "guarded").Fill("รหัสผ่าน", $"wrong-{i}").Press("เข้าสู่ระบบ");
        var closed = await (await thief.Open("/sign-in")).Fill("ชื่อผู้ใช้หรืออีเมล", "guarded").Fill("รหัสผ่าน", Village.Password).Press("เข้าสู่ระบบ");
        Assert.Equal(HttpStatusCode.TooManyRequests, closed.Status);
        Assert.Contains("ลองใหม่ได้ในอีก 10 นาที", closed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_after_signing_in_is_never_on_another_site()
    {
        await village.Joins("careful", "คนรอบคอบ");
        var page = await village.Guest().Open("/sign-in?then=https://example.org/evil");
        var after = await page.Fill("ชื่อผู้ใช้หรืออีเมล", "careful").Fill("รหัสผ่าน", Village.Password).Press("เข้าสู่ระบบ");
        Assert.Equal("/", after.Address);
    }

    async Task<string> LinkIn(string recipient)
    {
        var bytes = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Recipient == recipient).OrderByDescending(l => l.Id).Select(l => l.Bytes).FirstAsync());
        var mail = System.Text.Encoding.ASCII.GetString(bytes);
        var body = mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        var text = mail.Contains("base64", StringComparison.Ordinal)
            ? System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(body.ReplaceLineEndings("")))
            : System.Text.Encoding.UTF8.GetString(QuotedPrintable(body));
        return new Uri(Link().Match(text).Value).PathAndQuery;
    }

    static byte[] QuotedPrintable(string text) => [.. Quoted().Replace(text.Replace("=\r\n", "", StringComparison.Ordinal), m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()).Select(c => (byte)c)];

    [GeneratedRegex("[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"http\S+token=\S+")]
    private static partial Regex Link();

    [GeneratedRegex("=([0-9A-F]{2})")]
    private static partial Regex Quoted();
}

public sealed class FirstRun(Village village) : IClassFixture<Village>
{
    [Fact]
    public async Task Only_the_code_on_the_console_makes_the_first_administrator_and_then_the_page_is_gone()
    {
        var wrong = await Fill((await village.Guest().Open("/first-run")), "guessed-code").Press("เริ่มใช้");
        Assert.Equal(HttpStatusCode.Forbidden, wrong.Status);
        var right = await Fill(await village.Guest().Open("/first-run"), FirstRunPage.ConsoleCode).Press("เริ่มใช้");
        Assert.Equal("/me", right.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await village.Guest().Open("/first-run")).Status);
    }

    static Seen Fill(Seen page, string code) =>
        page.Fill("รหัสเริ่มใช้", code).Fill("ชื่อที่ให้คนอื่นเห็น", "ผู้ดูแลคนแรก").Fill("ชื่อผู้ใช้", "first").Fill("รหัสผ่าน", Village.Password);
}
