using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>The trail of deeds that changed somebody else's things or rights, for administrators: <c>/audit</c>. Whether it holds: <c>tools/audit verify</c>.</summary>
[Needs(Deed.Operate)]
public sealed class AuditPage(CommonsDb db) : PageModel
{
    const int Most = 100;

    /// <summary>Rows below this number; null for the newest.</summary>
    [BindProperty(SupportsGet = true)] public long? Below { get; set; }
    /// <summary>Only of this thing, such as <c>member 7</c>.</summary>
    [BindProperty(SupportsGet = true)] public string? Thing { get; set; }
    /// <summary>The rows, newest first.</summary>
    public IReadOnlyList<AuditRow> Rows { get; private set; } = [];
    /// <summary>The names of who did it, as they are called today; who was erased has none.</summary>
    public IReadOnlyDictionary<long, string> Names { get; private set; } = new Dictionary<long, string>();
    /// <summary>The number to go on below; null at the end.</summary>
    public long? Next => Rows.Count == Most ? Rows[^1].Seq : null;

    /// <summary>Shows a hundred of them.</summary>
    public async Task OnGetAsync()
    {
        var (stop, thing) = (HttpContext.RequestAborted, string.IsNullOrWhiteSpace(Thing) ? null : Thing.Trim());
        Rows = await db.Set<AuditRow>().AsNoTracking().Where(r => (Below == null || r.Seq < Below) && (thing == null || r.Thing == thing)).OrderByDescending(r => r.Seq).Take(Most).ToListAsync(stop);
        var who = Rows.Select(r => r.Who).Distinct().ToArray();
        Names = await db.Members.Where(m => who.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.DisplayName, stop);
    }
}
