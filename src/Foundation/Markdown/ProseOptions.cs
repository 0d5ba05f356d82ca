namespace KmCommons.Foundation.Markdown;

/// <summary>What the renderer asks of its caller: it knows neither the photos nor the address of the site.</summary>
public sealed record ProseOptions
{
    /// <summary>No photos, every http address is outside.</summary>
    public static ProseOptions Plain { get; } = new();

    /// <summary>Finds the photo of <c>![caption](photo:NAME)</c>: NAME is whatever the writer put there, percent-decoded and trimmed.
    /// Null when there is no such photo, or not for this writer; the reader then sees a quiet sentence in its place.</summary>
    public Func<string, ProsePhoto?> Photo { get; init; } = static _ => null;

    /// <summary>Hosts that are this site (<c>km.example.th</c>, no port): links to them are not marked as outside links.</summary>
    public IReadOnlyList<string> OwnHosts { get; init; } = [];

    /// <summary>The form field a refusal speaks of; empty for the whole form.</summary>
    public string Field { get; init; } = "";
}
