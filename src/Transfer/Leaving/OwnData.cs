using System.Text.Json;
using KmCommons.Awards;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.Moderation;
using KmCommons.People;
using KmCommons.Planet;
using KmCommons.Search;
using KmCommons.Training;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>All that is kept about one person besides what they wrote, for their own eyes: in the folder <c>me/</c> of their copy. Never a password, not even its hash, and nothing of anybody else.</summary>
public sealed class OwnData(CommonsDb db)
{
    const int Stack = 200;

    /// <summary>The last part of the address of the viewer's own page.</summary>
    public Task<string> AddressOf(Viewer viewer, CancellationToken stop) => db.Members.Where(m => m.Id == viewer.Id).Select(m => m.Address).SingleAsync(stop);

    /// <summary>Writes it.</summary>
    public async Task Put(Viewer viewer, ICopyTarget target, CancellationToken stop)
    {
        // What others wrote of them is in their copy while they may read it where it stands
        var (id, seen) = (viewer.Id, db.Items.VisibleTo(viewer));
        var member = await db.Members.AsNoTracking().Include(m => m.Roles).SingleAsync(m => m.Id == id, stop);
        await Put(target, "me/me.json", new
        {
            member.DisplayName, member.Address, member.UserName, member.Email, member.EmailConfirmed, member.TambonCode, member.About, member.Language, member.LetterWhenNamed, member.LetterOfMeetings, member.JoinedAt,
            Roles = member.Roles.OrderBy(r => r.ValidFrom).Select(r => new { Role = r.Role.ToString(), r.PlaceCode, r.CircleId, r.ValidFrom, r.ValidTo }),
            Blogs = await db.Blogs.SelectMany(b => b.Writers.Where(w => w.MemberId == id).Select(w => new { b.Address, Hand = w.Hand.ToString() })).ToListAsync(stop),
            Invitations = await db.Invitations.Where(i => i.InvitedBy == id).Select(i => new { i.Role, i.PlaceCode, i.UsesLeft, i.ExpiresAt }).ToListAsync(stop),
            Letters = await db.Subscriptions.Where(s => s.MemberId == id).OrderBy(s => s.Rhythm).Select(s => new { Rhythm = s.Rhythm.ToString(), s.Hour, s.Day, s.Comes, s.Since, s.EndedAt }).ToListAsync(stop),
            LettersChosen = await db.Choices.Where(c => c.MemberId == id).OrderBy(c => c.Source).Select(c => new { c.Source, Rhythm = c.Rhythm == null ? null : c.Rhythm.ToString() }).ToListAsync(stop),
            DigestsSent = await db.DigestsSent.Where(s => s.MemberId == id).OrderBy(s => s.Until).ThenBy(s => s.Rhythm).Select(s => new { Rhythm = s.Rhythm.ToString(), s.Until, s.At, s.Told }).ToListAsync(stop),
            ReadSince = await db.Set<ReadItem>().Where(r => r.MemberId == id).OrderBy(r => r.Number).Select(r => new { r.Number, r.At }).ToListAsync(stop),
            Sheets = await db.Set<Board>().Where(b => b.MemberId == id).OrderBy(b => b.MadeAt).Select(b => new { b.Url, b.MadeAt }).ToListAsync(stop),
            Searches = await db.SavedSearches.Where(s => s.MemberId == id).OrderBy(s => s.Id).Select(s => new { s.Name, s.Address, s.CreatedAt, s.OpenedAt }).ToListAsync(stop),
            Follows = await db.Follows.Where(f => f.MemberId == id).OrderBy(f => f.At).ThenBy(f => f.Sort).ThenBy(f => f.Key).Select(f => new { f.Sort, f.Key, f.Weekly, f.At }).ToListAsync(stop),
            Thanks = await db.Thanks.Where(t => t.MemberId == id).OrderBy(t => t.Id).Select(t => new { t.Number, t.CommentId, t.At }).ToListAsync(stop),
            Named = await db.Mentions.Where(m => m.MemberId == id && m.ToldAt != null).OrderBy(m => m.Id).Select(m => new { m.Number, m.CommentId, m.ToldAt }).ToListAsync(stop),
            Reports = await db.Reports.Where(r => r.MemberId == id).OrderBy(r => r.Id).Select(r => new { r.Number, r.Reason, r.At, r.SettledAt }).ToListAsync(stop),
            Rulings = await db.Rulings.Where(r => r.ById == id).OrderBy(r => r.Id).Select(r => new { r.Number, Deed = r.Deed.ToString(), r.Reason, r.At }).ToListAsync(stop),
            Appeals = await db.Appeals.Where(a => a.MemberId == id).OrderBy(a => a.RulingId).Select(a => new { a.Ruling.Number, a.Text, a.At }).ToListAsync(stop),
            Photos = await db.Photos.Where(p => p.OwnerId == id).OrderBy(p => p.Id).Select(p => new { p.Hash, p.Alt, p.Caption, p.UploadedAt }).ToListAsync(stop),
            Files = await db.Attachments.Where(a => a.OwnerId == id).OrderBy(a => a.Id).Select(a => new { a.Sha256, a.Kind, a.Bytes, a.UploadedAt }).ToListAsync(stop),
            OnTheirWay = await db.Uploads.Where(u => u.OwnerId == id && u.UsedAt == null).OrderBy(u => u.BegunAt).ThenBy(u => u.Id).Select(u => new { u.Name, u.Size, u.BegunAt, Done = u.PhotoId != null || u.AttachmentId != null }).ToListAsync(stop),
            Unfinished = await db.Unfinished.Where(u => u.MemberId == id && u.DoneAt == null).OrderBy(u => u.BegunAt).ThenBy(u => u.Key).Select(u => new { u.Address, u.Title, u.Fields, u.At }).ToListAsync(stop),
            Collections = await db.Collections.SelectMany(c => c.Owners.Where(o => o.MemberId == id).Select(o => new { c.Id, c.Name, o.Since })).OrderBy(c => c.Id).ToListAsync(stop),
            CollectionsDeclined = await db.Collections.SelectMany(c => c.Declined.Where(d => d.MemberId == id).Select(d => new { c.Id, c.Name, d.At })).OrderBy(c => c.Id).ToListAsync(stop),
            Trainings = await db.Cohorts.SelectMany(c => c.Learners.Where(l => l.MemberId == id).Select(l => new { c.Id, c.Name, OnTheList = l.Name, l.Email, l.TambonCode, l.JoinedAt, l.HelpedAt, l.HelpedNote })).OrderBy(c => c.Id).ToListAsync(stop),
            Judged = await db.AwardRounds.SelectMany(r => r.Jurors.Where(j => j.MemberId == id).Select(j => new { r.Id, r.Name, Answer = j.Answer.ToString(), j.ChosenBlog, j.Reason })).OrderBy(r => r.Id).ToListAsync(stop),
            TookOn = await db.NextSteps.Where(s => s.OwnerId == id && seen.Any(i => i.Number == s.Number)).OrderBy(s => s.Id).Select(s => new { s.Number, s.Text, s.DueOn, State = s.State.ToString(), s.ClosedOn, s.Note }).ToListAsync(stop),
            Attends = await db.Attendees.Where(a => a.MemberId == id).OrderBy(a => a.Id).Select(a => new { a.Number, a.Name, a.Sector, a.Office, a.SignedAt, a.CameAt, a.LeftAt }).ToListAsync(stop),
            SaidToTellOf = await db.Tellings.Where(t => t.ById == id).OrderBy(t => t.MeetingNumber).ThenBy(t => t.Number).Select(t => new { t.Number, t.MeetingNumber, Answer = t.Answer.ToString(), t.At }).ToListAsync(stop),
            Invited = await db.MeetingGuests.Where(g => g.MemberId == id).OrderBy(g => g.Number).Select(g => new { g.Number, g.Since, g.WrittenAt, Knows = g.Seen != null }).ToListAsync(stop),
            Hosts = await db.CircleHosts.Where(h => h.MemberId == id).OrderBy(h => h.Id).Select(h => new { h.CircleId, h.Name, h.JoinedOn, h.LeftOn }).ToListAsync(stop),
            // Those that they signed: of one that they did not, nobody knows whose it is
            Voices = await db.VoiceLines.Where(l => l.Voice.MemberId == id).OrderBy(l => l.Number).ThenBy(l => l.Question).ThenBy(l => l.Position).Select(l => new { l.Number, Question = l.Question.ToString(), SignedAs = l.Voice.Name, l.Text }).ToListAsync(stop),
            Promises = await db.PromisesOf(viewer).OrderBy(p => p.Id).Select(p => new { p.Number, p.Text, p.Due, p.AskedAt, Answer = p.Answer.ToString(), p.Said, p.AnsweredOn }).ToListAsync(stop),
            Lessons = await db.Lessons.Where(l => l.MakerId == id).OrderBy(l => l.Id).Select(l => new { l.Id, l.SourceNumber, l.Claim, l.PlaceCode, l.Tags, l.Evidence, l.EvidenceNumber, l.MadeAt, l.RevisedAt, l.WithdrawnAt }).ToListAsync(stop),
            Adoptions = await db.Adoptions.Where(a => a.MemberId == id).OrderBy(a => a.Id).Select(a => new { a.LessonId, a.PlaceCode, a.PlaceName, a.CircleId, a.OnDay, Outcome = a.Outcome.ToString(), a.Said, a.Households, a.Number, a.FromId, a.ToldAt }).ToListAsync(stop),
            Imports = await db.ImportRuns.Where(r => r.MemberId == id).OrderBy(r => r.Id).Select(r => new { r.Format, r.FileName, r.Made, r.BegunAt }).ToListAsync(stop),
        }, stop);
        await Put(target, "me/comments.json", await db.Comments.AsNoTracking().Where(c => c.MemberId == id).OrderBy(c => c.Id).Select(c => new { c.Number, c.Text, c.At, State = c.State.ToString() }).ToListAsync(stop), stop);
        for (var leaf = 0; ; leaf++)
        {
            // What they saved, also in what others wrote; a text of theirs that was struck stays the moderators'
            var saves = await db.Revisions.AsNoTracking().Where(r => r.ById == id && r.StruckAt == null).OrderBy(r => r.Number).ThenBy(r => r.Nth).Skip(leaf * Stack).Take(Stack).Select(r => new { r.Number, r.Nth, r.At, r.Title, r.Keys, r.Texts, r.Tags }).ToListAsync(stop);
            if (saves.Count == 0)
                return;
            await Put(target, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"me/saves-{leaf + 1}.json"), saves, stop);
        }
    }

    static Task Put<T>(ICopyTarget target, string path, T said, CancellationToken stop) => target.Put(path, JsonSerializer.SerializeToUtf8Bytes(said, SiteCopy.Json), stop);
}
