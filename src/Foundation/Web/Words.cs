using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace KmCommons.Foundation;

/// <summary>The words of the interface. The Thai sentence is the key; the English lies in each module's English.json.
/// In a page: <c>@L["เขียนบันทึก"]</c>, <c>@L["{0} ความเห็น", n]</c>. Thai when nobody chose.</summary>
public sealed class Words(IHttpContextAccessor http, EnglishWords english) : IStringLocalizer
{
    /// <summary>The cookie that remembers a reader's choice of English; no cookie means Thai.</summary>
    public const string Cookie = "lang";

    /// <summary>Whether this request is answered in English.</summary>
    public bool English => http.HttpContext is { } context && IsEnglish(context.Request);

    /// <summary>Whether this request asks for English.</summary>
    public static bool IsEnglish(HttpRequest request) => request.Cookies[Cookie] == "en";

    /// <summary>The words of a language, whoever is looking.</summary>
    public Wording In(Language language) => new(language, english);

    /// <summary>The language of this request.</summary>
    public Language Language => English ? Language.English : Language.Thai;

    /// <inheritdoc/>
    public LocalizedString this[string name] => English && english.Of(name) is { } text ? new(name, text) : new(name, name, resourceNotFound: English);

    /// <inheritdoc/>
    public LocalizedString this[string name, params object[] arguments] =>
        new(name, string.Format(CultureInfo.InvariantCulture, this[name].Value, arguments));

    /// <summary>The sentence of a refusal, with how long to wait where waiting helps.</summary>
    public string Say(Refused refused) => refused.RetryAfter is { } wait
        ? this[refused.Message].Value + " " + this["ลองใหม่ได้ในอีก {0} นาที", Math.Max(1, (int)Math.Ceiling(wait.TotalMinutes))].Value : this[refused.Message].Value;

    /// <inheritdoc/>
    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => english.All.Select(w => new LocalizedString(w.Key, w.Value));
}

/// <summary>Every module's English.json in one look-up.</summary>
public sealed class EnglishWords(IEnumerable<Module> modules)
{
    /// <summary>Thai sentence to English sentence.</summary>
    public FrozenDictionary<string, string> All { get; } = (
        from assembly in modules.Select(m => m.GetType().Assembly)
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith("/English.json", StringComparison.Ordinal)
        from pair in JsonSerializer.Deserialize<Dictionary<string, string>>(assembly.GetManifestResourceStream(name)!)!
        group pair.Value by pair.Key).ToFrozenDictionary(g => g.Key, g => g.First());

    /// <summary>The English of a Thai sentence, or null.</summary>
    public string? Of(string thai) => All.GetValueOrDefault(thai);
}
