using System.Text;
using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Hosts that fail in every way: what the library says became of the letter, and what the host really has.</summary>
static class HostCheck
{
    private const string From = "bounce+12@km.example", To = "reader@example.th";
    private static readonly Letter Small = Samples.DigestLetter() with { Text = ".\r\n..\r\nจบ\r\n.\r\n" };
    private static readonly Letter Large = Small with { Parts = [new Part { ContentType = "application/octet-stream", Bytes = new byte[16_000_000], FileName = "large" }] };

    /// <summary>One host and one letter for each case.</summary>
    public static async Task Run(Desk desk, Findings findings)
    {
        Findings.Title("smtp-server: hosts that are odd");
        foreach (var one in HostCase.All)
        {
            using var host = new OddHost(desk, one.Odd, one.Certificate);
            var letter = (one.Large ? Large : Small).Compose();
            var delivery = await Send(Options(desk, one, host.Port), letter);
            var seen = host.End();
            findings.Say($"{one.Words}: {delivery.Outcome}{(delivery.Code > 0 ? $" {delivery.Code}" : "")}; the host has {Has(seen)}", Faults(one, delivery, seen, letter));
        }
    }

    private static MailOptions Options(Desk desk, HostCase one, int port)
    {
        var options = one.Password is null ? desk.Options(port) : desk.Options(port, ("Smtp:User", "likhit"), ("Smtp:Password", one.Password));
        return options with { Smtp = options.Smtp! with { Timeout = TimeSpan.FromSeconds(3), FinalTimeout = TimeSpan.FromSeconds(one.Large ? 60 : 3) } };
    }

    private static async Task<Delivery> Send(MailOptions options, byte[] letter)
    {
        await using var way = options.Open();
        return await way.Send(From, To, letter, "x.eml");
    }

    private static string Has(OddHost.Seen seen) => seen switch
    {
        { Letters: [{ Kept: true }] } => "one letter and answered for it",
        { Letters: [_] } => "read one letter and did not answer for it",
        { Begun: > 0 } => "a part of one letter",
        { Senders.Length: > 0 } => "the envelope only",
        { SignedIn.Length: > 0 } => "our name and password only",
        _ => "nothing of the letter",
    };

    private static IEnumerable<string> Faults(HostCase one, Delivery delivery, OddHost.Seen seen, byte[] letter)
    {
        if ((delivery.Outcome, delivery.Code) != (one.Outcome, one.Code)) yield return $"{one.Outcome} {one.Code} would be right, it said {delivery}";
        if (seen.Letters.Length != (one.Got is Got.Whole or Got.Kept ? 1 : 0)) yield return $"{seen.Letters.Length} letters came whole";
        if (seen.Letters.Any(got => got.Kept != (one.Got == Got.Kept))) yield return "it answered for the letter, or did not";
        if (seen.Letters.Any(got => !Convert.FromBase64String(got.Bytes).SequenceEqual(letter))) yield return "the letter has other bytes than ours";
        if (one.Got == Got.Part ? seen.Begun != 1 : seen.Begun != seen.Letters.Length) yield return $"{seen.Begun} letters were begun";
        if (one.Got == Got.NotAWord && (seen.Senders.Length > 0 || seen.Recipients.Length > 0)) yield return "it was told the envelope";
        if (seen.Senders.Any(from => from != From) || seen.Recipients.Any(to => to != To) || seen.Recipients.Length > 1) yield return $"the envelope is {string.Join(' ', seen.Senders)} to {string.Join(' ', seen.Recipients)}";
        if (string.Join('|', seen.SignedIn.Select(way => string.Join(' ', way))) != (one.SignedInBy is null ? "" : $"{one.SignedInBy} likhit {one.Password}")) yield return $"{seen.SignedIn.Length} sign-ins: {string.Join(' ', seen.SignedIn.Select(way => way[0]))}";
        // Before TLS nothing but the greeting may be said
        var plain = seen.Heard.Split('\x16')[0].Replace("EHLO km.example\r\n", "", StringComparison.Ordinal).Replace("STARTTLS\r\n", "", StringComparison.Ordinal).Replace("QUIT\r\n", "", StringComparison.Ordinal);
        if (plain.Length > 0) yield return $"over the plain line went {Findings.Escaped(plain)}";
        if (one.Password is not null && seen.Heard.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(one.Password)), StringComparison.Ordinal)) yield return "the password went over the plain line";
    }
}
