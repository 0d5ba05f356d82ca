using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Places;

/// <summary>The ground: province, zones, districts, tambons, villages, each dated. Others use <see cref="Gazetteer"/> to read and <see cref="Place"/> to point.</summary>
public sealed class PlacesModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<Gazetteer>();

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Place>(place => { place.ToTable("place", "places"); place.HasKey(p => p.Code); place.HasMany(p => p.Eras).WithOne().HasForeignKey(e => e.Code); });
        model.Entity<PlaceEra>().ToTable("place_era", "places");
        model.Entity<Zone>().ToTable("zone", "places");
        model.Entity<ZoneDistrict>().ToTable("zone_district", "places");
        model.Entity<Village>().ToTable("village", "places");
    }
}
