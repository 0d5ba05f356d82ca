using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class BounceTests
{
    private static Bounce? Read(string letter) => Bounce.Read(IncomingLetter.Read(Encoding.UTF8.GetBytes(letter)));

    private static string Report(string fields, string original = "text/rfc822-headers", string type = "multipart/report; report-type=delivery-status; boundary=\"B/1\"") => $"""
        Return-Path: <>
        From: MAILER-DAEMON@mx.example (Mail Delivery System)
        To: bounce@km.example
        Auto-Submitted: auto-replied
        Content-Type: {type}

        --B/1
        Content-Type: text/plain

        I'm sorry: <noi@x.example>: host mx.x.example said: 550 5.7.7 not this one
        --B/1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example
        X-Postfix-Sender: rfc822; bounce@km.example
        Arrival-Date: Mon, 23 Nov 2026 07:00:01 +0700 (+07)


        {fields}
        --B/1
        Content-Type: {original}

        From: km@km.example
        Subject: =?utf-8?B?4LiZ?=
        Message-ID:
         <digest.2026-W48.12@km.example>

        --B/1--
        """;

    [Fact]
    public void A_report_says_who_why_and_of_which_letter()
    {
        var bounce = Read(Report("""
            Final-Recipient: rfc822; noi@x.example
            Original-Recipient: rfc822;other@x.example
            Action: Failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <noi@x.example>: Recipient address rejected:
                User unknown
            """))!;
        Assert.Equal(new(BounceKind.Hard, "failed", "5.1.1", "noi@x.example", "550 5.1.1 <noi@x.example>: Recipient address rejected:    User unknown", "digest.2026-W48.12@km.example"), bounce);
        Assert.Equal("digest.2026-W48.12@km.example", Read(Report("Action: failed", "message/rfc822"))!.OriginalMessageId);
    }

    [Theory]
    [InlineData("Action: failed\nStatus: 5.2.2", BounceKind.Hard, "5.2.2")]
    [InlineData("Action: failed\nStatus: 5.0.0 (undefined status)", BounceKind.Hard, "5.0.0")]
    [InlineData("Action: failed", BounceKind.Hard, null)]
    [InlineData("Action: failed\nStatus: 4.4.1", BounceKind.Soft, "4.4.1")]
    [InlineData("Action: failed\nDiagnostic-Code: smtp; 451 4.7.1 later, says 10.5.1.1", BounceKind.Soft, "4.7.1")]
    [InlineData("Action: delayed\nStatus: 4.4.7\nWill-Retry-Until: x", BounceKind.Soft, "4.4.7")]
    [InlineData("Action: delayed\nStatus: 5.0.0", BounceKind.Soft, "5.0.0")]
    [InlineData("Status: 5.1.10", BounceKind.Hard, "5.1.10")]
    [InlineData("Status: 4.2.2", BounceKind.Soft, "4.2.2")]
    [InlineData("Action: delayed\nStatus: 4.0.0\n\nAction: failed\nStatus: 5.1.1", BounceKind.Hard, "5.1.1")]
    [InlineData("Action: delivered\nStatus: 2.0.0\n\n\n\nAction: delayed", BounceKind.Soft, null)]
    [InlineData("Action: delivered\nStatus: 2.0.0", null, null)]
    [InlineData("Action: relayed\nStatus: 2.0.0", null, null)]
    [InlineData("Action: expanded", null, null)]
    [InlineData("Final-Recipient: rfc822; noi@x.example", null, null)]
    public void Failed_is_hard_and_a_four_or_a_delay_is_soft_and_what_arrived_is_no_bounce(string fields, BounceKind? kind, string? status)
    {
        var bounce = Read(Report(fields));
        Assert.Equal((kind, status), (bounce?.Kind, bounce?.Status));
    }

    [Fact]
    public void A_report_in_other_clothes_is_read_and_one_that_somebody_sent_on_is_not()
    {
        const string Fields = "Final-Recipient: X-Whatever; <noi@x.example>\nAction: failed\nStatus: 5.1.1";
        Assert.Equal("noi@x.example", Read(Report(Fields, type: "multipart/mixed; boundary=\"B/1\"").ReplaceLineEndings("\r\n"))!.FinalRecipient);
        Assert.Null(Read(Report("Final-Recipient: rfc822; no address\nAction: failed"))!.FinalRecipient);
        Assert.Null(Read($"From: noi@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWhat is this?\n--b\nContent-Type: message/rfc822\n\n{Report(Fields)}\n--b--\n"));
        Assert.Null(Read("From: x@y.example\nContent-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nRead. 5.1.1\n--b\nContent-Type: message/disposition-notification\n\nDisposition: x; displayed\n--b--\n"));
    }

    private const string Qmail = """
        From: MAILER-DAEMON@qmail.example
        Subject: failure notice

        Hi. This is the qmail-send program at qmail.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.
        This is a permanent error; I've given up. Sorry it didn't work out.

        <noi@x.example>:
        192.5.1.1 does not like recipient.
        Sorry, no mailbox here by that name. (#5.1.1)

        --- Below this line is a copy of the message.

        Return-Path: <bounce@km.example>
        Message-ID: <digest.2026-W48.12@km.example>
        Subject: 4.4.4
        """;

    private const string Exim = """
        X-Failed-Recipients: noi@x.example
        Auto-Submitted: auto-replied
        From: Mail Delivery System <Mailer-Daemon@exim.example>
        Subject: Mail delivery failed: returning message to sender

        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          noi@x.example
            SMTP error from remote mail server after RCPT TO:<noi@x.example>:
            host mx.x.example [192.0.2.1]: 550 No such user here

        ------ This is a copy of the message, including all the headers. ------

        Message-Id: <digest.2026-W48.12@km.example>
        """;

    private const string Postfix = """
        From: postmaster@postfix.example
        Subject: Undelivered Mail Returned to Sender

        This is the mail system at host postfix.example.

        <noi@x.example>: host mx.x.example[192.0.2.1] said: 452 4.2.2 The mailbox is
            full (in reply to RCPT TO command)
        """;

    [Theory]
    [InlineData(Qmail, BounceKind.Hard, "5.1.1", "digest.2026-W48.12@km.example")]
    [InlineData(Exim, BounceKind.Hard, "5.0.0", "digest.2026-W48.12@km.example")]
    [InlineData(Postfix, BounceKind.Soft, "4.2.2", null)]
    public void Programs_that_write_for_people_only_are_understood_by_their_status(string letter, BounceKind kind, string status, string? id)
    {
        var bounce = Read(letter)!;
        Assert.Equal((kind, status, "noi@x.example", id), (bounce.Kind, bounce.Status, bounce.FinalRecipient, bounce.OriginalMessageId));
    }

    [Fact]
    public void A_delay_is_soft_whatever_its_status_and_a_text_without_a_status_is_no_bounce()
    {
        Assert.Equal(BounceKind.Soft, Read(Exim.Replace("Mail delivery failed: returning message to sender", "Warning: message 1abc-2 delayed 24 hours", StringComparison.Ordinal))!.Kind);
        Assert.Equal("550 No such user here", Read(Exim)!.DiagnosticCode);
        Assert.Null(Read(Exim.Replace("550 ", "", StringComparison.Ordinal)));
        Assert.Null(Read(Qmail.Replace(" (#5.1.1)", "", StringComparison.Ordinal))); // the status in the letter itself is none
        Assert.Null(Read(Exim.Replace(": 550 No", ": 250 No", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("From: noi@x.example\nAuto-Submitted: auto-replied\nReturn-Path: <>\n\nลาพักร้อนถึงวันที่ 5 ติดต่อห้อง: 550 หรือ 5.1.1")]
    [InlineData("From: noi@x.example\n\nYour letter came back to me: 550 5.1.1 user unknown")]
    [InlineData("From: MAILER-DAEMON@x.example\n\nYour statistics of the week: 4 letters, version 5.1, 192.5.1.1 and 5.1.1.9")]
    public void A_holiday_reply_and_a_persons_letter_are_no_bounce(string letter) => Assert.Null(Read(letter));
}
