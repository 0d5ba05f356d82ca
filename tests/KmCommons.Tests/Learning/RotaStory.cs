using FsCheck;
using FsCheck.Fluent;
using KmCommons.Learning;

namespace KmCommons.Tests.Learning;

/// <summary>What an onlooker wrote down at one moment of a story: who was in the circle, who had asked out of the coming meeting, who hosted if somebody did.</summary>
/// <param name="Host">Who hosted; null when nobody did at this moment.</param>
/// <param name="WasAsked">Whether the host was asked in turn, and did not take the meeting from another.</param>
/// <param name="IsMeeting">Whether it is the day of a meeting and its host was looked for.</param>
sealed record Moment(DateOnly Day, IReadOnlySet<long> In, IReadOnlySet<long> Out, long? Host, bool WasAsked, bool IsMeeting);

/// <summary>36 months of a circle in which people join, leave, come back, swap and ask out by chance, told to a <see cref="Rota"/> as they happen.
/// The 11th is the day of the meeting; everything else falls on any day, also on that one.</summary>
sealed class RotaStory
{
    const int Months = 36, Chances = 10, Most = 9999;

    readonly Func<RotaStory, DateOnly, IReadOnlySet<long>, long?> choose;
    readonly bool swaps;
    readonly HashSet<long> inside = [];
    readonly List<long> askedOut = [];
    Rota? now;

    RotaStory(int hosts, bool swaps, Func<RotaStory, DateOnly, IReadOnlySet<long>, long?>? choose)
    {
        (this.swaps, this.choose) = (swaps, choose ?? ((story, day, _) => story.Now.Next(day)?.HostId));
        foreach (var id in Enumerable.Range(1, hosts))
            Join(id, new DateOnly(2008, 12, 1).AddDays(id / 4));
        Note(new(2008, 12, 31));
    }

    public List<RotaHost> Hosts { get; } = [];
    public List<RotaEvent> History { get; } = [];
    public List<Moment> Moments { get; } = [];
    public List<string> Faults { get; } = [];
    public int Swaps { get; private set; }
    public Rota Now => now ??= Rota.Of(Hosts, History);

    /// <summary>Chances of 36 months; a shrunk one has months in which nothing happens.</summary>
    public static Arbitrary<int[]> Any => Arb.From(Gen.Choose(0, Most).ArrayOf(Months * Chances), chances => Enumerable.Range(0, Months)
        .Where(month => !chances.Skip(month * Chances).Take(Chances).All(c => c == Most))
        .Select(month => chances.Select((c, i) => i / Chances == month ? Most : c).ToArray()));

    /// <summary>Lives through the months.</summary>
    /// <param name="choose">Who hosts a meeting, of those who could; when not given, the rota says it.</param>
    public static RotaStory Of(int[] chances, int hosts, bool swaps = true, Func<RotaStory, DateOnly, IReadOnlySet<long>, long?>? choose = null)
    {
        var story = new RotaStory(hosts, swaps, choose);
        for (var month = 0; month < Months; month++)
            story.Live(new DateOnly(2009, 1, 1).AddMonths(month), chances.AsSpan(month * Chances, Chances).ToArray());
        return story;
    }

    void Live(DateOnly first, int[] by)
    {
        for (var day = first; day.Month == first.Month; day = day.AddDays(1))
        {
            // Somebody joins, or leaves, every third month; the number that decided it also says who
            var (joins, leaves) = (by[0] < 3300 && by[1] % 28 + 1 == day.Day, by[2] < 3300 && by[3] % 28 + 1 == day.Day && inside.Count > 0);
            if (joins)
                JoinOrReturn(by[0], day);
            if (leaves)
                Leave(inside.Order().ElementAt(by[2] % inside.Count), day);
            if (joins || leaves)
                Note(day);
            if (swaps && by[4] < 6000 && by[5] % 28 + 1 == day.Day)
                Swap(by[4], by[6], day);
            if (day.Day == 11)
                Meet(day, by[7], by[8], by[9]);
        }
    }

    void JoinOrReturn(int chance, DateOnly day)
    {
        var away = Hosts.Select(h => h.Id).Distinct().Where(id => !inside.Contains(id)).Order().ToList();
        Join(away.Count > 0 && chance % 2 == 0 ? away[chance / 2 % away.Count] : Hosts.Select(h => h.Id).DefaultIfEmpty().Max() + 1, day);
    }

    void Join(long id, DateOnly day)
    {
        Hosts.Add(new(id, day));
        now = null;
        inside.Add(id);
    }

    void Leave(long id, DateOnly day)
    {
        var row = Hosts.FindLastIndex(h => h.Id == id);
        Hosts[row] = Hosts[row] with { LeftOn = day };
        inside.Remove(id);
        now = null;
        askedOut.Remove(id);
    }

    void Swap(int first, int second, DateOnly day)
    {
        var all = (second % 4 == 0 ? Hosts.Select(h => h.Id).Distinct() : inside).Order().ToList(); // mostly those who are there
        if (all.Count == 0)
            return;
        var (one, other, before) = (all[first % all.Count], all[second % all.Count], Line(day));
        var may = one != other && inside.Contains(one) && inside.Contains(other) && !RotaJudge.HostedInLap(Moments).Overlaps([one, other]);
        if (Now.MaySwap(one, other, day) != may)
            Faults.Add($"{day}: {one} and {other} may {(may ? "" : "not ")}swap");
        if (!may)
            return;
        Happens(Now.Swap(one, other, day));
        Swaps++;
        if (!Line(day).SequenceEqual(before.Select(id => id == one ? other : id == other ? one : id)))
            Faults.Add($"{day}: the swap of {one} and {other} did not take effect");
        askedOut.RemoveAll(id => id == one || id == other);
    }

    void Meet(DateOnly day, int first, int second, int third)
    {
        if (askedOut.Count > 0 && Line(day)[0] != askedOut[0])
            Faults.Add($"{day}: {askedOut[0]} asked out the last time and is not asked first");
        askedOut.Clear();
        HashSet<long> excused = [];
        if (second < 3000 && inside.Count > 0)
            Excuse(inside.Order().ElementAt(second % inside.Count), day, excused); // beforehand, whether it is their turn or not
        // Mostly up to two say no when asked; now and then nearly all
        for (var times = first < 9000 ? first % 3 : first % 40; times > 0 && Now.Next(day) is { } turn; times--)
        {
            if (excused.Count == 0)
                askedOut.Add(turn.HostId);
            Excuse(turn.HostId, day, excused);
        }
        var takes = third < 800 && inside.Count > 0;
        var host = takes ? inside.Order().ElementAt(third % inside.Count) : choose(this, day, inside.Except(excused).ToHashSet());
        if (host is { } by)
            Happens(new RotaHosting(by, day));
        askedOut.RemoveAll(id => id == host);
        Moments.Add(new(day, inside.ToHashSet(), excused, host, host is not null && !takes, true));
    }

    void Excuse(long id, DateOnly day, HashSet<long> excused)
    {
        Happens(new RotaExcuse(id, day, "น้ำท่วม"));
        excused.Add(id);
    }

    void Happens(RotaEvent happened)
    {
        History.Add(happened);
        now = null;
    }

    List<long> Line(DateOnly day) => [.. Now.Line(day).Where(p => !p.IsNextLap).Select(p => p.HostId)];

    void Note(DateOnly day) => Moments.Add(new(day, inside.ToHashSet(), new HashSet<long>(), null, false, false));
}
