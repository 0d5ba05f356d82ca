using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>A lesson as its form says it.</summary>
public sealed record LessonSaid
{
    /// <summary>What works.</summary>
    public string Claim { get; init; } = "";
    /// <summary>Where it holds; null for everywhere.</summary>
    public string? PlaceCode { get; init; }
    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>More evidence in words.</summary>
    public string Evidence { get; init; } = "";
    /// <summary>Another item where it was seen, or null.</summary>
    public long? EvidenceNumber { get; init; }

    /// <summary>The same with its texts normalised.</summary>
    /// <exception cref="Refused">422: no claim, or a text is too long.</exception>
    public LessonSaid Checked()
    {
        var (claim, evidence) = (OneLine(Claim), OneLine(Evidence));
        // It stands as one line on the agenda of a meeting: there, units count
        if (claim.Length == 0 || ThaiText.CountClusters(claim) > Lesson.LongestClaim || claim.Length > MeetingPoint.Longest - 40)
            throw new Refused(422, "บอกสั้น ๆ ว่าอะไรใช้ได้ผล ไม่เกิน 300 ตัวอักษร รายละเอียดอยู่ในเรื่องที่ยกมาแล้ว", "Claim");
        return ThaiText.CountClusters(evidence) > Lesson.LongestEvidence ? throw new Refused(422, "หลักฐานยาวเกิน 200 ตัวอักษร เขียนเป็นบันทึกแล้วใส่เลขของบันทึกได้", "Evidence")
            : this with { Claim = claim, Evidence = evidence };
    }

    /// <summary>A text as one line.</summary>
    public static string OneLine(string? text) => string.Join(' ', ThaiText.Normalise(text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The number of an item as it was typed: in either script, or as an address of this site; null when nothing was typed.</summary>
    /// <exception cref="Refused">422: it is neither.</exception>
    public static long? NumberIn(string? typed, Site site, string field)
    {
        var text = ThaiDigits.ToArabic(OneLine(typed)).Trim('[', ']', '#');
        return text.Length == 0 ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 999_999_999_999 ? number
            : Link.Read(text) is { Target: { } target } read && (read.Host.Length == 0 || read.Host == Link.OwnHost(site)) ? target
            : throw new Refused(422, "ใส่เลขของเรื่อง หรือลิงก์ของเรื่องในลานนี้", field);
    }

    /// <summary>Refuses what would wait to be read first if it were a note: a card has nobody who reads it first.</summary>
    /// <exception cref="Refused">422: the hold rules find something in a text of somebody whom we do not know well yet.</exception>
    public static async Task MustPass(CommonsDb db, Viewer viewer, string text, SpamWords spam, Site site, string field, DateTimeOffset now, CancellationToken stop)
    {
        if (HoldRule.Judge(new(text, await Trust.Of(db, viewer.Id, now, stop), 0, CameBefore: true, spam) { Home = site.Address }).Length > 0)
            throw new Refused(422, "มีลิงก์หรือคำที่มักอยู่ในโฆษณา หรือเรื่องของท่านเพิ่งถูกซ่อน เล่าเป็นบันทึกหรือความเห็นแทนได้ จะมีคนอ่านก่อนแล้วให้ขึ้น", field);
    }
}
