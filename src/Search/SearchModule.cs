using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Search;

/// <summary>The index over everything published, the find page, and what is like an item and who knows of it, beside the item. No table of its own: the index is made from the content items and follows their changes.
/// Others use <see cref="Catalogue"/>: <c>Catalogue.View.Find(FindQuery.Parse(text), new FindRequest { MaySee = AudienceKey.OpenTo(viewer) })</c>.</summary>
public sealed class SearchModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new Beside(typeof(RelatedBeside))).AddSingleton<Related>().AddSingleton<FacetGroups>().AddSingleton<IndexFile>().AddSingleton<Catalogue>().AddHostedService(things => things.GetRequiredService<Catalogue>());
}
