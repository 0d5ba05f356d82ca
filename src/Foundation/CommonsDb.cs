using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>The one database of the site. It holds no table of its own choosing: each <see cref="Module"/> brings its own.
/// One <see cref="DbContext.SaveChangesAsync(CancellationToken)"/> is one transaction; a form's whole request is one (see <c>Once</c>).</summary>
public sealed class CommonsDb(DbContextOptions<CommonsDb> options, IEnumerable<Module> modules) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var module in modules)
            module.Tables(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(SnakeCase.Of(property.GetColumnName()));
            foreach (var part in entity.GetComplexProperties())
                foreach (var property in part.ComplexType.GetProperties())
                    property.SetColumnName($"{SnakeCase.Of(part.Name)}_{SnakeCase.Of(property.Name)}");
        }
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<Enum>().HaveConversion<string>();

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        foreach (var module in modules)
            await module.Saving(this, cancellationToken);
        var ring = ChangeTracker.Entries().Any(e => e.State is not EntityState.Unchanged and not EntityState.Detached && e.Entity is not IQuiet);
        if (!ring)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        // Rings inside the same transaction, so nobody hears of a change that was not made
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await Database.ExecuteSqlRawAsync(Bell.RingSql, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
        return rows;
    }
}

/// <summary>Marks a row whose change nobody needs to hear of: it alters no page that an anonymous reader sees.</summary>
public interface IQuiet;
