using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>The one database of the site. It holds no table of its own choosing: each <see cref="Module"/> brings its own.
/// One <see cref="DbContext.SaveChangesAsync(CancellationToken)"/> is one transaction; a form's whole request is one (see <c>Once</c>).</summary>
public sealed class CommonsDb(DbContextOptions<CommonsDb> options, IEnumerable<Module> modules, IHttpContextAccessor? http = null) : DbContext(options)
{
    /// <summary>Who is doing what is saved here: the member who is signed in, or 0 for the site itself and for who is not signed in.</summary>
    public long Actor => long.TryParse(http?.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

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
        var changed = ChangeTracker.Entries().Where(e => e.State is not EntityState.Unchanged and not EntityState.Detached).ToList();
        var (ring, audited) = (changed.Exists(e => e.Entity is not IQuiet), AuditTrail.Watch(changed));
        if (!ring && audited.Count == 0)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        // Said and rung inside the same transaction: nobody reads or hears of a change that was not made
        await using var own = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await AuditTrail.Append(this, audited, cancellationToken);
        if (ring)
            await Database.ExecuteSqlRawAsync(Bell.RingSql, cancellationToken);
        if (own is not null)
            await own.CommitAsync(cancellationToken);
        return rows;
    }
}

/// <summary>Marks a row whose change nobody needs to hear of: it alters no page that an anonymous reader sees.</summary>
public interface IQuiet;
