using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Search;

/// <summary>The index over everything published, the find page with its suggestions, searches that members keep, what was looked for and not found, the words of this site (<see cref="OwnWord"/>), and what is like an item and who knows of it, beside the item. Tables: schema <c>search</c>;
/// the index itself has none, it is made from the content items and follows their changes.
/// Others use <see cref="Catalogue"/>: <c>Catalogue.View.Find(FindQuery.Parse(text), new FindRequest { MaySee = AudienceKey.OpenTo(viewer) })</c>, and <see cref="SavedSearch.NewSince"/>.</summary>
public sealed class SearchModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        SiteWords.Check(configuration);
        services.AddSingleton(new Beside(typeof(RelatedBeside))).AddSingleton<Related>().AddSingleton<FacetGroups>().AddSingleton<Reindex>().AddSingleton<IndexFile>().AddSingleton<Catalogue>().AddHostedService(things => things.GetRequiredService<Catalogue>())
            .AddSingleton<Misses>().AddHostedService(things => things.GetRequiredService<Misses>()).AddSingleton<Suggestions>().AddSingleton(SavedSearch.Saves).AddSingleton(SavedSearch.Changes).AddSingleton(OwnWord.Changes);
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Missed>(missed => { missed.ToTable("missed", "search"); missed.HasKey(m => m.Words); missed.Ignore(m => m.Says); });
        model.Entity<OwnWord>().ToTable("word", "search");
        model.Entity<SavedSearch>().ToTable("saved", "search").Ignore(saved => saved.Asked);
    }
}
