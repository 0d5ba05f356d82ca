using Microsoft.Extensions.Localization;

namespace KmCommons.Foundation;

/// <summary>Lets the framework's own messages (validation, binding) speak through <see cref="Words"/>.</summary>
sealed class OneLocalizer(Words words) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => words;

    public IStringLocalizer Create(string baseName, string location) => words;
}
