using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>A round: its blogs with what was counted, and what each may do there: put forward, agree, judge, close: <c>/awards/7</c>. Choices are read by nobody before it is closed.</summary>
[OpenToAll, Cached]
public sealed class AwardPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, JurorLetters letters, TimeProvider clock) : PageModel
{
    IReadOnlyList<Blog> blogs = [];

    /// <summary>The round.</summary>
    public AwardRound Round { get; private set; } = null!;
    /// <summary>What was counted, by blog.</summary>
    public IReadOnlyDictionary<long, AwardFacts> Facts { get; private set; } = null!;
    /// <summary>What the blogs are called and where they are.</summary>
    public IReadOnlyDictionary<long, (string Title, string Url)> Titles { get; private set; } = null!;
    /// <summary>The last part of the address of a blog to put forward.</summary>
    [BindProperty] public string? Address { get; set; }
    /// <summary>The blog that a juror chooses.</summary>
    [BindProperty] public long Chosen { get; set; }
    /// <summary>Why.</summary>
    [BindProperty] public string? Reason { get; set; }
    /// <summary>The blogs that meet all criteria and whose owner agreed, from which a juror chooses.</summary>
    public IEnumerable<AwardNominee> Eligible => Round.Nominees.Where(n => Round.MayBeChosen(n.BlogId, Facts));
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>The viewer as a juror; null when they were not asked.</summary>
    public AwardJuror? Me => Round.Jurors.Find(j => j.MemberId == viewer.Id);
    /// <summary>Whether the viewer opened the round and still may.</summary>
    public bool MayChair => Round.ChairId == viewer.Id && viewer.May(Deed.HoldAwards, new(Round.PlaceCode));

    /// <summary>Whether the viewer may agree for a blog, and nobody has.</summary>
    public bool MayAgree(AwardNominee nominee) => nominee.AgreedAt is null && blogs.Single(b => b.Id == nominee.BlogId).HandOf(viewer) == BlogHand.Owner;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(long round)
    {
        var stop = HttpContext.RequestAborted;
        Round = await AwardRound.Find(db, round, stop);
        var ids = Round.Nominees.Select(n => n.BlogId).ToArray();
        blogs = await db.Blogs.Include(b => b.Writers).Where(b => ids.Contains(b.Id)).OrderBy(b => b.Id).ToListAsync(stop);
        (Titles, Facts) = (blogs.ToDictionary(b => b.Id, b => b.IsClosed ? ("—", $"/awards/{Round.Id}") : (b.Title, b.Url)), await AwardCounting.Of(db, Round, stop));
        Reason ??= Me?.Reason;
    }

    /// <summary>Any member puts a blog forward.</summary>
    public Task<IActionResult> OnPostNominateAsync(long round) => Do(round, async () =>
    {
        var address = (Address ?? "").Trim().Split('/')[^1];
        Round.Nominate(await db.Blogs.SeenBy(Viewer.Anonymous).SingleOrDefaultAsync(b => b.Address == address, HttpContext.RequestAborted) ?? throw new Refused(422, "ไม่พบสมุดนี้ ใส่ส่วนท้ายของที่อยู่สมุด เช่น bangchak", "Address"));
    }, "เสนอแล้ว เจ้าของสมุดกดยินดีได้ที่หน้านี้");

    /// <summary>An owner agrees.</summary>
    public Task<IActionResult> OnPostAgreeAsync(long round, long blog) => Do(round, () =>
    {
        var nominee = Round.Nominees.Find(n => n.BlogId == blog);
        if (nominee is null || Round.ClosedAt is not null || !MayAgree(nominee))
            throw Refused.NotFound();
        (nominee.AgreedAt, nominee.AgreedBy) = (clock.GetUtcNow(), viewer.Id);
        return Task.CompletedTask;
    }, "บันทึกแล้ว");

    async Task AskJury() => await letters.Put(Round, await Round.AskJury(db, clock.GetUtcNow(), HttpContext.RequestAborted), HttpContext.RequestAborted);

    /// <summary>The chair asks as many jurors as are missing.</summary>
    public Task<IActionResult> OnPostJuryAsync(long round) => Do(round, () => MayChair ? AskJury() : throw Refused.NotAllowed(), "เชิญกรรมการแล้ว");

    /// <summary>Who was asked says yes or no; on no the next is asked.</summary>
    public Task<IActionResult> OnPostAnswerAsync(long round, bool sits) => Do(round, async () =>
    {
        if (Me is not { Answer: JurorAnswer.Asked } me || Round.ClosedAt is not null)
            throw Refused.NotFound();
        (me.Answer, me.AnsweredAt) = (sits ? JurorAnswer.Sits : JurorAnswer.Declined, clock.GetUtcNow());
        if (!sits)
            await AskJury();
    }, sits ? "ขอบคุณ อ่านแล้วเลือกได้ที่หน้านี้" : "บันทึกแล้ว เชิญคนถัดไปให้");

    /// <summary>A juror chooses.</summary>
    public Task<IActionResult> OnPostChooseAsync(long round) => Do(round, async () =>
    {
        if (Me is not { Answer: JurorAnswer.Sits } me)
            throw Refused.NotFound();
        if ((await AwardJury.Near(db, Round, HttpContext.RequestAborted)).Contains(viewer.Id))
            throw new Refused(409, "ท่านเขียนในสมุดหนึ่งของรอบนี้แล้ว จึงเลือกไม่ได้");
        me.Choose(Round, Chosen, Facts, Reason);
    }, "เก็บที่เลือกไว้แล้ว ยังไม่มีใครเห็น");

    /// <summary>The chair closes the round; the result's note is drafted in the same deed.</summary>
    public async Task<IActionResult> OnPostCloseAsync(long round)
    {
        await Locked(round);
        if (!MayChair)
            throw Refused.NotAllowed();
        var blog = (await Blog.WrittenBy(db, viewer, HttpContext.RequestAborted)).Find(b => b.Id == Round.BlogId) ?? throw new Refused(409, "ท่านเขียนในสมุดที่จะร่างบันทึกผลไม่ได้แล้ว ขอให้เจ้าของสมุดเพิ่มชื่อก่อน");
        Round.Close(Facts, clock.GetUtcNow());
        var entry = AwardResult.Draft(db, Round, blog, Titles, viewer, clock.GetUtcNow());
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        Round.ResultNumber = entry.Number;
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ปิดรอบแล้ว บันทึกผลยังเป็นร่าง อ่านทวนแล้วกดเผยแพร่");
        return Redirect($"/write/{entry.Number}");
    }

    // Two deeds in one round at the same moment: the second sees what the first did
    async Task Locked(long round)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from awards.round where id = {round} for update", HttpContext.RequestAborted);
        await OnGetAsync(round);
    }

    async Task<IActionResult> Do(long round, Func<Task> deed, string said)
    {
        await Locked(round);
        viewer.Must(Deed.BeMember, new());
        await deed();
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say(said);
        return Redirect(Round.Url);
    }
}
