using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A circle's meetings with something under every heading: one that was, whose matters go on, one that is to come and was moved, and one that was called off.</summary>
static class LivedMeetings
{
    public static async Task<long[]> Make(CommonsDb db, Viewer writer, string mark, DateTimeOffset now)
    {
        var (circle, today) = (await db.Circles.SingleAsync(c => c.Address == "wong-likhit"), ThaiDate.Day(DateTimeOffset.UtcNow));
        circle.Cadence = Cadence.Of(CadenceEvery.Quarter, null, Cadence.LastWeek, DayOfWeek.Friday, 2);
        await CircleHost.Add(db, circle.Id, $"{mark}\nอบต.{mark}", null, new(2007, 1, 1), default);
        await db.SaveChangesAsync();
        var hosts = await db.CircleHosts.Where(h => h.CircleId == circle.Id).OrderBy(h => h.Id).Select(h => h.Id).ToListAsync();
        db.AddRange(new RotaNote { CircleId = circle.Id, What = RotaDeed.Swap, HostId = hosts[0], OtherId = hosts[1], OnDay = new(2007, 1, 2), Reason = mark, At = now },
            new RotaNote { CircleId = circle.Id, What = RotaDeed.Excuse, HostId = hosts[0], OnDay = (await circle.NextDay(db, today))!.Value, Reason = mark, At = now });
        var said = new MeetingSaid
        {
            Circle = circle, Title = $"ประชุม{mark}", Round = 3, Day = new(2007, 2, 26), Time = new(new(9, 0), new(15, 30)), PlaceName = mark, HostId = hosts[0], Story = mark, Setting = mark, Synthesis = mark, Headcount = 50, MovedFrom = new(2007, 2, 21), MoveReason = mark,
            Points = Enum.GetValues<MeetingPart>().ToDictionary(p => p, p => p switch { MeetingPart.Agenda => $"09:00 {mark} 15 นาที — {mark}\n15:00 สรุป{mark}", MeetingPart.Sector => $"{mark} 20 คน\nเพื่อน{mark}", MeetingPart.Group => $"{mark} — {mark}\n  {mark}", MeetingPart.Goal or MeetingPart.Topic => $"{mark}\n  {mark}\n  ค้าง", _ => mark }),
            Steps = $"{mark} — {mark}, 3 มี.ค. 2550\nทำ{mark} — เพื่อน{mark}", Tags = [mark],
        };
        var held = await Meeting.Call(db, writer, said, now);
        held.Publish(now);
        await db.SaveChangesAsync();
        held.Steps[0].Close(StepState.Done, mark, new(2007, 3, 1));
        var coming = await Meeting.Call(db, writer, said with { Round = 4, Day = today.AddDays(9), MovedFrom = null, Steps = "", Setting = "", Synthesis = "", Headcount = null }, now);
        coming.Publish(now);
        await db.SaveChangesAsync();
        await coming.Revise(db, writer, said with { Round = 4, Steps = "", Setting = "", Synthesis = "", Headcount = null, Day = today.AddDays(16), MovedFrom = null, PlaceName = mark + mark, Time = new(new(10, 0), null) }, DateTimeOffset.UtcNow);
        coming.Seats = 30;
        var off = await Meeting.Call(db, writer, new() { Title = $"งาน{mark}", Day = today.AddDays(20), PlaceCode = "800119", HostWords = mark, Points = new Dictionary<MeetingPart, string> { [MeetingPart.Goal] = mark } }, now);
        off.Publish(now);
        await off.CallOff(db, mark, now);
        await db.SaveChangesAsync();
        await Attendee.Sign(db, coming, writer.Id, mark, mark, mark, AttendeeWay.Site, now, default);
        db.Add(Attendee.WalkIn(coming.Number, null, $"ลุง{mark}", "", "", AttendeeWay.Keeper, now));
        db.Add(new MeetingGuest { Number = coming.Number, MemberId = writer.Id, Since = now });
        db.Add(new KitItem { Number = coming.Number, Part = KitPart.Food });
        // Two of one name, and a code that works today
        db.Add(Attendee.WalkIn(coming.Number, null, $"ลุง{mark}", mark, mark, AttendeeWay.Door, now));
        var open = await Meeting.Call(db, writer, new() { Title = $"วันนี้{mark}", Day = today, PlaceCode = "800119", Points = new Dictionary<MeetingPart, string> { [MeetingPart.Goal] = mark } }, now);
        open.Publish(now);
        await db.SaveChangesAsync();
        foreach (var meeting in new[] { coming, open })
            await DoorCode.Make(db, meeting.Number, now, default);
        await db.SaveChangesAsync();
        return [held.Number, coming.Number, off.Number];
    }
}
