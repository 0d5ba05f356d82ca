using System.Diagnostics;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public sealed class SpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kmcommons-spool-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string[] Files(string sub) => [.. Directory.GetFiles(Path.Combine(_folder, sub)).Order(StringComparer.Ordinal)];

    private static Task<Delivery> Send(ITransport spool, Letter letter, CancellationToken ct = default) => spool.Send(letter.From.Address, letter.To.Address, letter.Compose(), letter.FileName, ct);

    [Fact]
    public async Task A_letter_lies_in_new_byte_for_byte_and_nothing_in_tmp()
    {
        await using var spool = new SpoolFolder(_folder);
        Assert.Equal(Outcome.Sent, (await Send(spool, Samples.DigestLetter())).Outcome);
        Assert.Equal(Samples.DigestLetter().Compose(), await File.ReadAllBytesAsync(Assert.Single(Files("new"))));
        Assert.Empty(Files("tmp"));
    }

    [Fact]
    public async Task The_same_letter_twice_is_one_file_and_another_letter_is_another()
    {
        await using var spool = new SpoolFolder(_folder);
        await Send(spool, Samples.Letter());
        await Send(spool, Samples.Letter());
        Assert.Single(Files("new"));
        await Send(spool, Samples.Letter() with { MessageId = "digest.2026-W49.12@km.example" });
        Assert.Equal(2, Files("new").Length);
    }

    [Fact]
    public async Task Two_servers_that_write_the_same_letters_at_once_leave_each_once_and_whole()
    {
        await using var one = new SpoolFolder(_folder);
        await using var other = new SpoolFolder(_folder);
        var letters = Enumerable.Range(0, 50).Select(i => Samples.Letter() with { MessageId = $"digest.{i}@km.example" }).ToArray();
        await Task.WhenAll(new[] { one, other }.SelectMany(spool => letters.Select(letter => Task.Run(() => Send(spool, letter)))));
        Assert.Equal(letters.Select(letter => letter.FileName).Order(StringComparer.Ordinal), Files("new").Select(Path.GetFileName));
        foreach (var letter in letters) Assert.Equal(letter.Compose(), await File.ReadAllBytesAsync(Path.Combine(_folder, "new", letter.FileName)));
        Assert.Empty(Files("tmp"));
    }

    [Fact]
    public async Task A_program_killed_between_writing_and_renaming_leaves_no_half_letter_in_new()
    {
        var halves = 0;
        for (var round = 0; round < 8; round++)
        {
            await KillWhileWriting(letters: round % 4);
            halves += Files("tmp").Length;
            foreach (var file in Files("new"))
            {
                var bytes = await File.ReadAllBytesAsync(file);
                Assert.Equal(SpoolChild.Size, bytes.Length);
                Assert.True(bytes.AsSpan(0, bytes.Length - 2).IndexOfAnyExcept(bytes[0]) < 0, "a letter is mixed of two");
            }
        }
        Assert.True(halves > 0, "no kill hit the moment between writing and renaming: the test has proved nothing");
    }

    // Starts the program, waits for a number of finished letters and then for the next to be begun, and kills it there
    private async Task KillWhileWriting(int letters)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "new"));
        using var begun = new FileSystemWatcher(Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName);
        var seen = 0;
        var moment = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var child = new Process { StartInfo = new ProcessStartInfo("dotnet", ["exec", typeof(SpoolChild).Assembly.Location, "spool", _folder]) { RedirectStandardError = true } };
        begun.Created += (_, _) =>
        {
            if (++seen != letters + 1) return;
            child.Kill();
            moment.TrySetResult();
        };
        begun.EnableRaisingEvents = true;
        child.Start();
        await Task.WhenAny(moment.Task, child.WaitForExitAsync());
        Assert.True(moment.Task.IsCompleted, $"the program ended by itself: {await child.StandardError.ReadToEndAsync()}");
        await child.WaitForExitAsync();
    }

    [Fact]
    public async Task What_a_crash_left_in_tmp_is_removed_after_a_day_and_not_before()
    {
        var tmp = Directory.CreateDirectory(Path.Combine(_folder, "tmp")).FullName;
        await File.WriteAllTextAsync(Path.Combine(tmp, "old"), "half");
        await File.WriteAllTextAsync(Path.Combine(tmp, "young"), "half");
        File.SetLastWriteTimeUtc(Path.Combine(tmp, "old"), DateTime.UtcNow.AddDays(-2));
        await using var spool = new SpoolFolder(_folder);
        Assert.Equal("young", Path.GetFileName(Assert.Single(Files("tmp"))));
    }

    [Theory]
    [InlineData("../x.eml")]
    [InlineData("a/b.eml")]
    [InlineData("/etc/x.eml")]
    [InlineData(".eml")]
    [InlineData(".x.eml")]
    [InlineData("")]
    [InlineData("x.txt")]
    [InlineData("x\0.eml")]
    [InlineData("x\n.eml")]
    [InlineData("a\\b.eml")]
    public async Task A_name_that_is_no_plain_file_name_writes_nothing(string name)
    {
        await using var spool = new SpoolFolder(_folder);
        await Assert.ThrowsAsync<BadHeaderException>(() => spool.Send("", "a@b.co", new byte[] { 1 }, name));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder, "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_means_try_later_and_it_goes_when_it_is_back()
    {
        await using var spool = new SpoolFolder(_folder);
        Directory.Delete(Path.Combine(_folder, "new"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "new"), "a file in the way");
        Assert.Equal(Outcome.TryLater, (await Send(spool, Samples.Letter())).Outcome);
        Assert.Empty(Files("tmp"));
        Directory.Delete(Path.Combine(_folder, "tmp"));
        Assert.Equal(Outcome.TryLater, (await Send(spool, Samples.Letter())).Outcome);
        File.Delete(Path.Combine(_folder, "new"));
        Directory.CreateDirectory(Path.Combine(_folder, "new"));
        Directory.CreateDirectory(Path.Combine(_folder, "tmp"));
        Assert.Equal(Outcome.Sent, (await Send(spool, Samples.Letter())).Outcome);
    }

    [Fact]
    public async Task A_stopped_run_leaves_nothing_behind()
    {
        await using var spool = new SpoolFolder(_folder);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Send(spool, Samples.Letter(), new CancellationToken(canceled: true)));
        Assert.Empty(Files("new"));
        Assert.Empty(Files("tmp"));
    }
}
