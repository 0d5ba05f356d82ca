using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>An adoption as its form says it.</summary>
public sealed record AdoptionSaid
{
    /// <summary>The longest text about what came of it, in letters (clusters); the longest name of a village, in UTF-16 units.</summary>
    public const int Longest = 300, LongestPlace = 120;

    /// <summary>The tambon or district.</summary>
    public required string PlaceCode { get; init; }
    /// <summary>A village in words.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>The circle, or null; the caller has asked that the teller is in it.</summary>
    public long? CircleId { get; init; }
    /// <summary>The day, or null.</summary>
    public DateOnly? OnDay { get; init; }
    /// <summary>What came of it.</summary>
    public AdoptionOutcome Outcome { get; init; }
    /// <summary>The same in a line or two.</summary>
    public string Said { get; init; } = "";
    /// <summary>How many households it reached, or null.</summary>
    public int? Households { get; init; }
    /// <summary>The item that tells of it, or null.</summary>
    public long? Number { get; init; }
    /// <summary>From whose it was taken, or null.</summary>
    public long? FromId { get; init; }

    /// <summary>The same with its texts normalised.</summary>
    /// <exception cref="Refused">422: a text is too long, or what became of it is not said.</exception>
    public AdoptionSaid Checked()
    {
        var (place, said) = (LessonSaid.OneLine(PlaceName), LessonSaid.OneLine(Said));
        if (place.Length > LongestPlace)
            throw new Refused(422, "ชื่อหมู่บ้านยาวเกิน 120 ตัวอักษร", "PlaceName");
        if (ThaiText.CountClusters(said) > Longest || said.Length == 0 && Outcome != AdoptionOutcome.Worked)
            throw new Refused(422, "เล่าสั้น ๆ หนึ่งหรือสองบรรทัด ว่าปรับตรงไหน หรือใช้ไม่ได้เพราะอะไร ไม่เกิน 300 ตัวอักษร คนต่อไปจะไม่ต้องลองซ้ำ", "Said");
        return this with { PlaceName = place, Said = said };
    }

    /// <summary>How many households, as typed in either script; null when nothing was typed.</summary>
    /// <exception cref="Refused">422: it is no number of households.</exception>
    public static int? HouseholdsIn(string? typed)
    {
        var text = ThaiDigits.ToArabic(LessonSaid.OneLine(typed)).Replace(",", "", StringComparison.Ordinal);
        return text.Length == 0 ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 1_000_000 ? count
            : throw new Refused(422, "จำนวนครัวเรือนเป็นตัวเลขตั้งแต่ 1 ขึ้นไป ถ้าไม่ได้นับ เว้นว่างไว้ได้", "Households");
    }
}

/// <summary>What outcomes are called.</summary>
public static class AdoptionOutcomes
{
    extension(AdoptionOutcome outcome)
    {
        /// <summary>The outcome in Thai; the key of the string localizer.</summary>
        public string Thai => outcome switch
        {
            AdoptionOutcome.Worked => "ใช้ได้ผล",
            AdoptionOutcome.Changed => "ปรับแล้วจึงใช้ได้",
            _ => "ใช้ที่นี่ไม่ได้",
        };
    }
}
