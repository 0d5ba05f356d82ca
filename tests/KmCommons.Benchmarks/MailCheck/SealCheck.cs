using System.Diagnostics;
using System.Globalization;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Seals judged by two verifiers that others wrote: dkimpy and OpenDKIM. The DNS record is given to them; nothing is looked up.</summary>
static class SealCheck
{
    /// <summary>Judges letters as they arrived, and the same ones with a word changed, which must not pass.</summary>
    public static void Run(Desk desk, Dkim dkim, byte[][] letters, string kind, Findings findings)
    {
        var spoiled = letters.Select(letter => (byte[])[.. letter[..^2], .. "changed\r\n"u8]).ToArray();
        string[] Dkimpy(byte[][] all) => PythonJudge.Lines("/usr/bin/python3", "seals.py", all, dkim.RecordName, dkim.Record);
        Tell("dkimpy", [.. Dkimpy(letters).Select(word => word == "good")], [.. Dkimpy(spoiled).Select(word => word == "good")], kind, findings);
        Tell("OpenDKIM", OpenDkim(desk, dkim, letters), OpenDkim(desk, dkim, spoiled), kind, findings);
    }

    private static void Tell(string judge, bool[] whole, bool[] spoiled, string kind, Findings findings) =>
        findings.Say($"{kind}: {whole.Count(good => good)} of {whole.Length} seals verified by {judge}; of as many with a changed text {spoiled.Count(good => good)}",
            whole.Contains(false) || spoiled.Contains(true) ? ["the one should be all, the other none"] : []);

    private static bool[] OpenDkim(Desk desk, Dkim dkim, byte[][] letters)
    {
        var folder = Directory.CreateTempSubdirectory("seals-").FullName;
        try
        {
            string[] files = [.. letters.Select((_, i) => Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)))];
            for (var i = 0; i < files.Length; i++) File.WriteAllBytes(files[i], letters[i]);
            File.WriteAllText(Path.Combine(folder, "keys"), $"{dkim.RecordName} {dkim.Record}\n");
            File.WriteAllText(Path.Combine(folder, "conf"), $"TestDNSData file:{Path.Combine(folder, "keys")}\n");
            using var program = Process.Start(new ProcessStartInfo(desk.At("opendkim"), ["-t", string.Join(',', files), "-x", Path.Combine(folder, "conf")]) { RedirectStandardOutput = true })!;
            var said = program.StandardOutput.ReadToEnd();
            program.WaitForExit();
            return [.. files.Select(file => said.Contains($"{file}: verification (s={dkim.Selector}, d={dkim.Domain}", StringComparison.Ordinal))];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
