using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

// The talk before the meeting: the comments below it, and what of them became a goal or a matter
public sealed partial class Meeting
{
    /// <summary>How many days before a meeting the talk is told of when nobody says otherwise, and at most.</summary>
    public const int UsualTalkDays = 7, MostTalkDays = 60;

    /// <summary>From which day on the circle is told that the talk is open; null when nobody is.</summary>
    public DateOnly? TalkFrom => TalkDays == 0 || CircleId is null ? null : Day.AddDays(-TalkDays);

    /// <summary>Puts what was said in the talk among the goals or the matters; under words that stand there already, the comments are added to that line. All of it must be loaded (<see cref="Whole"/>).
    /// The caller has asked whether the viewer may, and saves.</summary>
    /// <param name="from">Comments below this meeting that stand, at least one.</param>
    /// <exception cref="Refused">422: no words or too many, too many lines, or a heading that takes none.</exception>
    public async Task<MeetingPoint> TakeFromTalk(CommonsDb db, Viewer writer, MeetingPart part, string? words, IReadOnlyList<Comment> from, DateTimeOffset now, CancellationToken stop)
    {
        if (part is not (MeetingPart.Goal or MeetingPart.Topic))
            throw new Refused(422, "เลือกว่าเป็นเรื่องที่คุยหรือเป้าหมาย", "Part");
        var point = Read(part, words) ?? throw new Refused(422, "เขียนสั้น ๆ ว่าเรื่องอะไร", "Words");
        var (stood, after) = (Points.Find(p => p.Part == part && p.Text == point.Text), Of(part).LastOrDefault()?.Position ?? 0);
        if (stood is not null)
            point = stood;
        else if (Of(part).Count() == MeetingPoint.Most)
            throw new Refused(422, "หัวข้อหนึ่งรับได้ 60 บรรทัด รวมเรื่องที่คล้ายกันก่อน", "Words");
        else
        {
            point.Position = after + 1;
            Points.Add(point);
        }
        var id = point.Id;
        var known = stood is null ? [] : await db.Set<PointSource>().Where(s => s.PointId == id).Select(s => s.CommentId).ToListAsync(stop);
        db.AddRange(from.Select(c => c.Id).Except(known).Select(c => new PointSource { Point = point, CommentId = c }));
        await Continue(db, stop);
        Describe(Item.Title, writer, now);
        return point;
    }

    // As the form reads it when it is saved the next time, so that the line stays the same row
    static MeetingPoint? Read(MeetingPart part, string? words)
    {
        for (var line = ThaiText.OneLine(words); ;)
            if (MeetingPoint.Read(part, line) is not [var point])
                return null;
            else if (point.Text == line)
                return point;
            else
                line = point.Text;
    }
}

/// <summary>That a goal or a matter was drawn from a comment of the talk before the meeting. It goes when either goes.</summary>
public sealed class PointSource
{
    /// <summary>The line.</summary>
    public long PointId { get; private set; }
    /// <summary>The line; loaded on demand.</summary>
    public MeetingPoint Point { get; init; } = null!;
    /// <summary>The comment; whether it stands, and who may read it, is asked when it is shown.</summary>
    public long CommentId { get; init; }
}

/// <summary>A comment that a line was drawn from, as the page of the meeting names it.</summary>
/// <param name="PointId">The line.</param>
/// <param name="Id">The comment.</param>
/// <param name="Name">Who said it; empty for a guest who gave no name.</param>
public sealed record TalkSource(long PointId, long Id, string Name)
{
    /// <summary>The sources of a meeting's lines that stand and that the viewer may read, by the line.</summary>
    public static async Task<ILookup<long, TalkSource>> Of(CommonsDb db, Viewer viewer, long number, CancellationToken stop) => (await (
        from source in db.Set<PointSource>()
        join comment in db.Comments.VisibleTo(viewer) on source.CommentId equals comment.Id
        where source.Point.Number == number && comment.Number == number && comment.State == CommentState.Shown
        orderby comment.At, comment.Id
        select new TalkSource(source.PointId, comment.Id, comment.Member!.DisplayName ?? comment.GuestName)).ToListAsync(stop)).ToLookup(s => s.PointId);
}
