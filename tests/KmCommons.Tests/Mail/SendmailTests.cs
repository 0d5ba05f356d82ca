using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public sealed class SendmailTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kmcommons-sendmail-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A program in the place of sendmail: it keeps its arguments and its input, then does what the test says
    private Sendmail Program(string then, TimeSpan? timeout = null, bool reads = true)
    {
        var path = Path.Combine(_folder, "sendmail");
        File.WriteAllText(path, $"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{_folder}/arguments'\n{(reads ? $"cat > '{_folder}/input'" : "")}\n{then}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Sendmail(path, timeout ?? TimeSpan.FromMinutes(1));
    }

    private static Task<Delivery> Send(Sendmail sendmail, string from = "bounce+12@km.example", byte[]? letter = null) =>
        sendmail.Send(from, "reader@km.example", letter ?? Samples.Letter().Compose(), "x.eml");

    [Fact]
    public async Task The_program_gets_the_envelope_as_arguments_and_the_letter_with_local_line_ends()
    {
        await using var sendmail = Program("exit 0");
        Assert.Equal(Outcome.Sent, (await Send(sendmail)).Outcome);
        Assert.Equal(["-i", "-f", "bounce+12@km.example", "--", "reader@km.example"], await File.ReadAllLinesAsync(Path.Combine(_folder, "arguments")));
        Assert.Equal(Encoding.ASCII.GetString(Samples.Letter().Compose()).Replace("\r\n", "\n", StringComparison.Ordinal), await File.ReadAllTextAsync(Path.Combine(_folder, "input")));
        await Send(sendmail, from: "");
        Assert.Equal("<>", (await File.ReadAllLinesAsync(Path.Combine(_folder, "arguments")))[2]);
    }

    [Theory]
    [InlineData(67, Outcome.Refused)]
    [InlineData(68, Outcome.Refused)]
    [InlineData(65, Outcome.Refused)]
    [InlineData(75, Outcome.TryLater)]
    [InlineData(78, Outcome.TryLater)]
    [InlineData(1, Outcome.TryLater)]
    public async Task The_exit_code_decides_and_its_words_are_kept(int code, Outcome outcome)
    {
        await using var sendmail = Program($"echo 'User unknown' >&2; exit {code}");
        var delivery = await Send(sendmail);
        Assert.Equal((outcome, code, "User unknown"), (delivery.Outcome, delivery.Code, delivery.Reply));
    }

    [Fact]
    public async Task A_program_that_does_not_read_is_judged_by_its_exit_code()
    {
        var large = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(new string('x', 500) + "\r\n", 10_000)));
        await using (var refusing = Program("exit 75", reads: false)) Assert.Equal(Outcome.TryLater, (await Send(refusing, letter: large)).Outcome);
        await using (var strange = Program("exit 0", reads: false)) Assert.Equal(Outcome.Unknown, (await Send(strange, letter: large)).Outcome);
    }

    [Fact]
    public async Task A_program_that_hangs_or_is_killed_leaves_the_letter_unknown()
    {
        await using (var hanging = Program("exec sleep 600", TimeSpan.FromSeconds(1))) Assert.Equal(Outcome.Unknown, (await Send(hanging)).Outcome);
        await using (var killed = Program("kill -9 $$")) Assert.Equal(Outcome.Unknown, (await Send(killed)).Outcome);
    }

    [Fact]
    public async Task A_missing_program_means_try_later()
    {
        await using var missing = new Sendmail(Path.Combine(_folder, "nothing-here"), TimeSpan.FromMinutes(1));
        Assert.Equal(Outcome.TryLater, (await Send(missing)).Outcome);
    }

    [Theory]
    [InlineData("-oQ/tmp/x@evil.example")]
    [InlineData("a@b.co c@d.co")]
    [InlineData("a@b.co\n-t")]
    public async Task An_address_cannot_be_an_option_or_two(string address)
    {
        await using var sendmail = Program("exit 0");
        await Assert.ThrowsAsync<BadHeaderException>(() => sendmail.Send(address, "a@b.co", Samples.Letter().Compose(), "x.eml"));
        await Assert.ThrowsAsync<BadHeaderException>(() => sendmail.Send("", address, Samples.Letter().Compose(), "x.eml"));
        Assert.False(File.Exists(Path.Combine(_folder, "arguments")));
    }
}
