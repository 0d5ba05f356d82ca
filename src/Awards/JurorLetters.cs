using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>Tells by letter who is asked to judge, once a round, in their language. Who has no confirmed address finds it on their own page.</summary>
public sealed class JurorLetters(CommonsDb db, Outbox outbox, Site site, Words words)
{
    /// <summary>Puts the letters into the outbox; the caller saves.</summary>
    public async Task Put(AwardRound round, IReadOnlyList<long> asked, CancellationToken stop)
    {
        foreach (var member in await db.Members.AsNoTracking().Where(m => asked.Contains(m.Id) && m.Email != null && m.EmailConfirmed).OrderBy(m => m.Id).ToListAsync(stop))
        {
            // One address that no letter can bear must not cost the others theirs
            if (!Outbox.CanReach(member.Email))
                continue;
            var w = words.In(member.Language);
            await outbox.Put("juror", $"{round.Id}-{member.Id}", member.Email!, member.DisplayName, w["เชิญท่านเป็นกรรมการ Blog ดีเด่น {0}", round.Name],
                $"{w["สวัสดี {0}", member.DisplayName]}\n\n{w["ท่านได้รับเชิญเป็นกรรมการรอบนี้ เพราะยังไม่เคยเป็น หรือไม่ได้เป็นมานานที่สุด"]}\n{w["รับหรือไม่รับก็ได้ ตอบที่ {0} ถ้าไม่รับ คนถัดไปจะได้รับเชิญ", site.Address + round.Url]}\n");
        }
    }
}
