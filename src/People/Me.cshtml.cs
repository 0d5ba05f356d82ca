using KmCommons.Foundation;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>One's own page: who one is to others, and the ways to what is one's own.</summary>
[Needs(Deed.BeMember)]
public sealed class MePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, IEnumerable<OfMine> parts) : PageModel
{
    /// <summary>The member.</summary>
    public Member Member { get; private set; } = null!;
    /// <summary>Who is looking: the same.</summary>
    public Viewer Viewer => viewer;
    /// <summary>What modules show here.</summary>
    public IEnumerable<OfMine> Parts => parts;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>The name others read.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>What the member says about themselves.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>The tambon's code.</summary>
    [BindProperty] public string? Tambon { get; set; }

    /// <summary>The language of the letters to the member; null leaves it as it is.</summary>
    [BindProperty] public Language? Letters { get; set; }

    /// <summary>Shows the page.</summary>
    public async Task OnGetAsync()
    {
        Member = await db.Members.SingleAsync(m => m.Id == viewer.Id);
        (Name, About, Tambon, Letters) = (Member.DisplayName, Member.About, Member.TambonCode, Member.Language);
    }

    /// <summary>Keeps what was changed.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Member = await db.Members.SingleAsync(m => m.Id == viewer.Id);
        var name = Member.Called(Name);
        var about = ThaiText.Normalise(About ?? "").Trim();
        if (about.Length > 600)
            throw new Refused(422, "เรื่องของท่านยาวเกิน 600 ตัวอักษร ย้ายไปเขียนเป็นบันทึกได้", "About");
        (Member.DisplayName, Member.About, Member.TambonCode, Member.Language) = (name, about, gazetteer.Find(Tambon)?.Code, Letters ?? Member.Language);
        await db.SaveChangesAsync();
        HttpContext.Say("บันทึกข้อมูลแล้ว");
        return Redirect("/me");
    }
}
