using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

// What the form stands on, whether it is opened, sent or comes back refused
public sealed partial class Reflect
{
    /// <summary>The review that is revised, as it is stored; null for a new one.</summary>
    public Aar? Stored { get; private set; }
    /// <summary>Whether somebody else saved since the writer opened the form: both texts are shown.</summary>
    public bool Conflict { get; private set; }
    /// <summary>The version to send with the form: the one whose text the writer can see.</summary>
    public int VersionSeen => Conflict ? Stored!.Item.Version : Version;
    /// <summary>The days that the typed one can mean, when the writer is asked.</summary>
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    /// <summary>The blogs to choose from.</summary>
    public List<Blog> Blogs { get; private set; } = [];
    /// <summary>The circles the writer is in.</summary>
    public List<Circle> Circles { get; private set; } = [];
    /// <summary>The meeting that is reviewed; null when the form was not opened from one, or nobody here may see it any more.</summary>
    public Meeting? Meeting { get; private set; }
    /// <summary>The words of the questions.</summary>
    public AarForm Wording => AarForm.Of(Form);
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Whether readers have it already.</summary>
    public bool IsOut => Stored is { Item.State: not ItemState.Draft };
    /// <summary>Whether the blog can be chosen.</summary>
    public bool IsOwn => Stored is null || Stored.Item.AuthorId == viewer.Id;

    async Task Ready()
    {
        Blogs = await KmCommons.Content.Blog.WrittenBy(db, viewer);
        if (Number is { } number)
        {
            // Two people saving at the same moment: the second waits here, and then sees the first one's version
            if (HttpMethods.IsPost(Request.Method))
                await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update");
            var seen = db.Items.VisibleTo(viewer);
            Stored = await Aar.Whole(db).SingleOrDefaultAsync(a => a.Number == number && seen.Any(i => i.Number == a.Number)) ?? throw Refused.NotFound();
            viewer.Must(Deed.Reflect, Stored.Item.GroundFor(viewer));
        }
        else if (MeetingNumber is { } meeting)
        {
            var seen = db.Items.VisibleTo(viewer).Listed();
            Meeting = await KmCommons.Learning.Meeting.Whole(db).AsNoTracking().SingleOrDefaultAsync(m => m.Number == meeting && seen.Any(i => i.Number == m.Number));
        }
        long[] circles = [.. viewer.Circles, Stored?.Item.CircleId ?? 0];
        Circles = await db.Circles.AsNoTracking().Where(c => circles.Contains(c.Id)).OrderBy(c => c.Name).ToListAsync();
    }

    void Show(Aar aar)
    {
        var item = aar.Item;
        (Version, Title, EventName, Gist) = (item.Version, item.Title == aar.EventName ? "" : item.Title, aar.EventName, aar.Gist);
        (EventDate, Participants) = (aar.EventDate is { } day ? ThaiDate.Short(day, Words.IsEnglish(Request)) : "", aar.Participants?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Answers = [.. Enum.GetValues<AarQuestion>().Select(q => string.Join('\n', aar.Of(q).Select(l => l.Whole)))];
        People = string.Join('\n', aar.People.OrderBy(p => p.Position).Select(p => p.Name));
        (Place, PlaceName, BlogAddress, CircleId, Audience) = (item.PlaceCode, item.PlaceName, item.Blog?.Address, item.CircleId, item.Audience);
        Tags = string.Join(", ", item.Tags.Select(t => t.Label));
    }

    // What the meeting says of itself need not be typed again
    void Show(Meeting meeting)
    {
        var item = meeting.Item;
        (EventName, EventDate, Participants) = (item.Title, ThaiDate.Short(meeting.Day, Words.IsEnglish(Request)), meeting.Headcount?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        (Place, PlaceName, CircleId) = (item.PlaceCode, item.PlaceName, Circles.Exists(c => c.Id == meeting.CircleId) ? meeting.CircleId : null);
        // Who may read the meeting may read what came of it, and nobody beyond them
        Audience = item.Audience == Audience.Circle && CircleId is null ? Audience.Members : item.Audience;
        Tags = string.Join(", ", item.Tags.Select(t => t.Label));
    }

    void MustBeTheVersionSeen(Aar stored)
    {
        if (stored.Item.Version == Version)
            return;
        Conflict = true;
        throw new Refused(409, "ระหว่างที่ท่านเขียน มีคนแก้ใบนี้ไปแล้ว ฉบับล่าสุดอยู่ด้านล่างให้เทียบ ของท่านยังอยู่ครบในช่อง รวมกันแล้วกดอีกครั้ง");
    }
}
