using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Digests;

// One member's letter
public sealed partial class DigestRun
{
    async Task Write(IServiceProvider things, CommonsDb db, Subscription subscription, Member member, CancellationToken stop)
    {
        var w = things.GetRequiredService<Words>().In(member.Language);
        // Whoever else writes to the same member, this issue or another, waits here until this batch is committed or gone, and then sees what it told
        if (!dryRun)
            await db.Database.ExecuteSqlAsync($"select from digests.subscription where member_id = {member.Id} order by rhythm for update", stop);
        var digest = await Digest.Of(things, member, subscription, Issue, w, stop);
        if (digest.IsEmpty)
        {
            await Looked(db, member, stop);
            Quiet++;
            return;
        }
        try { _ = new MailAddress(member.Email!, member.DisplayName); }
        catch (BadHeaderException fault)
        {
            AddressUnusable(things.GetRequiredService<ILogger<DigestRun>>(), member.Id, fault.Message);
            Unreachable++;
            return;
        }
        if (!dryRun && !await Put(things, db, digest, subscription, member, w, stop))
            return;
        Written++;
        say?.Invoke($"{member.DisplayName} <{member.Email}>: {digest.Shown} เรื่อง · {digest.Shown} things");
    }

    // Who has it from another server, or has left meanwhile, is passed over
    async Task<bool> Put(IServiceProvider things, CommonsDb db, Digest digest, Subscription subscription, Member member, Wording w, CancellationToken stop)
    {
        var (rhythm, until, now, outbox, links) = (Issue.Rhythm.ToString(), Issue.Until, things.GetRequiredService<TimeProvider>().GetUtcNow(), things.GetRequiredService<Outbox>(), await LetterLinks.Of(things, subscription, Issue));
        var (letter, id) = (DigestLetter.Of(digest, links, w), outbox.IdOf(Kind, Issue.Run, member.Email!));
        var (shown, comments, written) = (letter.Digest.ShownItems, letter.Digest.ShownComments, letter.Digest.Written);
        if (await db.Database.ExecuteSqlAsync($"""
            insert into digests.sent (member_id, rhythm, until, at, told, told_comments, message_id, shown, shown_comments, looked_from, written)
            select member_id, rhythm, {until}, {now}, {digest.Told}, {digest.ToldComments}, {id}, {shown}, {comments}, coalesce(looked_until, {Issue.From}), {written} from digests.subscription where member_id = {member.Id} and rhythm = {rhythm} and comes on conflict do nothing
            """, stop) == 0
            || !await outbox.PutToList(Kind, Issue.Run, member.Email!, member.DisplayName, letter.Subject, letter.Text, letter.Html, await Among(outbox, letter.Digest, links, member, w), letter.Digest.Calendars))
            return false;
        await Looked(db, member, stop);
        return true;
    }

    // An answer belongs to the one thing that the letter tells of; mail readers put the letters of one circle, or of one rhythm, together
    async Task<Correspondence> Among(Outbox outbox, Digest digest, LetterLinks links, Member member, Wording w)
    {
        var (list, circle, leave) = ($"{Issue.Rhythm.ToString().ToLowerInvariant()}-digest", digest.OnlyCircle, await outbox.WayBack(LeaveByMail.Purpose, member.Id, (long)Issue.Rhythm));
        var answers = digest.OnlyThing is { } number ? links.AnswerTo(number) : await outbox.WayBack(ManyThings.Purpose, member.Id);
        return new()
        {
            List = list, ListName = w[Issue.Rhythm.Letter], Leave = links.Leave, LeaveByMail = leave, AnswersTo = answers, AnswersToName = ThaiText.OneLine(circle?.Name ?? Site.Name),
            Thread = circle is null ? list : string.Create(CultureInfo.InvariantCulture, $"circle-{circle.Id}"),
        };
    }

    Task Looked(CommonsDb db, Member member, CancellationToken stop)
    {
        var (rhythm, until) = (Issue.Rhythm.ToString(), Issue.Until);
        return dryRun ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"update digests.subscription set looked_until = greatest(looked_until, {until}) where member_id = {member.Id} and rhythm = {rhythm}", stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest for member {Member}: {Reason}")]
    static partial void AddressUnusable(ILogger log, long member, string reason);
}
