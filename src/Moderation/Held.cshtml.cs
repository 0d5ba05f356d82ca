using KmCommons.Content;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;

namespace KmCommons.Moderation;

/// <summary>What waits to be read first on one's own things and in the blogs one keeps: <c>/me/held</c>, of one blog: <c>/me/held?blog=bangchak</c>.</summary>
[Needs(Deed.MindComments)]
public sealed class HeldPage(Desk desk) : QueuePage(desk)
{
    /// <inheritdoc/>
    public override string Here => "/me/held";
    /// <summary>The address of the only blog to be shown; null for all.</summary>
    [BindProperty(SupportsGet = true)] public string? Blog { get; set; }

    /// <inheritdoc/>
    protected override async Task List(CancellationToken stop)
    {
        var id = Desk.Viewer.Id;
        var mine = Seen.Where(i => (i.AuthorId == id || i.Blog!.Writers.Any(w => w.MemberId == id && w.Hand != BlogHand.Writer)) && (Blog == null || i.Blog!.Address == Blog));
        Waiting = (await Matter.Waiting(Desk.Db, mine, stop)).FindAll(m => m.For(Desk.Viewer).May(RulingDeed.Pass));
        Hidden = (await Matter.Hidden(Desk.Db, mine, stop)).FindAll(m => m.LastHide?.AsModerator == false && m.For(Desk.Viewer).May(RulingDeed.Restore));
    }
}
