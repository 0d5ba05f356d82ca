using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Foundation;

/// <summary>The command <c>audit</c>: walks the trail and says in one sentence whether it holds.</summary>
public static class AuditCommand
{
    /// <summary>0: it holds; 1: it does not, and from which row on.</summary>
    public static Task<int> Run(IServiceProvider things, IConfiguration configuration) => Run(things.GetRequiredService<CommonsDb>(), Console.Out);

    /// <summary>The same, with where the sentence is written.</summary>
    public static async Task<int> Run(CommonsDb db, TextWriter said)
    {
        var clock = Stopwatch.StartNew();
        var verdict = await AuditTrail.Verify(db);
        await said.WriteLineAsync(verdict.Broken is { } seq
            ? string.Create(CultureInfo.InvariantCulture, $"ร่องรอยไม่ครบหรือถูกแก้ ตั้งแต่แถวที่ {seq} · The trail was changed: row {seq} is the first that does not hold")
            : string.Create(CultureInfo.InvariantCulture, $"ร่องรอยครบทั้ง {verdict.Rows:N0} แถว ไม่มีใครแก้ · All {verdict.Rows:N0} rows of the trail hold, read in {clock.Elapsed.TotalSeconds:0.0} s; the last hash is {verdict.Head}"));
        return verdict.Broken is null ? 0 : 1;
    }
}
