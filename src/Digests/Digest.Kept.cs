using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

// How it is kept, and what may still be read of it
public sealed partial record Digest
{
    // What is told by others of its properties is not kept twice
    static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(ThaiHtml.Allowed) };

    /// <summary>As it is kept in the database.</summary>
    public string Written => JsonSerializer.Serialize(this, Json);

    /// <summary>What was kept.</summary>
    public static Digest Read(string written) => JsonSerializer.Deserialize<Digest>(written, Json)!;

    /// <summary>What a viewer may still see of it, as it was told then.</summary>
    public async Task<Digest> SeenBy(CommonsDb db, Viewer viewer, CancellationToken stop)
    {
        var (numbers, comments, me) = (ShownItems, ShownComments, viewer.Id);
        var items = (await db.Items.VisibleTo(viewer).Where(i => numbers.Contains(i.Number) && (me != 0 && i.AuthorId == me || i.State == ItemState.Published && i.HiddenAt == null)).Select(i => i.Number).ToListAsync(stop)).ToHashSet();
        var said = comments.Length == 0 ? [] : (await db.Comments.VisibleTo(viewer).Where(c => comments.Contains(c.Id) && c.State == CommentState.Shown).Select(c => c.Id).ToListAsync(stop)).ToHashSet();
        IReadOnlyList<DigestLine> Seen(IReadOnlyList<DigestLine> lines) => [.. lines.Where(l => (l.Number == 0 || items.Contains(l.Number)) && (l.Comment == 0 || said.Contains(l.Comment)))];
        return this with { Coming = Seen(Coming), Duties = Seen(Duties), Asked = Seen(Asked), Lines = Seen(Lines) };
    }

    /// <summary>What everybody may read of it, for a sheet on a wall: nothing that is only the reader's own.</summary>
    public async Task<Digest> ForAll(CommonsDb db, CancellationToken stop) =>
        await (this with { Duties = [], Lines = [.. Lines.Where(l => !l.IsAnswer)], Circles = [] }).SeenBy(db, Viewer.Anonymous, stop);
}
