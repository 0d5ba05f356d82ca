using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>One import: what is in it and what has to be asked; then how far it is, and a way to stop it and to go on.</summary>
[Needs(Deed.KeepBlog)]
public sealed class ImportRunPage(CommonsDb db, Viewer viewer, DataFolder data, Import import, TimeProvider clock) : PageModel
{
    const int MostShown = 50, MostAsked = 100;

    /// <summary>The import.</summary>
    public ImportRun Run { get; private set; } = null!;
    /// <summary>How many would be made, and how many are here already.</summary>
    public int New { get; private set; }
    /// <summary>How many are here already.</summary>
    public int Here { get; private set; }
    /// <summary>Whether its file is on this server.</summary>
    public bool IsHere { get; private set; }
    /// <summary>The first ones that would be made.</summary>
    public List<Sheet> First { get; } = [];
    /// <summary>Those whose date has to be asked.</summary>
    public List<Sheet> Asked { get; } = [];
    /// <summary>Those that cannot be made: the file, and why.</summary>
    public List<(string File, string Why)> Refused { get; private set; } = [];
    /// <summary>The sheets that are answered for.</summary>
    [BindProperty] public List<string?> Keys { get; set; } = [];
    /// <summary>The days chosen, in the same order; empty for not yet.</summary>
    [BindProperty] public List<string?> Days { get; set; } = [];

    /// <summary>Shows it; before it runs, by looking into the file.</summary>
    public async Task OnGetAsync(string blog, long run)
    {
        await Load(blog, run);
        await Look(HttpContext.RequestAborted);
    }

    /// <summary>Keeps what was answered and lets the timetable bring it in.</summary>
    public async Task<IActionResult> OnPostRunAsync(string blog, long run)
    {
        await Load(blog, run);
        if (!IsHere)
            throw new Foundation.Refused(409, "ไฟล์ที่ส่งไม่อยู่แล้ว ส่งใหม่ได้ เรื่องที่เข้าแล้วไม่เข้าซ้ำ");
        Run.Answer(from answer in Keys.Zip(Days)
                   where answer.First is not null && DateOnly.TryParseExact(answer.Second, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
                   select KeyValuePair.Create(answer.First!, Christian(DateOnly.ParseExact(answer.Second!, "yyyy-MM-dd", CultureInfo.InvariantCulture))));
        (Run.State, Run.Done, Run.ChangedAt) = (ImportState.Running, 0, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(Run.Url);
    }

    /// <summary>Stops it after the thing in hand.</summary>
    public async Task<IActionResult> OnPostStopAsync(string blog, long run)
    {
        await Load(blog, run);
        if (Run.State == ImportState.Running)
            (Run.State, Run.ChangedAt) = (ImportState.Stopped, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        return Redirect(Run.Url);
    }

    // The field asks for ค.ศ.; a year that is plainly พ.ศ. is that one
    static DateOnly Christian(DateOnly day) => day.Year is >= 2400 and < 3000 ? day.AddYears(-543) : day;

    async Task Load(string blog, long run)
    {
        Run = await db.ImportRuns.Include(r => r.Blog.Writers).SingleOrDefaultAsync(r => r.Id == run && r.Blog.Address == blog, HttpContext.RequestAborted) ?? throw Foundation.Refused.NotFound();
        viewer.Must(Deed.KeepBlog, new(Run.Blog.PlaceCode, Hand: Run.Blog.HandOf(viewer)));
        IsHere = System.IO.File.Exists(Run.PathIn(data));
        Refused = [.. Run.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t', 2)).Where(l => l.Length == 2).Select(l => (l[0], l[1]))];
    }

    async Task Look(CancellationToken stop)
    {
        if (Run.State == ImportState.Running || !IsHere || Run is { State: ImportState.Done, Asked: 0 })
            return;
        using var bundle = Run.Open(data)!;
        Refused.Clear();
        await foreach (var outcome in import.Look(bundle, Run.Format, await Run.Order(db, ThaiDate.Day(clock.GetUtcNow()), stop), stop))
            if (outcome.Fate == Fate.New && ++New <= MostShown)
                First.Add(outcome.Sheet);
            else if (outcome.Fate == Fate.Asked && Asked.Count < MostAsked)
                Asked.Add(outcome.Sheet);
            else if (outcome.Fate == Fate.Refused && Refused.Count < MostShown)
                Refused.Add((outcome.Sheet.File, outcome.Why!.Thai));
            else if (outcome.Fate == Fate.Here)
                Here++;
    }
}
