using KmCommons.Foundation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace KmCommons.Digests;

/// <summary>Remembers in the data folder where the site was last served, so that the command, which serves nothing, writes the same links.</summary>
sealed class SiteAddress(DataFolder folder, Site site) : IHostedService
{
    static string File(DataFolder folder) => Path.Combine(folder.Root, "address");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder.Root);
        return System.IO.File.WriteAllTextAsync(File(folder), site.Address, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Before the first one asks for Site
    public static void Recall(DataFolder folder, IConfiguration configuration)
    {
        if (configuration["site"] is null && configuration["urls"] is null && System.IO.File.Exists(File(folder)))
            configuration["site"] = System.IO.File.ReadAllText(File(folder));
    }
}
