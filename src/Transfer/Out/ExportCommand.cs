using System.Diagnostics;
using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Transfer;

/// <summary>The command <c>export</c>: a copy of everything, a blog, a circle or a person into a folder, beside a running site or without one.
/// Who runs it sees what an administrator sees: not the drafts of others, not what only a circle reads; with <c>--as NAME</c> what that member sees.</summary>
public static class ExportCommand
{
    /// <summary>Makes the copy. 0: it is whole; 130: it was stopped, and goes on when it is asked for again.</summary>
    public static Task<int> Run(IServiceProvider things, IConfiguration configuration) => StoppableCommand.Run(stop => Run(things, configuration, Console.Out, stop));

    /// <summary>The same, with where it says how far it is.</summary>
    public static async Task<int> Run(IServiceProvider things, IConfiguration configuration, TextWriter said, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var viewer = await Asker(db, configuration["as"], now, stop);
        var scope = await CopyScope.Find(db, viewer, configuration["person"], configuration["blog"], configuration["circle"], now, stop);
        var (folder, clock, last) = (new CopyFolder(configuration["to"] ?? throw new IOException("--to DIR")), Stopwatch.StartNew(), TimeSpan.FromSeconds(-9));
        var made = await things.GetRequiredService<SiteCopy>().Make(scope, viewer, folder, (done, total) =>
        {
            if (done < total && clock.Elapsed - last < TimeSpan.FromSeconds(1))
                return;
            last = clock.Elapsed;
            said.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {done:N0} / {total:N0} เรื่อง (things)  {(total == 0 ? 100 : 100L * done / total)} %  {clock.Elapsed.TotalSeconds:0.0} วินาที (s)"));
        }, stop);
        folder.Finish();
        await said.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{scope.Name}: {made:N0} เรื่อง เปิด index.html ในโฟลเดอร์นั้น · {made:N0} things; open index.html there"));
        return 0;
    }

    /// <summary>Who asks on the command line: an administrator of the whole, who is in no circle; or the member named.</summary>
    /// <exception cref="Refused">422: nobody has this name.</exception>
    public static async Task<Viewer> Asker(CommonsDb db, string? name, DateTimeOffset now, CancellationToken stop) =>
        name is null ? Operator : await Viewer.Of(db, (await Member.Named(db, name, "as", stop)).Id, ThaiDate.Day(now), stop);

    // Nobody has this number: what the operator sees, no row says is theirs
    static readonly Viewer Operator = new(-1, "", [new RoleHeld { Role = Role.Administrator }]);
}
