using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Writes a review, or revises one: on a phone, without JavaScript, in under five minutes.</summary>
[Needs(Deed.Reflect)]
public sealed partial class Reflect(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The number of the one that is revised; null for a new one.</summary>
    [BindProperty(SupportsGet = true)] public long? Number { get; set; }
    /// <summary>The version that the writer saw.</summary>
    [BindProperty] public int Version { get; set; }
    /// <summary>The event's name.</summary>
    [BindProperty] public string? EventName { get; set; }
    /// <summary>The event's day as typed.</summary>
    [BindProperty] public string? EventDate { get; set; }
    /// <summary>Which day was meant, when the typed one can be several: <c>yyyy-MM-dd</c>.</summary>
    [BindProperty] public string? WhichDay { get; set; }
    /// <summary>How many took part, as typed.</summary>
    [BindProperty] public string? Participants { get; set; }
    /// <summary>The title; the event's name when empty.</summary>
    [BindProperty] public string? Title { get; set; }
    /// <summary>The whole in one line.</summary>
    [BindProperty] public string? Gist { get; set; }
    /// <summary>The four answers.</summary>
    [BindProperty] public List<string?> Answers { get; set; } = [];
    /// <summary>Who was there, one a line.</summary>
    [BindProperty] public string? People { get; set; }
    /// <summary>The place's code.</summary>
    [BindProperty(SupportsGet = true)] public string? Place { get; set; }
    /// <summary>A nearer place.</summary>
    [BindProperty] public string? PlaceName { get; set; }
    /// <summary>The tags, commas between.</summary>
    [BindProperty] public string? Tags { get; set; }
    /// <summary>The blog's address.</summary>
    [BindProperty] public string? BlogAddress { get; set; }
    /// <summary>The circle's number.</summary>
    [BindProperty] public long? CircleId { get; set; }
    /// <summary>Who may read it.</summary>
    [BindProperty] public Audience Audience { get; set; }
    /// <summary>The key of the words that the questions are put in.</summary>
    [BindProperty(SupportsGet = true)] public string? Form { get; set; }

    /// <summary>The number of the meeting that is reviewed, when the form was opened from one.</summary>
    [BindProperty(SupportsGet = true, Name = "meeting")] public long? MeetingNumber { get; set; }

    /// <summary>Shows the form.</summary>
    public async Task OnGetAsync()
    {
        await Ready();
        if (Stored is not null)
            Show(Stored);
        else
        {
            if (Meeting is not null)
                Show(Meeting);
            BlogAddress = (Blogs.Find(b => b.PlaceCode is not null && (Place is null || b.PlaceCode == Place)) ?? Blogs.FirstOrDefault())?.Address;
        }
    }

    /// <summary>Puts the questions in the other words; everything typed stays.</summary>
    public async Task OnPostWordsAsync() => await Ready();

    /// <summary>Keeps it as a draft, or takes it back to one.</summary>
    public Task<IActionResult> OnPostDraftAsync() => Keep(publish: false);

    /// <summary>Publishes it.</summary>
    public Task<IActionResult> OnPostAsync() => Keep(publish: true);

    async Task<IActionResult> Keep(bool publish)
    {
        var stop = HttpContext.RequestAborted;
        var became = await Unfinished.Begin(db, viewer, Request, stop);
        Number ??= became;
        await Ready();
        await ItemFile.KeepWhole(HttpContext, viewer);
        var (said, now) = (Said(), clock.GetUtcNow());
        Aar aar;
        if (Stored is null)
            aar = await Aar.Write(db, viewer, said, now);
        else
        {
            MustBeTheVersionSeen(Stored);
            aar = Stored;
            await aar.Revise(db, viewer, said, now);
        }
        await ItemFile.Take(HttpContext, db, viewer, aar.Item, now);
        if (publish)
            aar.Publish(now);
        else if (aar.Item.State != ItemState.Draft)
            aar.Item.Withdraw();
        await db.SaveChangesAsync(stop);
        if (Stored is null && Meeting is not null)
        {
            await Telling.Say(db, viewer.Id, aar.Item, Meeting.Number, TellingAnswer.Yes, closes: viewer.May(Deed.Meet, Meeting.Item.GroundFor(viewer)), now, stop);
            await db.SaveChangesAsync(stop);
        }
        await Unfinished.End(db, viewer, Request, aar.Item, now, stop);
        HttpContext.Say(publish ? "เผยแพร่ใบถอดบทเรียนแล้ว ขอบคุณที่เล่าไว้ให้คนอื่น" : "เก็บเป็นร่างแล้ว มีแต่ท่านกับคนดูแลสมุดที่เห็น");
        return Redirect(aar.Item.Url);
    }

    AarSaid Said()
    {
        if (!ModelState.IsValid)
            throw new Refused(422, "มีช่องที่อ่านไม่ได้ ดูช่องที่บอกไว้แล้วส่งอีกครั้ง");
        var day = EventDay.Read(EventDate, ThaiDate.Day(clock.GetUtcNow()));
        Days = day.Choices;
        return new()
        {
            Title = Title ?? "", EventName = EventName ?? "", EventDate = day.Settle(WhichDay), Participants = Count(), Gist = Gist ?? "", Answers = Answers, People = People ?? "",
            PlaceCode = string.IsNullOrEmpty(Place) ? null : gazetteer.Find(Place)?.Code ?? throw new Refused(422, "ไม่พบตำบลหรืออำเภอนี้ โปรดเลือกจากรายการ", "Place"),
            PlaceName = PlaceName ?? "", Tags = [.. Tag.Split(Tags)], Audience = Audience, Blog = ChosenBlog(),
            CircleId = CircleId is null ? null : Circles.Exists(c => c.Id == CircleId) ? CircleId : throw Refused.NotAllowed(),
        };
    }

    // Whoever revises another's review leaves it in the blog where it lies
    Blog? ChosenBlog() => Stored is not null && Stored.Item.AuthorId != viewer.Id ? Stored.Item.Blog
        : Blogs.Find(b => b.Address == BlogAddress) ?? throw new Refused(403, "ท่านยังไม่ได้เขียนในสมุดเล่มนี้ โปรดเลือกสมุดของท่าน หรือขอเจ้าของสมุดเพิ่มชื่อ", "BlogAddress");

    int? Count()
    {
        var typed = ThaiDigits.ToArabic(Participants ?? "").Replace(",", "", StringComparison.Ordinal).Trim();
        return typed.Length == 0 ? null : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }
}
