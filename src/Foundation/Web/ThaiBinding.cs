using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace KmCommons.Foundation;

/// <summary>The framework's own complaints about a form, said in Thai: no English default message reaches a page.</summary>
sealed class ThaiBinding : IValidationMetadataProvider
{
    const string Unreadable = "ค่านี้อ่านไม่ได้ โปรดพิมพ์ใหม่", NotNumber = "ช่องนี้รับเฉพาะตัวเลข", Missing = "ช่องนี้ยังว่างอยู่";

    public static void Speak(MvcOptions mvc)
    {
        mvc.ModelMetadataDetailsProviders.Add(new ThaiBinding());
        var say = mvc.ModelBindingMessageProvider;
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

    // A string that may not be null is required by itself, and would say so in English
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var required in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>())
            required.ErrorMessage ??= Missing;
    }
}
