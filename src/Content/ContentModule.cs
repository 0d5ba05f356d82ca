using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Content;

/// <summary>The one row that every published thing has, who may see it, and what all kinds share: blogs, comments, tags, photos in use, documents attached, listings, feeds.
/// Others use <see cref="ContentItem"/>, <see cref="ContentKind"/>, <see cref="Blog"/> and <c>VisibleTo</c>.</summary>
public sealed class ContentModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Kinds>().AddSingleton<Reads>().AddHostedService(things => things.GetRequiredService<Reads>()).AddScoped<IPhotoSight, PhotoSight>().AddScoped<LinkTitles>()
            .AddSingleton(new Beside(typeof(Backlinks)))
            .AddSingleton<SpamWords>().AddSingleton(new OfMine(typeof(TrustOfMine)))
            .AddSingleton(NewComment.ByGuests).AddSingleton(NewComment.ByMember).AddSingleton(Answer.Pace).AddSingleton(Thanks.Pace).AddSingleton(Follow.Changes).AddSingleton(Calls.Pace).AddSingleton(new OfMine(typeof(ToMine))).AddSingleton(Unfinished.Saves);
        services.AddSingleton<Followables>().AddSingleton(new Receiver(MailedComment.Purpose, MailedComment.Take));
        foreach (var followable in Followables.Own)
            services.AddSingleton(followable);
    }

    /// <inheritdoc/>
    public override async Task Saving(CommonsDb db, CancellationToken stop)
    {
        await Practice.Keep(db, stop);
        await CircleBlog.Keep(db, stop);
        await Holding.Judge(db, stop);
        await Mention.Keep(db, stop);
        await Revision.Keep(db, stop);
        await Link.Keep(db, stop);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        Feed.Map(routes);
        Calls.Map(routes);
        FileAddress.Map(routes);
        routes.MapPost("/unfinished", Unfinished.Keep).WithMetadata(new NeedsAttribute(Deed.BeMember));
    }

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<ContentItem>(item =>
        {
            item.ToTable("item", "content");
            item.HasKey(i => i.Number);
            item.HasOne(i => i.Author).WithMany().HasForeignKey(i => i.AuthorId);
            item.HasOne(i => i.Blog).WithMany().HasForeignKey(i => i.BlogId);
            item.HasMany(i => i.Tags).WithOne().HasForeignKey(t => t.Number);
            item.HasMany(i => i.Comments).WithOne(c => c.Item).HasForeignKey(c => c.Number);
            item.HasMany(i => i.Photos).WithOne().HasForeignKey(p => p.Number);
            item.HasMany(i => i.Files).WithOne().HasForeignKey(f => f.Number);
            item.Property(i => i.Version).IsConcurrencyToken();
            item.Property(i => i.ShownAt).ValueGeneratedOnAddOrUpdate();
        });
        model.Entity<Blog>(blog => { blog.ToTable("blog", "content"); blog.HasMany(b => b.Writers).WithOne().HasForeignKey(w => w.BlogId); blog.HasOne(b => b.Practice).WithMany().HasForeignKey(b => b.PracticeId); });
        model.Entity<Practice>(practice => { practice.ToTable("practice", "content"); practice.HasMany(p => p.Readers).WithOne().HasForeignKey(r => r.PracticeId); });
        model.Entity<PracticeReader>(reader => { reader.ToTable("practice_reader", "content"); reader.HasKey(r => new { r.PracticeId, r.MemberId }); });
        model.Entity<BlogWriter>(writer => { writer.ToTable("blog_writer", "content"); writer.HasKey(w => new { w.BlogId, w.MemberId }); writer.HasOne(w => w.Member).WithMany().HasForeignKey(w => w.MemberId); });
        model.Entity<Tag>(tag => { tag.ToTable("tag", "content"); tag.HasKey(t => new { t.Number, t.Key }); });
        model.Entity<Comment>(comment => { comment.ToTable("comment", "content"); comment.Property(c => c.ShownAt).ValueGeneratedOnAddOrUpdate(); comment.HasOne(c => c.Member).WithMany().HasForeignKey(c => c.MemberId); });
        model.Entity<Answer>().ToTable("answer", "content");
        model.Entity<Thanks>(thanks => { thanks.ToTable("thanks", "content"); thanks.HasOne(t => t.Member).WithMany().HasForeignKey(t => t.MemberId); });
        model.Entity<Follow>(follow => { follow.ToTable("follow", "content"); follow.HasKey(f => new { f.MemberId, f.Sort, f.Key }); });
        model.Entity<Mention>(mention => { mention.ToTable("mention", "content"); mention.HasOne(m => m.Item).WithMany().HasForeignKey(m => m.Number); mention.HasOne(m => m.Comment).WithMany().HasForeignKey(m => m.CommentId); });
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("revision", "content");
            revision.HasKey(r => new { r.Number, r.Nth });
            revision.HasOne(r => r.Item).WithMany().HasForeignKey(r => r.Number);
            revision.HasOne(r => r.By).WithMany().HasForeignKey(r => r.ById);
        });
        model.Entity<Origin>(origin => { origin.ToTable("origin", "content"); origin.HasKey(o => new { o.Source, o.Key }); origin.HasOne(o => o.Item).WithMany().HasForeignKey(o => o.Number); });
        model.Entity<ItemPhoto>(photo => { photo.ToTable("item_photo", "content"); photo.HasKey(p => new { p.Number, p.PhotoId }); photo.HasOne(p => p.Photo).WithMany().HasForeignKey(p => p.PhotoId); });
        model.Entity<ItemFile>(file => { file.ToTable("item_file", "content"); file.HasKey(f => new { f.Number, f.AttachmentId }); file.HasOne(f => f.Attachment).WithMany().HasForeignKey(f => f.AttachmentId); });
        model.Entity<Link>(link => { link.ToTable("link", "content"); link.HasKey(l => new { l.Number, l.Host, l.Address }); link.HasOne(l => l.Item).WithMany().HasForeignKey(l => l.Number); });
        model.Entity<Unfinished>(unfinished => { unfinished.ToTable("unfinished", "content"); unfinished.HasKey(u => new { u.MemberId, u.Key }); unfinished.HasOne<Member>().WithMany().HasForeignKey(u => u.MemberId); unfinished.HasOne<ContentItem>().WithMany().HasForeignKey(u => u.Became); unfinished.Property(u => u.Turn).ValueGeneratedNever(); });
        model.Entity<ItemReads>(reads => { reads.ToTable("item_reads", "content"); reads.HasKey(r => r.Number); });
    }
}
