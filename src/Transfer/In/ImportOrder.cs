using KmCommons.People;

namespace KmCommons.Transfer;

/// <summary>What an import is to do.</summary>
/// <param name="By">Who writes what is brought, and sees what they see.</param>
/// <param name="Blog">The address of the blog it goes into; null for a whole copy of a site of ours, where each thing names its own.</param>
/// <param name="Answers">The days that were chosen for dates that can mean several, by the key of the sheet.</param>
public sealed record ImportOrder(Viewer By, string? Blog, IReadOnlyDictionary<string, DateOnly> Answers)
{
    /// <summary>Whether people, blogs and circles come along and numbers stay as they are, where they are free: only for who looks after the machine.</summary>
    public bool IsWhole => Blog is null;
}

/// <summary>What becomes of a sheet.</summary>
public enum Fate
{
    /// <summary>It is made, or would be.</summary>
    New,
    /// <summary>It is here already.</summary>
    Here,
    /// <summary>Its date has to be asked first.</summary>
    Asked,
    /// <summary>It cannot be made.</summary>
    Refused,
}

/// <summary>A sheet and what became of it.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="Number">Its number here.</param>
/// <param name="Why">Why it cannot be made.</param>
public sealed record Outcome(Sheet Sheet, Fate Fate, long? Number = null, Remark? Why = null);
