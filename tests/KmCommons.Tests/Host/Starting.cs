using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using KmCommons.Foundation;
using Npgsql;

namespace KmCommons.Tests.Host;

/// <summary>The program as a newcomer starts it, when something is in the way or comes between.</summary>
public sealed class Starting : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("starting-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    string Postgres => Path.Combine(data, "postgres");
    bool PostgresRuns => File.Exists(Path.Combine(Postgres, "cluster", "postmaster.pid"));

    Process Start(string data, string address, string? connection = null)
    {
        // Under nohup or in the background of a script, signals are ignored, and that is handed on
        var start = new ProcessStartInfo("env", ["--default-signal", "dotnet", Path.Combine(AppContext.BaseDirectory, "KmCommons.Host.dll"), "--data", data, "--urls", address, "--no-seed"])
        { RedirectStandardOutput = true, RedirectStandardError = true, StandardErrorEncoding = System.Text.Encoding.UTF8, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["ConnectionStrings__KmCommons"] = connection;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return Process.Start(start)!;
    }

    async Task IsRefused(string sentence, string data, string address = "http://127.0.0.1:0", string? connection = null)
    {
        using var program = Start(data, address, connection);
        var said = program.StandardOutput.ReadToEndAsync();
        var fault = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        Assert.Equal("", await said);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.Contains("The site did not start.", Assert.Single(fault.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(1, program.ExitCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence_before_anything_is_made()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await IsRefused("Take another port: tools/run --port", data, $"http://{other.LocalEndpoint}");
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_a_sentence()
    {
        var file = Path.Combine(data, "file");
        await File.WriteAllTextAsync(file, "");
        await IsRefused(file, file);
    }

    [Fact]
    public Task A_database_that_is_away_is_said_in_a_sentence() =>
        IsRefused("The database says: Failed to connect to 127.0.0.1:1", data, connection: "Host=127.0.0.1;Port=1;Username=x;Password=x;Timeout=2");

    [Fact]
    public async Task A_cluster_that_does_not_start_is_said_in_a_sentence()
    {
        Directory.CreateDirectory(Path.Combine(Postgres, "cluster"));
        await IsRefused($"PostgreSQL did not start in {Postgres}", data);
    }

    [Theory]
    [InlineData("INT", "new database", 130)]
    [InlineData("HUP", "new database", 130)]
    [InlineData("INT", "Ready", 0)]
    [InlineData("HUP", "Ready", 0)]
    public async Task Ctrl_C_and_a_terminal_that_is_closed_leave_nothing_running_at_any_time(string signal, string after, int code)
    {
        using var program = Start(data, "http://127.0.0.1:0");
        var faults = program.StandardError.ReadToEndAsync();
        while (await program.StandardOutput.ReadLineAsync() is { } line && !line.Contains(after, StringComparison.Ordinal)) { /* not yet */ }
        Assert.True(PostgresRuns);
        using var kill = Process.Start("kill", [$"-{signal}", program.Id.ToString(CultureInfo.InvariantCulture)]);
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal("", await faults);
        Assert.Equal(code, program.ExitCode);
        Assert.False(PostgresRuns);
    }

    [Fact]
    public async Task Two_starts_at_once_on_a_new_folder_share_one_cluster_and_leave_nothing_outside_it()
    {
        var both = await Task.WhenAll(LocalPostgres.Start(Postgres, throwaway: true), LocalPostgres.Start(Postgres, throwaway: true));
        Assert.Single(both, one => one.IsNew);
        var connection = new NpgsqlConnectionStringBuilder(both[0].ConnectionString);
        Assert.Equal(connection.ConnectionString, new NpgsqlConnectionStringBuilder(both[1].ConnectionString).ConnectionString);
        Assert.True(Directory.Exists(connection.Host));
        foreach (var one in both)
            await one.DisposeAsync();
        Assert.False(PostgresRuns);
        Assert.False(Directory.Exists(connection.Host));
    }

    [Fact]
    public async Task What_a_start_left_half_made_is_made_whole_by_the_next()
    {
        Directory.CreateDirectory(Path.Combine(Postgres, "making", "base"));
        await using (var first = await LocalPostgres.Start(Postgres, throwaway: true))
        {
            await using var source = NpgsqlDataSource.Create(first.ConnectionString.Replace("Database=commons", "Database=postgres", StringComparison.Ordinal));
            await using var drop = source.CreateCommand("drop database commons");
            await drop.ExecuteNonQueryAsync();
        }
        await using var second = await LocalPostgres.Start(Postgres, throwaway: true);
        await using var again = NpgsqlDataSource.Create(second.ConnectionString);
        await using var ask = again.CreateCommand("select 1");
        Assert.Equal(1, await ask.ExecuteScalarAsync());
    }
}
