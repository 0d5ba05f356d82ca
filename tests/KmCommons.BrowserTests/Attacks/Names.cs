using System.Net.Http.Headers;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Names of files as they go out.</summary>
static class Names
{
    /// <summary>What is wrong with a Content-Disposition; null when nothing is.</summary>
    public static string? Wrong(string header)
    {
        if (!ContentDispositionHeaderValue.TryParse(header, out var parsed))
            return $"Content-Disposition that nobody can read: {header}";
        return new[] { parsed.FileName?.Trim('"'), parsed.FileNameStar }.OfType<string>().FirstOrDefault(name => !IsPlain(name)) is { } bad ? $"a file name that a machine may not take: {bad}"
            : parsed.Parameters.Any(p => p.Name is not ("filename" or "filename*")) || parsed.Parameters.DistinctBy(p => p.Name).Count() < parsed.Parameters.Count ? $"a parameter that we did not write: {header}" : null;
    }

    /// <summary>Whether this is a name and nothing else: no way to a folder, no letter that turns others around, no sign that some machine forbids.</summary>
    public static bool IsPlain(string name) => name.Length > 0 && name is not ("." or "..") && name.All(c => !char.IsControl(c) && !"/\\:*?\"<>|".Contains(c, StringComparison.Ordinal) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'));
}
