using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The line of hosts of one circle, as it stands: <see cref="Rota"/> over what its meetings and its <see cref="RotaNote"/>s say.</summary>
/// <param name="Rota">The line.</param>
/// <param name="Hosts">All who are or were in it.</param>
/// <param name="Notes">Who asked out and who swapped, the latest first.</param>
public sealed record CircleRota(Rota Rota, IReadOnlyList<CircleHost> Hosts, IReadOnlyList<RotaNote> Notes)
{
    /// <summary>What a host is called.</summary>
    public string NameOf(long host) => Hosts.FirstOrDefault(h => h.Id == host)?.Name ?? "";

    /// <summary>Works it out. A meeting counts as hosted once its day has come and it was not called off; one that is called for a day ahead with a host is promised and counts too, so that nobody is asked for two.</summary>
    public static async Task<CircleRota> Of(CommonsDb db, Circle circle, CancellationToken stop)
    {
        var id = circle.Id;
        var hosts = await db.CircleHosts.AsNoTracking().Where(h => h.CircleId == id).OrderBy(h => h.Id).ToListAsync(stop);
        var notes = await db.Set<RotaNote>().AsNoTracking().Where(n => n.CircleId == id).OrderBy(n => n.Id).ToListAsync(stop);
        var hosted = await db.Meetings.Where(m => m.CircleId == id && m.HostId != null && m.CalledOff == null && m.Item.State == ItemState.Published).Select(m => new { HostId = m.HostId!.Value, m.Day, m.Number }).ToListAsync(stop);
        // A swap on the day of a meeting was made before it
        var events = notes.Select(n => (Day: n.OnDay, Order: 0, n.Id, Event: (RotaEvent)(n.What == RotaDeed.Swap ? new RotaSwap(n.HostId, n.OtherId!.Value, n.OnDay) : new RotaExcuse(n.HostId, n.OnDay, n.Reason))))
            .Concat(hosted.Select(h => (h.Day, Order: 1, Id: h.Number, Event: (RotaEvent)new RotaHosting(h.HostId, h.Day))));
        var rota = Rota.Of(hosts.Select(h => new RotaHost(h.Id, h.JoinedOn, h.LeftOn)), events.OrderBy(e => e.Day).ThenBy(e => e.Order).ThenBy(e => e.Id).Select(e => e.Event));
        notes.Reverse();
        return new(rota, hosts, notes);
    }
}
