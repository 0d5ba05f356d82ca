using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>Somebody withdraws their name, or their notes too. The one door; only they themselves come by it, with their password.
/// The row of the member stays, so that notes, talk and history hold together, and says no more who it was. Every other place that names a member is gone through here:
/// a test compares what is named here with what the database refers to.</summary>
public sealed class Leaving(CommonsDb db, Outbox outbox, Words words, DataFolder data)
{
    /// <summary>What refers to a member and is let go of whole.</summary>
    public static readonly IReadOnlyList<string> Gone =
    [
        "people.role_held.member_id", "people.member_claim.user_id", "people.member_login.user_id", "people.member_token.user_id", "content.blog_writer.member_id",
        "digests.subscription.member_id", "digests.choice.member_id", "digests.sent.member_id", "digests.already_read.member_id", "search.saved.member_id", "transfer.import_run.member_id", "content.unfinished.member_id", "media.upload.owner_id", "content.thanks.member_id", "content.follow.member_id", "content.follow.person_id", "content.mention.member_id",
        "planet.owner.member_id", "content.practice_reader.member_id", "training.learner.member_id", "planet.rule.member_id", "planet.declined.member_id", "learning.promise.member_id", "learning.meeting_guest.member_id",
    ];

    /// <summary>What forgets which member it was.</summary>
    public static readonly IReadOnlyList<string> Nobodys = ["content.answer.by_id", "moderation.report.member_id", "digests.board.member_id", "learning.aar_person.member_id", "learning.circle_host.member_id", "learning.rota_note.by_id", "learning.next_step.owner_id", "learning.voice.member_id", "learning.attendee.member_id", "learning.telling.by_id"];

    /// <summary>What goes on referring to the row, which says nothing any more.</summary>
    public static readonly IReadOnlyList<string> Nameless =
    [
        "content.item.author_id", "content.comment.member_id", "content.revision.by_id", "content.blog.person_id", "media.photo.owner_id", "media.attachment.owner_id", "cases.story.checked_by", "cases.text.teller_id", "moderation.ruling.by_id", "moderation.appeal.member_id", "search.word.added_by", "writing.entry.credits_agreed_by_id",
        "people.invitation.invited_by", "planet.owner.asked_by", "training.cohort.coach_id", "awards.round.chair_id", "awards.nominee.agreed_by", "awards.juror.member_id", "training.learner.helped_by", "planet.piece.by_id", "learning.lesson.maker_id", "learning.lesson.withdrawn_by_id", "learning.adoption.member_id",
    ];

