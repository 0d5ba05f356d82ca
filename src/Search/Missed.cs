using KmCommons.Foundation;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>Words that were looked for and not found, and how often; never who asked. Note-takers read them as stories that somebody wants.</summary>
public sealed class Missed : IQuiet
{
    /// <summary>The most letters that are kept of a question.</summary>
    public const int Longest = 100;
    /// <summary>The most rows there can be.</summary>
    public const int Most = 10_000;
    // A telephone number has nine digits at least, a number of a person or an account more; two years have eight
    const int FewestDigitsOfANumber = 9, FewestLetters = 2;

    /// <summary>What was asked, folded; what had to stand letter by letter is in quotation marks.</summary>
    public string Words { get; init; } = "";
    /// <summary>The words as one reads them, and as the title of what may be written.</summary>
    public string Says => Words.Replace("\"", "", StringComparison.Ordinal);
    /// <summary>The first day.</summary>
    public DateOnly FirstOn { get; init; }
    /// <summary>The last day.</summary>
    public DateOnly LastOn { get; init; }
    /// <summary>How often, one person once a day.</summary>
    public int Times { get; init; }
    /// <summary>Since when it is off the list; null while it stands there.</summary>
    public DateOnly? OffOn { get; set; }

    /// <summary>The words of a question as they are kept; null when they are not: a question with fields or exclusions is about what there is, and what looks like somebody's
    /// address or number must not be written down (PDPA).</summary>
    public static string? WordsOf(FindQuery query)
    {
        if (query.IsEmpty || query.Fields.Count + query.Without.Count + query.WithoutFields.Count > 0)
            return null;
        var typed = query.Runs.Concat(query.Phrases).ToList();
        if (typed.Exists(run => run.Contains('@', StringComparison.Ordinal) || run.Contains("://", StringComparison.Ordinal)) || typed.Sum(Digits) >= FewestDigitsOfANumber)
            return null;
        var words = string.Join(' ', query.Runs.Select(FindQuery.Value).Concat(query.Phrases.Select(phrase => $"\"{FindQuery.Value(phrase)}\"")));
        return words.Count(char.IsLetter) < FewestLetters ? null : ThaiText.Cut(words, Longest, ellipsis: "").Trim();
    }

    /// <summary>Lets go of what nobody asked for half a year, and of the least asked when there is too much.</summary>
    public static Task Forget(CommonsDb db, CancellationToken stop = default) => db.Database.ExecuteSqlAsync($"""
        delete from search.missed where last_on < current_date - 180
            or words in (select words from search.missed order by times desc, last_on desc offset {Most / 2})
        """, stop);

    static int Digits(string run) => run.Count(char.IsDigit);
}

/// <summary>The tables of this module, by their names.</summary>
public static class SearchTables
{
    extension(CommonsDb db)
    {
        /// <summary>What was looked for and not found.</summary>
        public DbSet<Missed> Missed => db.Set<Missed>();
        /// <summary>Words that an administrator added.</summary>
        public DbSet<OwnWord> OwnWords => db.Set<OwnWord>();
        /// <summary>Searches that members keep.</summary>
        public DbSet<SavedSearch> SavedSearches => db.Set<SavedSearch>();
    }
}
