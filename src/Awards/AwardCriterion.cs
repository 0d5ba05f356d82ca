namespace KmCommons.Awards;

/// <summary>What the site can count of a blog within the days of a round. The order is kept in the database: new ones at the end.</summary>
public enum Counted
{
    /// <summary>Published notes.</summary>
    Notes,
    /// <summary>Answers by who writes there, below what lies there.</summary>
    Answers,
    /// <summary>Photos with a caption.</summary>
    Captions,
    /// <summary>AARs and case stories: told from practice.</summary>
    FromPractice,
    /// <summary>Notes that say where something comes from, by a link.</summary>
    Sourced,
    /// <summary>1 when nothing was hidden by a ruling, else 0.</summary>
    NothingHidden,
    /// <summary>1 when an owner agreed, else 0.</summary>
    Agreed,
}

/// <summary>What a blog must have in a round.</summary>
public sealed class AwardCriterion
{
    /// <summary>The round.</summary>
    public long RoundId { get; init; }
    /// <summary>What is counted.</summary>
    public Counted Kind { get; init; }
    /// <summary>How many at least.</summary>
    public int AtLeast { get; init; }
}

/// <summary>What was counted of a blog, in the order of <see cref="Counted"/>.</summary>
public sealed record AwardFacts(int[] Counts)
{
    /// <summary>Whether it has all that is asked.</summary>
    public bool Meets(IEnumerable<AwardCriterion> criteria) => criteria.All(c => Counts[(int)c.Kind] >= c.AtLeast);
}

/// <summary>What criteria are called.</summary>
public static class CountedNames
{
    extension(Counted kind)
    {
        /// <summary>The criterion in Thai; the key of the string localizer.</summary>
        public string Thai => kind switch
        {
            Counted.Notes => "บันทึกที่เผยแพร่",
            Counted.Answers => "คำตอบใต้เรื่องในสมุด",
            Counted.Captions => "ภาพที่มีคำบรรยาย",
            Counted.FromPractice => "เรื่องจากงานที่ทำจริง (ถอดบทเรียน เรื่องเล่า)",
            Counted.Sourced => "บันทึกที่บอกที่มา",
            Counted.NothingHidden => "ไม่มีเรื่องที่ถูกซ่อน",
            _ => "เจ้าของสมุดยินดี",
        };

        /// <summary>Whether it is yes or no, and not a number.</summary>
        public bool IsYesOrNo => kind is Counted.NothingHidden or Counted.Agreed;
    }
}
