using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Training;

/// <summary>A cohort for who is in it: what they practise, the way to a first note, and taking something along: <c>/training/7</c>. For everybody else it is not there.</summary>
[Needs(Deed.BeMember)]
public sealed class CohortPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer) : PageModel
{
    /// <summary>The cohort.</summary>
    public Cohort Cohort { get; private set; } = null!;
    /// <summary>The viewer's blog to practise in; null when they do not learn here.</summary>
    public Blog? Own { get; private set; }
    /// <summary>What the viewer wrote in it.</summary>
    public IReadOnlyList<ContentItem> Mine { get; private set; } = [];
    /// <summary>What was published in the cohort, newest first.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    /// <summary>Where the viewer is; null when they do not learn here.</summary>
    public Progress? Progress { get; private set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Whether the viewer may help.</summary>
    public bool MayTrain => viewer.May(Deed.Train, new(Cohort.PlaceCode));

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long cohort) => Load(cohort);

    /// <summary>Takes something along into the viewer's real blog, as a draft with its number.</summary>
    public async Task<IActionResult> OnPostTakeAsync(long cohort, long number)
    {
        var stop = HttpContext.RequestAborted;
        await Load(cohort);
        var item = await db.Items.VisibleTo(viewer).SingleOrDefaultAsync(i => i.Number == number && i.AuthorId == viewer.Id && i.Blog!.PracticeId == cohort, stop) ?? throw Refused.NotFound();
        item.TakeAlong((await Blog.WrittenBy(db, viewer, stop)).First(b => b.PersonId == viewer.Id));
        await db.SaveChangesAsync(stop);
        HttpContext.Say("ย้ายมาสมุดจริงแล้ว ยังเป็นร่าง ดูอีกครั้งแล้วกดเผยแพร่");
        return Redirect($"/write/{number}");
    }

    async Task Load(long id)
    {
        var stop = HttpContext.RequestAborted;
        Cohort = await Cohort.Find(db, id, stop);
        if (!MayTrain && !Cohort.Practice.Readers.Exists(r => r.MemberId == viewer.Id))
            throw Refused.NotFound();
        var seen = db.Items.VisibleTo(viewer).Where(i => i.Blog!.PracticeId == id);
        Rows = await Row.Project(seen.Where(i => i.State == ItemState.Published && i.HiddenAt == null).OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Number).Take(100)).ToListAsync(stop);
        if (!Cohort.Learners.Exists(l => l.MemberId == viewer.Id))
            return;
        Own = await db.Blogs.Where(b => b.PracticeId == id && b.Writers.Any(w => w.MemberId == viewer.Id)).OrderBy(b => b.Id).FirstOrDefaultAsync(stop);
        Mine = await seen.AsNoTracking().Where(i => i.AuthorId == viewer.Id).OrderByDescending(i => i.Number).ToListAsync(stop);
        Progress = (await Progress.Of(db, Cohort, stop)).First(p => p.Learner.MemberId == viewer.Id);
    }
}
