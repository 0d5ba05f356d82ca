using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>What a letter says of a meeting to somebody who knew it in an earlier state: an invitation, that it was moved, or that it was called off.</summary>
/// <param name="meeting">With its item, host, points and moves.</param>
public sealed class MeetingTidings(Meeting meeting, Circle? circle, Site site, Words words)
{
    /// <summary>Whether there is something to say to who knew this sequence; null: nothing yet. Moved and moved back before they heard of it is nothing, and who heard nothing need not hear that it is off.</summary>
    public bool Says(int? knew) => knew is null ? meeting.CalledOff is null : meeting.CalledOff is not null || IsOnAgain(knew.Value) || Before(knew.Value) is { } old && !IsSame(old);

    bool IsSame(MeetingMove old) => (old.Day, old.Starts, old.Ends, old.PlaceName) == (meeting.Day, meeting.Starts, meeting.Ends, meeting.Item.PlaceName);

    // Who knew that it was off (a sequence that no move made), and it takes place on its old day after all
    bool IsOnAgain(int knew) => knew > 0 && meeting.CalledOff is null && !meeting.Moves.Exists(m => m.Sequence == knew) && Before(knew) is { } old && IsSame(old);

    /// <summary>Puts the letter into the outbox.</summary>
    /// <param name="to">Who; they can be reached.</param>
    /// <param name="token">The secret of their link.</param>
    /// <param name="knew">What they know.</param>
    /// <param name="again">Whether it is the reminder.</param>
    /// <returns>Whether it is new.</returns>
    public Task<bool> Put(Outbox outbox, Member to, string token, int? knew, bool again)
    {
        var (w, letter, title) = (words.In(to.Language), new MeetingLetter(to, words, site).About(meeting.Number, circle), meeting.Item.Title);
        var (now, number) = (When(meeting.Day, meeting.Starts, meeting.Ends, meeting.Item.PlaceName, w), meeting.Number.ToString(CultureInfo.InvariantCulture));
        var old = knew is { } sequence ? Before(sequence) : null;
        var subject = meeting.CalledOff is not null ? w["งดประชุม: {0}", title] : old is null ? w["เชิญประชุม: {0} {1}", title, ThaiDate.Short(meeting.Day, w.English)] : w["เลื่อน: {0} เป็น {1}", title, ThaiDate.Short(meeting.Day, w.English)];
        var isOnAgain = knew is { } off_ && IsOnAgain(off_);
        if (isOnAgain)
            subject = w["ไม่งดแล้ว: {0} {1}", title, ThaiDate.Short(meeting.Day, w.English)];
        if (isOnAgain)
            letter.Say(w["การประชุมนี้ไม่งดแล้ว จัดตามวันเดิม"]).Strong("", title).Strong("", now);
        else if (meeting.CalledOff is { } off)
            letter.Say(w["การประชุมนี้งด ไม่ต้องเดินทางไป"]).Strong("", title).Struck(w["เดิม:"], now).Say(w["เพราะ: {0}", off]);
        else if (old is not null)
            letter.Say(w["การประชุมนี้เปลี่ยนไปจากที่บอกไว้"]).Strong("", title).Struck(w["เดิม:"], When(old.Day, old.Starts, old.Ends, old.PlaceName, w)).Strong(w["ใหม่:"], now).Say(Why(w));
        else
            Invite(letter, w, now);
        if (knew is not null)
            letter.Link(w["กดรับทราบที่นี่ คนจัดจะได้รู้ว่าท่านทราบแล้ว"], $"/meet/{number}/seen?token={token}");
        else
            letter.Link(w["ตอบรับว่าจะไป กดที่นี่"], $"/meet/{number}/join");
        letter.Link(w["ดูนัดประชุม"], $"/n/{number}");
        letter.Say(meeting.CalledOff is null ? w["ไฟล์ปฏิทินแนบมาด้วย เปิดแล้วนัดนี้จะอยู่ในปฏิทินของเครื่อง ถ้าเคยเปิดแล้ว วันจะเปลี่ยนตาม"] : w["ไฟล์ปฏิทินแนบมาด้วย เปิดแล้วนัดนี้จะหายไปจากปฏิทินของเครื่อง"]);
        return letter.Put(outbox, MeetingNews.Kind, string.Create(CultureInfo.InvariantCulture, $"{(again ? "again-" : "")}{number}-{meeting.Sequence}"), again ? w["ยังไม่ได้รับทราบ: {0}", subject] : subject,
            w["ได้จดหมายนี้เพราะท่านอยู่ในวง ตอบรับไว้ หรือเป็นเจ้าภาพ"], Calendar());
    }

    void Invite(MeetingLetter letter, Wording w, string now)
    {
        letter.Say(circle is null ? w["ขอเชิญร่วมงาน"] : w["{0} ขอเชิญร่วมประชุม", circle.Name]).Strong("", meeting.Item.Title).Strong("", now);
        if (meeting.HostName.Length > 0)
            letter.Say(w["เจ้าภาพ: {0}", meeting.HostName]);
        if (meeting.Of(MeetingPart.Goal).ToList() is { Count: > 0 } goals)
            letter.Say(w["เป้าหมาย"]).List(goals.Select(g => g.Text));
    }

    // The state that who was told this sequence knows: where the first change after it came from
    MeetingMove? Before(int knew) => meeting.Moves.Where(m => m.Sequence > knew).MinBy(m => m.Sequence);

    string Why(Wording w) => meeting.Moves.MaxBy(m => m.Sequence) is { Why.Length: > 0 } last ? w["เพราะ: {0}", last.Why] : w["คนจัดไม่ได้บอกเหตุผลไว้"];

    /// <summary>Day, hours and place in one line: <c>วันจันทร์ที่ 16 มีนาคม 2552 เวลา 09:00-12:00 น. อบต.บางจาก</c>.</summary>
    public static string When(DateOnly day, TimeOnly? starts, TimeOnly? ends, string place, Wording w)
    {
        var hours = new MeetingTime(starts, ends).Typed;
        return $"{w["วัน{0}ที่ {1}", ThaiDate.DayName(day.DayOfWeek, w.English), ThaiDate.Long(day, w.English)]} {(hours.Length == 0 ? w["ยังไม่ได้บอกเวลา"] : w["เวลา {0} น.", hours])} {place}".TrimEnd();
    }

    // Nobody's address is given away, so no programme may answer it: it is published, not requested
    Enclosed Calendar()
    {
        var method = meeting.CalledOff is null ? CalendarMethod.Publish : CalendarMethod.Cancel;
        return new("meeting.ics", $"{ICalendar.ContentType}; method={method.ToString().ToUpperInvariant()}", ICalendar.Write([CalendarFeed.Event(meeting, meeting.Item, site)], method));
    }
}
