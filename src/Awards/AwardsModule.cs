using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Awards;

/// <summary>Blog ดีเด่น: rounds, criteria that the site counts, a jury that changes, a result whose note is drafted through the door of Writing. Tables: schema <c>awards</c>. Others use nothing of it.</summary>
public sealed class AwardsModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddScoped<JurorLetters>().AddSingleton(new OfMine(typeof(AwardsOfMine)))
        .AddSingleton(new Honours(db => db.AwardRounds.Where(r => r.ResultNumber != null).Select(r => new Honour { Number = r.ResultNumber!.Value, PlaceCode = r.PlaceCode })));

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<AwardRound>(round =>
        {
            round.ToTable("round", "awards");
            round.HasMany(r => r.Criteria).WithOne().HasForeignKey(c => c.RoundId);
            round.HasMany(r => r.Nominees).WithOne().HasForeignKey(n => n.RoundId);
            round.HasMany(r => r.Jurors).WithOne().HasForeignKey(j => j.RoundId);
        });
        model.Entity<AwardCriterion>(criterion => { criterion.ToTable("criterion", "awards"); criterion.HasKey(c => new { c.RoundId, c.Kind }); });
        model.Entity<AwardNominee>(nominee => { nominee.ToTable("nominee", "awards"); nominee.HasKey(n => new { n.RoundId, n.BlogId }); });
        model.Entity<AwardJuror>(juror => { juror.ToTable("juror", "awards"); juror.HasKey(j => new { j.RoundId, j.MemberId }); juror.HasOne(j => j.Member).WithMany().HasForeignKey(j => j.MemberId); });
    }
}

/// <summary>The table of this module, by its name.</summary>
public static class AwardTables
{
    extension(CommonsDb db)
    {
        /// <summary>The rounds.</summary>
        public DbSet<AwardRound> AwardRounds => db.Set<AwardRound>();
    }
}
