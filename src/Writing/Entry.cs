using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>A note (บันทึก): what a <see cref="ContentItem"/> of kind <c>note</c> has beyond its row. The text is kept as it was typed and rendered once on save.</summary>
public sealed partial class Entry
{
    /// <summary>The key of the kind.</summary>
    public const string Kind = "note";

    bool hasWords;

    /// <summary>The item's number.</summary>
    public long Number { get; private set; }
    /// <summary>The item's row.</summary>
    public ContentItem Item { get; private init; } = null!;
    /// <summary>The text as it was typed.</summary>
    public string Markdown { get; private set; } = "";
    /// <summary>The text rendered; safe to show.</summary>
    public string Html { get; private set; } = "";
    /// <summary>The renderer that made <see cref="Html"/>.</summary>
    public int RendererVersion { get; private set; }
    /// <summary>The series it belongs to, or null.</summary>
    public string? SeriesName { get; private set; }
    /// <summary>Its place in the series, from 1.</summary>
    public int? SeriesPart { get; private set; }

    /// <summary>Whether it is a quick note (อนุทิน) that has not grown into a note.</summary>
    public bool IsQuick { get; private set; }
    /// <summary>Whose work it is beside its author's.</summary>
    public Credits Credits { get; private set; } = Credits.None;

    /// <summary>Begins a quick note; saving it through the note's form lets it grow.</summary>
    public static Entry BeginQuick(CommonsDb db, long authorId, Blog blog, DateTimeOffset now, long number = 0)
    {
        var entry = Begin(db, authorId, blog, now, number);
        entry.IsQuick = true;
        return entry;
    }

    /// <summary>The title of a note that was given none: its first words, without bare numbers of other items.</summary>
    public static string TitleOf(string markdown) => ThaiText.Cut(markdown.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() is { } first
        && Prose.Render(BareNumber().Replace(first, ""), new() { Field = "Body" }).Words is { Length: > 0 } words ? words : markdown.Trim(), 60);

    [GeneratedRegex(@"\s*\[\[\d{1,12}\]\]")]
    private static partial Regex BareNumber();

    /// <summary>Lets a quick note be a note: number and comments stay.</summary>
    public void Grow() => IsQuick = false;

    /// <summary>Says whose work it is; before <see cref="Write"/>, which reads it.</summary>
    public void Credit(Credits credits) => Credits = credits;

    /// <summary>Begins a draft in a blog; it gets its number when it is saved.</summary>
    /// <param name="db">Where it goes.</param>
    /// <param name="authorId">Who writes it.</param>
    /// <param name="blog">The blog it lies in.</param>
    /// <param name="now">When it is begun.</param>
    /// <param name="number">The number it brings from another site of ours; 0 for a new one.</param>
    public static Entry Begin(CommonsDb db, long authorId, Blog blog, DateTimeOffset now, long number = 0)
    {
        var entry = new Entry { Item = new ContentItem { Number = number, Kind = Kind, AuthorId = authorId, Blog = blog, PlaceCode = blog.PlaceCode, CreatedAt = now } };
        db.Add(entry);
        return entry;
    }

    /// <summary>Puts title and text there: the one door for every save of a note. Its photos must be in <see cref="ContentItem.Photos"/> already.</summary>
    /// <param name="title">The title.</param>
    /// <param name="markdown">The text.</param>
    /// <param name="by">Who saves.</param>
    /// <param name="now">When.</param>
    /// <exception cref="Refused">422 for a title or a text that cannot be, 413 for one that is too long.</exception>
    public void Write(string title, string markdown, long by, DateTimeOffset now)
    {
        var reading = Render(markdown);
        Item.Describe(title, reading, new(by, EntryHistory.PartsOf(this)), now);
    }

    /// <summary>What readers open has a text, a photo or a document; a draft may be a title alone. To be asked after <see cref="Write"/>, its documents loaded.</summary>
    /// <exception cref="Refused">422: it has none of them.</exception>
    public void MustHoldSomething()
    {
        if (Item.State != ItemState.Draft && !hasWords && Item.Photos.Count == 0 && Item.Files.Count == 0)
            throw new Refused(422, "มีแต่ชื่อเรื่อง เขียนสักประโยค ใส่ภาพ หรือแนบไฟล์ก่อนเผยแพร่ หรือเก็บเป็นร่างไว้ก่อน ที่พิมพ์ไว้ยังอยู่ครบ", "Body");
    }

    /// <summary>Puts it into a series of its blog, or out of any (<see cref="Series.Read"/>).</summary>
    public void Join((string? Name, int? Part) series) => (SeriesName, SeriesPart) = series;

    /// <summary>Renders anew what an older renderer made of notes.</summary>
    public static Task RenderAnew(IServiceProvider things, CancellationToken stop) => Anew.Render(things, after => $"""
        select e.number as "Value" from writing.entry e join content.item i on i.number = e.number where e.renderer_version < {Prose.Version} and e.number > {after}
        order by e.number limit {Anew.BatchSize} for no key update skip locked
        """, async (db, numbers) => await db.Entries.Include(e => e.Item.Photos.OrderBy(p => p.Position)).ThenInclude(p => p.Photo).Where(e => numbers.Contains(e.Number)).ToDictionaryAsync(e => e.Number, e => (Action)e.RenderAnew, stop), stop);

    void RenderAnew() => Item.Reword(Render(Markdown));

    Reading Render(string markdown)
    {
        var prose = Prose.Render(markdown, new() { Photo = name => FindItemPhoto(name)?.ForProse(), Field = "Body" });
        (Markdown, Html, RendererVersion, hasWords) = (markdown, prose.Html, prose.RendererVersion, prose.Words.Length > 0);
        var placed = prose.Photos.Select(FindItemPhoto).ToHashSet();
        foreach (var photo in Item.Photos)
            photo.IsPlaced = placed.Contains(photo);
        return new(string.Join('\n', Item.Photos.Where(p => !p.IsPlaced).Select(p => p.Caption).Prepend(prose.Words).Concat([Credits.Narrator, Credits.Writer, Credits.Photographer]).Where(w => w.Length > 0)), prose.Summary, prose.Links);
    }

    ItemPhoto? FindItemPhoto(string name) => Item.Photos.Find(p => p.Name == name || p.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) == name);
}

/// <summary>The table of this module, by its name.</summary>
public static class WritingTables
{
    extension(CommonsDb db)
    {
        /// <summary>Notes.</summary>
        public DbSet<Entry> Entries => db.Set<Entry>();
    }
}
