using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>In a writing form: the documents that the item has, those on their way, and the field for more. Works without JavaScript; with it (<c>ts/files.ts</c>) they are sent at once, in pieces.</summary>
public sealed class FileField(CommonsDb db, Viewer viewer) : ViewComponent
{
    /// <summary>What it shows.</summary>
    /// <param name="Kept">Those that the item has.</param>
    /// <param name="Gone">Of those, the ones that are ticked to be taken out.</param>
    /// <param name="Sent">Those that came and wait for the form to be taken.</param>
    public sealed record Shown(IReadOnlyList<ItemFile> Kept, IReadOnlySet<string> Gone, IReadOnlyList<Upload> Sent);

    /// <summary>Shows it.</summary>
    /// <param name="number">The item; null for a new one.</param>
    public async Task<IViewComponentResult> InvokeAsync(long? number)
    {
        var stop = HttpContext.RequestAborted;
        var kept = number is null ? [] : await db.ItemFiles.AsNoTracking().Include(f => f.Attachment).Where(f => f.Number == number).OrderBy(f => f.Position).ToListAsync(stop);
        var ids = ItemFile.SentIn(HttpContext);
        var sent = await Upload.Of(db, viewer.Id, ids, stop);
        var gone = ids.Count > 0 || HttpContext.Request.HasFormContentType ? HttpContext.Request.Form[ItemFile.Gone].OfType<string>().ToHashSet(StringComparer.Ordinal) : [];
        return View("/Content/FileField.cshtml", new Shown(kept, gone, [.. ids.Where(sent.ContainsKey).Select(i => sent[i])]));
    }
}
