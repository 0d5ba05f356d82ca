namespace KmCommons.Tests.House;

/// <summary>What a rule of the house found wrong, each in a sentence that says what to do.</summary>
static class Findings
{
    /// <summary>Fails with every finding in full; passes when there is none.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = found.ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:\n{string.Join('\n', all)}");
    }
}
