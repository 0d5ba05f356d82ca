using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Host;
using KmCommons.People;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

var builder = WebApplication.CreateBuilder(Command.Plain(args));
await using var database = await Database.Ready(builder.Configuration);
Modules.Register(builder);
Server.Limits(builder);

var app = builder.Build();
await app.Services.GetRequiredService<SchemaKeeper>().Apply();
if (Command.Asked(args) is { } command)
    return await command.Run(app.Services, args);

Server.Guards(app);
FoundationModule.Use(app);
app.UseAuthentication();
app.Use((http, next) => Viewer.Recognise(http, _ => next()));
app.UseMiddleware<Gate>();
app.MapStaticAssets().WithMetadata(new OpenToAllAttribute());
Health.Map(app);
Modules.Map(app);
app.MapRazorPages().WithStaticAssets();

await Ready.Announce(app, args);
return 0;

/// <summary>The site. Its parts: <see cref="Modules"/>, its recurring jobs: <see cref="Schedule"/>, its commands: <see cref="Command"/>.</summary>
public partial class Program;
