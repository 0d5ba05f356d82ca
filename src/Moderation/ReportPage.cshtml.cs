using System.Net;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Moderation;

/// <summary>Tell the moderators that something is wrong with an item: <c>/report/1042</c>. No account needed.</summary>
[OpenToAll]
public sealed class ReportPage(CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock) : PageModel
{
    /// <summary>Reports of one member, or of guests at one address.</summary>
    internal static readonly Pace Reports = new("Report", 20, TimeSpan.FromHours(1), "มีการแจ้งจากท่านหรือจากเครือข่ายนี้มากในชั่วโมงนี้");

    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>What is wrong.</summary>
    [BindProperty] public string? Reason { get; set; }

    /// <summary>Shows the form.</summary>
    public Task OnGetAsync(long number) => Load(number);

    /// <summary>Takes the report; twenty an hour on one item are enough to be looked at.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Load(number);
        var (reason, now) = (ThaiText.Normalise(Reason ?? "").Trim(), clock.GetUtcNow());
        if (reason.Length is 0 or > 1000)
            throw new Refused(422, "บอกสั้น ๆ ว่ามีอะไรไม่เหมาะ ไม่เกิน 1,000 ตัวอักษร", "Reason");
        if (await db.Reports.CountAsync(r => r.Number == number && r.At > now.AddHours(-1)) >= 20)
            throw new Refused(429, "มีคนแจ้งเรื่องนี้หลายคนแล้ว ผู้ดูแลกำลังดูอยู่") { RetryAfter = TimeSpan.FromHours(1) };
        var address = HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        if (viewer.IsMember)
            paces.Count(Reports, viewer.Id);
        else
            paces.Count(Reports, address);
        var from = viewer.IsMember ? "" : MaskedAddress.Of(address);
        db.Reports.Add(new() { Number = number, Reason = reason, MemberId = viewer.IsMember ? viewer.Id : null, MaskedAddress = from, At = now });
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ขอบคุณที่บอก ผู้ดูแลจะอ่านแล้วตัดสินอย่างเปิดเผย");
        return Redirect(Item.Url);
    }

    async Task Load(long number) => Item = await db.Items.VisibleTo(viewer).Listed().SingleOrDefaultAsync(i => i.Number == number, HttpContext.RequestAborted) ?? throw Refused.NotFound();
}
