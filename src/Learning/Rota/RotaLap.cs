namespace KmCommons.Learning;

/// <summary>Where one host stands.</summary>
/// <param name="Id">Who.</param>
sealed record RotaStanding(long Id)
{
    /// <summary>In how many rows of the list they are; 0 when they are out.</summary>
    public int Rows { get; init; }
    /// <summary>Whether they hosted in this lap.</summary>
    public bool HasHosted { get; init; }
    /// <summary>When they last hosted.</summary>
    public DateOnly? HostedOn { get; init; }
    /// <summary>Since when they wait.</summary>
    public DateOnly Since { get; init; }
    /// <summary>Their place in the line: a day of waiting, who hosted first on that day (0: nobody, they came), and who of those with the lower number.</summary>
    public (DateOnly, int, long) Place { get; init; }
    /// <summary>Whether the place was another's.</summary>
    public bool IsBySwap => Place.Item3 != Id;
}

/// <summary>The lap as it stands on a day; goes on from day to day and from event to event. It ends as soon as all who are in have hosted in it.</summary>
sealed class RotaLap
{
    readonly (DateOnly Day, long Id, int Rows)[] changes;
    readonly Dictionary<long, RotaStanding> known;
    int changed, hostings;

    public RotaLap(IEnumerable<RotaHost> hosts)
    {
        var stays = hosts.Where(h => h.LeftOn is null || h.LeftOn > h.JoinedOn).ToList();
        changes = [.. stays.Select(h => (h.JoinedOn, h.Id, 1)).Concat(stays.Where(h => h.LeftOn is not null).Select(h => (h.LeftOn!.Value, h.Id, -1))).OrderBy(c => c.Item1)];
        known = [];
    }

    RotaLap(RotaLap lap) => (changes, known, changed, hostings) = (lap.changes, new(lap.known), lap.changed, lap.hostings);

    /// <summary>Those in the list who have not hosted in this lap, in the order of the line.</summary>
    public IEnumerable<RotaStanding> Left => known.Values.Where(s => s.Rows > 0 && !s.HasHosted).OrderBy(s => s.Place);

    /// <summary>Those in the list who have, who waited longest first.</summary>
    public IEnumerable<RotaStanding> Done => known.Values.Where(s => s.Rows > 0 && s.HasHosted).OrderBy(s => s.Place);

    /// <summary>The lap on a day, this one left as it is.</summary>
    public RotaLap On(DateOnly day)
    {
        var lap = new RotaLap(this);
        lap.Come(day);
        return lap;
    }

    /// <summary>Whoever joins or leaves up to a day, that day included, has done so.</summary>
    public void Come(DateOnly day)
    {
        while (changed < changes.Length && changes[changed].Day <= day)
        {
            // All of one day at once: who leaves and joins on the same day never was away
            var today = changes.Skip(changed).TakeWhile(c => c.Day == changes[changed].Day).ToList();
            foreach (var of in today.GroupBy(c => c.Id))
            {
                var (was, rows) = (Of(of.Key), of.Sum(c => c.Rows));
                known[of.Key] = was.Rows > 0 || was.Rows + rows == 0 ? was with { Rows = was.Rows + rows } : was with { Rows = rows, Since = today[0].Day, Place = (today[0].Day, 0, of.Key) };
            }
            changed += today.Count;
            EndWhenAllHosted();
        }
    }

    /// <summary>Somebody hosted; also who was not asked, and who is not in the list.</summary>
    public void Host(long id, DateOnly on)
    {
        Come(on);
        var was = Of(id);
        var since = was.Since > on ? was.Since : on;
        known[id] = was with { HasHosted = true, HostedOn = was.HostedOn > on ? was.HostedOn : on, Since = since, Place = (since, ++hostings, id) };
        EndWhenAllHosted();
    }

    /// <summary>Two exchange their places, when both are in the line of this lap; else nothing happens.</summary>
    public void Swap(long one, long other)
    {
        if (!IsLeft(one) || !IsLeft(other))
            return;
        (known[one], known[other]) = (known[one] with { Place = known[other].Place }, known[other] with { Place = known[one].Place });
    }

    /// <summary>Whether somebody is in the list.</summary>
    public bool IsIn(long id) => Of(id).Rows > 0;

    /// <summary>Whether somebody is in the list and has not hosted in this lap.</summary>
    public bool IsLeft(long id) => IsIn(id) && !Of(id).HasHosted;

    RotaStanding Of(long id) => known.GetValueOrDefault(id) ?? new(id);

    // Nobody in the list ends no lap: who hosted last is still known when they come back
    void EndWhenAllHosted()
    {
        if (known.Values.All(s => s.Rows == 0 || s.HasHosted) && known.Values.Any(s => s.Rows > 0))
            foreach (var (id, standing) in known.ToList())
                known[id] = standing with { HasHosted = false };
    }
}
