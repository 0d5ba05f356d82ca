using Microsoft.Extensions.Configuration;

namespace KmCommons.Foundation;

/// <summary>The one folder with everything the site keeps outside the code: database, photos, spool, index. <c>--data DIR</c>, by default <c>data</c>.</summary>
public sealed class DataFolder(IConfiguration configuration)
{
    /// <summary>The folder's full path.</summary>
    public string Root { get; } = Path.GetFullPath(configuration["data"] ?? "data");

    /// <summary>A folder below <see cref="Root"/>, made when missing.</summary>
    public string Sub(string name) => Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
}
