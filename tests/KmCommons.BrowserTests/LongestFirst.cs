using Xunit.Abstractions;

[assembly: TestCollectionOrderer("KmCommons.BrowserTests.LongestFirst", "KmCommons.BrowserTests")]

namespace KmCommons.BrowserTests;

/// <summary>What takes longest begins first: otherwise it runs alone at the end, and a core has nothing to do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    static readonly string[] First = ["site", "site of who writes", "NothingRuns", "Cuts"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> collections) =>
        collections.OrderBy(c => (Array.FindIndex(First, name => c.DisplayName == name || c.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) + First.Length + 1) % (First.Length + 1));
}
