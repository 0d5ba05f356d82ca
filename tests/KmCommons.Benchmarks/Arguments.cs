namespace KmCommons.Benchmarks;

/// <summary>Arguments of the form <c>--name value</c>.</summary>
static class Arguments
{
    /// <summary>The value after <c>--name</c>, or nothing.</summary>
    public static string? Value(string[] args, string name) =>
        Array.IndexOf(args, "--" + name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
