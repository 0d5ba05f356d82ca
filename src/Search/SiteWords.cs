using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace KmCommons.Search;

/// <summary>What the search of this site knows of words: those the administrator added, and the lists in a folder when the setting <c>search-words</c> names one (such as <c>content-seed/words</c>).
/// Without the setting only what an administrator adds changes how texts are cut into words.</summary>
/// <param name="Words">Words to keep whole.</param>
/// <param name="Forms">Short forms with their full names.</param>
public sealed record SiteWords(IReadOnlyList<string> Words, IReadOnlyList<(string Short, string Full)> Forms)
{
    /// <summary>Whether the setting makes sense.</summary>
    /// <exception cref="FormatException">The folder is not there: the index would never be filled, so the start stops and says so.</exception>
    public static void Check(IConfiguration configuration)
    {
        if (configuration["search-words"] is { Length: > 0 } folder && !Directory.Exists(folder))
            throw new FormatException($"search-words names a folder that is not there: {Path.GetFullPath(folder)}");
    }

    /// <summary>Reads it.</summary>
    public static async Task<SiteWords> Read(CommonsDb db, IConfiguration configuration, CancellationToken stop = default)
    {
        var own = await db.OwnWords.AsNoTracking().OrderBy(word => word.Id).ToListAsync(stop);
        var folder = configuration["search-words"];
        var lines = folder is { Length: > 0 } ? Directory.EnumerateFiles(folder, "*.txt").Where(file => Path.GetFileName(file) != "spam.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => line.Length > 0 && line[0] != '#').ToList() : [];
        return new(
            [.. lines.Where(line => !line.Contains('=', StringComparison.Ordinal)).Select(line => line.Trim()), .. own.Where(word => word.FullName.Length == 0).Select(word => word.Text)],
            [.. lines.Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim(), parts[1].Trim())), .. own.Where(word => word.FullName.Length > 0).Select(word => (word.Text, word.FullName))]);
    }

    /// <summary>The short forms as lines «short form = full name».</summary>
    public IEnumerable<string> Lines => Forms.Select(form => $"{form.Short} = {form.Full}");

    /// <summary>The words as the index takes them; nothing when there are none.</summary>
    public WordList? List => Words.Count == 0 ? null : new WordList(Words);
}
