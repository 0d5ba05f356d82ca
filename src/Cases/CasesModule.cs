using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Cases;

/// <summary>Case stories: from an honest stub that asks, to a learning source. Tables: schema <c>cases</c>.
/// Others use nothing of it but the row that every story has in Content; the host's seed calls <see cref="CaseStory.Tell"/>.</summary>
public sealed class CasesModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(CaseStory.Kind);

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<CaseStory>(story =>
        {
            story.ToTable("story", "cases");
            story.HasKey(s => s.Number);
            story.HasOne(s => s.Item).WithOne().HasForeignKey<CaseStory>(s => s.Number);
            story.HasOne(s => s.Checker).WithMany().HasForeignKey(s => s.CheckedBy);
            story.HasMany(s => s.Texts).WithOne().HasForeignKey(t => t.Number);
            story.HasMany(s => s.Sources).WithOne().HasForeignKey(s => s.Number);
            story.HasMany(s => s.Figures).WithOne().HasForeignKey(f => f.Number);
        });
        model.Entity<CaseText>(text => { text.ToTable("text", "cases"); text.HasKey(t => new { t.Number, t.Part }); text.HasOne(t => t.Teller).WithMany().HasForeignKey(t => t.TellerId); });
        model.Entity<CaseSource>(source => { source.ToTable("source", "cases"); source.HasOne<ContentItem>().WithMany().HasForeignKey(s => s.Cites); });
        model.Entity<CaseFigure>().ToTable("figure", "cases");
    }
}

/// <summary>The tables of this module, by their names.</summary>
public static class CaseTables
{
    extension(CommonsDb db)
    {
        /// <summary>Case stories; who may see one is asked of its item.</summary>
        public DbSet<CaseStory> CaseStories => db.Set<CaseStory>();
    }
}
