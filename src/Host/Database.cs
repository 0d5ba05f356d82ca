using KmCommons.Foundation;

namespace KmCommons.Host;

/// <summary>Which PostgreSQL the site uses: the one of <c>ConnectionStrings__KmCommons</c>, or else a private one under the data folder.</summary>
public sealed class Database : IAsyncDisposable
{
    readonly LocalPostgres? local;

    Database(LocalPostgres? local) => this.local = local;

    /// <summary>Makes it ready and writes its connection string into the configuration.</summary>
    public static async Task<Database> Ready(ConfigurationManager configuration)
    {
        if (configuration.GetConnectionString("KmCommons") is { Length: > 0 })
            return new(null);
        var local = await LocalPostgres.Start(Path.Combine(new DataFolder(configuration).Root, "postgres"));
        configuration["ConnectionStrings:KmCommons"] = local.ConnectionString;
        return new(local);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => local?.DisposeAsync() ?? ValueTask.CompletedTask;
}
