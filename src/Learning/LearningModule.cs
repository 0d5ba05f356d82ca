using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>Where people learn together: circles, and after action reviews (AAR). Tables: schema <c>learning</c>.
/// Others use nothing of it but the row that every AAR has in Content; the host's seed calls <see cref="Aar.Write"/> and <see cref="Circle"/>.</summary>
public sealed class LearningModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(Aar.Kind).AddSingleton(GiveVoice.Gives).AddSingleton(new OfMine(typeof(PromisesOfMine))).AddSingleton(new Followable("c", "วง", async (db, _, _, key, stop) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && await db.Circles.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is { } circle ? new(circle.Name, circle.Url) : null));

    /// <inheritdoc/>
    public override Task Saving(CommonsDb db, CancellationToken stop) => PointKeeping.Look(db, stop);

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Aar>(aar =>
        {
            aar.ToTable("aar", "learning");
            aar.HasKey(a => a.Number);
            aar.HasOne(a => a.Item).WithOne().HasForeignKey<Aar>(a => a.Number);
            aar.HasMany(a => a.Lines).WithOne().HasForeignKey(l => l.Number);
            aar.HasMany(a => a.People).WithOne().HasForeignKey(p => p.Number);
        });
        model.Entity<AarLine>().ToTable("aar_line", "learning");
        model.Entity<AarPerson>(person => { person.ToTable("aar_person", "learning"); person.HasOne(p => p.Member).WithMany().HasForeignKey(p => p.MemberId); });
        model.Entity<Circle>().ToTable("circle", "learning");
        VoiceTables.Map(model);
    }
}

/// <summary>The tables of this module, by their names.</summary>
public static class LearningTables
{
    extension(CommonsDb db)
    {
        /// <summary>After action reviews; who may see one is asked of its item.</summary>
        public DbSet<Aar> Aars => db.Set<Aar>();
        /// <summary>The circles.</summary>
        public DbSet<Circle> Circles => db.Set<Circle>();
    }
}
