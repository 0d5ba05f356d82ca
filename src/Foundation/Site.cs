using Microsoft.Extensions.Configuration;

namespace KmCommons.Foundation;

/// <summary>What the site is called and where it is, for whatever leaves it: letters, feeds.</summary>
public sealed class Site(IConfiguration configuration)
{
    /// <summary>The site's own address without a slash at the end: the setting <c>site</c>, else the first address it listens on.</summary>
    public string Address { get; } = (configuration["site"] ?? configuration["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5000").TrimEnd('/');

    /// <summary>The name in letters.</summary>
    public const string Name = "ลานความรู้เมืองนคร";
}
