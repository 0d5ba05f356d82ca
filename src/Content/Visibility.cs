using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>Who may see it: the one function that every query which leaves the server starts from.</summary>
public static class Visibility
{
    extension(IQueryable<ContentItem> items)
    {
        /// <summary>The items this viewer may see: what is published for them, and what they write themselves.</summary>
        public IQueryable<ContentItem> VisibleTo(Viewer viewer)
        {
            if (!viewer.IsMember)
                return items.Where(i => i.State == ItemState.Published && i.HiddenAt == null && i.Audience == Audience.Everyone);
            var (id, circles) = (viewer.Id, viewer.Circles);
            var moderates = viewer.Roles.Where(r => r.Role is Role.Moderator or Role.Administrator && r.CircleId is null).Select(r => r.PlaceCode + "%").ToArray();
            // What is so of nearly all stands first: the database asks in this order, and looks into the blog's writers only for what is left
            return items.Where(i =>
                i.State == ItemState.Published
                    && (i.HiddenAt == null || moderates.Any(m => EF.Functions.Like(i.PlaceCode ?? "", m)))
                    && (i.Audience == Audience.Everyone || i.Audience == Audience.Members || i.CircleId != null && circles.Contains(i.CircleId.Value)
                        || i.Audience == Audience.Practice && i.Blog!.Practice!.Readers.Any(r => r.MemberId == id))
                || i.AuthorId == id
                || (i.Blog!.CircleId == null || circles.Contains(i.Blog.CircleId.Value)) && i.Blog.Writers.Any(w => w.MemberId == id && w.Hand != BlogHand.Writer));
        }

        /// <summary>Only what is published and not hidden, and not for practice: what belongs in lists, feeds, search and digests. Used after <c>VisibleTo</c>.</summary>
        public IQueryable<ContentItem> Listed() => items.Where(i => i.State == ItemState.Published && i.HiddenAt == null && i.Audience != Audience.Practice);
    }

    extension(CommonsDb db)
    {
        /// <summary>Whether this member, with the roles of the day, may see the item: asked before a letter tells them of it.</summary>
        public async Task<bool> IsSeenBy(long member, long number, DateOnly today, CancellationToken stop) =>
            await db.Items.VisibleTo(await Viewer.Of(db, member, today, stop)).AnyAsync(i => i.Number == number, stop);
    }

    extension(ContentItem item)
    {
        /// <summary>What <c>Listed</c> asks, of an item at hand: only what belongs in lists is followed, reported, thanked for, and has its questions answered.</summary>
        public bool IsListed => item is { State: ItemState.Published, HiddenAt: null, Audience: not Audience.Practice };
    }

    extension(IQueryable<Revision> revisions)
    {
        /// <summary>The revisions of an item that this viewer may see (with <c>Item</c> from <c>db.Items.VisibleTo</c>, its blog and writers loaded): all for who may revise it or moderates there;
        /// for readers those since it was last opened to them.</summary>
        public IQueryable<Revision> VisibleTo(Viewer viewer, ContentItem item, ContentKind kind)
        {
            var (number, from) = (item.Number, viewer.Moderates(item.PlaceCode) || viewer.May(kind.History.Deed, item.GroundFor(viewer)) ? 1 : item.OpenFrom ?? int.MaxValue);
            return revisions.Where(r => r.Number == number && r.Nth >= from);
        }

        /// <summary>Those among them whose words this viewer may read: a struck one is only for who moderates there. Used after <c>VisibleTo</c>.</summary>
        public IQueryable<Revision> Readable(Viewer viewer, ContentItem item) => viewer.Moderates(item.PlaceCode) ? revisions : revisions.Where(r => r.StruckAt == null);
    }

    extension(IQueryable<Comment> comments)
    {
        /// <summary>The comments this viewer may read on items they may see: those that stand, and their own that wait.</summary>
        public IQueryable<Comment> VisibleTo(Viewer viewer)
        {
            var id = viewer.Id;
            return viewer.IsMember
                ? comments.Where(c => c.State == CommentState.Shown || c.MemberId == id && c.State == CommentState.Held)
                : comments.Where(c => c.State == CommentState.Shown);
        }
    }
}

/// <summary>The tables of this module, by their names.</summary>
public static class ContentTables
{
    extension(CommonsDb db)
    {
        /// <summary>Every written thing; a query that leaves the server goes on with <c>VisibleTo</c>.</summary>
        public DbSet<ContentItem> Items => db.Set<ContentItem>();
        /// <summary>What every save left; a query that leaves the server goes on with <c>VisibleTo</c> and <c>Readable</c>.</summary>
        public DbSet<Revision> Revisions => db.Set<Revision>();
        /// <summary>Tambon blogs and personal blogs.</summary>
        public DbSet<Blog> Blogs => db.Set<Blog>();
        /// <summary>Comments on items.</summary>
        public DbSet<Comment> Comments => db.Set<Comment>();
        /// <summary>What answers questions.</summary>
        public DbSet<Answer> Answers => db.Set<Answer>();
        /// <summary>Who said thank you for what.</summary>
        public DbSet<Thanks> Thanks => db.Set<Thanks>();
        /// <summary>What members follow; a query that leaves the server starts from the member's own.</summary>
        public DbSet<Follow> Follows => db.Set<Follow>();
        /// <summary>Who is named where; a query that leaves the server goes on from <see cref="Mention.ToldTo"/>.</summary>
        public DbSet<Mention> Mentions => db.Set<Mention>();
        /// <summary>Tags of items.</summary>
        public DbSet<Tag> Tags => db.Set<Tag>();
        /// <summary>Where items lead.</summary>
        public DbSet<Link> Links => db.Set<Link>();
        /// <summary>Where items were before they were brought here.</summary>
        public DbSet<Origin> Origins => db.Set<Origin>();
        /// <summary>What members type and have not sent yet; a query that leaves the server starts from the member's own.</summary>
        public DbSet<Unfinished> Unfinished => db.Set<Unfinished>();
        /// <summary>Photos in use on items.</summary>
        public DbSet<ItemPhoto> ItemPhotos => db.Set<ItemPhoto>();
        /// <summary>Documents attached to items.</summary>
        public DbSet<ItemFile> ItemFiles => db.Set<ItemFile>();
    }
}
