using KmCommons.Foundation;
using KmCommons.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KmCommons.Content;

/// <summary>Takes the words out of attached documents, a few at a time and never while somebody waits: the timetable's work. What the machine has no program for waits until it has.</summary>
public static partial class ReadFiles
{
    const int AtOnce = 5;

    /// <summary>Reads what was not read; safe to be cut off and to be done again.</summary>
    public static async Task Run(IServiceProvider things, CancellationToken stop)
    {
        var (db, store, clock) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<AttachmentStore>(), things.GetRequiredService<TimeProvider>());
        var without = new HashSet<string>(StringComparer.Ordinal);
        for (var nth = 0; nth < AtOnce; nth++)
        {
            var kinds = without.ToArray();
            var file = await db.ItemFiles.Include(f => f.Attachment).Where(f => f.ReadAt == null && !kinds.Contains(f.Attachment.Kind)).OrderBy(f => f.Number).ThenBy(f => f.AttachmentId).FirstOrDefaultAsync(stop);
            if (file is null)
                break;
            var words = store.Find(file.Attachment.Sha256) is { } path ? await AttachmentText.Read(path, AttachmentKind.Of(file.Attachment.Kind), stop) : "";
            if (words is null)
            {
                without.Add(file.Attachment.Kind);
                NoProgram(things.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ReadFiles)), file.Attachment.Kind);
                continue;
            }
            file.Says(words, clock.GetUtcNow());
            await db.SaveChangesAsync(stop);
        }
    }

    /// <summary>Lets go of uploads that no form took for 90 days and no unfinished work speaks of, of pieces without a row, and of documents' bytes without one.</summary>
    public static async Task Sweep(IServiceProvider things, CancellationToken stop)
    {
        var (db, now) = (things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow());
        var old = now.AddDays(-90);
        var works = db.Unfinished;
        var gone = await db.Uploads.Where(u => u.At < old && !works.Any(w => w.MemberId == u.OwnerId && w.DoneAt == null && w.Fields.Contains(u.Id))).Select(u => new { u.OwnerId, u.Id }).ToListAsync(stop);
        await Upload.LetGo(db, [.. gone.Select(u => (u.OwnerId, u.Id))], stop);
        var open = await db.Uploads.Where(u => u.PhotoId == null && u.AttachmentId == null).Select(u => new { u.OwnerId, u.Id }).ToListAsync(stop);
        things.GetRequiredService<UploadPieces>().Sweep(open.Select(u => UploadPieces.Name(u.OwnerId, u.Id)).ToHashSet(StringComparer.Ordinal), now);
        await things.GetRequiredService<AttachmentStore>().Sweep(db, stop);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No program for reading {Kind}: such documents are kept and served, and their words are found later. On Debian: poppler-utils")]
    static partial void NoProgram(ILogger log, string kind);
}
