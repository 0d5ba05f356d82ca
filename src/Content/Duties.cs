using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Content;

/// <summary>What a module knows of that a member took on, for their letters; said once by the module that has it, so that the letter need not know the module.</summary>
/// <param name="Whose">Which of these members may have any that is due on the days from the first to the last, asked for all at once; the others are not asked after.</param>
/// <param name="Of">What is open and due on the days from the first to the last, both included, of what the viewer may see; the nearest first.</param>
public sealed record Duties(Func<CommonsDb, long[], DateOnly, DateOnly, CancellationToken, Task<IReadOnlyList<long>>> Whose, Func<CommonsDb, Viewer, DateOnly, DateOnly, Wording, CancellationToken, Task<IReadOnlyList<Duty>>> Of);

/// <summary>Something that a member took on.</summary>
/// <param name="Says">What it is, in their or others' words.</param>
/// <param name="Path">Where it is on the site.</param>
/// <param name="Due">By which day.</param>
/// <param name="Because">Why it is theirs, in the reader's language.</param>
/// <param name="Number">The item whose readers may see it; 0 when it is only the member's own.</param>
public sealed record Duty(string Says, string Path, DateOnly Due, string Because, long Number = 0);
