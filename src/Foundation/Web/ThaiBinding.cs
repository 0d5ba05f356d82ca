using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace KmCommons.Foundation;

/// <summary>The framework's own complaints about a form, said in Thai: no English default message reaches a page.</summary>
static class ThaiBinding
{
    const string Unreadable = "ค่านี้อ่านไม่ได้ โปรดพิมพ์ใหม่", NotNumber = "ช่องนี้รับเฉพาะตัวเลข", Missing = "ช่องนี้ยังว่างอยู่";

    public static void Speak(DefaultModelBindingMessageProvider say)
    {
        say.SetAttemptedValueIsInvalidAccessor((_, _) => Unreadable);
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => Unreadable);
        say.SetUnknownValueIsInvalidAccessor(_ => Unreadable);
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => Unreadable);
        say.SetValueIsInvalidAccessor(_ => Unreadable);
        say.SetValueMustBeANumberAccessor(_ => NotNumber);
        say.SetNonPropertyValueMustBeANumberAccessor(() => NotNumber);
        say.SetMissingBindRequiredValueAccessor(_ => Missing);
        say.SetMissingKeyOrValueAccessor(() => Missing);
        say.SetMissingRequestBodyRequiredValueAccessor(() => Missing);
        say.SetValueMustNotBeNullAccessor(_ => Missing);
    }
}
