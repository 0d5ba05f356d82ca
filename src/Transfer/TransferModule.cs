using KmCommons.Foundation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>What goes out of the site and comes into it: copies of a person's, a blog's or a circle's things or of the whole; notes from other places; a person's own data, and their leaving.
/// It knows every module that keeps something of people; the host's seed uses <see cref="FrontMatter"/>, its commands <see cref="ExportCommand"/>.</summary>
public sealed class TransferModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<SiteCopy>().AddSingleton<Import>();
}
