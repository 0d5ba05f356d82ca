using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>A sentence that is put into words only where somebody reads it, in their language.</summary>
/// <param name="Thai">The sentence with places to fill; the key of the string localizer.</param>
/// <param name="Values">What fills them. A phrase, a day, a weekday and a <see cref="MonthOfYear"/> are said in the language of the sentence; all else as it is.</param>
public sealed record Phrase(string Thai, params object[] Values)
{
    /// <summary>The sentence for who is looking: <c>@turn.Why.In(L)</c>.</summary>
    public string In(Words words) => Say(thai => words[thai].Value, words.English);

    /// <summary>The sentence for a letter.</summary>
    public string In(Wording words) => Say(thai => words[thai], words.English);

    string Say(Func<string, string> words, bool english) => string.Format(CultureInfo.InvariantCulture, words(Thai), [.. Values.Select(value => value switch
    {
        Phrase inner => inner.Say(words, english),
        DateOnly day => ThaiDate.Long(day, english),
        DayOfWeek day => ThaiDate.DayName(day, english),
        MonthOfYear month => ThaiDate.MonthName(month.Number, english),
        _ => value,
    })]);
}

/// <summary>A month without its year.</summary>
/// <param name="Number">1 to 12.</param>
public readonly record struct MonthOfYear(int Number);
