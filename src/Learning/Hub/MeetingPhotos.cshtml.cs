using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The photos of a meeting itself, for who keeps it: put in, told what they show, taken out. <c>/meet/1042/photos</c>. Without JavaScript, and they are in no revision: what a photo shows did not change.</summary>
[Needs(Deed.Meet)]
public sealed class MeetingPhotos(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>What is said of a photo that it has.</summary>
    public sealed class Words
    {
        /// <summary>The photo.</summary>
        public long Id { get; set; }
        /// <summary>What stands below it.</summary>
        public string? Caption { get; set; }
        /// <summary>What it shows, for who cannot see it.</summary>
        public string? Alt { get; set; }
        /// <summary>Whether it is taken out.</summary>
        public bool Remove { get; set; }
    }

    /// <summary>The meeting's item with its photos.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>What is said of those it has.</summary>
    [BindProperty] public List<Words> Kept { get; set; } = [];
    /// <summary>New ones.</summary>
    [BindProperty] public List<IFormFile> Photos { get; set; } = [];
    /// <summary>What stands below the new ones.</summary>
    [BindProperty] public string? Caption { get; set; }

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        Kept = [.. Item.Photos.OrderBy(p => p.Position).Select(p => new Words { Id = p.PhotoId, Caption = p.Caption, Alt = p.Alt })];
    }

    /// <summary>Puts in the new ones.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        var (stop, now, keys) = (HttpContext.RequestAborted, clock.GetUtcNow(), new List<string>());
        if (!Photos.Exists(p => p.Length > 0))
            throw new Refused(422, "ยังไม่ได้เลือกภาพ", "Photos");
        if (Item.Photos.Count + Photos.Count > ItemPhoto.Most)
            throw new Refused(422, "งานหนึ่งใส่ได้ไม่เกิน 20 ภาพ เอาบางภาพออก หรือใส่ในบันทึกที่เล่าถึงงานนี้", "Photos");
        foreach (var file in Photos.Where(p => p.Length > 0))
            keys.Add(await Upload.Keep(HttpContext.RequestServices, viewer.Id, file, isFile: false, null, stop));
        var uploads = await Upload.Of(db, viewer.Id, keys, stop);
        foreach (var upload in keys.Select(k => uploads[k]))
        {
            Item.Use(upload.Photo!, upload.Name, Line(Caption));
            upload.Use(now);
        }
        await db.SaveChangesAsync(stop);
        HttpContext.Say("ใส่ภาพแล้ว เขียนคำบรรยายทีละภาพได้ที่นี่");
        return Redirect($"/meet/{number}/photos");
    }

    /// <summary>Keeps what is said of them, and takes out those that were ticked.</summary>
    public async Task<IActionResult> OnPostWordsAsync(long number)
    {
        await Ready(number);
        foreach (var words in Kept)
            if (Item.Photos.Find(p => p.PhotoId == words.Id) is { } photo)
            {
                if (words.Remove)
                    Item.Photos.Remove(photo);
                (photo.Caption, photo.Alt) = (Line(words.Caption), Line(words.Alt));
                photo.Uncaptioned = photo.Caption.Length == 0;
            }
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกคำบรรยายแล้ว");
        return Redirect($"{Item.Url}#told-photos");
    }

    static string Line(string? typed) => typed?.Length > Photo.LongestWords ? throw new Refused(422, "คำบรรยายภาพยาวเกินไป ตัดให้สั้นลง ภาพยังอยู่ครบ", "Caption") : ThaiText.Normalise(typed ?? "").ReplaceLineEndings(" ").Trim();

    async Task Ready(long number)
    {
        // Two who put photos in at once come one after the other: each sees the places that the other took
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", HttpContext.RequestAborted);
        Item = await db.Items.VisibleTo(viewer).AsSplitQuery().Include(i => i.Blog!.Writers).Include(i => i.Photos.OrderBy(p => p.Position)).ThenInclude(p => p.Photo).SingleOrDefaultAsync(i => i.Number == number && i.Kind == Meeting.Kind.Key, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        viewer.Must(Deed.Meet, Item.GroundFor(viewer));
    }
}
