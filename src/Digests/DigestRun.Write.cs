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
    async Task Write(IServiceProvider things, CommonsDb db, Subscription subscription, Member member, CancellationToken stop)
    {
        var (site, options, now) = (things.GetRequiredService<Site>(), things.GetRequiredService<MailOptions>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
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
                return;
            if (!await outbox.PutToList(Kind, Issue.Run, member.Email!, member.DisplayName, letter.Subject, letter.Text, letter.Html, new($"{rhythm.ToLowerInvariant()}-digest.{options.From.Domain}", w[Issue.Rhythm.Letter]), new(leave)))
                return;
            await Looked(db, member, stop);
        }
        Written++;
        say?.Invoke($"{member.DisplayName} <{member.Email}>: {digest.Shown} เรื่อง · {digest.Shown} things");
    }

    Task Looked(CommonsDb db, Member member, CancellationToken stop)
    {
        var (rhythm, until) = (Issue.Rhythm.ToString(), Issue.Until);
        return dryRun ? Task.CompletedTask : db.Database.ExecuteSqlAsync($"update digests.subscription set looked_until = greatest(looked_until, {until}) where member_id = {member.Id} and rhythm = {rhythm}", stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No digest for member {Member}: {Reason}")]
    static partial void AddressUnusable(ILogger log, long member, string reason);
}
