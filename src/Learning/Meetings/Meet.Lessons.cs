using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Learning;

// Lessons that are brought into a meeting
public sealed partial class Meet
{
    /// <summary>What is known of the meeting while it is planned; null after the fact, and for an event of no circle.</summary>
    public PlannedMeeting? Planned => After || Circle is null || Stored is not null && Stored.Day < ThaiDate.Day(clock.GetUtcNow()) ? null
        : new(Circle, string.IsNullOrEmpty(Place) ? null : Place, Readers, [.. Goals.Concat(Topics).Select(r => r.Text ?? "")], [.. Tag.Split(Tags)]);

    Audience Readers => Circle is { IsClosed: true } ? Audience.Circle : Audience;

    /// <summary>Puts a lesson among the matters of the form; everything typed stays, nothing is kept yet.</summary>
    public async Task OnPostLessonAsync(long lesson)
    {
        await Ready();
        var line = await FittingLessons.LineFor(db, viewer, Circle, Readers, lesson, HttpContext.RequestAborted);
        if (!Topics.Exists(r => CardIn(r.Text) == lesson))
        {
            Topics.RemoveAll(r => r is { Carried: false } && string.IsNullOrWhiteSpace(r.Text) && string.IsNullOrWhiteSpace(r.Said));
            Topics.Add(new() { Text = line });
            // The row stands there with the words that the list of fields would otherwise remember
            ModelState.Clear();
        }
        Widen();
    }

    /// <summary>Puts a lesson among the matters of a meeting that is to come, from its page.</summary>
    public async Task<IActionResult> OnPostBringAsync(long lesson)
    {
        var stop = HttpContext.RequestAborted;
        if (Number is null)
            throw Refused.NotFound();
        await Ready();
        // Where it is refused, the form stands there as the meeting is
        Show(Stored!);
        Widen();
        if (Stored!.Day < ThaiDate.Day(clock.GetUtcNow()) || Stored.CalledOff is not null)
            throw new Refused(409, "การประชุมนี้ผ่านไปแล้วหรืองดไปแล้ว");
        var line = await FittingLessons.LineFor(db, viewer, Circle, Stored.Item.Audience, lesson, stop);
        Stored.Bring(viewer, line, clock.GetUtcNow());
        await db.SaveChangesAsync(stop);
        HttpContext.Say("เอาเข้าวาระแล้ว อยู่ในเรื่องที่คุย");
        return Redirect(Stored.Item.Url);
    }

    // A lesson that few may read is not told to many by way of a meeting that was opened after it was brought in
    async Task MustReachOnlyItsReaders(MeetingSaid said)
    {
        var before = Stored is null || Stored.Item.Audience != Readers ? [] : Stored.Points.Select(p => CardIn(p.Text)).OfType<long>().ToHashSet();
        foreach (var card in said.Points.Values.SelectMany(text => text.Split('\n')).Select(CardIn).OfType<long>().Distinct().Where(c => !before.Contains(c)).Take(MeetingPoint.Most))
            if (!await FittingLessons.IsOpenTo(db, viewer, Circle, Readers, card, HttpContext.RequestAborted))
                throw new Refused(422, "มีบทเรียนที่คนอ่านการประชุมนี้อ่านไม่ได้ เอาบรรทัดนั้นออก หรือเลือกให้อ่านเฉพาะวง", nameof(Topics));
    }

    static long? CardIn(string? line) => FittingLesson.CardIn((line ?? "").Trim()).Card;
}
