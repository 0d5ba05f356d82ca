using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace KmCommons.Tests;

/// <summary>The one fixture: the whole site on a database of its own in a real PostgreSQL, with two districts, a few tambons and nobody in it yet.</summary>
public sealed class Village : WebApplicationFactory<Program>, IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("village-").FullName;
    string connection = "";
    bool isServed, isOurs;

    public Village() { }

    /// <summary>A village in a database of somebody else's, such as one that is going to be stopped.</summary>
    internal Village(string connection) => this.connection = connection;

    /// <summary>The password of everybody here.</summary>
    public const string Password = "ปลาตะเพียน-1234";

    /// <summary>The data folder: spool, media.</summary>
    public string Data => folder;

    /// <summary>The connection string of this village's database.</summary>
    public string Connection => connection;

    /// <summary>Settings beyond the usual; said before the site is started.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public async Task InitializeAsync()
    {
        if (connection.Length == 0)
        {
            (connection, isOurs) = (await Cluster.NewDatabase(), true);
            await Timetable.Begin(connection);
        }
        await Do(async db =>
        {
            if (db.Set<Place>().Any())
                return;
            foreach (var (code, level, thai, english, parent, north, east) in new[]
            {
                ("80", PlaceLevel.Province, "นครศรีธรรมราช", "Nakhon Si Thammarat", null, 0d, 0d),
                ("8001", PlaceLevel.District, "เมืองนครศรีธรรมราช", "Mueang Nakhon Si Thammarat", "80", 0d, 0d),
                ("8007", PlaceLevel.District, "ชะอวด", "Cha-uat", "80", 0d, 0d),
                ("800119", PlaceLevel.Tambon, "บางจาก", "Bang Chak", "8001", 8.37, 100.03),
                ("800121", PlaceLevel.Tambon, "ท่าซัก", "Tha Sak", "8001", 8.45, 100.02),
                ("800707", PlaceLevel.Tambon, "ขอนหาด", "Khon Hat", "8007", 7.93, 100.05),
            })
            {
                var place = new Place { Code = code, Level = level, Latitude = north == 0 ? null : north, Longitude = east == 0 ? null : east };
                place.Call(thai, english, parent, null);
                db.Add(place);
            }
            await db.SaveChangesAsync();
        });
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:KmCommons", connection);
        builder.UseSetting("data", folder);
        builder.UseSetting("seed", "never");
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        builder.UseSetting("environment", "Production");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        // What EF Core would warn of in the log fails the test: a limit without an order, a first of many, collections multiplied
        builder.ConfigureServices(things => things.ConfigureDbContext<CommonsDb>(options => options.ConfigureWarnings(warnings => warnings.Default(WarningBehavior.Throw))));
        if (!KeepsPasswordsWell)
            builder.ConfigureServices(things => things.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 1));
    }

    /// <summary>Whether passwords are kept as the site keeps them: that is slow on purpose, and a third of what all tests would take.</summary>
    public bool KeepsPasswordsWell { get; init; }

    /// <summary>Does something with the database, as the site would.</summary>
    public async Task Do(Func<CommonsDb, Task> deed)
    {
        await using var scope = Services.CreateAsyncScope();
        await deed(scope.ServiceProvider.GetRequiredService<CommonsDb>());
    }

    /// <summary>Asks the database something.</summary>
    public async Task<T> Ask<T>(Func<CommonsDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<CommonsDb>());
    }

    /// <summary>How many wait in the database for a lock that somebody else holds. Asked on a line of its own: within a transaction the list of who is connected stays as it was when first asked for.</summary>
    public Task<int> AtLocks() => Ask(db => db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").SingleAsync());

    /// <summary>A person who joined, with roles held as <c>(Role.NoteTaker, "800119")</c>; returns their number. User name is the address.</summary>
    public async Task<long> Joins(string address, string name, params (Role Role, string? Place)[] roles)
    {
        await using var scope = Services.CreateAsyncScope();
        var members = scope.ServiceProvider.GetRequiredService<UserManager<Member>>();
        var member = new Member { Address = address, DisplayName = name, UserName = address, Email = $"{address}@example.th", EmailConfirmed = true, JoinedAt = DateTimeOffset.UtcNow };
        var made = await members.CreateAsync(member, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(e => e.Description)));
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        db.RolesHeld.AddRange(roles.Select(r => new RoleHeld { MemberId = member.Id, Role = r.Role, PlaceCode = r.Place, ValidFrom = new(2006, 1, 1) }));
        await db.SaveChangesAsync();
        return member.Id;
    }

    /// <summary>Somebody with a browser and no account.</summary>
    public Visitor Guest() => new(Line(cookies: true));

    /// <summary>Somebody who joined and is signed in.</summary>
    public async Task<Visitor> Member(string address, string name, params (Role Role, string? Place)[] roles)
    {
        await Joins(address, name, roles);
        var visitor = Guest();
        await visitor.SignIn(address);
        return visitor;
    }

    /// <summary>Signs somebody in and gives the cookie that their browser would send: <c>member=…</c>.</summary>
    public async Task<string> SignInCookie(string address)
    {
        using var http = Line(cookies: false);
        using var form = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new FormUrlEncodedContent([new("Name", address), new("Password", Password)]) };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await http.SendAsync(form);
        return Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("member=", StringComparison.Ordinal)).Split(';')[0];
    }

    // Over a real wire CreateClient would follow redirects by itself, without the cookies
    HttpClient Line(bool cookies) => isServed
        ? new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { BaseAddress = ClientOptions.BaseAddress }
        : CreateClient(new() { AllowAutoRedirect = false, HandleCookies = cookies });

    /// <summary>Serves the site on a port of this machine, for a browser; said before it is started. The address is <c>ClientOptions.BaseAddress</c> then.</summary>
    public void Serve()
    {
        UseKestrel(0);
        isServed = true;
    }

    /// <summary>Waits until the site has heard of everything that was saved before.</summary>
    public async Task Settles()
    {
        var (bell, word, until) = (Services.GetRequiredService<Bell>(), $"settled-{Guid.NewGuid():N}", DateTime.UtcNow.AddMinutes(1));
        for (var next = bell.Next; bell.LastWord != word; next = bell.Next)
        {
            // Again, if the site did not listen yet
            await Do(db => db.Database.ExecuteSqlAsync($"select pg_notify('site', {word})"));
            await next.WaitAsync(TimeSpan.FromSeconds(5)).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.True(DateTime.UtcNow < until, "The site never heard");
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await base.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        if (isOurs)
            await Cluster.Drop(connection);
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One throwaway PostgreSQL for the <see cref="WholeRun"/>.</summary>
static class Cluster
{
    static readonly Lazy<Task<LocalPostgres>> Running = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("cluster-").FullName;
        WholeRun.Leaves(folder);
        return WholeRun.Runs(await LocalPostgres.Start(folder, throwaway: true));
    });

    static int made;

    // All tables are made once; each village begins with a copy of them
    static readonly Lazy<Task<LocalPostgres>> Ready = new(async () =>
    {
        var postgres = await Running.Value;
        await Run(postgres, "create database village");
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString.Replace("Database=commons", "Database=village;Pooling=false", StringComparison.Ordinal));
        await new SchemaKeeper(source, KmCommons.Host.Modules.All).Apply();
        return postgres;
    });

    static async Task Run(LocalPostgres postgres, string sql)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Drops the database: two hundred of them would fill a small memory.</summary>
    public static async Task Drop(string connection) => await Run(await Running.Value, $"drop database {new NpgsqlConnectionStringBuilder(connection).Database} with (force)");

    /// <summary>The connection string of a new database with all tables and nothing in them.</summary>
    public static async Task<string> NewDatabase()
    {
        var postgres = await Ready.Value;
        var name = $"village{Interlocked.Increment(ref made)}";
        await Run(postgres, $"create database {name} template village");
        // Three sites that start at once in one cold program take longer than the two seconds within which a site knows that its database is away
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name, MaxPoolSize = 12, Timeout = 30 }.ConnectionString;
    }
}
