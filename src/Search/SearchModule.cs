using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Search;

/// <summary>The index over everything published, and the find page. The index is made from the content items and follows their changes; the tables here say what the servers are asked to do with theirs (<see cref="Reindex"/>), and hold the words of this site (<see cref="OwnWord"/>).
/// Others use <see cref="Catalogue"/>: <c>Catalogue.View.Find(FindQuery.Parse(text), new FindRequest { MaySee = AudienceKey.OpenTo(viewer) })</c>.</summary>
public sealed class SearchModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton<FacetGroups>().AddSingleton<Reindex>().AddSingleton<IndexFile>().AddSingleton<Catalogue>().AddHostedService(things => things.GetRequiredService<Catalogue>());

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model) => model.Entity<OwnWord>().ToTable("word", "search");
}

/// <summary>The tables of this module.</summary>
public static class SearchTables
{
    extension(CommonsDb db)
    {
        /// <summary>Words that an administrator added.</summary>
        public DbSet<OwnWord> OwnWords => db.Set<OwnWord>();
    }
}
