using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>What became of a promise.</summary>
public enum PromiseAnswer
{
    /// <summary>ทำแล้ว.</summary>
    Kept,
    /// <summary>เปลี่ยนเป็นอย่างอื่น.</summary>
    Changed,
    /// <summary>ไม่ได้ทำ.</summary>
    Dropped,
}

/// <summary>What a member said they would go back and do (คำสัญญา), with a day: from a voice that they signed or from a line of a review that names them. Asked once, when it is due.</summary>
public sealed class Promise
{
    /// <summary>Days until it is due when no day was said.</summary>
    public const int Days = 30;
    /// <summary>The longest answer in UTF-16 units.</summary>
    public const int Longest = 300;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The review.</summary>
    public long Number { get; internal init; }
    /// <summary>Whose it is.</summary>
    public long MemberId { get; internal init; }
    /// <summary>That member; loaded on demand.</summary>
    public Member Member { get; private init; } = null!;
    /// <summary>What was promised.</summary>
    public string Text { get; internal set; } = "";
    /// <summary>By which day (Bangkok).</summary>
    public DateOnly Due { get; internal set; }
    /// <summary>The line of the review that names them, or null.</summary>
    public long? LineId { get; internal set; }
    /// <summary>That line; loaded on demand.</summary>
    public AarLine? Line { get; private set; }
    /// <summary>The line of their signed voice, or null. One of the two is there, but for what was asked or answered and whose line of the review went.</summary>
    public Guid? VoiceLineId { get; internal init; }
    /// <summary>That line; loaded on demand.</summary>
    public VoiceLine? VoiceLine { get; private init; }
    /// <summary>When they were asked (UTC), or null.</summary>
    public DateTimeOffset? AskedAt { get; internal set; }
    /// <summary>What became of it; null while nobody said.</summary>
    public PromiseAnswer? Answer { get; private set; }
    /// <summary>What it became, or why it was not done; empty when it was kept and nothing more was said.</summary>
    public string Said { get; private set; } = "";
    /// <summary>The day of the answer.</summary>
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Says what became of it. The one door; the caller has asked that it is theirs, and saves.</summary>
    /// <exception cref="Refused">409: it was said already; 422: what it became, or why not, is missing or too long.</exception>
    public void Tell(PromiseAnswer answer, string? said, DateOnly today)
    {
        if (Answer is not null)
            throw new Refused(409, "ท่านบอกเรื่องนี้ไว้แล้ว");
        var text = string.Join(' ', ThaiText.Normalise(said ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (text.Length > Longest || text.Length == 0 && answer != PromiseAnswer.Kept)
            throw new Refused(422, "บอกสั้น ๆ ว่าเปลี่ยนเป็นอะไร หรือไม่ได้ทำเพราะอะไร ไม่เกิน 300 ตัวอักษร", "Said");
        (Answer, Said, AnsweredOn) = (answer, text, today);
    }

    /// <summary>It stands at this line from now on; at none when it went. While nobody was asked, the promise says what the line says.</summary>
    /// <param name="line">The line, or null.</param>
    /// <param name="was">What the line said of the day before.</param>
    /// <param name="today">The day in Bangkok.</param>
    internal void StandAt(AarLine? line, string was, DateOnly today)
    {
        Line = line;
        if (line is null || AskedAt is not null || Answer is not null)
            return;
        (Text, Due) = (line.Text, line.Due == was ? Due : DueOf(line.Due, today));
    }

    // A day that was said counts when it is one, and still to come; «เวทีหน้า» is none
    internal static DateOnly DueOf(string said, DateOnly today) => DayOf(said, today) is { } day && day > today && day <= today.AddYears(1) ? day : today.AddDays(Days);

    static DateOnly? DayOf(string said, DateOnly near) => ThaiDate.TryParse(AarLine.DayIn(said), out var read) ? read.Nearest(near) : null;
}
