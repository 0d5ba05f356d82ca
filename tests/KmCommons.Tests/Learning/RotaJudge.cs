namespace KmCommons.Tests.Learning;

/// <summary>Says of a story whether it was fair, from what an onlooker wrote down alone; knows nothing of how the rota works.</summary>
static class RotaJudge
{
    /// <summary>Nobody who was asked hosts twice before all who could (in the circle, and did not ask out of that meeting) hosted once; and a meeting finds a host while somebody could.</summary>
    public static IEnumerable<string> Laps(IReadOnlyList<Moment> moments)
    {
        var began = 0;
        for (var at = 0; at < moments.Count; at++)
        {
            var (now, hosted) = (moments[at], HostsOf(moments, began, at));
            var could = now.In.Except(now.Out).ToHashSet();
            if (now is { IsMeeting: true, Host: null } && could.Count > 0)
                yield return $"{now.Day}: nobody hosts, but {could.First()} could";
            if (now is { WasAsked: true, Host: { } host })
            {
                if (!could.Contains(host))
                    yield return $"{now.Day}: {host} hosts, and is out or asked out";
                if (hosted.Contains(host) && could.Except(hosted).ToList() is [var passed, ..])
                    yield return $"{now.Day}: {host} hosts twice before {passed} once";
            }
            if (IsOver(moments, began, at))
                began = at + 1;
        }
    }

    /// <summary>Between two hostings by one host, everybody who was in all the time and asked out of nothing hosted. So it is where nobody swaps.</summary>
    public static IEnumerable<string> Strict(IReadOnlyList<Moment> moments)
    {
        for (var at = 0; at < moments.Count; at++)
            if (moments[at] is { WasAsked: true, Host: { } host } && Enumerable.Range(0, at).LastOrDefault(i => moments[i].Host == host, -1) is >= 0 and var before)
            {
                var between = moments.Skip(before).Take(at - before + 1).ToList();
                var due = between.Select(m => m.In).Aggregate((a, b) => a.Intersect(b).ToHashSet()).Except(between.Skip(1).SelectMany(m => m.Out)).Except([host]);
                if (due.Except(HostsOf(moments, before, at)).ToList() is [var passed, ..])
                    yield return $"{moments[at].Day}: {host} hosts again, and {passed} was there all the time";
            }
    }

    /// <summary>Who hosted in the lap that stands after these moments.</summary>
    public static HashSet<long> HostedInLap(IReadOnlyList<Moment> moments)
    {
        var began = 0;
        for (var at = 0; at < moments.Count; at++)
            if (IsOver(moments, began, at))
                began = at + 1;
        return HostsOf(moments, began, moments.Count);
    }

    /// <summary>How many laps came to their end.</summary>
    public static int LapsEnded(IReadOnlyList<Moment> moments)
    {
        var (began, laps) = (0, 0);
        for (var at = 0; at < moments.Count; at++)
            if (IsOver(moments, began, at))
                (began, laps) = (at + 1, laps + 1);
        return laps;
    }

    static bool IsOver(IReadOnlyList<Moment> moments, int began, int at) => moments[at].In.Count > 0 && moments[at].In.IsSubsetOf(HostsOf(moments, began, at + 1));

    static HashSet<long> HostsOf(IReadOnlyList<Moment> moments, int from, int to)
    {
        HashSet<long> hosts = [];
        for (var at = from; at < to; at++)
            if (moments[at].Host is { } host)
                hosts.Add(host);
        return hosts;
    }
}
