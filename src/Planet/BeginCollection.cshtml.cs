using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Planet;

/// <summary>Begin a collection: any member may.</summary>
[Needs(Deed.BeMember)]
public sealed class BeginCollectionPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>Its name.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>What it is for.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>A first tag to gather by.</summary>
    [BindProperty] public string? Word { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Begins it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        paces.Count(Collection.Begins, viewer.Id);
        var collection = Collection.Begin(db, Name, About, viewer.Id, clock.GetUtcNow());
        if (!string.IsNullOrWhiteSpace(Word))
            collection.Rules.Add(await CollectionRule.Read(db, gazetteer, RuleKind.Tag, Word, HttpContext.RequestAborted));
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เริ่มแล้ว เลือกได้ว่าจะรวมเรื่องจากที่ใดอีก");
        return Redirect(collection.Url + "/keep");
    }
}
