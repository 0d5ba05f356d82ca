using KmCommons.Foundation;

namespace KmCommons.Search;

/// <summary>The index over everything published, and the find page.</summary>
public sealed class SearchModule : Module;
