using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Writing;

/// <summary>Notes in blogs: write, revise, publish, take back, schedule. Others need nothing of it: a note is a <see cref="ContentItem"/> to them.</summary>
public sealed class WritingModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) =>
        services.AddSingleton(new ContentKind(Entry.Kind, "บันทึก", "pen", "is-note", "notes", typeof(NoteBody), "/write/{0}", EntryHistory.Kept)
        {
            Photographers = (db, numbers, stop) => db.Entries.Where(e => numbers.Contains(e.Number) && e.Credits.Photographer != "").ToDictionaryAsync(e => e.Number, e => e.Credits.Photographer, stop),
        });

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model) => model.Entity<Entry>(entry =>
    {
        entry.ToTable("entry", "writing");
        entry.HasKey(e => e.Number);
        entry.ComplexProperty(e => e.Credits);
        entry.HasOne(e => e.Item).WithOne().HasForeignKey<Entry>(e => e.Number);
    });

    /// <inheritdoc/>
    public override Task Saving(CommonsDb db, CancellationToken stop)
    {
        // Whatever opens a note to readers, and whatever changes one that is open, comes by here
        foreach (var entry in db.ChangeTracker.Entries<Entry>().Where(e => e.Entity.Item is { State: not ItemState.Draft }))
            entry.Entity.Credits.MustBeAgreed();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => routes.MapPost("/write/preview", Preview.Answer).WithMetadata(new NeedsAttribute(Deed.Write)).DisableAntiforgery();
}
