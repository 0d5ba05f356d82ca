using System.Text;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Training;

/// <summary>Cohorts of a training (รุ่นอบรม), their blogs to practise in, and the way to a first note. It does without Writing: a blog to practise in is a blog of Content, and texts are read from revisions. Tables: schema <c>training</c>.</summary>
public sealed class TrainingModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(TrainingPage.Opens).AddSingleton(new OfMine(typeof(TrainingOfMine))).AddSingleton(new Beside(typeof(PracticeNotice))).AddSingleton(new Welcome(async (db, member, code, now, stop) =>
        {
            if (await Cohort.OfCode(db, code, stop) is not { } cohort)
                return null;
            cohort.Admit(db, member.Id, member.DisplayName, code, now);
            return cohort.Url;
        }));

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/training/{cohort:long}/copy", async (long cohort, CommonsDb db, Viewer viewer, HttpContext http) =>
            await db.Cohorts.AnyAsync(c => c.Id == cohort && c.Learners.Any(l => l.MemberId == viewer.Id), http.RequestAborted)
                ? Results.File(Encoding.UTF8.GetBytes(await PracticeTexts.Of(db, cohort, viewer.Id, http.RequestAborted)), "text/plain; charset=utf-8", $"practice-{cohort}.txt") : throw Refused.NotFound())
            .WithMetadata(new NeedsAttribute(Deed.BeMember));

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Cohort>(cohort =>
        {
            cohort.ToTable("cohort", "training");
            cohort.HasOne(c => c.Practice).WithOne().HasForeignKey<Cohort>(c => c.Id);
            cohort.HasMany(c => c.Learners).WithOne().HasForeignKey(l => l.CohortId);
        });
        model.Entity<Learner>().ToTable("learner", "training");
    }
}

/// <summary>The table of this module, by its name.</summary>
public static class TrainingTables
{
    extension(CommonsDb db)
    {
        /// <summary>The cohorts.</summary>
        public DbSet<Cohort> Cohorts => db.Set<Cohort>();
    }
}
