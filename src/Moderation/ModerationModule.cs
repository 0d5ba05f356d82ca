using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Moderation;

/// <summary>Reports by readers, hiding and restoring with a reason, and the public log of every ruling. Nobody else needs anything of it.</summary>
public sealed class ModerationModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(ReportPage.Reports);

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Report>(report => { report.ToTable("report", "moderation"); report.HasOne(r => r.Item).WithMany().HasForeignKey(r => r.Number); });
        model.Entity<Ruling>(ruling =>
        {
            ruling.ToTable("ruling", "moderation");
            ruling.HasOne(r => r.Item).WithMany().HasForeignKey(r => r.Number);
            ruling.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById);
        });
    }
}
