using System.Text;
using FsCheck.Fluent;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

/// <summary>Seals on letters, judged by dkimpy: the verifier of another house.</summary>
public sealed class DkimTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kmcommons-dkim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Dkim Of(string kind, string domain = "km.example") => Dkim.Read(domain, "w48.x", Keys.File(_folder, kind));

    private static string[] Judged(Dkim dkim, params byte[][] letters) => PythonJudge.Lines("/usr/bin/python3", "seals.py", letters, dkim.RecordName, dkim.Record);

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    private static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);

    [Theory]
    [InlineData("rsa")]
    [InlineData("old rsa")]
    [InlineData("ed25519")]
    public void Every_letter_is_sealed_so_that_others_agree(string kind)
    {
        string[] texts = ["", "\n\n\n", "  two  spaces  \n\tand\ttabs\t\n\n\n", ".\n..\nFrom me\n", new string('x', 3000), "ภาษาไทย\n\n", "a\0b"];
        var dkim = Of(kind);
        Letter[] letters = [Samples.Letter(), Samples.DigestLetter(), .. texts.Select(text => Samples.Letter() with { Text = text, Html = null }),
            Samples.DigestLetter() with { Parts = [new Part { ContentType = "application/pdf", Bytes = new byte[] { 0, 13, 10, 255 }, FileName = "สรุป.pdf" }] }];
        var sealedLetters = letters.Select(letter => dkim.Sign(letter.Compose())).ToArray();
        Assert.All(Judged(dkim, sealedLetters), word => Assert.Equal("good", word));
        Assert.All(PythonJudge.Read(sealedLetters), read => Assert.Equal((0, "DKIM-Signature"), (read.Faults.Length, read.Fields[0])));
        Assert.All(sealedLetters, letter => Assert.All(Text(letter).Split("\r\nDate:")[0].Split("\r\n"), line => Assert.InRange(line.Length, 2, 76)));
        Assert.Equal(sealedLetters[1], dkim.Sign(Samples.DigestLetter().Compose()));
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ed25519")]
    public void Whatever_was_changed_on_the_way_is_noticed_and_mere_space_is_not(string kind)
    {
        var dkim = Of(kind);
        var letter = Text(dkim.Sign((Samples.DigestLetter() with { Text = "สวัสดี word word", Html = null, Subject = "Plain subject" }).Compose()));
        string[] names = ["From", "To", "Subject", "Date", "Message-ID", "Reply-To", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"];
        var lost = names.Select(name => System.Text.RegularExpressions.Regex.Replace(letter, $@"(?<=\r\n){name}:.*?\r\n(?! )", "", System.Text.RegularExpressions.RegexOptions.Singleline)).ToArray();
        string[] changed =
        [
            .. lost, letter.Replace("Plain subject", "Plain  Subject", StringComparison.Ordinal), letter.Replace("\r\n\r\n", "\r\n\r\nA", StringComparison.Ordinal), letter + "more\r\n",
            "From: evil@km.example\r\n" + letter, "Subject: Pay now\r\n" + letter, "To: all@km.example\r\n" + letter, "Date: Mon, 23 Nov 2026 07:00:00 +0700\r\n" + letter,
        ];
        Assert.All(changed, other => Assert.NotEqual(letter, other));
        Assert.All(Judged(dkim, [.. changed.Select(Bytes)]), word => Assert.NotEqual("good", word));

        string[] harmless = [letter.Replace("Subject: Plain subject", "SUBJECT: \tPlain\r\n \t subject  ", StringComparison.Ordinal), letter + "\r\n \r\n", "X-Spam: no\r\n" + letter];
        Assert.All(harmless, other => Assert.NotEqual(letter, other));
        Assert.All(Judged(dkim, [.. harmless.Select(Bytes)]), word => Assert.Equal("good", word));
    }

    [Fact]
    public void Any_spaces_and_line_ends_are_made_equal_as_others_do_it()
    {
        string[] pieces = [" ", "  ", "\t", "\r\n", "\r\n\r\n", " \r\n", "a", "b c", ".", "=20", "-", ":", "\r\n.\r\n"];
        var text = Gen.ArrayOf(Gen.Elements(pieces)).Select(string.Concat);
        var value = Gen.ArrayOf(Gen.Elements(" ", "\t", "x", "y:z", "\r\n x", "\r\n\tx")).Select(string.Concat);
        var dkim = Of("ed25519");
        var letters = Gen.Zip(text, Gen.Zip(value, value)).Sample(400, 30)
            .Select(made => dkim.Sign(Bytes($"From: a@km.example\r\nSubject:{made.Item2.Item1}\r\nreply-TO:{made.Item2.Item2}x\r\nReply-To: second\r\n\r\n{made.Item1}\r\n"))).ToArray();
        var words = Judged(dkim, letters);
        Assert.All(words.Zip(letters), judged => Assert.True(judged.First == "good", $"{judged.First}: {Text(judged.Second).ReplaceLineEndings("\\n")}"));
    }

    // RFC 8463, appendix A.3
    [Fact]
    public void The_body_of_the_standards_example_has_the_hash_that_stands_there()
    {
        var letter = "From: Joe SixPack <joe@football.example.com>\r\nTo: Suzie Q <suzie@shopping.example.net>\r\n\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
        var dkim = Of("ed25519", "football.example.com");
        Assert.Contains("bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;", Text(dkim.Sign(Bytes(letter))), StringComparison.Ordinal);
        Assert.Equal("v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", dkim.Record);
    }

    [Fact]
    public async Task What_leaves_the_site_is_sealed_once_and_handed_on_again_it_is_the_same_file()
    {
        Dictionary<string, string?> settings = new() { ["Mail:From"] = "km@commons.example", ["Mail:Dkim:Selector"] = "s1", ["Mail:Dkim:Key"] = Keys.File(_folder, "rsa") };
        var options = MailOptions.Read(settings.GetValueOrDefault, Path.Combine(_folder, "spool"));
        Assert.Equal("s1._domainkey.commons.example", options.Dkim!.RecordName);
        Assert.Contains("rsa-sha256 s1._domainkey.commons.example", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(File.ReadAllText(settings["Mail:Dkim:Key"]!)[200..220], options.ToString(), StringComparison.Ordinal);
        await using var way = options.Open();
        Assert.True(way.RepeatIsHarmless);
        var letter = Samples.DigestLetter();
        for (var i = 0; i < 2; i++) Assert.Equal(Outcome.Sent, (await way.Send("", letter.To.Address, letter.Compose(), letter.FileName)).Outcome);
        var written = File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.Combine(_folder, "spool", "new"))));
        Assert.Equal("good", Judged(options.Dkim, written)[0]);
        Assert.Equal(letter.Compose(), written[^letter.Compose().Length..]);
    }

    [Theory]
    [InlineData("short rsa", "512 bits")]
    [InlineData("curve", "neither RSA nor Ed25519")]
    [InlineData("short ed25519", "cannot be read")]
    [InlineData("nonsense", "cannot be read")]
    [InlineData("locked", "no private key")]
    [InlineData("public", "no private key")]
    [InlineData("", "no private key")]
    public void A_key_that_cannot_be_used_is_told_at_the_start(string kind, string why)
    {
        var fault = Assert.ThrowsAny<FormatException>(() => Of(kind)).Message;
        Assert.StartsWith("Mail:Dkim:Key ", fault, StringComparison.Ordinal);
        Assert.Contains(why, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "s", "Mail:Dkim:Domain")]
    [InlineData("localhost", "s", "Mail:Dkim:Domain")]
    [InlineData("km example", "s", "Mail:Dkim:Domain")]
    [InlineData("km.example; s=x", "s", "Mail:Dkim:Domain")]
    [InlineData("km.example", "", "Mail:Dkim:Selector")]
    [InlineData("km.example", "a..b", "Mail:Dkim:Selector")]
    [InlineData("km.example", "a; d=evil", "Mail:Dkim:Selector")]
    [InlineData("km.example", "s", "Mail:Dkim:Key")]
    public void A_setting_that_makes_no_sense_is_named(string domain, string selector, string key) =>
        Assert.StartsWith(key, Assert.ThrowsAny<FormatException>(() => Dkim.Read(domain, selector, Path.Combine(_folder, "missing.pem"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_Thai_domain_signs_by_its_ASCII_form() => Assert.StartsWith("w48.x._domainkey.xn--", Of("ed25519", "คลังความรู้.ไทย").RecordName, StringComparison.Ordinal);
}
