using KmCommons.Mail;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>What every module stands on and no more: database, schema, jobs, letters on their way, web basics, Markdown. It knows no word of the field.
/// Others use <see cref="CommonsDb"/>, <see cref="Words"/>, <see cref="Refused"/>, <see cref="Bell"/>, <see cref="Job"/>, <see cref="Flash"/>, <see cref="Paces"/>.</summary>
public sealed class FoundationModule : Module
{
    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        OutboxLetter.Table(model);
        PostPause.Table(model);
        CameIn.Table(model);
        Reach.Table(model);
        AuditTrail.Table(model);
    }

    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(TimeProvider.System).AddSingleton<DataFolder>().AddHttpContextAccessor();
        var connection = configuration.GetConnectionString("KmCommons")
            ?? throw new InvalidOperationException("No connection string: the host starts a local PostgreSQL first and puts it there.");
        services.AddSingleton(_ => Source(connection)); // made by the container, so that it closes it
        services.AddDbContextPool<CommonsDb>((things, options) => options.UseNpgsql(things.GetRequiredService<NpgsqlDataSource>()));
        services.AddSingleton<SchemaKeeper>().AddSingleton<Bell>().AddHostedService(things => things.GetRequiredService<Bell>());
        services.AddSingleton<Paces>().AddSingleton<JobRunner>().AddSingleton<Site>().AddScoped<Outbox>();
        services.AddSingleton<Postbox>().AddHostedService(things => things.GetRequiredService<Postbox>()).AddScoped<Inbox>();
        services.AddSingleton(things => MailOptions.Read(key => configuration[key], Path.Combine(things.GetRequiredService<DataFolder>().Root, "spool")));
        services.AddSingleton<EnglishWords>().AddSingleton<Words>().AddSingleton<IStringLocalizer>(things => things.GetRequiredService<Words>());
        services.AddSingleton<IStringLocalizerFactory, OneLocalizer>();
        services.AddDataProtection().SetApplicationName("KmCommons");
        // It warns at each start that the keys lie unencrypted in the database; so they do, knowingly (SECURITY.md)
        services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddSingleton<ProtectionKeys>().AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((keys, repository) => keys.XmlRepository = repository);
        services.AddRazorPages(pages =>
        {
            pages.RootDirectory = "/";
            pages.Conventions.ConfigureFilter(new IgnoreAntiforgeryTokenAttribute()); // SameOrigin stands in for tokens
            pages.Conventions.ConfigureFilter(new TypeFilterAttribute(typeof(Once)));
        })
            .AddViewOptions(view => view.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddMvcOptions(ThaiBinding.Speak)
            .AddDataAnnotationsLocalization()
            .AddRazorOptions(razor => razor.PageViewLocationFormats.Add("/Village/{0}.cshtml"));
    }

    // Planned once a connection, not once a question: half of what PostgreSQL does for a page. A pooler between us says otherwise in the connection string
    static NpgsqlDataSource Source(string connection)
    {
        var source = new NpgsqlDataSourceBuilder(connection);
        if (!connection.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            source.ConnectionStringBuilder.MaxAutoPrepare = 200;
        return source.Build();
    }

    /// <summary>The order of what stands before the pages.</summary>
    public static void Use(WebApplication app)
    {
        app.Services.GetRequiredService<Paces>(); // a setting that makes no sense stops the start, not the first form
        app.UseMiddleware<PageCache>();
        app.UseRouting();
        app.Use((context, next) => PageCache.Keep(context, _ => next()));
        app.UseMiddleware<SameOrigin>();
    }
}
