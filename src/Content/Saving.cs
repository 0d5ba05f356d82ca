using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Content;

/// <summary>What a save leaves behind as a <see cref="Revision"/>, beyond what the item's row says itself.</summary>
/// <param name="By">Who saves.</param>
/// <param name="Parts">What stands in the kind's form, as typed; empty parts may be left out.</param>
public sealed record Saving(long By, IReadOnlyList<RevisionPart> Parts)
{
    /// <summary>When (UTC).</summary>
    internal DateTimeOffset At { get; init; }
    /// <summary>Which revision it puts back; null for new words.</summary>
    internal int? PutsBack { get; init; }
    /// <summary>Why it is put back.</summary>
    internal string Note { get; init; } = "";
}

/// <summary>One part of a text as it stood.</summary>
/// <param name="Key">What the kind calls it in code; never changes.</param>
/// <param name="Text">As typed.</param>
public readonly record struct RevisionPart(string Key, string Text);

/// <summary>What the history of a kind needs to know of it.</summary>
/// <param name="Deed">The deed that revising one is: who may do it reads all revisions and puts them back.</param>
/// <param name="Parts">The parts that are shown, in their order: the key, and the Thai heading, which is the key of the string localizer. A part that is not here is kept and not shown.</param>
/// <param name="PutBack">Puts the words of a revision back through the kind's own door, and leaves saving to the caller; <see cref="Revision.PutBack"/> has asked whether the viewer may.</param>
/// <param name="Shows">How a part is read: its key, what is kept, whether in English. Null when all are read as they are kept.</param>
public sealed record KindHistory(Deed Deed, IReadOnlyList<(string Key, string Thai)> Parts, Func<CommonsDb, Viewer, Revision, DateTimeOffset, CancellationToken, Task> PutBack, Func<string, string, bool, string>? Shows = null);
