using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What somebody will do after a meeting, and by when. It lives on from meeting to meeting until it is closed.</summary>
public sealed partial class NextStep
{
    // What stands in a sheet behind a step that is closed
    const string Done = "เสร็จแล้ว", Dropped = "ไม่ทำแล้ว";

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The meeting where it was agreed.</summary>
    public long Number { get; private set; }
    /// <summary>Its place there, from 1.</summary>
    public int Position { get; set; }
    /// <summary>What will be done.</summary>
    public string Text { get; set; } = "";
    /// <summary>Who does it, in words; never empty.</summary>
    public string Who { get; set; } = "";
    /// <summary>Who does it, where that is a member's name.</summary>
    public long? OwnerId { get; set; }
    /// <summary>By which day; null is the next meeting.</summary>
    public DateOnly? DueOn { get; set; }
    /// <summary>Where it stands.</summary>
    public StepState State { get; private set; }
    /// <summary>The day it was closed; null while it is open.</summary>
    public DateOnly? ClosedOn { get; private set; }
    /// <summary>What became of it, in the words of who closed it.</summary>
    public string Note { get; private set; } = "";
    /// <summary>When its owner was told that it is overdue (UTC); null before.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>The line as it is typed: <c>เรื่อง — ใคร, เมื่อไร</c>.</summary>
    public string Line => $"{Text} — {Who}{(DueOn is { } due ? ", " + ThaiDate.Short(due) : "")}";

    /// <summary>The line, and what became of it: <c>เรื่อง — ใคร, เมื่อไร (เสร็จแล้ว 20 มี.ค. 2552: ครบสามตำบล)</c>.</summary>
    public string Whole => State == StepState.Open || ClosedOn is not { } on ? Line : $"{Line} ({(State == StepState.Done ? Done : Dropped)} {ThaiDate.Short(on)}{(Note.Length > 0 ? ": " + Note : "")})";

    /// <summary>Whether its day is over and it is open.</summary>
    public bool IsOverdue(DateOnly today) => State == StepState.Open && DueOn < today;

    /// <summary>The steps of a typed text, one a line, each with who and perhaps when: <c>ชวนครูมาร่วมวง — คุณอำนวย อ.เมือง, 13 มี.ค.</c></summary>
    /// <param name="day">The day of the meeting: a day without a year is the first one after it.</param>
    /// <param name="ended">Whether a line may end with what became of it, as <see cref="Whole"/> writes it.</param>
    /// <exception cref="Refused">422: a step without an owner, a day that cannot be read, too many or too long.</exception>
    public static async Task<List<NextStep>> Read(CommonsDb db, string? text, DateOnly day, bool ended, CancellationToken stop)
    {
        var typed = ThaiText.Normalise(text ?? "").Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => ended ? End().Match(l.TrimEnd()) : Match.Empty).ToList();
        var lines = AarLine.Read(AarQuestion.Next, ended ? string.Join('\n', typed.Select(e => e.Groups["line"].Value)) : text ?? "", "Steps");
        if (lines.Find(l => l.Who.Length == 0) is { } nobody)
            throw new Refused(422, "สิ่งที่จะทำต่อต้องมีคนรับ เขียนชื่อท้ายบรรทัดหลังขีด เช่น ชวนครูมาร่วมวง - คุณอำนวย อ.เมือง, 13 มี.ค.", "Steps");
        var names = lines.Select(l => l.Who).Distinct().ToArray();
        var members = await db.Members.Known().AsNoTracking().Where(m => names.Contains(m.DisplayName)).Select(m => new { m.Id, m.DisplayName }).ToListAsync(stop);
        List<NextStep> steps = [.. lines.Select(l => new NextStep { Text = l.Text, Who = l.Who, OwnerId = members.FindAll(m => m.DisplayName == l.Who) is [var one] ? one.Id : null, DueOn = Due(l.Due, day) })];
        // A line of nothing but a bullet is no step, and nothing became of it
        foreach (var (step, end) in steps.Zip(typed.Where(e => !ended || AarLine.Read(AarQuestion.Next, e.Groups["line"].Value).Count > 0)))
            if (end.Groups["state"].Success && ThaiDate.TryParse(end.Groups["day"].Value, out var on) && on.HasYear && on.Nearest(day) is { } closed)
                step.Close(end.Groups["state"].Value == Done ? StepState.Done : StepState.Dropped, end.Groups["note"].Value, closed);
        return steps;
    }

    /// <summary>Closes it. The caller has asked whether the viewer may, and saves.</summary>
    public void Close(StepState state, string? note, DateOnly today) =>
        (State, ClosedOn, Note) = (state, state == StepState.Open ? null : today, ThaiText.Cut(ThaiText.Normalise(note ?? "").ReplaceLineEndings(" ").Trim(), 300));

    /// <summary>Gives it until another day; its owner is told anew when that is over. The caller has asked whether the viewer may, and saves.</summary>
    /// <exception cref="Refused">409: it is closed; 422: the day cannot be read, or is not to come.</exception>
    public void Extend(string? typed, DateOnly today)
    {
        if (State != StepState.Open)
            throw new Refused(409, "เรื่องนี้ปิดไปแล้ว");
        var day = ThaiDate.TryParse(typed ?? "", out var reading) ? First(reading, today.AddDays(1)) : null;
        if (day is not { } until || until > today.AddYears(2))
            throw new Refused(422, "ขอเวลาถึงวันไหน พิมพ์แบบ 16 มี.ค. 2552 เป็นวันข้างหน้าไม่เกินสองปี");
        (DueOn, ToldAt) = (until, null);
    }

    // A day without a year is the first one from a day on
    static DateOnly? First(ThaiDateReading reading, DateOnly from) =>
        (reading.HasYear ? reading.Years : [from.Year, from.Year + 1]).Where(reading.Fits).Select(y => (DateOnly?)new DateOnly(y, reading.Month, reading.Day)).FirstOrDefault(d => d >= from);

    [GeneratedRegex(@"^(?<line>.*?)(?: \((?<state>เสร็จแล้ว|ไม่ทำแล้ว) (?<day>[0-9]{1,2} [^ ]+ [0-9]{4})(?:: (?<note>.*))?\))?$")]
    private static partial Regex End();

    static DateOnly? Due(string typed, DateOnly day)
    {
        if (typed.Length == 0)
            return null;
        if (!ThaiDate.TryParse(AarLine.DayIn(typed), out var reading))
            throw new Refused(422, "อ่านวันครบกำหนดไม่ออก พิมพ์แบบ 13 มี.ค. 2552 หลังจุลภาค ถ้าทำก่อนพบกันครั้งหน้า ไม่ต้องใส่วัน", "Steps");
        return First(reading, day) ?? throw new Refused(422, "วันครบกำหนดมาก่อนวันประชุม ดูปีอีกครั้ง", "Steps");
    }
}

/// <summary>Where a step stands.</summary>
public enum StepState
{
    /// <summary>กำลังทำ.</summary>
    Open,
    /// <summary>เสร็จแล้ว.</summary>
    Done,
    /// <summary>ไม่ทำแล้ว, with the reason.</summary>
    Dropped,
}
