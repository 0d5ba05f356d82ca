using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>For who keeps a meeting: draws what was said in the talk below it into a goal or a matter (<c>/meet/1042/talk</c>). The line remembers the comments it comes from.</summary>
[Needs(Deed.Meet)]
public sealed class TalkPage(CommonsDb db, Viewer viewer, TimeProvider clock) : PageModel
{
    /// <summary>The longest proposal, in clusters.</summary>
    const int LongestProposal = 90;

    /// <summary>The meeting.</summary>
    public Meeting Meeting { get; private set; } = null!;
    /// <summary>The comments that stand and that the viewer may read, oldest first.</summary>
    public IReadOnlyList<Comment> Talk { get; private set; } = [];
    /// <summary>What lines were drawn from, by the comment.</summary>
    public ILookup<long, MeetingPoint> Taken { get; private set; } = Enumerable.Empty<MeetingPoint>().ToLookup(_ => 0L);
    /// <summary>Whether somebody else saved since the viewer opened the page.</summary>
    public bool Conflict { get; private set; }
    /// <summary>The version to send with the form.</summary>
    public int VersionSeen => Conflict || Version == 0 ? Meeting.Item.Version : Version;
    /// <summary>The version that the viewer saw.</summary>
    [BindProperty] public int Version { get; set; }
    /// <summary>The comments that are chosen.</summary>
    [BindProperty] public long[] Chosen { get; set; } = [];
    /// <summary>The words of the line; when empty, those of <see cref="Proposal"/>.</summary>
    [BindProperty] public string? Words { get; set; }
    /// <summary>The heading it goes under.</summary>
    [BindProperty] public MeetingPart Part { get; set; } = MeetingPart.Topic;

    /// <summary>Shows the talk.</summary>
    public Task OnGetAsync(long number) => Ready(number);

    /// <summary>Proposes words for what is chosen; nothing is kept.</summary>
    public async Task OnPostProposeAsync(long number)
    {
        await Ready(number);
        Words = Proposal((await From(number))[0].Text);
        ModelState.Remove(nameof(Words));
    }

    /// <summary>Puts it among the matters or the goals.</summary>
    public async Task<IActionResult> OnPostAsync(long number)
    {
        await Ready(number);
        var (stop, from) = (HttpContext.RequestAborted, await From(number));
        if (Meeting.Item.Version != Version)
        {
            Conflict = true;
            throw new Refused(409, "ระหว่างนี้มีคนแก้นัดประชุมนี้ไปแล้ว ดูว่าเรื่องนี้ใส่ไว้แล้วหรือยัง ถ้ายัง กดอีกครั้ง");
        }
        var point = await Meeting.TakeFromTalk(db, viewer, Part, string.IsNullOrWhiteSpace(Words) ? Proposal(from[0].Text) : Words, from, clock.GetUtcNow(), stop);
        await db.SaveChangesAsync(stop);
        HttpContext.Say(point.Part == MeetingPart.Goal ? "ใส่ในเป้าหมายแล้ว" : "ใส่ในเรื่องที่คุยแล้ว");
        return Redirect($"/meet/{number}/talk");
    }

    /// <summary>Short words for a comment: its first sentence; where that is long, as much of it as fits, up to the end of a word.</summary>
    public static string Proposal(string text)
    {
        var line = ThaiText.OneLine(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault()).Trim('*', '_', '#', '>', ' ');
        for (var at = 1; at < line.Length - 1; at++)
            if (line[at] is '?' or '!' or '.' && line[at + 1] == ' ' && at > 12)
                line = line[..(at + 1)];
        var room = ThaiText.Cut(line, LongestProposal, "").Length;
        if (room < line.Length)
            line = line[..(ThaiWords.Split(line).Select(w => w.End).LastOrDefault(end => end <= room) is var end and > 0 ? end : room)];
        return line.TrimEnd();
    }

    // Only what stands below this meeting, and the viewer may read
    async Task<List<Comment>> From(long number)
    {
        var chosen = Chosen;
        var from = ModelState.IsValid ? await Standing(number).Where(c => chosen.Contains(c.Id)).OrderBy(c => c.At).ThenBy(c => c.Id).ToListAsync(HttpContext.RequestAborted) : [];
        return from.Count > 0 ? from : throw new Refused(422, "เลือกความเห็นที่จะใส่อย่างน้อยหนึ่งความเห็น", "Chosen");
    }

    IQueryable<Comment> Standing(long number) => db.Comments.AsNoTracking().VisibleTo(viewer).Where(c => c.Number == number && c.State == CommentState.Shown);

    async Task Ready(long number)
    {
        var (stop, seen) = (HttpContext.RequestAborted, db.Items.VisibleTo(viewer));
        // Two people saving at the same moment: the second waits here, and then sees the first one's version
        if (HttpMethods.IsPost(Request.Method))
            await db.Database.ExecuteSqlAsync($"select 1 from content.item where number = {number} for update", stop);
        Meeting = await Meeting.Whole(db).SingleOrDefaultAsync(m => m.Number == number && seen.Any(i => i.Number == m.Number), stop) ?? throw Refused.NotFound();
        viewer.Must(Deed.Meet, Meeting.Item.GroundFor(viewer));
        Talk = await Standing(number).Include(c => c.Member).OrderBy(c => c.At).ThenBy(c => c.Id).Take(300).ToListAsync(stop);
        Taken = (await db.Set<PointSource>().Where(s => s.Point.Number == number).Select(s => new { s.CommentId, s.PointId }).ToListAsync(stop)).ToLookup(s => s.CommentId, s => Meeting.Points.Single(p => p.Id == s.PointId));
    }
}
