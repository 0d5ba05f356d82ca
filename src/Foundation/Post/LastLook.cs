namespace KmCommons.Foundation;

/// <summary>What a module asks once more of its letters at the moment of sending: between composing and sending something may have been hidden, or somebody may have left.</summary>
/// <param name="Kind">The sort of letters.</param>
/// <param name="MayGo">Whether a letter may go now; else it is taken back, and whoever asked sees to it that a right one is composed. It runs in the transaction of the sending.</param>
public sealed record LastLook(string Kind, Func<CommonsDb, OutboxLetter, DateTimeOffset, CancellationToken, Task<bool>> MayGo);
