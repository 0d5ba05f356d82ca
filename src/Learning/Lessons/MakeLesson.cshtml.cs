using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Makes a card of a paragraph: <c>/lessons/from/1042</c> shows the paragraphs of the item to choose from, with <c>?p=</c> the form.</summary>
[Needs(Deed.MakeLesson)]
public sealed class MakeLesson(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Site site, SpamWords spam, Paces paces, TimeProvider clock) : LessonFields(gazetteer, site)
{
    readonly Site site = site;

    /// <summary>The key of the paragraph.</summary>
    [BindProperty(SupportsGet = true)] public string? P { get; set; }

    /// <summary>The item.</summary>
    public ContentItem Item { get; private set; } = null!;
    /// <summary>Its paragraphs.</summary>
    public IReadOnlyList<ItemParagraph> Paragraphs { get; private set; } = [];
    /// <summary>The one that was chosen, when it stands there still.</summary>
    public ItemParagraph? Chosen => Paragraphs.FirstOrDefault(p => p.Key == P);

    /// <summary>Shows the paragraphs, or the form.</summary>
    public async Task OnGetAsync(long number)
    {
        await Ready(number);
        if (Chosen is not { } chosen)
            return;
        (Claim, Tags) = (ThaiText.Cut(chosen.Text, Lesson.LongestClaim - 1), string.Join(", ", Item.Tags.Select(t => t.Label)));
    }

    /// <summary>Makes the card.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        await Ready(number);
        if (Chosen is not { } chosen)
            throw new Refused(409, "ย่อหน้านี้ถูกแก้หรือไม่อยู่แล้ว เลือกย่อหน้าที่ตรงกันอีกครั้ง ที่พิมพ์ไว้ยังอยู่ครบ", "P");
        paces.Count(Lesson.Pace, viewer.Id);
        await LessonSaid.MustPass(db, viewer, Typed, spam, site, nameof(Claim), now, stop);
        var lesson = await Lesson.Make(db, viewer, Item, chosen.Text, Said(), now, stop);
        await db.SaveChangesAsync(stop);
        HttpContext.Say("ทำบัตรบทเรียนแล้ว ใครเอาไปใช้ก็มาบอกที่นี่ได้");
        return Redirect(lesson.Url);
    }

    async Task Ready(long number)
    {
        Item = await db.Items.VisibleTo(viewer).Listed().Include(i => i.Tags).SingleOrDefaultAsync(i => i.Number == number, HttpContext.RequestAborted) ?? throw Refused.NotFound();
        Paragraphs = ItemParagraph.Of(Item);
    }
}