    /// <summary>Does it, in the transaction of the caller.</summary>
    /// <param name="id">Who.</param>
    /// <param name="withNotes">Whether their own notes and comments go too; what was told together (AARs, case stories) stays, without the name.</param>
    /// <param name="now">When.</param>
    /// <param name="stop">Stops before anything is done.</param>
    /// <exception cref="Refused">409: nobody else administrates.</exception>
    public async Task Leave(long id, bool withNotes, DateTimeOffset now, CancellationToken stop)
    {
        var member = await db.Members.SingleAsync(m => m.Id == id, stop);
        if (await db.RolesHeld.AnyAsync(r => r.MemberId == id && r.Role == Role.Administrator && r.ValidTo == null, stop) && await db.RolesHeld.Where(r => r.Role == Role.Administrator && r.ValidTo == null).Select(r => r.MemberId).Distinct().CountAsync(stop) == 1)
            throw new Refused(409, "ท่านเป็นผู้ดูแลระบบคนเดียว ให้บทบาทนี้กับคนอื่นก่อน แล้วจึงถอนชื่อ");
        var (name, email, w) = (member.DisplayName, member.Email, words.In(member.Language));
        foreach (var file in await db.ImportRuns.Where(r => r.MemberId == id).ToListAsync(stop))
            File.Delete(file.PathIn(data));
        foreach (var place in Gone.Select(p => p.Split('.')))
            await Run($"delete from {place[0]}.{place[1]} where {place[2]} = {{0}}", id);
        // The codes of a training are printed and in the hands of its learners: they let in as before, until their day
        await Run("delete from people.invitation i where invited_by = {0} and not exists (select 1 from training.cohort c where c.code = i.code) and not exists (select 1 from training.learner l where l.code = i.code)", id);
        // Letters on their way or remembered, this one's farewell aside; who had no confirmed address gets none
        if (email is not null)
        {
            await Run("delete from foundation.letter where lower(recipient) = lower({0})", email);
            await Run("delete from foundation.reach where lower(address) = lower({0})", email);
            await Run("update foundation.came_in set sender = null, detail = '' where lower(sender) = lower({0}) or right(lower(detail), length({0}) + 1) = ' ' || lower({0})", email);
        }
        if (email is not null && member.EmailConfirmed)
            await outbox.Put("farewell", id.ToString(System.Globalization.CultureInfo.InvariantCulture), email, "", w["ถอนชื่อของท่านแล้ว"], $"{w["ชื่อของท่านถูกถอนออกจากลานความรู้ตามที่ขอ และเข้าสู่ระบบไม่ได้อีก"]}\n\n{w["ถ้าท่านไม่ได้ทำเอง โปรดบอกผู้ดูแลระบบ"]}\n");
        if (withNotes)
            await TakeNotes(id);
        await Unname(id, name);
        foreach (var place in Nobodys.Select(p => p.Split('.')))
            await Run($"update {place[0]}.{place[1]} set {place[2]} = null where {place[2]} = {{0}}", id);
        await Run("update content.blog set title = {1}, about = '', address = {2} where person_id = {0}", id, "สมุดของ" + Member.WithdrawnName, $"withdrawn-{id}");
        await AuditTrail.Note(db, new("member.withdraw", $"member {id}", withNotes ? "with notes" : ""), stop);
        member.Withdraw(now);
        await db.SaveChangesAsync(stop);
        await db.Members.Where(m => m.Id == id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Address, $"withdrawn-{id}"), stop);
        // Every index knows authors by name
        await Run("insert into content.change (number) select number from content.item where author_id = {0} or kind in ('aar', 'meeting')", id);
    }

    async Task TakeNotes(long id)
    {
        await Empty(db, "(select number from content.item where author_id = {0} and kind = 'note')", id, Member.WithdrawnName);
        await Run("delete from media.photo p where owner_id = {0} and not exists (select 1 from content.item_photo u where u.photo_id = p.id)", id);
        await Run("delete from media.attachment a where owner_id = {0} and not exists (select 1 from content.item_file u where u.attachment_id = a.id)", id);
        await Run("update content.comment set text = '', html = '', state = 'Removed' where member_id = {0}", id);
        await Run("delete from learning.adoption where member_id = {0}", id);
        await Run("delete from learning.lesson l where maker_id = {0} and not exists (select 1 from learning.adoption a where a.lesson_id = l.id)", id);
    }

    /// <summary>Empties notes: the number stays taken, and what stood there is nowhere: not in the row, not in its history, not in its photos.</summary>
    /// <param name="own">Their numbers, as SQL with <c>{0}</c> for <paramref name="id"/>.</param>
    /// <param name="title">What stands in the place of their titles.</param>
    internal static async Task Empty(CommonsDb db, string own, long id, string title)
    {
        Task<int> Run(string sql, params object[] values) => db.Database.ExecuteSqlRawAsync(sql, values);
        await Run($"update content.revision set title = {{1}}, keys = '{{{{}}}}', texts = '{{{{}}}}', tags = '{{{{}}}}', place_code = null, place_name = '', letters = 0, changed = '{{{{}}}}', note = '' where number in {own}", id, title);
        await Run($"update writing.entry set markdown = '', html = '', series_name = null, series_part = null, credits_narrator = '', credits_writer = '', credits_photographer = '', credits_agreed_at = null, credits_agreed_by_id = null where number in {own}", id);
        // A card holds a paragraph of it
        await Run($"delete from learning.lesson where source_number in {own}", id);
        await Run($"delete from content.link where number in {own}", id);
        await Run($"delete from learning.telling where number in {own}", id);
        await Run($"delete from learning.named_days where number in {own}", id);
        await Run($"delete from content.tag where number in {own}", id);
        await Run($"delete from content.item_photo where number in {own}", id);
        await Run($"delete from content.item_file where number in {own}", id);
        await Run($"update content.item set title = {{1}}, slug = '', words = '', summary = '', place_code = null, place_name = '', state = 'Draft', publish_at = null, open_from = null, version = version + 1 where number in {own}", id, title);
    }

    // Where the name itself was written down as a name: the people of an AAR, who will do a thing, who told or wrote or photographed, and all of it in the histories and the words for the search.
    // In the running text of somebody's note it is that person's word, and is left to them
    async Task Unname(long id, string name)
    {
        var (line, who, listed, like) = ($"^{Regex.Escape(name)}$", $" — {Regex.Escape(name)}(?=,|$)", $"(^|, ?){Regex.Escape(name)}(?=,|$)", $"%{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
        await Run("""
            update content.item set words = regexp_replace(regexp_replace(words, {0}, '\1' || {2}, 'gn'), {1}, ' — ' || {2}, 'gn') where words like {3}
                and (kind in ('aar', 'meeting') or number in (select number from writing.entry where concat_ws(chr(10), credits_narrator, credits_writer, credits_photographer) like {3}))
            """, listed, who, Member.WithdrawnName, like);
        // The paragraph of a card goes on being the one in its source; its maker may have taken the name along into the claim
        await Run("""
            update learning.lesson l set paragraph = regexp_replace(regexp_replace(l.paragraph, {0}, '\1' || {2}, 'gn'), {1}, ' — ' || {2}, 'gn'), words = case when l.claim like {3} then '{{}}' else l.words end,
                claim = regexp_replace(regexp_replace(l.claim, {0}, '\1' || {2}, 'gn'), {1}, ' — ' || {2}, 'gn')
            from content.item i where i.number = l.source_number and (l.paragraph like {3} or l.claim like {3})
                and (i.kind in ('aar', 'meeting') or i.number in (select number from writing.entry where concat_ws(chr(10), credits_narrator, credits_writer, credits_photographer) like {3}))
            """, listed, who, Member.WithdrawnName, like);
        await Run("update learning.aar_person set words = {1} where member_id = {0} or words = {2}", id, Member.WithdrawnName, name);
        await Run("update learning.meeting_point set who = case when who = {1} then {0} else who end, text = case when part in ('Facilitator', 'Recorder') and text = {1} then {0} else text end where who = {1} or text = {1}", Member.WithdrawnName, name);
        await Run("update learning.attendee set name = {1} where member_id = {0}", id, Member.WithdrawnName);
        await Run("update learning.kit_item set who = {0} where who = {1}", Member.WithdrawnName, name);
        await Run("update learning.next_step set who = {0} where who = {1}", Member.WithdrawnName, name);
        await Run("update learning.meeting set host_words = {0} where host_words = {1}", Member.WithdrawnName, name);
        await Run("update learning.circle_host set name = {0} where name = {1}", Member.WithdrawnName, name);
        await Run("update learning.voice set name = {1} where member_id = {0} or name = {2}", id, Member.WithdrawnName, name);
        await Run("update learning.aar_line set who = {0} where who = {1}", Member.WithdrawnName, name);
        foreach (var credit in new[] { "credits_narrator", "credits_writer", "credits_photographer" })
            await Run($"update writing.entry set {credit} = regexp_replace({credit}, {{0}}, '\\1' || {{1}}, 'g') where {credit} like {{2}}", listed, Member.WithdrawnName, like);
        await Run("""
            update content.revision r set texts = array(select case when i.kind in ('aar', 'meeting') then regexp_replace(regexp_replace(t, {0}, {2}, 'gn'), {1}, ' — ' || {2}, 'gn') when k in ('narrator', 'writer', 'photographer') then regexp_replace(t, {4}, '\1' || {2}, 'g') else t end
                from unnest(r.keys, r.texts) with ordinality as u(k, t, nth) order by nth)
            from content.item i where i.number = r.number and i.kind in ('aar', 'meeting', 'note') and array_to_string(r.texts, chr(10)) like {3}
            """, line, who, Member.WithdrawnName, like, listed);
    }

    Task<int> Run(string sql, params object[] values) => db.Database.ExecuteSqlRawAsync(sql, values);
}
