using Microsoft.AspNetCore.Identity;

namespace KmCommons.People;

/// <summary>What Identity has to say, in Thai.</summary>
sealed class ThaiIdentity : IdentityErrorDescriber
{
    static IdentityError Say(string code, string thai) => new() { Code = code, Description = thai };

    public override IdentityError DefaultError() => Say(nameof(DefaultError), "ทำรายการไม่สำเร็จ โปรดลองอีกครั้ง");
    public override IdentityError ConcurrencyFailure() => Say(nameof(ConcurrencyFailure), "ข้อมูลนี้เพิ่งถูกแก้จากอีกที่หนึ่ง โปรดเปิดใหม่แล้วแก้อีกครั้ง");
    public override IdentityError PasswordMismatch() => Say(nameof(PasswordMismatch), "รหัสผ่านเดิมไม่ถูกต้อง");
    public override IdentityError InvalidToken() => Say(nameof(InvalidToken), "ลิงก์นี้ใช้ไปแล้วหรือหมดอายุ ขอลิงก์ใหม่ได้");
    public override IdentityError LoginAlreadyAssociated() => Say(nameof(LoginAlreadyAssociated), "บัญชีนี้มีเจ้าของแล้ว");
    public override IdentityError InvalidUserName(string? userName) => Say(nameof(InvalidUserName), "ชื่อผู้ใช้นี้ใช้ไม่ได้");
    public override IdentityError InvalidEmail(string? email) => Say(nameof(InvalidEmail), "ที่อยู่อีเมลนี้ไม่ถูกรูป");
    public override IdentityError DuplicateUserName(string userName) => Say(nameof(DuplicateUserName), "มีคนใช้ชื่อนี้แล้ว โปรดเลือกชื่ออื่น");
    public override IdentityError DuplicateEmail(string email) => Say(nameof(DuplicateEmail), "อีเมลนี้มีบัญชีอยู่แล้ว");
    public override IdentityError UserAlreadyHasPassword() => Say(nameof(UserAlreadyHasPassword), "บัญชีนี้ตั้งรหัสผ่านไว้แล้ว");
    public override IdentityError UserLockoutNotEnabled() => Say(nameof(UserLockoutNotEnabled), "บัญชีนี้ล็อกไม่ได้");
    public override IdentityError PasswordTooShort(int length) => Say(nameof(PasswordTooShort), "รหัสผ่านสั้นไป ใช้อย่างน้อย 8 ตัว");
    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Say(nameof(PasswordRequiresUniqueChars), "รหัสผ่านซ้ำตัวเดิมมากไป");
    public override IdentityError PasswordRequiresNonAlphanumeric() => Say(nameof(PasswordRequiresNonAlphanumeric), "รหัสผ่านต้องมีเครื่องหมาย");
    public override IdentityError PasswordRequiresDigit() => Say(nameof(PasswordRequiresDigit), "รหัสผ่านต้องมีตัวเลข");
    public override IdentityError PasswordRequiresLower() => Say(nameof(PasswordRequiresLower), "รหัสผ่านต้องมีตัวพิมพ์เล็ก");
    public override IdentityError PasswordRequiresUpper() => Say(nameof(PasswordRequiresUpper), "รหัสผ่านต้องมีตัวพิมพ์ใหญ่");
    public override IdentityError RecoveryCodeRedemptionFailed() => Say(nameof(RecoveryCodeRedemptionFailed), "รหัสกู้คืนไม่ถูกต้อง");
}
