using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Training;

/// <summary>The short address on the sheet and in the letter: <c>/j/abcd-efgh-…</c>. Who has no account is led to sign up with the code; a member joins here.</summary>
[OpenToAll]
public sealed class JoinPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The cohort of the code.</summary>
    public Cohort Cohort { get; private set; } = null!;
    /// <summary>The code.</summary>
    public string Code { get; private set; } = "";
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows which cohort it is.</summary>
    public async Task OnGetAsync(string? code) =>
        (Code, Cohort) = ((code ?? "").Trim().ToLowerInvariant(), await Cohort.OfCode(db, code, HttpContext.RequestAborted) ?? throw Refused.NotFound());

    /// <summary>A member joins.</summary>
    public async Task<IActionResult> OnPostAsync(string? code)
    {
        await OnGetAsync(code);
        viewer.Must(Deed.BeMember, new());
        if (!Cohort.Learners.Exists(l => l.MemberId == viewer.Id))
        {
            await Invitation.Take(db, Code, clock.GetUtcNow());
            Cohort.Admit(db, viewer.Id, viewer.Name, Code, clock.GetUtcNow());
            await db.SaveChangesAsync(HttpContext.RequestAborted);
        }
        HttpContext.Say("อยู่ในรุ่นแล้ว ฝึกเขียนได้เลย");
        return Redirect(Cohort.Url);
    }
}
