using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Search;
using KmCommons.Transfer;

namespace KmCommons.Host;

/// <summary>A word on the command line that makes the program do one thing and end, instead of serving: <c>Host digest --as-of …</c>.
/// It works beside a running site, since both join the same database.</summary>
/// <param name="Name">The first word.</param>
/// <param name="Do">What it does with the things of the site and the words after it; the exit code.</param>
public sealed record Command(string Name, Func<IServiceProvider, IConfiguration, Task<int>> Do)
{
    static readonly Command[] All = [new("digest", DigestCommand.Run), new("reindex", ReindexCommand.Run), new("audit", AuditCommand.Run), new("export", ExportCommand.Run), new("import", ImportCommand.Run)];

    /// <summary>The command asked for, or null when the site is to be served.</summary>
    public static Command? Asked(string[] args) => Array.Find(All, c => args.Length > 0 && c.Name == args[0]);

    /// <summary>The words without the command and with bare switches given a value, as the configuration wants them.</summary>
    public static string[] Plain(string[] args) =>
        [.. args.Skip(Asked(args) is null ? 0 : 1).SelectMany((word, i) => word is "--no-seed" or "--dry-run" or "--json" or "--preview" ? [word, "true"] : new[] { word })];

    /// <summary>Does it.</summary>
    public async Task<int> Run(IServiceProvider things)
    {
        await using var scope = things.CreateAsyncScope();
        return await Do(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<IConfiguration>());
    }
}
