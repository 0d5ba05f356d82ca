using System.Security.Cryptography;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>A private PostgreSQL in one folder, from the installed binaries, on a unix socket only. The site's default database.
/// Started by root it runs as user <c>postgres</c>, since PostgreSQL refuses root.</summary>
public sealed partial class LocalPostgres : IAsyncDisposable
{
    readonly string folder;
    bool isOurs;

    LocalPostgres(string folder, bool isOurs) => (this.folder, this.isOurs) = (folder, isOurs);

    /// <summary>What Npgsql needs to connect: socket folder, user <c>commons</c>, database <c>commons</c>.</summary>
    public string ConnectionString => $"Host={SocketFolder(folder)};Username=commons;Password={File.ReadAllText(PasswordFile(folder))};Database=commons;Application Name={Us};Maximum Pool Size=40;Timeout=2;Command Timeout=30";

    /// <summary>Starts the cluster in <paramref name="folder"/>, making it first when it is not there; joins one that is already running there.</summary>
    /// <param name="folder">The cluster's folder, such as <c>data/postgres</c>.</param>
    /// <param name="throwaway">For tests: durability off, nothing is worth keeping.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or would not start; the message says what to type.</exception>
    public static async Task<LocalPostgres> Start(string folder, bool throwaway = false)
    {
        folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(folder);
        using var turn = await Turn.Take(TurnFile(folder));
        var isNew = !Directory.Exists(Path.Combine(folder, "cluster"));
        if (isNew)
            await Make(folder);
        Directory.CreateDirectory(SocketFolder(folder));
        await Own(SocketFolder(folder));
        if ((await PgCtl(folder, "status")).Code == 0)
            return await WithDatabase(new(folder, isOurs: false) { IsNew = isNew });
        var options = $"-c listen_addresses='' -c unix_socket_directories='{SocketFolder(folder)}' -c log_timezone=UTC -c timezone=UTC -c max_connections={(throwaway ? 500 : 100)}"
            + (throwaway ? " -c fsync=off -c synchronous_commit=off -c full_page_writes=off" : "");
        var (code, said) = await PgCtl(folder, "start", "-w", "-t", "60", "-s", "-l", Path.Combine(folder, "log"), "-o", options);
        if (code != 0)
        {
            Directory.Delete(SocketFolder(folder), recursive: true);
            throw new InvalidOperationException($"PostgreSQL did not start in {folder}: {said} (see {Path.Combine(folder, "log")})");
        }
        return await WithDatabase(new(folder, isOurs: true) { IsNew = isNew });
    }

    /// <summary>Whether it was made just now.</summary>
    public bool IsNew { get; private init; }

    static string Us => $"km-{Environment.ProcessId}";

    /// <summary>From now on the cluster ends with this object, though another process started it: one that was killed cannot stop it.</summary>
    public void Adopt() => isOurs = true;

    /// <summary>Starts the cluster again if it is not running, such as after it was killed.</summary>
    public async Task Revive()
    {
        if ((await PgCtl(folder, "status")).Code != 0)
            await Start(folder);
    }

    /// <summary>Stops the cluster cleanly, if it is ours and no other process of the site is using it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!isOurs || !Directory.Exists(folder))
            return;
        using var turn = await Turn.Take(TurnFile(folder));
        if (!await IsUsedByOthers() && (await PgCtl(folder, "stop", "-m", "fast", "-w", "-t", "30", "-s")).Code == 0)
            Directory.Delete(SocketFolder(folder), recursive: true);
    }

    async Task<bool> IsUsedByOthers()
    {
        try
        {
            NpgsqlConnection.ClearAllPools();
            await using var source = NpgsqlDataSource.Create(ConnectionString);
            await using var ask = source.CreateCommand("select exists (select 1 from pg_stat_activity where application_name like 'km-%' and application_name <> $1)");
            ask.Parameters.Add(new() { Value = Us });
            return (bool)(await ask.ExecuteScalarAsync())!;
        }
        catch (NpgsqlException) { return false; }
    }

    static async Task Make(string folder)
    {
        // Made under another name first: a start that is cut off here leaves nothing that looks whole
        var making = Path.Combine(folder, "making");
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        await File.WriteAllTextAsync(PasswordFile(folder), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        File.SetUnixFileMode(PasswordFile(folder), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Own(folder);
        var (code, said) = await AsPostgres(Bin("initdb"), "-D", making, "-U", "commons", "--pwfile", PasswordFile(folder),
            "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions");
        if (code != 0)
            throw new InvalidOperationException($"PostgreSQL could not make its files in {folder}: {said}");
        Directory.Move(making, Path.Combine(folder, "cluster"));
    }

    // Asked at each start: the one that made the cluster may have been cut off before this
    static async Task<LocalPostgres> WithDatabase(LocalPostgres postgres)
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString.Replace("Database=commons", "Database=postgres", StringComparison.Ordinal));
        await using var ask = source.CreateCommand("select exists (select 1 from pg_database where datname = 'commons')");
        await using var create = source.CreateCommand("create database commons template template0 encoding 'UTF8' locale 'C.UTF-8'");
        if (!(bool)(await ask.ExecuteScalarAsync())!)
            await create.ExecuteNonQueryAsync();
        return postgres;
    }

    static Task<(int Code, string Said)> PgCtl(string folder, params string[] words) =>
        AsPostgres(Bin("pg_ctl"), [.. words, "-D", Path.Combine(folder, "cluster")]);

    static string PasswordFile(string folder) => Path.Combine(folder, "password");

    static string TurnFile(string folder) => Path.Combine(folder, "turn");

    // A socket's path may have 107 bytes at most, and the data folder may lie deeper than that
    static string SocketFolder(string folder) =>
        Path.Combine(Path.GetTempPath(), "km-" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..12]);
}
