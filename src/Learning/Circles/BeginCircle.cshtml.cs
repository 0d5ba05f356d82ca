using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Begins a circle; who begins it leads it.</summary>
[Needs(Deed.BeginCircle)]
public sealed class BeginCirclePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>What it is called.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>The last part of its address; made from the name when empty.</summary>
    [BindProperty] public string? Address { get; set; }
    /// <summary>Whom it gathers.</summary>
    [BindProperty] public CircleKind Kind { get; set; } = CircleKind.Other;
    /// <summary>The place whose circle it is.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>What it is for.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the form.</summary>
    public void OnGet() { }

    /// <summary>Begins it.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var (stop, place) = (HttpContext.RequestAborted, string.IsNullOrEmpty(Place) ? "80" : gazetteer.Find(Place)?.Code ?? throw new Refused(422, "ไม่พบตำบลหรืออำเภอนี้ โปรดเลือกจากรายการ", "Place"));
        viewer.Must(Deed.BeginCircle, new(place));
        if (!ModelState.IsValid || !Enum.IsDefined(Kind))
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        var address = (Address ?? "").Trim().ToLowerInvariant();
        if (await db.Circles.AnyAsync(c => c.Address == address, stop))
            throw new Refused(422, "มีวงอื่นใช้ที่อยู่นี้แล้ว เติมชื่ออำเภอต่อท้ายก็ได้", "Address");
        var circle = Circle.Begin(db, address, Name ?? "", Kind, place, About ?? "");
        await db.SaveChangesAsync(stop);
        await circle.Join(db, viewer.Id, Role.Facilitator, ThaiDate.Day(clock.GetUtcNow()), stop);
        await db.SaveChangesAsync(stop);
        HttpContext.Say("ตั้งวงแล้ว เพิ่มคนในวง แล้วบอกว่าพบกันบ่อยแค่ไหน");
        return Redirect(circle.Url + "/keep");
    }
}
