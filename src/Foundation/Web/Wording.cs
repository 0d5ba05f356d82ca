using System.Globalization;

namespace KmCommons.Foundation;

/// <summary>A language that the site speaks.</summary>
public enum Language
{
    /// <summary>ไทย, unless somebody asks for another.</summary>
    Thai,
    /// <summary>อังกฤษ.</summary>
    English,
}

/// <summary>The words of one language, whoever is looking: for letters, which nobody asks for at that moment. The Thai sentence is the key, as in <see cref="Words"/>.</summary>
public sealed class Wording(Language language, EnglishWords english)
{
    /// <summary>Whether it is English.</summary>
    public bool English => language == Language.English;

    /// <summary>The sentence in this language.</summary>
    public string this[string thai] => English ? english.Of(thai) ?? thai : thai;

    /// <summary>The sentence in this language with its places filled.</summary>
    public string this[string thai, params object[] arguments] => string.Format(CultureInfo.InvariantCulture, this[thai], arguments);
}
