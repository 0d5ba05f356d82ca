namespace KmCommons.People;

/// <summary>What a module shows on one's own page (<c>/me</c>), said once by the module that has it, so that People need not know the module.</summary>
/// <param name="Component">The view component, invoked without arguments; it shows nothing at all when it has nothing.</param>
public sealed record OfMine(Type Component);
