using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>What goes out of the site and comes into it: copies of a person's, a blog's or a circle's things or of the whole; notes from other places; a person's own data, and their leaving.
/// It knows every module that keeps something of people. Tables: schema <c>transfer</c>. The host uses <see cref="FrontMatter"/> for its seed, the two commands, and <see cref="ImportTurn"/> in its timetable.</summary>
public sealed class TransferModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton<SiteCopy>().AddSingleton<Import>().AddScoped<OwnData>().AddScoped<Leaving>()
        .AddSingleton(new Beside(typeof(OldNumber))).AddSingleton(CopyDoor.Taken).AddSingleton(ImportRun.Sent);

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model) => model.Entity<ImportRun>(run => { run.ToTable("import_run", "transfer"); run.HasOne(r => r.Blog).WithMany().HasForeignKey(r => r.BlogId); });

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => routes.MapGet("/export/copy.zip", CopyDoor.Answer).WithMetadata(new NeedsAttribute(Deed.BeMember));
}
