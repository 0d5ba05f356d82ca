using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Tests.Mail;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Learning.Telling;

/// <summary>A circle with one who leads it, two who are in it, and a host of whom a member outside of it speaks; the turns of the timetable at a given moment; and the letters as somebody else's parser reads them.</summary>
sealed class Ring
{
    public static DateOnly Today => ThaiDate.Day(DateTimeOffset.UtcNow);

    public static readonly DateOnly Soon = Today.AddDays(30), Later = Soon.AddDays(5);

    readonly Village village;

    Ring(Village village, string key) => (this.village, Key) = (village, key);

    public string Key { get; }
    public Visitor Leads { get; private set; } = null!;
    public string[] Everybody => [$"amnuai-{Key}", $"kit-{Key}", $"likhit-{Key}", $"host-{Key}"];

    public static async Task<Ring> Make(Village village)
    {
        await village.Hush("tell-of-meetings", "deliver-letters");
        var ring = new Ring(village, Fresh.Key());
        List<long> ids = [];
        foreach (var address in ring.Everybody)
            ids.Add(await village.Joins(address, $"คุณ {address}"));
        await village.Do(async db =>
        {
            var circle = Circle.Begin(db, ring.Key, $"วง {ring.Key}", CircleKind.Other, "80", "");
            await db.SaveChangesAsync();
            await circle.Join(db, ids[0], Role.Facilitator, new(2006, 1, 1));
            await circle.Join(db, ids[1], Role.Practitioner, new(2006, 1, 1));
            await circle.Join(db, ids[2], Role.Practitioner, new(2006, 1, 1));
            db.Add(new CircleHost { CircleId = circle.Id, Name = $"อบต. {ring.Key}", MemberId = ids[3], JoinedOn = new(2006, 1, 1) });
            await db.SaveChangesAsync();
        });
        // What another test left owed is written before this one counts
        await ring.News();
        ring.Leads = await ring.Comes($"amnuai-{ring.Key}");
        return ring;
    }

    public async Task<Visitor> Comes(string address)
    {
        var visitor = village.Guest();
        await visitor.SignIn(address);
        return visitor;
    }

    public Task<long> Id(string address) => village.Ask(db => db.Members.Where(m => m.Address == address).Select(m => m.Id).SingleAsync());

    /// <summary>The one who leads calls a meeting by the form.</summary>
    public async Task<long> Calls(DateOnly? day = null, params (string Label, string Text)[] said)
    {
        var form = (await Leads.Open($"/meet?circle={Key}")).Fill("วันที่", ThaiDate.Short(day ?? Soon)).Fill("เวลา", "9.00-12.00").Fill("ที่ไหน", "ศาลากลางบ้าน").Fill("เจ้าภาพ", $"อบต. {Key}");
        foreach (var (label, text) in said)
            form.Fill(label, text);
        return long.Parse((await form.Press("นัดเลย")).Address.Split('/')[2], CultureInfo.InvariantCulture);
    }

    public async Task<long> Invites(long number)
    {
        Assert.Contains("คำเชิญจะออกไป", (await (await Leads.Open($"/meet/{number}/tell")).Press("ส่งคำเชิญ")).Document.Body!.TextContent, StringComparison.Ordinal);
        return number;
    }

    public async Task Moves(long number, DateOnly day, string why = "น้ำท่วมถนน") =>
        await (await Leads.Open($"/meet/{number}")).Fill("วันที่", ThaiDate.Short(day)).Fill("ถ้าเปลี่ยนวัน เวลา หรือที่ เพราะอะไร", why).Press("บันทึกที่แก้");

    public Task<int> News(double days = 0) => Turn(MeetingNews.Put, DateTimeOffset.UtcNow.AddDays(days));

    /// <summary>A turn of the timetable at a moment. A second site with another clock would have a timetable of its own, and write at the same moment.</summary>
    public async Task<int> Turn(Func<IServiceProvider, CancellationToken, Task<int>> turn, DateTimeOffset at)
    {
        await using var scope = village.Services.CreateAsyncScope();
        return await turn(new OtherClock(scope.ServiceProvider, new At(at)), default);
    }

    /// <summary>Seven in the morning of a day, in Bangkok.</summary>
    public static DateTimeOffset Morning(DateOnly day, int hour = 7) => ThaiDate.Instant(day, new(hour, 0));

    public async Task Delivers()
    {
        await using var scope = village.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
    }

    /// <summary>The letters to somebody, in the order in which they were written; the text, the subject and the calendar of each.</summary>
    public async Task<List<(string Subject, string Text, string Ics)>> Letters(string address, string kind = MeetingNews.Kind)
    {
        var bytes = await village.Ask(db => db.Set<OutboxLetter>().Where(l => l.Kind == kind && l.Recipient == address + "@example.th").OrderBy(l => l.Id).Select(l => l.Bytes).ToListAsync());
        if (bytes.Count == 0)
            return [];
        return [.. PythonJudge.Read(bytes).Select(r =>
        {
            Assert.Empty(r.Faults);
            return (r.DecodedSubject, r.Parts.Single(p => p.Type == "text/plain").Text, r.Parts.SingleOrDefault(p => p.Type == "text/calendar")?.Text ?? "");
        })];
    }

    /// <summary>The link in a letter that leads here.</summary>
    public static string Link(string text, string path) => text.Split('\n').Single(l => l.Contains(path, StringComparison.Ordinal)).Trim() is var line ? line[line.IndexOf(path, StringComparison.Ordinal)..] : "";

    sealed class At(DateTimeOffset now) : TimeProvider { public override DateTimeOffset GetUtcNow() => now; }

    sealed class OtherClock(IServiceProvider things, TimeProvider clock) : IServiceProvider
    {
        public object? GetService(Type type) => type == typeof(TimeProvider) ? clock : things.GetService(type);
    }
}
