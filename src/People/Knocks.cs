using KmCommons.Foundation;

namespace KmCommons.People;

/// <summary>How often one address may knock at the doors of the house. A village has one router: forty people who join on one day of training,
/// each with a mistake or two, must pass; one who tries passwords or floods letter boxes all night must not.</summary>
static class Knocks
{
    /// <summary>Sending the form to join, mistakes included.</summary>
    public static readonly Pace SignUp = new("SignUp", 200, TimeSpan.FromHours(1), "มีคนสมัครจากเครือข่ายนี้มากในชั่วโมงนี้");
    /// <summary>Letters to new addresses that ask for a confirmation.</summary>
    public static readonly Pace SignUpLetter = new("SignUpLetter", 60, TimeSpan.FromHours(1), "มีคนสมัครด้วยอีเมลจากเครือข่ายนี้มากในชั่วโมงนี้ มีรหัสเชิญก็สมัครได้เลย");
    /// <summary>Wrong passwords and wrong names. An account has its own count beside: eight wrong ones close it for ten minutes.</summary>
    public static readonly Pace SignIn = new("SignIn", 100, TimeSpan.FromHours(1), "มีการใส่ชื่อหรือรหัสผิดจากเครือข่ายนี้หลายครั้ง");
    /// <summary>Asking for a letter with a link to a new password.</summary>
    public static readonly Pace Forgot = new("Forgot", 20, TimeSpan.FromHours(1), "มีการขอลิงก์ตั้งรหัสใหม่จากเครือข่ายนี้หลายครั้ง ดูในกล่องจดหมายก่อน ลิงก์เดิมใช้ได้หนึ่งวัน");

    /// <summary>All of them.</summary>
    public static readonly Pace[] All = [SignUp, SignUpLetter, SignIn, Forgot];
}
