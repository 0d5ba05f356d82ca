using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>Where the links of one reader's letter lead.</summary>
/// <param name="Site">The site's address without a slash at the end.</param>
/// <param name="Leave">Where the reader leaves.</param>
/// <param name="Choose">Where they choose, without signing in.</param>
/// <param name="Read">Where the same letter is on the web.</param>
/// <param name="AnswerTo">The address at which they answer by mail about an item; null when the site takes no answers by mail.</param>
public sealed record LetterLinks(string Site, string Leave, string Choose, string Read, Func<long, string?> AnswerTo)
{
    /// <summary>The links of this letter's issue.</summary>
    public static async Task<LetterLinks> Of(IServiceProvider things, Subscription letter, Issue issue)
    {
        var (site, postbox) = (things.GetRequiredService<Site>(), things.GetRequiredService<Postbox>());
        var (answers, seal) = (await postbox.For(MailedComment.Purpose), await postbox.SealOf(letter.ReadAt(issue)));
        return new(site.Address, letter.LeaveAt(site), letter.ChooseAt(site), $"{site.Address}{letter.ReadAt(issue)}&seal={seal}", number => answers?.For(letter.MemberId, number));
    }
}
