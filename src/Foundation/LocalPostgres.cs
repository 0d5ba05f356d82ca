using System.Diagnostics;
using System.Security.Cryptography;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>A private PostgreSQL in one folder, from the installed binaries, on a unix socket only. The site's default database.
/// Started by root it runs as user <c>postgres</c>, since PostgreSQL refuses root.</summary>
public sealed class LocalPostgres : IAsyncDisposable
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
        var fresh = !File.Exists(Path.Combine(folder, "cluster", "PG_VERSION"));
        if (fresh)
            await Make(folder);
        Directory.CreateDirectory(SocketFolder(folder));
        await Own(SocketFolder(folder));
        if ((await PgCtl(folder, "status")).Code == 0)
            return new(folder, isOurs: false);
        var options = $"-c listen_addresses='' -c unix_socket_directories={SocketFolder(folder)} -c log_timezone=UTC -c timezone=UTC -c max_connections={(throwaway ? 500 : 100)}"
            + (throwaway ? " -c fsync=off -c synchronous_commit=off -c full_page_writes=off" : "");
        var (code, said) = await PgCtl(folder, "start", "-w", "-t", "60", "-s", "-l", Path.Combine(folder, "log"), "-o", options);
        if (code != 0)
            throw new InvalidOperationException($"PostgreSQL did not start in {folder}: {said} (see {Path.Combine(folder, "log")})");
        if (fresh)
            await CreateDatabase(folder);
        return new(folder, isOurs: true);
    }

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
        if (isOurs && !await IsUsedByOthers())
            await PgCtl(folder, "stop", "-m", "fast", "-w", "-t", "30", "-s");
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
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(PasswordFile(folder), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));
        File.SetUnixFileMode(PasswordFile(folder), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await Own(folder);
        var (code, said) = await AsPostgres(Bin("initdb"), "-D", Path.Combine(folder, "cluster"), "-U", "commons", "--pwfile", PasswordFile(folder),
            "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions");
        if (code != 0)
            throw new InvalidOperationException($"initdb failed in {folder}: {said}");
    }

    static async Task CreateDatabase(string folder)
    {
        await using var source = NpgsqlDataSource.Create(new LocalPostgres(folder, isOurs: false).ConnectionString.Replace("Database=commons", "Database=postgres", StringComparison.Ordinal));
        await using var create = source.CreateCommand("create database commons template template0 encoding 'UTF8' locale 'C.UTF-8'");
        await create.ExecuteNonQueryAsync();
    }

    static Task<(int Code, string Said)> PgCtl(string folder, params string[] words) =>
        AsPostgres(Bin("pg_ctl"), [.. words, "-D", Path.Combine(folder, "cluster")]);

    static string PasswordFile(string folder) => Path.Combine(folder, "password");

    // A socket's path may have 107 bytes at most, and the data folder may lie deeper than that
    static string SocketFolder(string folder) =>
        Path.Combine(Path.GetTempPath(), "km-" + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(folder)))[..12]);

    /// <summary>The newest installed PostgreSQL program of this name.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL 15 or newer is not installed.</exception>
    public static string Bin(string program) =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.GetDirectories("/usr/lib/postgresql").Select(d => (Folder: d, Version: int.TryParse(Path.GetFileName(d), out var v) ? v : 0))
            .Where(v => v.Version >= 15).OrderByDescending(v => v.Version).Select(v => Path.Combine(v.Folder, "bin", program)).FirstOrDefault(File.Exists) is { } path
            ? path
            : throw new InvalidOperationException("PostgreSQL 15 or newer is not installed. Type: sudo apt-get install postgresql");

    static Task Own(string path) => Environment.UserName == "root" ? Shell("chown", "-R", "postgres", path) : Task.CompletedTask;

    static async Task<(int Code, string Said)> AsPostgres(string program, params string[] words) =>
        Environment.UserName == "root" ? await Shell("setpriv", [.. await Drop.Value, program, .. words]) : await Shell(program, words);

    // Root's folders are often closed to others (/root, a temporary folder): where the kernel lets it, user postgres may walk through them
    static readonly Lazy<Task<string[]>> Drop = new(async () =>
    {
        string[] user = ["--reuid=postgres", "--regid=postgres", "--init-groups"];
        string[] walking = [.. user, "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
        return (await Shell("setpriv", [.. walking, "true"])).Code == 0 ? walking : user;
    });

    static async Task<(int Code, string Said)> Shell(string program, params string[] words)
    {
        var start = new ProcessStartInfo(program, words) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} could not be started");
        // pg_ctl hands its pipes on to the server, so reading to their end would wait for ever
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? "" : await process.StandardError.ReadToEndAsync() + await process.StandardOutput.ReadToEndAsync());
    }
}
