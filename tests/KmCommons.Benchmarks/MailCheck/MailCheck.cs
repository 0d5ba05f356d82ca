using System.Globalization;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Shows the mail library to receivers and parsers that others wrote; called by <c>tools/mail-check</c>, which gets and starts them:
/// <c>mail-check --folder DIR --port N [--spool DIR]</c>. 1 when anything is not as it should be.</summary>
static class MailCheck
{
    public static async Task<int> Run(string[] args)
    {
        if (Arguments.Value(args, "folder") is not { } folder || Arguments.Value(args, "port") is not { } port) throw new FormatException("--folder and --port are missing: call it by tools/mail-check");
        var (desk, findings) = (new Desk(Path.GetFullPath(folder), int.Parse(port, CultureInfo.InvariantCulture)), new Findings());
        await PostfixCheck.Run(desk, findings);
        await BounceCheck.Run(desk, findings);
        await HostCheck.Run(desk, findings);
        NameCheck.Run(desk, findings);
        await InjectionCheck.Run(desk, findings);
        if (Arguments.Value(args, "spool") is { } spool) SpoolCheck.Run(desk, findings, spool);
        Console.WriteLine($"\n{findings.Lines} findings, {findings.Wrong} not as they should be");
        return findings.Wrong == 0 ? 0 : 1;
    }
}
