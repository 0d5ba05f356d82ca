namespace KmCommons.Learning;

/// <summary>A place in the coming line.</summary>
/// <param name="HostId">Whose.</param>
/// <param name="Since">Since when they wait: the day they last hosted, or the day they came, whichever is later.</param>
/// <param name="HostedOn">When they last hosted; null when never.</param>
/// <param name="IsBySwap">Whether the place is another's, by a swap.</param>
/// <param name="IsNextLap">Whether the turn is in the next lap, not in this one.</param>
public sealed record RotaPlace(long HostId, DateOnly Since, DateOnly? HostedOn, bool IsBySwap, bool IsNextLap)
{
    /// <summary>Why the place is where it is.</summary>
    public Phrase Why => IsBySwap ? new("ได้คิวนี้เพราะสลับกัน รอมาตั้งแต่ {0}", Since) : HostedOn is null ? new("ยังไม่เคยเป็นเจ้าภาพ รอมาตั้งแต่ {0}", Since) : new("รอมาตั้งแต่ {0}", Since);
}

/// <summary>Who is asked to host a meeting.</summary>
/// <param name="Place">Whose turn it is. In the next lap only when all who are left in this one asked to be left out.</param>
/// <param name="Skipped">Who would have come before and asked to be left out, in the order of the line.</param>
public sealed record RotaTurn(RotaPlace Place, IReadOnlyList<RotaSkip> Skipped)
{
    /// <summary>Who.</summary>
    public long HostId => Place.HostId;

    /// <summary>Why they, in a sentence; who was skipped is said by each of <see cref="Skipped"/>.</summary>
    public Phrase Why => Place.IsNextLap ? new("ทุกรายที่เหลือในรอบนี้ขอเว้น รายนี้รอนานที่สุดในรายที่เป็นเจ้าภาพไปแล้ว ตั้งแต่ {0}", Place.Since) : Place.Why;
}

/// <summary>A host who is passed over for one meeting, and keeps the place.</summary>
/// <param name="HostId">Who.</param>
/// <param name="Reason">Why, as typed; may be empty.</param>
public sealed record RotaSkip(long HostId, string Reason)
{
    /// <summary>The skip in a sentence.</summary>
    /// <param name="name">What the host is called.</param>
    public Phrase Says(string name) => Reason.Length == 0 ? new("{0} ขอเว้นครั้งนี้ คิวยังอยู่ที่เดิม", name) : new("{0} ขอเว้นครั้งนี้ คิวยังอยู่ที่เดิม: {1}", name, Reason);
}
