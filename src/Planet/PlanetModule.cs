using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Planet;

/// <summary>Collections of stories (รวมเรื่อง) that several people keep together. It knows Learning for the names of circles. Tables: schema <c>planet</c>. Others use nothing of it; the host's seed calls <see cref="Collection.Begin"/>.</summary>
public sealed class PlanetModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(Collection.Begins).AddSingleton(new OfMine(typeof(CollectionsOfMine)));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/collections/{collection:long}/feed", async (long collection, CommonsDb db, Gazetteer gazetteer, TimeProvider clock, Site site, HttpContext http) =>
            await Feed.Of((await Gathering.Of(db, gazetteer, await Collection.Find(db, collection, http.RequestAborted), clock.GetUtcNow(), http.RequestAborted)).Listing, site, http.RequestAborted))
            .WithMetadata(new OpenToAllAttribute(), new CachedAttribute());

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Collection>(collection =>
        {
            collection.ToTable("collection", "planet");
            collection.HasMany(c => c.Owners).WithOne().HasForeignKey(o => o.CollectionId);
            collection.HasMany(c => c.Rules).WithOne().HasForeignKey(r => r.CollectionId);
            collection.HasMany(c => c.Pieces).WithOne().HasForeignKey(p => p.CollectionId);
            collection.HasMany(c => c.Declined).WithOne().HasForeignKey(d => d.CollectionId);
        });
        model.Entity<CollectionOwner>(owner => { owner.ToTable("owner", "planet"); owner.HasKey(o => new { o.CollectionId, o.MemberId }); owner.HasOne(o => o.Member).WithMany().HasForeignKey(o => o.MemberId); });
        model.Entity<CollectionRule>().ToTable("rule", "planet");
        model.Entity<CollectionPiece>(piece => { piece.ToTable("piece", "planet"); piece.HasKey(p => new { p.CollectionId, p.Number }); });
        model.Entity<Declined>(declined => { declined.ToTable("declined", "planet"); declined.HasKey(d => new { d.CollectionId, d.MemberId }); });
    }
}

/// <summary>The table of this module, by its name.</summary>
public static class PlanetTables
{
    extension(CommonsDb db)
    {
        /// <summary>The collections.</summary>
        public DbSet<Collection> Collections => db.Set<Collection>();
    }
}
