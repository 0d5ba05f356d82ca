using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Who hosts a circle next, and why: <c>/c/{circle}/hosts</c>. Who leads the circle puts hosts into the line; a host, or who leads, asks out of a meeting.</summary>
[OpenToAll]
public sealed class HostsPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The circle.</summary>
    public Circle Circle { get; private set; } = null!;
    /// <summary>The line.</summary>
    public CircleRota Line { get; private set; } = null!;
    /// <summary>The day of the next meeting that has no host yet: by the cadence, or today when there is none.</summary>
    public DateOnly Meeting { get; private set; }
    /// <summary>Whose turn it is, or null.</summary>
    public RotaTurn? Turn { get; private set; }
    /// <summary>The coming order.</summary>
    public IReadOnlyList<RotaPlace> Order { get; private set; } = [];
    /// <summary>Whether the viewer keeps the line.</summary>
    public bool MayKeep => viewer.May(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
    /// <summary>Names to put into the line, one a line.</summary>
    [BindProperty] public string? Names { get; set; }
    /// <summary>From which day they wait, as typed; empty is today.</summary>
    [BindProperty] public string? Since { get; set; }
    /// <summary>A host.</summary>
    [BindProperty] public long Host { get; set; }
    /// <summary>Another.</summary>
    [BindProperty] public long Other { get; set; }
    /// <summary>Why.</summary>
    [BindProperty] public string? Reason { get; set; }

    DateOnly Today => ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Whether the viewer may ask out for this host: who speaks for it, and who keeps the line.</summary>
    public bool MayExcuse(CircleHost host) => viewer.May(Deed.Meet, new(Circle.PlaceCode, Circle.Id, host.MemberId));

    /// <summary>Shows the line.</summary>
    public Task OnGetAsync(string circle) => Ready(circle);

    /// <summary>Puts hosts into the line.</summary>
    public async Task<IActionResult> OnPostAsync(string circle)
    {
        await Ready(circle);
        viewer.Must(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
        var from = EventDay.Since(Since, Today, "Since");
        await CircleHost.Add(db, Circle.Id, Names, null, from, HttpContext.RequestAborted);
        return await Done("ใส่ในลำดับเจ้าภาพแล้ว");
    }

    /// <summary>Takes one out of the line.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(string circle)
    {
        await Ready(circle);
        viewer.Must(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
        (await Known(Host)).Leave(Today);
        return await Done("เอาออกจากลำดับแล้ว ที่เคยเป็นเจ้าภาพไว้ยังอยู่");
    }

    /// <summary>One asks out of the next meeting.</summary>
    public async Task<IActionResult> OnPostExcuseAsync(string circle)
    {
        await Ready(circle);
        var host = await Known(Host);
        if (!MayExcuse(host))
            throw Refused.NotAllowed();
        if (RotaNote.Short(Reason).Length == 0)
            throw new Refused(422, "ขอเว้นเพราะอะไร บอกสั้น ๆ", "Reason");
        Note(RotaDeed.Excuse, null, Meeting);
        return await Done("เว้นให้ครั้งนี้แล้ว คิวยังอยู่ที่เดิม");
    }

    /// <summary>Two exchange their places.</summary>
    public async Task<IActionResult> OnPostSwapAsync(string circle)
    {
        await Ready(circle);
        viewer.Must(Deed.Meet, new(Circle.PlaceCode, Circle.Id));
        Line.Rota.Swap(Host, Other, Today);
        Note(RotaDeed.Swap, Other, Today);
        return await Done("สลับคิวแล้ว");
    }

    void Note(RotaDeed what, long? other, DateOnly day) =>
        db.Add(new RotaNote { CircleId = Circle.Id, What = what, HostId = Host, OtherId = other, OnDay = day, Reason = RotaNote.Short(Reason), ById = viewer.Id, At = clock.GetUtcNow() });

    async Task<IActionResult> Done(string says)
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(says);
        return Redirect($"{Circle.Url}/hosts");
    }

    async Task<CircleHost> Known(long id) => await db.CircleHosts.SingleOrDefaultAsync(h => h.Id == id && h.CircleId == Circle.Id && h.LeftOn == null, HttpContext.RequestAborted) ?? throw Refused.NotFound();

    async Task Ready(string circle)
    {
        var stop = HttpContext.RequestAborted;
        Circle = await Circle.Find(db, viewer, circle, stop);
        // Two who swap at once: the second sees what the first did
        if (Microsoft.AspNetCore.Http.HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.circle where id = {Circle.Id} for update", stop);
        Line = await CircleRota.Of(db, Circle, stop);
        Meeting = await Circle.NextDay(db, Today, stop) ?? Today;
        (Turn, Order) = (Line.Rota.Next(Meeting), Line.Rota.Line(Meeting));
    }
}
