using KmCommons.Foundation;
using KmCommons.Mail;
using KmCommons.People;
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
        var (site, options, now) = (things.GetRequiredService<Site>(), things.GetRequiredService<MailOptions>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
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
        if (!dryRun)
        {
            var (rhythm, until, leave, outbox) = (Issue.Rhythm.ToString(), Issue.Until, subscription.LeaveAt(site), things.GetRequiredService<Outbox>());
            var (letter, id) = (DigestLetter.Of(digest, site.Address, leave, subscription.ChooseAt(site), w), outbox.IdOf(Kind, Issue.Run, member.Email!));
            var (shown, comments) = (letter.Digest.ShownItems, letter.Digest.ShownComments);
            // Who has it from another server, or has left meanwhile, is passed over
            if (await db.Database.ExecuteSqlAsync($"""
                insert into digests.sent (member_id, rhythm, until, at, told, told_comments, message_id, shown, shown_comments, looked_from)
                select member_id, rhythm, {until}, {now}, {digest.Told}, {digest.ToldComments}, {id}, {shown}, {comments}, looked_until from digests.subscription where member_id = {member.Id} and rhythm = {rhythm} and comes on conflict do nothing
                """, stop) == 0)
                return false;
            if (!await outbox.PutToList(Kind, Issue.Run, member.Email!, member.DisplayName, letter.Subject, letter.Text, letter.Html, new($"{rhythm.ToLowerInvariant()}-digest.{options.From.Domain}", w[Issue.Rhythm.Letter]), new(leave)))
                return false;
        }
        Count(() =>
        {
            Written++;
            say?.Invoke($"{member.DisplayName} <{member.Email}>: {digest.Shown} เรื่อง · {digest.Shown} things");
        });
        return true;
    }

    void Count(Action what)
    {
        lock (counting)
            what();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest for member {Member}: {Reason}")]
    static partial void AddressUnusable(ILogger log, long member, string reason);
}
