using System.Net;
using System.Text.Json;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Door;

/// <summary>A meeting with who holds it and what its desk sends.</summary>
sealed class Hall(Village village, long number, Visitor holds)
{
    public static DateOnly Today => ThaiDate.Day(DateTimeOffset.UtcNow);

    public long Number => number;
    public Visitor Holds => holds;

    /// <summary>A meeting of a place, called by its note-taker.</summary>
    public static async Task<Hall> Open(Village village, DateOnly? day = null)
    {
        var key = Fresh.Key();
        var holds = await village.Member($"likhit-{key}", $"คุณลิขิต {key}", (Role.NoteTaker, "800119"));
        var number = await village.Ask(async db =>
        {
            var id = await db.Members.Where(m => m.Address == $"likhit-{key}").Select(m => m.Id).SingleAsync();
            var meeting = await Meeting.Call(db, await Viewer.Of(db, id, Today), new() { Title = $"เวที {key}", Day = day ?? Today, PlaceCode = "800119", PlaceName = "ศาลาริมคลอง" }, DateTimeOffset.UtcNow);
            meeting.Publish(DateTimeOffset.UtcNow);
            await db.SaveChangesAsync();
            return meeting.Number;
        });
        return new(village, number, holds);
    }

    /// <summary>Somebody signs up.</summary>
    public Task<long> Signs(string name, string office = "") => village.Ask(async db =>
    {
        var attendee = await Attendee.Sign(db, await db.Meetings.SingleAsync(m => m.Number == number), null, name, "ภาคประชาชน", office, AttendeeWay.Site, DateTimeOffset.UtcNow, default);
        await db.SaveChangesAsync();
        return attendee.Id;
    });

    /// <summary>What a desk sends, as its script does.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Said)> Send(Visitor who, params object[] records) => await SendText(who, JsonSerializer.Serialize(records));

    public async Task<(HttpStatusCode Status, JsonElement Said)> SendText(Visitor who, string records)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/meet/{number}/door/records") { Content = new MultipartFormDataContent { { new StringContent(records), "records" } } };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await who.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : default);
    }

    public static object New(Guid id, string name, double ago = 0, bool undone = false, string sector = "") => new { id, name, sector, office = "", ago, undone };
    public static object Tick(Guid id, long who, string name = "", double ago = 0, bool undone = false) => new { id, who, name, ago, undone };

    /// <summary>Everybody on the list, by name.</summary>
    public Task<List<Attendee>> People() => village.Ask(db => db.Attendees.AsNoTracking().Where(a => a.Number == number).OrderBy(a => a.Name).ThenBy(a => a.Id).ToListAsync());

    public async Task<int> Came() => (await People()).Count(p => p.CameAt is not null);
}
