using System.Net;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;

namespace KmCommons.Tests.House;

/// <summary>Everybody at every door, against the table rights.csv.</summary>
public sealed class RightsMatrix(Scene scene) : IClassFixture<Scene>
{
    readonly HttpClient http = scene.Village.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });

    async Task<List<string>> Wrong(IEnumerable<RightsTable.Row> rows)
    {
        var wrong = new List<string>();
        foreach (var row in rows)
        {
            // Who only looks, and who is refused, leaves everything as it was for the next
            var (left, names) = (false, scene.Fresh());
            for (var i = 0; i < Scene.Comers.Length; i++)
            {
                if (left)
                    names = scene.Fresh();
                left = row.Method != "GET" && row.Gets[i] is not ("401" or "403" or "404");
                var (address, fields) = (await names.Fill(row.Address), await names.Fill(row.Fields));
                var got = await Got(() => scene.Come(http, Scene.Comers[i].Name, row.Method, address, fields));
                if (got.Split(' ')[0] != row.Gets[i])
                    wrong.Add($"{RightsTable.Path} line {row.Line}: {row.Method} {address} as {Scene.Comers[i].Name}: {row.Gets[i]} in the table, {got} from the site.");
            }
        }
        return wrong;
    }

    static async Task<string> Got(Func<Task<HttpResponseMessage>> come)
    {
        try
        {
            using var answer = await come();
            var to = answer.Headers.Location?.OriginalString;
            return to?.StartsWith("/sign-in?then=", StringComparison.Ordinal) is true ? "sign-in" : $"{(int)answer.StatusCode}{(to is null ? "" : " to " + to)}";
        }
        catch (Exception fault) when (fault is not OutOfMemoryException) { return $"a fault that nothing caught: {fault.GetType().Name} {fault.Message}"; }
    }

    [Fact]
    public void Every_door_of_the_site_is_in_the_table_and_the_table_has_no_other() =>
        Findings.None(RightsTable.Gaps(Door.All(scene.Village.Services), RightsTable.Read()));

    [Fact]
    public async Task Everybody_gets_at_every_door_what_the_table_says() => Findings.None(await Wrong(RightsTable.Read()));

    [Fact]
    public void A_door_without_a_row_and_a_row_without_a_door_are_noticed()
    {
        var doors = new[] { new Door("POST", "/gold?handler=Melt", "/Gold/Gold.cshtml", [new NeedsAttribute(Deed.Invite)]) };
        Assert.EndsWith("POST,/gold?handler=Melt,/gold?handler=Melt,,401,403,403,403,302,403,302", Assert.Single(RightsTable.Gaps(doors, [])), StringComparison.Ordinal);
        var rows = RightsTable.Read("POST,/gold?handler=Melt,,,401,403,403,403,302,403,302\nGET,/silver,,,200,200,200,200,200,200,200");
        Assert.Contains("line 2: there is no GET /silver", Assert.Single(RightsTable.Gaps(doors, rows)), StringComparison.Ordinal);
        Assert.Contains("cannot be told apart", Assert.Single(RightsTable.Gaps([.. doors, .. doors], [rows[0]])), StringComparison.Ordinal);
        Assert.NotEmpty(RightsTable.Gaps(Door.All(scene.Village.Services), RightsTable.Read().Where(r => r.Route != "/me").ToList()));
    }

    [Fact]
    public async Task A_wrong_cell_is_noticed()
    {
        var wrong = await Wrong(RightsTable.Read("GET,/me,,,200,200,200,403,200,200,200"));
        Assert.Equal(2, wrong.Count);
        Assert.Contains("as anonymous: 200 in the table, sign-in from the site", wrong[0], StringComparison.Ordinal);
        Assert.Contains("as note-taker: 403 in the table, 200 from the site", wrong[1], StringComparison.Ordinal);
    }

    static IEnumerable<string> Silent(IEnumerable<Door> doors) => doors.Where(d => !d.SaysWhoMayCome).Select(d => $"{d.Method} {d.Route} ({d.Where}) says neither Needs nor OpenToAll: nobody can come.");

    [Fact]
    public void Every_door_says_who_may_come()
    {
        Findings.None(Silent(Door.All(scene.Village.Services)));
        Assert.Equal(["/silent"], Silent([new("GET", "/silent", "", []), new("GET", "/open", "", [new OpenToAllAttribute()])]).Select(s => s.Split(' ')[1]));
    }

    [Fact]
    public async Task A_door_that_does_not_say_who_may_come_is_not_there_for_anybody()
    {
        var passed = 0;
        var gate = new Gate(_ => { passed++; return Task.CompletedTask; });
        var administrator = new Viewer(1, "", [new() { Role = Role.Administrator }]);
        Assert.Equal(404, (await Assert.ThrowsAsync<Refused>(() => gate.InvokeAsync(At(administrator)))).Status);
        Assert.Equal(403, (await Assert.ThrowsAsync<Refused>(() => gate.InvokeAsync(At(new(2, "", []), new NeedsAttribute(Deed.Operate))))).Status);
        Assert.Equal(0, passed);
        await gate.InvokeAsync(At(administrator, new NeedsAttribute(Deed.Operate)));
        await gate.InvokeAsync(At(Viewer.Anonymous, new OpenToAllAttribute()));
        Assert.Equal(2, passed);
    }

    static DefaultHttpContext At(Viewer viewer, params object[] says)
    {
        var http = new DefaultHttpContext();
        http.Features.Set(viewer);
        http.SetEndpoint(new(_ => Task.CompletedTask, new(says), "somewhere"));
        return http;
    }

    [Fact]
    public async Task No_door_takes_a_form_from_elsewhere_unless_it_says_so()
    {
        var doors = Door.All(scene.Village.Services);
        var rows = RightsTable.Read().Where(r => r.Method == "POST" && !doors.Any(d => d.Route == r.Route && d.Says<FromAnywhereAttribute>() is not null)).ToList();
        Assert.NotEmpty(rows);
        var taken = new List<string>();
        foreach (var row in rows)
        {
            var names = scene.Fresh();
            var (address, fields) = (await names.Fill(row.Address), await names.Fill(row.Fields));
            if (await Got(() => scene.Come(http, "administrator", "POST", address, fields, from: "cross-site")) is not "403" and var got)
                taken.Add($"POST {address}: {got}");
        }
        Findings.None(taken);
    }

    [Fact]
    public async Task A_way_of_asking_that_a_page_has_not_is_an_answer_and_no_fault()
    {
        var (doors, rows) = (Door.All(scene.Village.Services), RightsTable.Read());
        var wrong = new List<string>();
        foreach (var row in rows.Where(r => r.Method == "GET" && r.Gets[^1] == "200"))
            foreach (var method in new[] { "POST", "PUT", "DELETE" }.Where(m => m != "POST" || !doors.Any(d => d.Method == "POST" && d.Route.Split('?')[0] == row.Route.Split('?')[0])))
            {
                var address = await scene.Fresh().Fill(row.Address);
                if (await Got(() => scene.Come(http, "administrator", method, address)) is not ("404" or "405") and var got)
                    wrong.Add($"{method} {address}: {got}");
            }
        Findings.None(wrong);
    }

    [Fact]
    public async Task Reading_leaves_no_cookie_and_who_is_signed_in_is_never_answered_from_the_kept_pages()
    {
        var cached = Door.All(scene.Village.Services).Where(d => d.IsCached).Select(d => d.Route).ToHashSet();
        Assert.Contains("/", cached);
        var wrong = new List<string>();
        foreach (var row in RightsTable.Read().Where(r => r is { Method: "GET", Gets: ["200", ..] }))
        {
            var address = await scene.Fresh().Fill(row.Address);
            using var reader = await scene.Come(http, "anonymous", "GET", address);
            using var member = await scene.Come(http, "member", "GET", address);
            if (reader.Headers.Contains("Set-Cookie"))
                wrong.Add($"{address} gives a reader a cookie");
            if (cached.Contains(row.Route) && reader.Headers.ETag is null)
                wrong.Add($"{address} is marked as kept and is not");
            if (cached.Contains(row.Route) && member.StatusCode == HttpStatusCode.OK && (member.Headers.ETag is not null || !(await member.Content.ReadAsStringAsync()).Contains("/me", StringComparison.Ordinal) && !row.Route.EndsWith("/feed", StringComparison.Ordinal) && !row.Route.EndsWith(".ics", StringComparison.Ordinal)))
                wrong.Add($"{address} is answered to a member with a kept page");
        }
        Findings.None(wrong);
    }
}
