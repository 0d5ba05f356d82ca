using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Moderation;

/// <summary>What waits to be read first, reports by readers, hiding and restoring with a reason, the public log of rulings, appeals, and the page of the audit trail. Nobody else needs anything of it but the letters about what waits.</summary>
public sealed class ModerationModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(ReportPage.Reports).AddScoped<Desk>();

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Report>(report => { report.ToTable("report", "moderation"); report.HasOne(r => r.Item).WithMany().HasForeignKey(r => r.Number); });
        model.Entity<Ruling>(ruling =>
        {
            ruling.ToTable("ruling", "moderation");
            ruling.HasOne(r => r.Item).WithMany().HasForeignKey(r => r.Number);
            ruling.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById);
            ruling.HasOne(r => r.Comment).WithMany().HasForeignKey(r => r.CommentId);
            ruling.HasOne<Ruling>().WithMany().HasForeignKey(r => r.Answers);
        });
        model.Entity<Appeal>(appeal =>
        {
            appeal.ToTable("appeal", "moderation");
            appeal.HasKey(a => a.RulingId);
            appeal.HasOne(a => a.Ruling).WithOne().HasForeignKey<Appeal>(a => a.RulingId);
            appeal.HasOne(a => a.Answer).WithMany().HasForeignKey(a => a.AnswerId);
        });
    }
}
