using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What was said to one: answers to one's comments, and where one was named (<c>/me/to-me</c>); and whether a letter shall tell of the latter.</summary>
[Needs(Deed.BeMember)]
public sealed class ToMePage(CommonsDb db, Viewer viewer) : PageModel
{
    /// <summary>So many are shown.</summary>
    public const int Most = 60;

    /// <summary>What was said, newest first.</summary>
    public IReadOnlyList<ToMe> Lines { get; private set; } = [];
    /// <summary>What others write to name the member.</summary>
    public string Address { get; private set; } = "";
    /// <summary>Whether a letter could reach them.</summary>
    public bool HasAddress { get; private set; }
    /// <summary>Whether a letter shall tell.</summary>
    [BindProperty] public bool Letter { get; set; }

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync() => Letter = (await Load()).LetterWhenNamed;

    /// <summary>Keeps the choice.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        (await Load()).LetterWhenNamed = Letter;
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(Letter ? "จะมีจดหมายเมื่อมีคนเอ่ยถึงท่าน" : "จะไม่มีจดหมายเมื่อมีคนเอ่ยถึงท่าน");
        return Redirect("/me/to-me");
    }

    async Task<Member> Load()
    {
        var member = await db.Members.SingleAsync(m => m.Id == viewer.Id);
        (Address, HasAddress, Lines) = (member.Address, member is { EmailConfirmed: true, Email: not null }, await ToMe.Newest(db, viewer, Most, HttpContext.RequestAborted));
        return member;
    }
}
