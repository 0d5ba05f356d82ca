using System.Globalization;
using KmCommons.Foundation;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Search;

/// <summary>The command <c>reindex</c>: asks every running server to fill its index anew from the database, and shows how far each is. Searches go on in the old index meanwhile.</summary>
public static class ReindexCommand
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Asks and waits. 0: every server that is running has a new index, or none is running; 1: a server went away meanwhile.</summary>
    public static Task<int> Run(IServiceProvider things, IConfiguration configuration) => Run(things.GetRequiredService<Reindex>(), things.GetRequiredService<TimeProvider>(), Console.Out);

    /// <summary>The same, with where is written how far it is.</summary>
    public static async Task<int> Run(Reindex reindex, TimeProvider clock, TextWriter said)
    {
        var (edition, shown, lost) = (await reindex.AskToFill(), new HashSet<string>(), false);
        var known = (await reindex.Servers()).Select(server => server.Server).ToHashSet();
        if (known.Count == 0)
        {
            await said.WriteLineAsync("ไม่มีเครื่องใดเปิดเว็บอยู่ เครื่องที่เปิดครั้งต่อไปจะทำดัชนีใหม่เอง · No server is running; the next one that starts fills its index anew");
            return 0;
        }
        while (true)
        {
            var servers = (await reindex.Servers()).Where(server => known.Contains(server.Server)).ToList();
            foreach (var line in servers.Where(server => server.Edition == edition).Select(Line).Where(shown.Add)) await said.WriteLineAsync(line);
            foreach (var gone in known.Except(servers.Select(server => server.Server)).ToList())
            {
                known.Remove(gone);
                lost = true;
                await said.WriteLineAsync($"เครื่อง {gone} ปิดไปหรือเงียบไปกลางคัน เมื่อเปิดใหม่จะทำดัชนีใหม่เอง · Server {gone} went away; it fills its index anew when it starts");
            }
            if (servers.All(server => server.Edition >= edition && server.Finished))
            {
                await said.WriteLineAsync($"ทำดัชนีใหม่แล้ว {servers.Count} เครื่อง · {servers.Count} servers have a new index");
                return lost ? 1 : 0;
            }
            await Task.Delay(Look, clock);
        }
    }

    static string Line(Reindex.Progress server)
    {
        var part = server.Texts == 0 ? 100 : (int)Math.Min(100, 100.0 * server.Done / server.Texts);
        return string.Create(CultureInfo.InvariantCulture, $"  {server.Server}  {server.Done:N0} / {server.Texts:N0} เรื่อง (texts)  {part} %  {server.Seconds:0.0} วินาที (s){(server.Finished ? "  เสร็จ · done" : "")}");
    }
}
