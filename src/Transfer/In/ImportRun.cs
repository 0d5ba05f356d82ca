using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Transfer;

/// <summary>A bundle that a blog's owner sent in the browser: looked at first, then brought in by the timetable, with what was answered.</summary>
public sealed class ImportRun : IQuiet
{
    /// <summary>Bundles sent by one member.</summary>
    public static readonly Pace Sent = new("Import", 30, TimeSpan.FromHours(1), "ท่านส่งชุดนำเข้าหลายครั้งในชั่วโมงนี้");

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>Who sent it, and will be the author.</summary>
    public long MemberId { get; init; }
    /// <summary>The blog it goes into.</summary>
    public long BlogId { get; init; }
    /// <summary>The blog it goes into; loaded on demand.</summary>
    public Blog Blog { get; init; } = null!;
    /// <summary>One of <see cref="Reader.Formats"/>.</summary>
    public string Format { get; init; } = "";
    /// <summary>What the file was called; a name and no path.</summary>
    public string FileName { get; init; } = "";
    /// <summary>Where it stands.</summary>
    public ImportState State { get; set; }
    /// <summary>The days that were chosen, as JSON.</summary>
    public string Answers { get; private set; } = "{}";
    /// <summary>How many things are in it.</summary>
    public int Total { get; set; }
    /// <summary>How many of them were looked at in the turn under way.</summary>
    public int Done { get; set; }
    /// <summary>How many were made.</summary>
    public int Made { get; set; }
    /// <summary>How many wait for an answer.</summary>
    public int Asked { get; set; }
    /// <summary>How many could not be made.</summary>
    public int Refused { get; set; }
    /// <summary>Why some could not be made, a line each.</summary>
    public string Said { get; set; } = "";
    /// <summary>When it was sent (UTC).</summary>
    public DateTimeOffset BegunAt { get; init; }
    /// <summary>When something happened to it last (UTC).</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Its page.</summary>
    public string Url => $"{Blog.Url}/import/{Id.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    /// <summary>The days that were chosen, by the key of the sheet.</summary>
    public Dictionary<string, DateOnly> Days => JsonSerializer.Deserialize<Dictionary<string, DateOnly>>(Answers) ?? [];

    /// <summary>Adds what was answered.</summary>
    public void Answer(IEnumerable<KeyValuePair<string, DateOnly>> days)
    {
        var all = Days;
        foreach (var (key, day) in days)
            all[key] = day;
        Answers = JsonSerializer.Serialize(all);
    }

    /// <summary>Where its file lies on this server.</summary>
    public string PathIn(DataFolder data) => Path.Combine(data.Sub("imports"), Id.ToString(System.Globalization.CultureInfo.InvariantCulture) + Path.GetExtension(FileName).ToLowerInvariant());

    /// <summary>Opens its file; null when it is not on this server.</summary>
    public IBundle? Open(DataFolder data) => PathIn(data) is var path && !File.Exists(path) ? null : path.EndsWith(".zip", StringComparison.Ordinal) ? new ZipBundle(path) : new FolderBundle(path);

    /// <summary>Who it is brought in by: who sent it, as long as they keep the blog.</summary>
    /// <exception cref="Foundation.Refused">403: they no longer do.</exception>
    public async Task<ImportOrder> Order(CommonsDb db, DateOnly today, CancellationToken stop)
    {
        var viewer = await Viewer.Of(db, MemberId, today, stop);
        var blog = await db.Blogs.AsNoTracking().Include(b => b.Writers).SingleAsync(b => b.Id == BlogId, stop);
        viewer.Must(Deed.KeepBlog, new(blog.PlaceCode, Hand: blog.HandOf(viewer)));
        return new(viewer, blog.Address, Days);
    }
}

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>It was sent and can be looked at.</summary>
    Looked,
    /// <summary>It is being brought in.</summary>
    Running,
    /// <summary>It was stopped, and can go on.</summary>
    Stopped,
    /// <summary>All that can be made was made.</summary>
    Done,
}

/// <summary>The table of this module, by its name.</summary>
public static class TransferTables
{
    extension(CommonsDb db)
    {
        /// <summary>Bundles that were sent.</summary>
        public DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();
    }
}
