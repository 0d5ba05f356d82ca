using KmCommons.Foundation;

namespace KmCommons.Learning;

/// <summary>The rotating host (โมบาย): who hosts the next meeting of a circle. The rule stands in docs/decisions/0025-the-rotating-host.md.
/// Made anew from what happened whenever it is asked: the same history gives the same answer.
/// <para>Who waited longest is next, within a lap: nobody hosts twice in a lap, and it ends as soon as all who are in the list have hosted in it.
/// Who joins is in the present lap. Who asks to be left out of a meeting keeps the place, and so is asked first the next time.</para></summary>
public sealed class Rota
{
    readonly RotaLap now;
    readonly Dictionary<(DateOnly Meeting, long HostId), string> excuses = [];

    Rota(IEnumerable<RotaHost> hosts) => now = new(hosts);

    /// <summary>The rota after a history.</summary>
    /// <param name="hosts">Everybody who is or was in the list, in any order.</param>
    /// <param name="history">What happened, in that order. A swap that was not allowed (<see cref="MaySwap"/>) changes nothing.</param>
    public static Rota Of(IEnumerable<RotaHost> hosts, IEnumerable<RotaEvent> history)
    {
        var rota = new Rota(hosts);
        foreach (var happened in history)
            switch (happened)
            {
                case RotaHosting hosting:
                    rota.now.Host(hosting.HostId, hosting.On);
                    break;
                case RotaSwap swap:
                    rota.now.Come(swap.On);
                    rota.now.Swap(swap.OneId, swap.OtherId);
                    break;
                case RotaExcuse excuse:
                    rota.excuses[(excuse.Meeting, excuse.HostId)] = excuse.Reason;
                    break;
            }
        return rota;
    }

    /// <summary>Who is asked to host the meeting of a day, and why; null when nobody is in the list on that day, or all asked to be left out.</summary>
    /// <param name="meeting">The day, not before what is in the history: who joins or leaves until then has done so.</param>
    public RotaTurn? Next(DateOnly meeting)
    {
        var lap = now.On(meeting);
        List<RotaSkip> skipped = [];
        foreach (var place in lap.Left.Select(s => Place(s, false)).Concat(lap.Done.Select(s => Place(s, true))))
        {
            if (!excuses.TryGetValue((meeting, place.HostId), out var reason))
                return new(place, skipped);
            skipped.Add(new(place.HostId, reason));
        }
        return null;
    }

    /// <summary>The coming line for a page: who is left in this lap, then the whole next lap, if nobody joins, leaves, swaps or asks to be left out.</summary>
    /// <param name="on">The day, not before what is in the history.</param>
    public IReadOnlyList<RotaPlace> Line(DateOnly on)
    {
        var lap = now.On(on);
        return [.. lap.Left.Select(s => Place(s, false)), .. lap.Done.Select(s => Place(s, true)), .. lap.Left.Select(s => Place(s, true))];
    }

    /// <summary>Whether two may exchange their places on a day: both are in the list and have not hosted in this lap.</summary>
    public bool MaySwap(long one, long other, DateOnly on) => one != other && now.On(on) is var lap && lap.IsLeft(one) && lap.IsLeft(other);

    /// <summary>The swap of two hosts on a day, to be kept in the history.</summary>
    /// <exception cref="Refused">422: it is one and the same, one is not in the list, or has hosted in this lap.</exception>
    public RotaSwap Swap(long one, long other, DateOnly on)
    {
        var lap = now.On(on);
        if (one == other)
            throw new Refused(422, "เลือกสองรายที่ไม่ซ้ำกัน แล้วสลับคิวอีกครั้ง", nameof(RotaSwap.OtherId));
        if (!lap.IsIn(one) || !lap.IsIn(other))
            throw new Refused(422, "มีรายที่ไม่ได้อยู่ในลำดับเจ้าภาพแล้ว ดูลำดับล่าสุดแล้วเลือกอีกครั้ง", nameof(RotaSwap.OtherId));
        if (!lap.IsLeft(one) || !lap.IsLeft(other))
            throw new Refused(422, "มีรายที่เป็นเจ้าภาพในรอบนี้ไปแล้ว สลับคิวได้เฉพาะรายที่ยังไม่ได้เป็นในรอบนี้", nameof(RotaSwap.OtherId));
        return new(one, other, on);
    }

    static RotaPlace Place(RotaStanding standing, bool isNextLap) => new(standing.Id, standing.Since, standing.HostedOn, !isNextLap && standing.IsBySwap, isNextLap);
}
