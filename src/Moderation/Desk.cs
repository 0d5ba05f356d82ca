using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Moderation;

/// <summary>What is at hand when somebody decides: who they are, where it is kept, and the letters.</summary>
/// <param name="Db">Where things are.</param>
/// <param name="Viewer">Who decides.</param>
/// <param name="Outbox">Letters to the writers.</param>
/// <param name="Words">Their words.</param>
/// <param name="Site">The site's address, for the links in letters.</param>
/// <param name="Clock">What time it is.</param>
public sealed record Desk(CommonsDb Db, Viewer Viewer, Outbox Outbox, Words Words, Site Site, TimeProvider Clock)
{
    /// <summary>What time it is (UTC).</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();
}
