using System.Diagnostics;
using System.Globalization;
using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public sealed class MailboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kmcommons-mailbox-").FullName;

    private string Box => Path.Combine(_folder, "mbox");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string[] Subjects(IEnumerable<Received> found) => [.. found.Select(received => received.Letter.Subject)];

    private void Put(string name, string letter)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "new"));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
        File.WriteAllText(Path.Combine(_folder, name), letter);
    }

    [Fact]
    public void A_handled_letter_of_a_Maildir_is_seen_and_the_others_wait()
    {
        Put("new/2.a.host", "Subject: two\n\n");
        Put("new/1.b.host", "Subject: one\n\n");
        Put("cur/0.c.host:2,FR", "Subject: looked at elsewhere\n\n");
        Put("cur/3.d.host:2,S", "Subject: seen\n\n");
        Put("cur/4.e.host:2,T", "Subject: thrown away\n\n");
        Put("new/.hidden", "Subject: hidden\n\n");
        var box = Mailbox.At(_folder);
        var waiting = box.Read().ToList();
        Assert.Equal(["one", "two", "looked at elsewhere"], Subjects(waiting));
        Assert.True(box.Handled(waiting[0]));
        Assert.True(box.Handled(waiting[2]));
        Assert.Equal(["two"], Subjects(box.Read()));
        string[] seen = ["0.c.host:2,FRS", "1.b.host:2,S", "3.d.host:2,S", "4.e.host:2,T"];
        Assert.Equal(seen, Directory.GetFiles(Path.Combine(_folder, "cur")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.False(box.Handled(waiting[0]));
    }

    [Fact]
    public void A_letter_that_is_taken_away_while_others_are_read_is_passed_over()
    {
        for (var i = 1; i <= 3; i++) Put($"new/{i}.host", $"Subject: {i}\n\n");
        var found = new List<string>();
        foreach (var received in Mailbox.At(_folder).Read())
        {
            found.Add(received.Letter.Subject);
            File.Delete(Path.Combine(_folder, "new", "2.host"));
        }
        Assert.Equal(["1", "3"], found);
    }

    [Fact]
    public void Of_a_letter_that_is_too_long_as_much_is_read_as_is_allowed()
    {
        var body = new string('x', Mailbox.LongestLetter);
        Put("new/1.host", "Subject: long\n\n" + body);
        Put("new/2.host", "Subject: short\n\n" + body[20..]);
        var letters = Mailbox.At(_folder).Read().Select(received => received.Letter).ToList();
        Assert.Equal([true, false], letters.Select(letter => letter.IsCut));
        Assert.Equal(Mailbox.LongestLetter - "Subject: long\n\n".Length, letters[0].Text.Length);
        File.WriteAllText(Box, $"From a\nSubject: long\n\n{body}\n\nFrom b\nSubject: next\n\nx\n");
        letters = [.. Mailbox.At(Box).Read().Select(received => received.Letter)];
        Assert.Equal([("long", true), ("next", false)], letters.Select(letter => (letter.Subject, letter.IsCut)));
        Assert.Equal(Mailbox.LongestLetter - "Subject: long\n\n".Length, letters[0].Text.Length);
    }

    [Fact]
    public void An_mbox_is_read_on_from_where_it_was_left_and_never_written()
    {
        Assert.Empty(Mailbox.At(Box).Read());
        var first = "From a@x Mon Nov 23 07:00:00 2026\nSubject: one\n\nFrom inside\n>From quoted\n>>From twice\n\nFrom b@x Mon Nov 23 07:00:00 2026\r\nSubject: two\r\n\r\nx\r\n\r\n";
        File.WriteAllText(Box, first);
        var found = Mailbox.At(Box).Read().ToList();
        // «From inside» is after an empty line, where no writer of an mbox leaves one as it is
        Assert.Equal(["one", "", "two"], Subjects(found));
        Assert.Equal("From quoted\n>From twice\n", found[1].Letter.Text);
        Assert.True(Mailbox.At(Box).Handled(found[0]));
        Assert.Equal(["", "two"], Subjects(Mailbox.At(Box).Read(found[0].Next)));
        Assert.Empty(Mailbox.At(Box).Read(found[^1].Next));
        File.AppendAllText(Box, "From c@x\nSubject: three\n\nx\nFrom here on it is the same letter\n");
        var third = Assert.Single(Mailbox.At(Box).Read(found[^1].Next)).Letter;
        Assert.Equal(("three", "x\nFrom here on it is the same letter\n"), (third.Subject, third.Text));
        Assert.Equal(first + "From c@x\nSubject: three\n\nx\nFrom here on it is the same letter\n", File.ReadAllText(Box));
    }

    [Fact]
    public void An_mbox_that_was_emptied_or_changed_since_is_read_from_its_beginning()
    {
        File.WriteAllText(Box, "From a\nSubject: one\n\nlong long long\n\nFrom b\nSubject: two\n\nx\n");
        var places = Mailbox.At(Box).Read().Select(received => received.Next).ToList();
        File.WriteAllText(Box, "From c\nSubject: three\n\nx\n");
        Assert.All(places, place => Assert.Equal(["three"], Subjects(Mailbox.At(Box).Read(place))));
        Assert.Equal(["three"], Subjects(Mailbox.At(Box).Read(7)));
        Assert.Equal(["three"], Subjects(Mailbox.At(Box).Read(-1)));
    }

    [Fact]
    public void A_line_longer_than_any_buffer_does_not_begin_a_letter_in_its_middle()
    {
        var line = new string('x', 64 * 1024 - "From a\nSubject: one\n\n".Length);
        foreach (var shift in Enumerable.Range(-3, 7))
        {
            File.WriteAllText(Box, $"From a\nSubject: one\n\n{line[3..]}{new string('y', shift + 3)}From b\n\nFrom c{new string('z', 64 * 1024 - 6)}Subject: trick\nSubject: two\n\nx\n");
            Assert.Equal(["one", "two"], Subjects(Mailbox.At(Box).Read()));
        }
    }

    [Fact]
    public void What_another_program_writes_is_read_when_it_lets_go_of_the_lock()
    {
        var letters = new[] { "From me\nfrom you", "no line end", "\n\nFrom the end\n\n" }.Select((text, i) => $"Subject: letter {i}\nTo: a@b.co\n\n{text}").ToArray();
        var framed = Path.Combine(_folder, "letters");
        File.WriteAllText(framed, string.Concat(letters.Select(letter => string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(letter)}\n{letter}"))));
        using var python = Process.Start(new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "Mail", "mbox.py"), framed, Box]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Assert.Equal("written", python.StandardOutput.ReadLine());
        Assert.True(new FileInfo(Box).Length > 100);
        Assert.Empty(Mailbox.At(Box).Read());
        python.StandardInput.Close();
        python.WaitForExit();
        Assert.Equal(["letter 0", "letter 1", "letter 2"], Subjects(Mailbox.At(Box).Read()));
        Assert.Equal("From me\nfrom you", Mailbox.At(Box).Read().First().Letter.Text.TrimEnd('\n'));
    }
}
