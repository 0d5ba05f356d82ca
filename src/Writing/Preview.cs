using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Writing;

/// <summary>How a text will look: a fragment of HTML for the writing form's live preview. Nothing is saved. Photos that lie only in the browser show as their captions.</summary>
static class Preview
{
    public static async Task<IResult> Answer([FromForm(Name = "Body")] string? body, long? number, CommonsDb db, Viewer viewer, Words words, LinkTitles titles, CancellationToken stop)
    {
        var photos = number is null ? [] : await db.Items.VisibleTo(viewer).Where(i => i.Number == number).SelectMany(i => i.Photos).Include(p => p.Photo).AsNoTracking().ToListAsync(stop);
        try
        {
            var html = Prose.Render(body ?? "", new() { Photo = name => Find(photos, name) }).Html;
            return Results.Content((await titles.In(html, stop)).Value, "text/html; charset=utf-8");
        }
        catch (Refused refused)
        {
            return Results.Content(words[refused.Message].Value, "text/plain; charset=utf-8", statusCode: refused.Status);
        }
    }

    static ProsePhoto? Find(List<ItemPhoto> photos, string name) =>
        photos.Find(p => p.Name == name || p.Position.ToString(System.Globalization.CultureInfo.InvariantCulture) == name)?.ForProse();
}
