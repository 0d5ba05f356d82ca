using KmCommons.Tests;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>What rights.csv need not say: a form that is taken, where its line has one that is refused or can be taken once only.</summary>
static class Bases
{
    /// <summary>The valid form for this way, with names in braces.</summary>
    public static string Of(Way way, int nth) => way.Row.Route switch
    {
        "/sign-up" => $"Name=คนใหม่&UserName=khon{nth}&Email=khon{nth}@example.org&Tambon=800119&Password={Uri.EscapeDataString(KmCommons.Tests.Village.Password)}",
        "/blogs" => $"Place=800707&Address=samut{nth}&Title=ขอนหาด&Owner=friend",
        _ => way.Row.Fields,
    };

    /// <summary>Undoes what would hinder a second sending.</summary>
    public static Task Before(Target target, Way way) => way.Row.Route switch
    {
        "/blogs" => target.Village.Do(db => db.Database.ExecuteSqlAsync($"update content.blog set place_code = null where place_code = '800707'")),
        _ => Task.CompletedTask,
    };
}
