using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>What Postfix does with a letter to nobody, and what the library reads of that.</summary>
static class BounceCheck
{
    private const long Number = 4711;

    /// <summary>Sends one letter to an unknown reader and one to another domain.</summary>
    public static async Task Run(Desk desk, Findings findings)
    {
        Findings.Title("Postfix: letters that cannot be delivered");
        await using var way = desk.Options(desk.Port).Open();
        var letter = Samples.Letter() with { From = new MailAddress("km@km.example"), To = new MailAddress("nobody@example.th", "ไม่มีใคร"), MessageId = "bounced.1@km.example" };
        var outside = await way.Send(PostfixCheck.Bounces.For(1), "somebody@elsewhere.example", letter.Compose(), letter.FileName);
        findings.Say($"to a domain that is not ours: {outside.Outcome}, {outside.Code}", outside is { Outcome: Outcome.Refused, Code: 554 } ? [] : ["Refused, 554 would be right"]);
        var taken = await way.Send(PostfixCheck.Bounces.For(Number), letter.To.Address, letter.Compose(), letter.FileName);
        findings.Say($"to an unknown reader, by a host that looks later: {taken.Outcome}", taken.Outcome == Outcome.Sent ? [] : [taken.Reply]);
        await Arrived.In(desk.At("mail", "bounce"), 1, letter.MessageId);
        var mailbox = Mailbox.At(desk.At("mail", "bounce"));
        var received = mailbox.Read().ToList();
        findings.Say($"its bounce came to the envelope sender of letter {Number}, and nothing else did", received.Count == 1 ? [] : [$"{received.Count} letters are there"]);
        if (received.Count == 0) return;
        var (found, bounce) = (Numbers(received[0].Letter), Bounce.Read(received[0].Letter));
        findings.Say($"the library reads it as {bounce?.Kind}, {bounce?.Action}, {bounce?.Status}, of letter {string.Join(' ', found)} to {bounce?.FinalRecipient}, <{bounce?.OriginalMessageId}>: {bounce?.DiagnosticCode}",
            bounce is { Kind: BounceKind.Hard, Action: "failed", Status: "5.1.1", FinalRecipient: "nobody@example.th", OriginalMessageId: "bounced.1@km.example" } && found is [Number] && received[0].Letter.IsAutomatic ? [] : ["Hard, failed, 5.1.1, of this letter would be right"]);
        findings.Say("marked as handled, it does not come again", mailbox.Handled(received[0]) && !mailbox.Read().Any() ? [] : ["it does"]);
    }

    private static long[] Numbers(IncomingLetter letter) => [.. letter.Recipients.Select(address => PostfixCheck.Bounces.Read(address) is [var number] ? number : -1).Where(number => number >= 0).Distinct()];
}
