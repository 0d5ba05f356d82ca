using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Host;
using KmCommons.People;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

using var beginning = new Beginning();
var builder = WebApplication.CreateBuilder(Command.Plain(args));
if (Command.Asked(args) is null)
    Beginning.NeedsItsPort(builder.Configuration);
await using var database = await (beginning.Database = Database.Ready(builder, serves: Command.Asked(args) is null));
builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false"; // as built: compressed, named by content, kept for ever
builder.WebHost.UseStaticWebAssets();
Modules.Register(builder);
Server.Limits(builder);

var app = builder.Build();
await app.Services.GetRequiredService<SchemaKeeper>().Apply();
if (Command.Asked(args) is { } command)
    return await command.Run(app.Services);
if (app.Configuration["seed"] is not "never")
    await Seed.Fill(app.Services, app.Configuration, app.Environment.ContentRootPath, beginning.Ending);

Server.Guards(app);
app.UseMiddleware<ReadCounting>();
FoundationModule.Use(app);
app.UseAuthentication();
app.Use((http, next) => Viewer.Recognise(http, _ => next()));
app.UseMiddleware<Gate>();
app.MapStaticAssets().WithMetadata(new OpenToAllAttribute());
Health.Map(app);
Offline.Map(app);
LanguageChoice.Map(app);
Modules.Map(app);
app.MapRazorPages().WithStaticAssets();

await Ready.Announce(app, beginning);
return 0;

/// <summary>The site. Its parts: <see cref="Modules"/>, its recurring jobs: <see cref="Schedule"/>, its commands: <see cref="Command"/>.</summary>
public partial class Program;
