using System.Globalization;

namespace KmCommons.Benchmarks;

/// <summary>Where a server was when it was killed.</summary>
enum KillPhase
{
    /// <summary>Writing letters into the outbox.</summary>
    Composing,
    /// <summary>All written, none handed on by it yet.</summary>
    Between,
    /// <summary>Handing on.</summary>
    HandingOn,
}

/// <summary>What kills did, counted over the runs of one way.</summary>
sealed class KillTally
{
    readonly Dictionary<KillPhase, int> kills = Enum.GetValues<KillPhase>().ToDictionary(p => p, _ => 0);

    /// <summary>Issues that were written and handed on to the end.</summary>
    public int Runs { get; set; }
    /// <summary>Letters that these ought to have brought.</summary>
    public int Wanted { get; set; }
    /// <summary>Letters that did not come.</summary>
    public int Missing { get; set; }
    /// <summary>Letters that came once more.</summary>
    public int Repeated { get; set; }
    /// <summary>Letters that came with other bytes than were composed, or that nobody composed.</summary>
    public int Wrong { get; set; }
    /// <summary>Runs with more repeats than kills and dropped lines.</summary>
    public int TooMany { get; set; }
    /// <summary>Half letters in <c>tmp/</c>.</summary>
    public int Halves { get; set; }
    /// <summary>Lines that the host dropped after the dot.</summary>
    public int Dropped { get; set; }

    /// <summary>How many were killed.</summary>
    public int Kills => kills.Values.Sum();

    /// <summary>Whether everything was as promised.</summary>
    public bool Holds => Missing + Wrong + TooMany == 0;

    /// <summary>Notes a kill down.</summary>
    public void Killed(KillPhase phase)
    {
        lock (kills)
            kills[phase]++;
    }

    /// <summary>The line to print.</summary>
    public string Says(string way) => string.Create(CultureInfo.InvariantCulture, $"""
        {(Holds ? "ok      " : "BROKEN  ")}{way}: {Kills} kills ({kills[KillPhase.Composing]} composing, {kills[KillPhase.Between]} between, {kills[KillPhase.HandingOn]} handing on) in {Runs} issues
                {Wanted} letters: {Missing} missing, {Repeated} repeated, {Wrong} with other bytes or not ours, {TooMany} issues with more repeats than kills and dropped lines; {Dropped} lines dropped after the dot, {Halves} halves left in tmp
        """);
}
