namespace KmCommons.Foundation;

/// <summary>What a module asks once more of its letters at the moment of sending: between composing and sending something may have been hidden, or somebody may have left.</summary>
/// <param name="Kind">The sort of letters.</param>
/// <param name="Stay">Which of these letters, asked for all at once, may not go now; they are taken back, and whoever asked sees to it that right ones are composed. It runs in the transaction of the sending.</param>
public sealed record LastLook(string Kind, Func<CommonsDb, IReadOnlyList<OutboxLetter>, DateTimeOffset, CancellationToken, Task<IReadOnlyList<OutboxLetter>>> Stay);
