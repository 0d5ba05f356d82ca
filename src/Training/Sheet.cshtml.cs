using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Training;

/// <summary>What is printed and handed out: the cohort's code, and a slip for each who got no letter and has not joined: <c>/training/7/sheet</c>.</summary>
[Needs(Deed.Train)]
public sealed class SheetPage(CommonsDb db, Viewer viewer, Site site) : PageModel
{
    /// <summary>The cohort.</summary>
    public Cohort Cohort { get; private set; } = null!;

    /// <summary>The slips: a name, null for everybody's, and the code.</summary>
    public IEnumerable<(string? Name, string Code)> Slips => Cohort.Learners.Where(l => l.MemberId is null && l.Email is null && l.Code is not null).Select(l => ((string?)l.Name, l.Code!)).Prepend((null, Cohort.Code));

    /// <summary>Where a code leads.</summary>
    public string Address(string code) => $"{site.Address}/j/{code}";

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long cohort)
    {
        Cohort = await Cohort.Find(db, cohort, HttpContext.RequestAborted);
        viewer.Must(Deed.Train, new(Cohort.PlaceCode));
    }
}
