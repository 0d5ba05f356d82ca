using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

// How the lines of a meeting are kept when it is written anew
public sealed partial class Meeting
{
    // What paper says of a move: of one that is stored, while nobody waits for it, the form rules. Where people wait for the new day, the change itself is a move
    MeetingSaid MovesOf(MeetingSaid said, MeetingMove? told, DateOnly today)
    {
        var isOver = Day < today && said.Day < today;
        if (isOver && told is not null && said.TellsMoves && (said.MovedFrom is null || said.MovedFrom == said.Day))
            Moves.Remove(told);
        else if (isOver && told is not null && (said.TellsMoves || said.MovedFrom == told.Day))
            (told.Day, told.ToDay, told.Why) = (said.MovedFrom ?? told.Day, said.Day, said.Checked().MoveReason);
        else if (said.MovedFrom != told?.Day && (isOver || Item.PublishedAt is null || said.Day == Day || said.Day < today))
            return said;
        return said with { MovedFrom = null };
    }

    // What paper says of a move that nobody knew
    void Moved(MeetingSaid said, DateTimeOffset now)
    {
        if (said.MovedFrom is { } from && from != Day && !Moves.Exists(m => m.Day == from && m.ToDay == Day))
            Add(new() { At = now, Day = from, Starts = Starts, Ends = Ends, PlaceName = Item.PlaceName, ToDay = Day, ToStarts = Starts, ToEnds = Ends, ToPlaceName = Item.PlaceName, Why = said.Checked().MoveReason });
    }

    void Add(MeetingMove move)
    {
        Moves.Add(move);
        move.Sequence = ++Sequence;
    }

    // Who asked out of this meeting asked out of it on its new day too
    async Task Add(CommonsDb db, MeetingMove move, long? hostBefore, CancellationToken stop)
    {
        await MeetingGuest.Gather(db, this, hostBefore, move.At, stop);
        Add(move);
        // Called off and then given another day: it takes place
        CalledOff = move.IsOfDay ? null : CalledOff;
        if (!move.IsOfDay || CircleId is not { } circle)
            return;
        foreach (var note in await db.Set<RotaNote>().Where(n => n.CircleId == circle && n.What == RotaDeed.Excuse && n.OnDay == move.Day).ToListAsync(stop))
            note.OnDay = move.ToDay;
    }

    /// <summary>Puts a lesson among the matters, once: a line with its words and its card (<see cref="FittingLesson.Line"/>). All of the meeting must be loaded. The caller has asked whether the viewer may, and saves.</summary>
    /// <exception cref="Refused">409: there are as many matters as a meeting holds.</exception>
    public void Bring(Viewer writer, string line, DateTimeOffset now)
    {
        var (card, matters) = (FittingLesson.CardIn(line).Card, Of(MeetingPart.Topic).ToList());
        if (matters.Exists(p => FittingLesson.CardIn(p.Text).Card == card))
            return;
        if (matters.Count >= MeetingPoint.Most)
            throw new Refused(409, "เรื่องที่คุยครบ 60 เรื่องแล้ว เอาเรื่องหนึ่งออกก่อน");
        var point = MeetingPoint.Read(MeetingPart.Topic, line)[0];
        point.Position = matters.Select(p => p.Position).DefaultIfEmpty(0).Max() + 1;
        Points.Add(point);
        Item.Describe(Item.Title, MeetingHistory.ReadingOf(this), new(writer.Id, MeetingHistory.PartsOf(this)), now);
    }

    void Keep(MeetingPart part, List<MeetingPoint> said)
    {
        var before = Points.FindAll(p => p.Part == part);
        for (var i = 0; i < said.Count; i++)
        {
            // A line of the agenda that the clock measured is the same line when it is reworded
            var point = before.Find(p => p.Text == said[i].Text) ?? before.Find(p => p.Position == i + 1 && (p.RunsSince is not null || p.Actual.Length > 0) && !said.Exists(s => s.Text == p.Text));
            if (point is null)
                Points.Add(point = said[i]);
            else
                before.Remove(point);
            point.Text = said[i].Text;
            (point.Position, point.Who, point.Said, point.IsCarried, point.At, point.Minutes, point.Count) =
                (i + 1, said[i].Who, said[i].Said, said[i].IsCarried, said[i].At, said[i].Minutes, said[i].Count);
            // Who opened the form before the clock ran, and saves after it, does not take away what it measured
            if (said[i].Actual.Length > 0 && !point.Actual.AsSpan().StartsWith(said[i].Actual))
                point.Actual = said[i].Actual;
        }
        Points.RemoveAll(before.Contains);
    }

    // A step that stays keeps what became of it
    void KeepSteps(List<NextStep> said)
    {
        var (gone, before) = (Steps.ToList(), Mending.Match(Steps.OrderBy(s => s.Position), said, s => s.Text, s => s.Who));
        for (var i = 0; i < said.Count; i++)
        {
            var step = before[i] ?? said[i];
            if (!gone.Remove(step))
                Steps.Add(step);
            step.Text = said[i].Text;
            if (step.DueOn != said[i].DueOn || step.OwnerId != said[i].OwnerId)
                step.ToldAt = null;
            (step.Position, step.Who, step.OwnerId, step.DueOn) = (i + 1, said[i].Who, said[i].OwnerId, said[i].DueOn);
        }
        Steps.RemoveAll(gone.Contains);
    }

    // What the meeting before left open, under the same words, goes on here
    async Task Continue(CommonsDb db, CancellationToken stop)
    {
        var own = Points.FindAll(p => p.Part is MeetingPart.Goal or MeetingPart.Topic);
        if (CircleId is not { } circle || own.Count == 0)
            return;
        var (number, day) = (Number, Day);
        var carried = await (from point in db.Set<MeetingPoint>()
                             join meeting in db.Meetings on point.Number equals meeting.Number
                             where meeting.CircleId == circle && meeting.Number != number && meeting.Day < day && point.IsCarried && meeting.Item.State == ItemState.Published
                             orderby meeting.Day descending, point.Position
                             select new { point.Id, point.Part, point.Text }).Take(200).ToListAsync(stop);
        foreach (var point in own)
            point.ContinuesId = carried.Find(c => c.Part == point.Part && c.Text == point.Text)?.Id;
    }
}
