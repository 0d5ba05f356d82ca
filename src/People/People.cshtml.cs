using KmCommons.Foundation;
using KmCommons.Places;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.People;

/// <summary>Members and their roles, for administrators. A role is never erased: it ends on a day.</summary>
[Needs(Deed.ManagePeople)]
public sealed class PeoplePage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, UserManager<Member> members, Site site, TimeProvider clock) : PageModel
{
    /// <summary>Part of a name that is looked for.</summary>
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    /// <summary>The member meant.</summary>
    [BindProperty] public long Who { get; set; }
    /// <summary>The role to give.</summary>
    [BindProperty] public Role Role { get; set; }
    /// <summary>Its place; empty for the province.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>Who was found, at most fifty.</summary>
    public IReadOnlyList<Member> Found { get; private set; } = [];
    /// <summary>Their roles, past ones included, by member.</summary>
    public ILookup<long, RoleHeld> Roles { get; private set; } = Array.Empty<RoleHeld>().ToLookup(r => r.MemberId);
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>Shows the members.</summary>
    public async Task OnGetAsync()
    {
        var asked = Thai.ThaiText.Normalise(Q ?? "").Trim();
        Found = await db.Members.AsNoTracking().Where(m => asked == "" || m.DisplayName.Contains(asked) || m.UserName!.Contains(asked)).OrderBy(m => m.DisplayName).Take(50).ToListAsync();
        var ids = Found.Select(m => m.Id).ToArray();
        Roles = (await db.RolesHeld.AsNoTracking().Where(r => ids.Contains(r.MemberId)).OrderBy(r => r.ValidFrom).ToListAsync()).ToLookup(r => r.MemberId);
    }

    /// <summary>Gives a role from today on.</summary>
    public async Task<IActionResult> OnPostGiveAsync()
    {
        viewer.Must(Deed.ManagePeople, new(Place));
        var member = await db.Members.SingleOrDefaultAsync(m => m.Id == Who) ?? throw Refused.NotFound();
        db.RolesHeld.Add(new() { MemberId = member.Id, Role = Role, PlaceCode = gazetteer.Find(Place)?.Code, ValidFrom = Today });
        await db.SaveChangesAsync();
        return Redirect("/people?q=" + Uri.EscapeDataString(member.DisplayName));
    }

    /// <summary>Ends a role today. The last administrator stays.</summary>
    public async Task<IActionResult> OnPostEndAsync(long held)
    {
        var role = await db.RolesHeld.SingleOrDefaultAsync(r => r.Id == held) ?? throw Refused.NotFound();
        viewer.Must(Deed.ManagePeople, new(role.PlaceCode));
        if (role.Role == Role.Administrator && await db.RolesHeld.CountAsync(r => r.Role == Role.Administrator && r.ValidTo == null) == 1)
            throw new Refused(409, "ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน ให้บทบาทนี้กับคนอื่นก่อน");
        role.ValidTo = Today.AddDays(-1);
        await db.SaveChangesAsync();
        return Redirect("/people");
    }

    /// <summary>Makes a link to a new password, for a member without e-mail; it is shown to the administrator once.</summary>
    public async Task<IActionResult> OnPostPasswordAsync()
    {
        viewer.Must(Deed.ManagePeople, new());
        var member = await members.FindByIdAsync(Who.ToString(System.Globalization.CultureInfo.InvariantCulture)) ?? throw Refused.NotFound();
        await AuditTrail.Note(db, new("password.link", $"member {member.Id}"), HttpContext.RequestAborted);
        HttpContext.Say($"{member.DisplayName}: {site.Address}/reset?who={member.Id}&token={Uri.EscapeDataString(await members.GeneratePasswordResetTokenAsync(member))}");
        return Redirect("/people?q=" + Uri.EscapeDataString(member.DisplayName));
    }

    DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(7)).DateTime);
}
