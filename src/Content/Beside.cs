namespace KmCommons.Content;

/// <summary>What a module shows beside every item that readers see, said once by the module that has it, so that Content need not know the module.</summary>
/// <param name="Component">The view component, invoked with the <see cref="ContentItem"/> as the item page has loaded it; it shows nothing at all when it has nothing.
/// The page is kept for anonymous readers: what is shown must be the same for all of them, and nothing that was hidden before the last ring of the bell.</param>
public sealed record Beside(Type Component);
