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
    // Whether the reader was looked through
    async Task<bool> Write(IServiceProvider things, CommonsDb db, Reader reader, Subscription subscription, Member member, CancellationToken stop)
    {
        var w = things.GetRequiredService<Words>().In(member.Language);
        var digest = await Digest.Of(things, reader, member, subscription, Issue, w, stop);
        if (digest.IsEmpty)
        {
            Count(() => Quiet++);
            return true;
        }
        try { _ = new MailAddress(member.Email!, member.DisplayName); }
        catch (BadHeaderException fault)
        {
            AddressUnusable(things.GetRequiredService<ILogger<DigestRun>>(), member.Id, fault.Message);
            Count(() => Unreachable++);
            return false;
        }
        if (!dryRun && !await Put(things, db, digest, subscription, member, w, stop))
            return false;
        Count(() =>
        {
            Written++;
            say?.Invoke($"{member.DisplayName} <{member.Email}>: {digest.Shown} เรื่อง · {digest.Shown} things");
        });
        return true;
    }

    // Who has it from another server, or has left meanwhile, is passed over
    async Task<bool> Put(IServiceProvider things, CommonsDb db, Digest digest, Subscription subscription, Member member, Wording w, CancellationToken stop)
    {
        var (rhythm, until, now, outbox, links) = (Issue.Rhythm.ToString(), Issue.Until, things.GetRequiredService<TimeProvider>().GetUtcNow(), things.GetRequiredService<Outbox>(), await LetterLinks.Of(things, subscription, Issue));
        var (letter, id) = (DigestLetter.Of(digest, links, w), outbox.IdOf(Kind, Issue.Run, member.Email!));
        var (shown, comments, written) = (letter.Digest.ShownItems, letter.Digest.ShownComments, letter.Digest.Written);
        return await db.Database.ExecuteSqlAsync($"""
            insert into digests.sent (member_id, rhythm, until, at, told, told_comments, message_id, shown, shown_comments, looked_from, written)
            select member_id, rhythm, {until}, {now}, {digest.Told}, {digest.ToldComments}, {id}, {shown}, {comments}, coalesce(looked_until, {Issue.From}), {written} from digests.subscription where member_id = {member.Id} and rhythm = {rhythm} and comes on conflict do nothing
            """, stop) == 1
            && await outbox.PutToList(Kind, Issue.Run, member.Email!, member.DisplayName, letter.Subject, letter.Text, letter.Html, await Among(outbox, letter.Digest, links, member, w), letter.Digest.Calendars);
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

    void Count(Action what)
    {
        lock (counting)
            what();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest for member {Member}: {Reason}")]
    static partial void AddressUnusable(ILogger log, long member, string reason);
}
