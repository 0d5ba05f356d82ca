using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>The words that this site teaches its search, for administrators: <c>/words</c>.</summary>
[Needs(Deed.Operate)]
public sealed class WordsPage(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>The word or short form typed.</summary>
    [BindProperty] public string? Typed { get; set; }
    /// <summary>What the short form stands for; empty for a word.</summary>
    [BindProperty] public string? FullName { get; set; }
    /// <summary>The words there are, by the Thai alphabet.</summary>
    public IReadOnlyList<OwnWord> Words { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync() => Words = [.. (await db.OwnWords.AsNoTracking().ToListAsync()).OrderBy(word => word.Text, Thai.ThaiOrder.Instance)];

    /// <summary>Adds one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        await OnGetAsync();
        viewer.Must(Deed.Operate, new());
        paces.Count(OwnWord.Changes, viewer.Id);
        await OwnWord.Add(db, Typed, FullName, viewer.Id, clock.GetUtcNow());
        HttpContext.Say("เพิ่มคำแล้ว อีกสักครู่การค้นหาจะใช้คำนี้");
        return Redirect("/words");
    }

    /// <summary>Takes one away.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(long id)
    {
        await OnGetAsync();
        viewer.Must(Deed.Operate, new());
        paces.Count(OwnWord.Changes, viewer.Id);
        await OwnWord.Remove(db, id);
        HttpContext.Say("เอาคำออกแล้ว อีกสักครู่การค้นหาจะไม่ใช้คำนี้");
        return Redirect("/words");
    }
}
