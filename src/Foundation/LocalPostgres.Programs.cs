using System.Diagnostics;

namespace KmCommons.Foundation;

public sealed partial class LocalPostgres
{
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
        if (process.ExitCode == 0)
            return (0, "");
        var faults = await process.StandardError.ReadToEndAsync();
        return (process.ExitCode, (faults.Length > 0 ? faults : await process.StandardOutput.ReadToEndAsync()).Trim());
    }
}
