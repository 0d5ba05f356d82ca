using KmCommons.Foundation;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>Invitation codes: for a facilitator within the own place, for an administrator anywhere. Nobody invites to moderate or administrate.</summary>
[Needs(Deed.Invite)]
public sealed class InvitePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The roles that a code may bring.</summary>
    public static readonly Role[] Giveable = [Role.Sponsor, Role.Facilitator, Role.NoteTaker, Role.Practitioner];

    /// <summary>The role it brings; null for none.</summary>
    [BindProperty] public Role? Brings { get; set; }
    /// <summary>The place it is for.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>How many may join with it, 1 to 100.</summary>
    [BindProperty] public int Uses { get; set; } = 1;
    /// <summary>The viewer's codes that can still be used.</summary>
    public IReadOnlyList<Invitation> Mine { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the codes.</summary>
    public async Task OnGetAsync() => Mine = await Usable();

    /// <summary>Makes one.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Mine = await Usable();
        var place = gazetteer.Find(Place)?.Code;
        viewer.Must(Deed.Invite, new(place));
        if (!ModelState.IsValid)
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        if (Uses is < 1 or > 100)
            throw new Refused(422, "จำนวนคนอยู่ระหว่าง 1 ถึง 100", "Uses");
        if (Brings is { } role && !Giveable.Contains(role))
            throw Refused.NotAllowed();
        if (Brings is not null && place is null)
            throw new Refused(422, "เลือกพื้นที่ของบทบาทนี้ด้วย", "Place");
        db.Invitations.Add(new() { InvitedBy = viewer.Id, Role = Brings, PlaceCode = place, UsesLeft = Uses, ExpiresAt = clock.GetUtcNow().AddDays(60) });
        await db.SaveChangesAsync();
        return Redirect("/invite");
    }

    Task<List<Invitation>> Usable() => db.Invitations.Where(i => i.InvitedBy == viewer.Id && i.UsesLeft > 0 && i.ExpiresAt > clock.GetUtcNow()).OrderByDescending(i => i.ExpiresAt).ToListAsync();
}
