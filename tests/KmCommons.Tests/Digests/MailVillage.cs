using System.Globalization;
using System.Text;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Digests;

/// <summary>A village with a mailbox of its own, into which tests put letters as a mail host would.</summary>
public sealed class MailVillage : IAsyncLifetime
{
    int came;

    public MailVillage()
    {
        Inbox = Directory.CreateDirectory(Path.Combine(Village.Data, "Maildir")).FullName;
        foreach (var part in new[] { "new", "cur", "tmp" })
            Directory.CreateDirectory(Path.Combine(Inbox, part));
        (Village.Settings["Mail:From"], Village.Settings["Mail:Incoming"], Village.Settings["Mail:Inbox"]) = ("kmcommons@km.example", "km@km.example", Inbox);
    }

    public Village Village { get; } = new();

    public string Inbox { get; }

    public Task InitializeAsync() => Village.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)Village).DisposeAsync();

    /// <summary>A letter comes, and is read by whoever of the timetable and the test is first.</summary>
    public async Task Comes(string from, string to, string text, string id, string more = "", string type = "text/plain; charset=utf-8")
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref came):0000000}.test");
        var letter = $"Return-Path: <{from}>\nDelivered-To: {to}\nFrom: <{from}>\nTo: <{to}>\nSubject: answer\nMessage-ID: <{id}>\n{more}MIME-Version: 1.0\nContent-Type: {type}\nContent-Transfer-Encoding: 8bit\n\n{text}";
        await File.WriteAllTextAsync(Path.Combine(Inbox, "tmp", name), letter.ReplaceLineEndings("\n"), new UTF8Encoding(false));
        File.Move(Path.Combine(Inbox, "tmp", name), Path.Combine(Inbox, "new", name));
        while (File.Exists(Path.Combine(Inbox, "new", name)))
        {
            await using var scope = Village.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Inbox>().Read();
        }
    }

    /// <summary>A report comes that a letter could not be delivered.</summary>
    public async Task Bounces(string to, string status, string action = "failed", string? id = null) => await Comes("mailer-daemon@mx.example", to, $"""
        --B
        Content-Type: text/plain

        It could not be delivered.
        --B
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; somebody@example.th
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; 550 {status} the host says no
        --B--
        """, id ?? $"{Guid.NewGuid():N}@mx.example", "Auto-Submitted: auto-replied\n", "multipart/report; report-type=delivery-status; boundary=\"B\"");

    /// <summary>The address that letters of ours to these numbers carry.</summary>
    public async Task<string> AddressFor(string purpose, params long[] numbers) => (await Village.Services.GetRequiredService<Postbox>().AddressFor(purpose, numbers))!;

    /// <summary>The newest letter that waits for or went to somebody, as Python reads it.</summary>
    internal async Task<Mail.PythonJudge.Reading> Newest(string kind, string recipient) =>
        Mail.PythonJudge.Read(await Village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == kind && l.Recipient == recipient).OrderByDescending(l => l.Id).Select(l => l.Bytes).FirstAsync()));
}
