using System.Diagnostics;
using System.Globalization;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Host;

/// <summary>Where the seed goes: the database of one transaction, the folder it comes from, and what was planted before.</summary>
public sealed class SeedPlot(IServiceProvider things, string folder, CancellationToken stop)
{
    IServiceProvider? scope;
    string step = "", said = "";

    /// <summary>The folder <c>content-seed</c>.</summary>
    public string Folder => folder;
    /// <summary>The file being planted, when it is one of many.</summary>
    public string File { get; private set; } = "";
    /// <summary>The database; the step's own.</summary>
    public CommonsDb Db => Get<CommonsDb>();

    /// <summary>A thing of the site.</summary>
    public T Get<T>() where T : notnull => (scope ?? things).GetRequiredService<T>();

    /// <summary>Plants each file of a folder, in the order of their numbers, and says how long it took.</summary>
    public async Task EachFile(string name, Func<SeedPlot, Task> plant)
    {
        var (clock, files) = (Stopwatch.StartNew(), Directory.GetFiles(Path.Combine(folder, name), "*.md").Order(StringComparer.Ordinal).ToList());
        var planted = 0;
        foreach (var file in files)
        {
            File = file;
            planted += await Step($"{name}/{Path.GetFileNameWithoutExtension(file)}", plant) ? 1 : 0;
        }
        if (planted > 0)
            Console.WriteLine($"{planted} ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    /// <summary>Plants one part, unless it was planted before.</summary>
    public async Task Once(string name, Func<SeedPlot, Task> plant)
    {
        var clock = Stopwatch.StartNew();
        if (await Step(name, plant))
            Console.WriteLine($"done ({clock.Elapsed.TotalSeconds:0.0} s)");
    }

    /// <summary>Keeps the number that the file being planted was given, so that later files can cite it.</summary>
    public Task Remember(long number) =>
        Db.Database.ExecuteSqlAsync($"update foundation.form_done set leads_to = {number.ToString(CultureInfo.InvariantCulture)} where key = {step}");

    /// <summary>The number that a file planted before was given, by the three digits its name begins with.</summary>
    public Task<string> NumberOf(string folder, string digits) =>
        Db.Database.SqlQuery<string>($"select leads_to as \"Value\" from foundation.form_done where key like {$"seed/{folder}/{digits}-%"}").SingleAsync();

    // Before it begins: the photos of the notes take a while on a slow machine
    void Say(string name)
    {
        if (said != name)
            Console.Write($"  seed {name} ... ");
        said = name;
    }

    async Task<bool> Step(string name, Func<SeedPlot, Task> plant)
    {
        stop.ThrowIfCancellationRequested();
        await using var own = things.CreateAsyncScope();
        (scope, step) = (own.ServiceProvider, "seed/" + name);
        await using var transaction = await Db.Database.BeginTransactionAsync();
        if (await Db.Database.ExecuteSqlAsync($"insert into foundation.form_done (key, leads_to) values ({step}, '/') on conflict do nothing") == 0)
            return false;
        Say(name.Split('/')[0]);
        await plant(this);
        await Db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }
}
