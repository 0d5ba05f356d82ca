using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Says a lesson in other words: <c>/lesson/7/revise</c>. The paragraph stays what it was.</summary>
[Needs(Deed.KeepLesson)]
public sealed class ReviseLesson(CommonsDb db, Viewer viewer, Gazetteer gazetteer, Site site, SpamWords spam, TimeProvider clock) : LessonFields(gazetteer, site)
{
    readonly Site site = site;

    /// <summary>The version that the writer saw.</summary>
    [BindProperty] public int Version { get; set; }
    /// <summary>The card as it is stored.</summary>
    public Lesson Lesson { get; private set; } = null!;
    /// <summary>What it says now, when somebody else saved since the writer opened the form; else null.</summary>
    public string? Now { get; private set; }
    /// <summary>The version to send with the form: the one whose text the writer can see.</summary>
    public int VersionSeen => Now is null ? Version : Lesson.Version;

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync(long card)
    {
        await Ready(card);
        (Version, Claim, Place, Tags, Evidence) = (Lesson.Version, Lesson.Claim, Lesson.PlaceCode, string.Join(", ", Lesson.Tags), Lesson.Evidence);
        if (Lesson.EvidenceNumber is { } other && await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == other, HttpContext.RequestAborted))
            EvidenceItem = other.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps it.</summary>
    public async Task<IActionResult> OnPostAsync(long card)
    {
        var (now, stop) = (clock.GetUtcNow(), HttpContext.RequestAborted);
        await Ready(card);
        if (Lesson.Version != Version)
        {
            Now = Lesson.Claim;
            throw new Refused(409, "ระหว่างที่ท่านเขียน มีคนแก้บัตรนี้ไปแล้ว ดูข้อความล่าสุดด้านล่าง ของท่านยังอยู่ครบ รวมกันแล้วกดอีกครั้ง", nameof(Claim));
        }
        await LessonSaid.MustPass(db, viewer, Typed, spam, site, nameof(Claim), now, stop);
        await Lesson.Revise(db, viewer, Said(), now, stop);
        await db.SaveChangesAsync(stop);
        HttpContext.Say("แก้บัตรแล้ว");
        return Redirect(Lesson.Url);
    }

    async Task Ready(long card)
    {
        // Two who save at the same moment: the second waits here, and then sees the first one's version
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from learning.lesson where id = {card} for no key update", HttpContext.RequestAborted);
        Lesson = await LessonSight.Find(db, viewer, card, HttpContext.RequestAborted);
        viewer.Must(Deed.KeepLesson, Lesson.Ground);
    }
}
