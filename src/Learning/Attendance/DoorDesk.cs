using System.Text.Json;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What the desk at the door (<see cref="DoorPage"/>) asks and sends: <c>GET /meet/1042/door/list</c>, <c>POST /meet/1042/door/records</c>, and the list as a table: <c>/meet/1042/people.csv</c>. For who holds the meeting.</summary>
static class DoorDesk
{
    /// <summary>Puts the addresses on the map.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var needs = new NeedsAttribute(Deed.Meet);
        routes.MapGet("/meet/{number:long}/door/list", List).WithMetadata(needs);
        routes.MapPost("/meet/{number:long}/door/records", Take).WithMetadata(needs);
        routes.MapGet("/meet/{number:long}/people.csv", Csv).WithMetadata(needs);
    }

    static async Task<IResult> List(long number, HttpContext http, CommonsDb db, Viewer viewer, CancellationToken stop)
    {
        await HeldMeeting.Find(db, viewer, number, stop);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(await db.Attendees.Where(a => a.Number == number).OrderBy(a => a.Id).Select(a => new { a.Id, a.Name, a.Sector, a.Office, came = a.CameAt }).ToListAsync(stop));
    }

    static async Task<IResult> Take(long number, HttpContext http, CommonsDb db, Viewer viewer, Words words, TimeProvider clock, CancellationToken stop)
    {
        http.Response.Headers.CacheControl = "no-store";
        await HeldMeeting.Find(db, viewer, number, stop);
        var now = clock.GetUtcNow();
        var (said, unreadable) = Read(http.Request.HasFormContentType ? (await http.Request.ReadFormAsync(stop))["records"].ToString() : "", now);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var done = await DoorRecord.Take(db, number, said, now, stop);
        await transaction.CommitAsync(stop);
        return Results.Json(new
        {
            taken = done.Taken.Select(t => new { id = t.Key, who = t.Value }),
            refused = done.Refused.Select(r => new { id = r.Key, says = words.Say(r.Value) }).Concat(unreadable.Select(id => new { id, says = words["อ่านชื่อนี้ไม่ได้ พิมพ์ใหม่อีกครั้ง"].Value })),
        });
    }

    // A record that cannot be read is refused alone; only what is no list of records at all is refused whole
    static (List<DoorSaid> Said, List<Guid> Unreadable) Read(string text, DateTimeOffset now)
    {
        var (said, unreadable) = (new List<DoorSaid>(), new List<Guid>());
        try
        {
            using var sent = JsonDocument.Parse(text);
            foreach (var one in sent.RootElement.EnumerateArray().Take(DoorRecord.Batch))
                if (one.GetProperty("id").TryGetGuid(out var id))
                    try
                    {
                        // How long ago, not when: the clock of a laptop may be wrong by days
                        var ago = TimeSpan.FromMilliseconds(Math.Clamp(one.GetProperty("ago").GetDouble(), 0, TimeSpan.FromDays(30).TotalMilliseconds));
                        said.Add(new(id, one.TryGetProperty("who", out var who) && who.ValueKind == JsonValueKind.Number ? who.GetInt64() : null, Text("name"), Text("sector"), Text("office"), now - ago, one.TryGetProperty("undone", out var undone) && undone.ValueKind == JsonValueKind.True));
                        string? Text(string name) => one.TryGetProperty(name, out var value) ? value.GetString() : null;
                    }
                    catch (Exception fault) when (fault is InvalidOperationException or FormatException or KeyNotFoundException) { unreadable.Add(id); }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException) { throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง"); }
        return (said, unreadable);
    }

    static async Task<IResult> Csv(long number, CommonsDb db, Viewer viewer, Words words, CancellationToken stop)
    {
        await HeldMeeting.Find(db, viewer, number, stop);
        var people = (await db.Attendees.AsNoTracking().Where(a => a.Number == number).ToListAsync(stop)).OrderBy(a => a.Name, StringComparer.Ordinal).ThenBy(a => a.Id);
        return Results.File(NameTable.Write(people, words), "text/csv; charset=utf-8", $"meet-{number}-people.csv");
    }
}
