using System.Globalization;
using System.Text.RegularExpressions;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>Keep a collection: its name, what it gathers, pieces by hand, who keeps it: <c>/collections/{id}/keep</c>.</summary>
[Needs(Deed.KeepCollection)]
public sealed partial class KeepCollectionPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    Dictionary<long, string> titles = [];

    /// <summary>The collection.</summary>
    public Collection Collection { get; private set; } = null!;
    /// <summary>What its rules mean.</summary>
    public Gathering Gathering { get; private set; } = null!;
    /// <summary>The circles to choose from.</summary>
    public IReadOnlyList<Circle> Circles { get; private set; } = [];
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>Who is looking.</summary>
    public Viewer Viewer => viewer;
    /// <summary>Its name.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>What it is for.</summary>
    [BindProperty] public string? About { get; set; }
    /// <summary>Of what a new rule is.</summary>
    [BindProperty] public RuleKind Kind { get; set; }
    /// <summary>What a new rule says.</summary>
    [BindProperty] public string? Typed { get; set; }
    /// <summary>A number or an address of an item.</summary>
    [BindProperty] public string? Number { get; set; }
    /// <summary>Why it is put in or taken out.</summary>
    [BindProperty] public string? Reason { get; set; }
    /// <summary>Whether it is put in.</summary>
    [BindProperty] public bool IsIn { get; set; }
    /// <summary>The user name of who is asked to keep it too.</summary>
    [BindProperty] public string? Who { get; set; }

    /// <summary>What was typed for a rule of this kind and not taken.</summary>
    public string? TypedFor(RuleKind kind) => Kind == kind && Request.Method == "POST" ? Typed : null;

    /// <summary>The title of an item by hand, when the viewer may see it.</summary>
    public string TitleOf(long number) => titles.GetValueOrDefault(number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Shows the forms.</summary>
    public async Task OnGetAsync(long collection)
    {
        await Load(collection);
        (Name, About) = (Collection.Name, Collection.About);
    }

    /// <summary>Keeps name and purpose.</summary>
    public async Task<IActionResult> OnPostAsync(long collection)
    {
        await Load(collection);
        Collection.Describe(Name, About);
        return await Saved();
    }

    /// <summary>Adds a rule; the same twice is once.</summary>
    public async Task<IActionResult> OnPostAddAsync(long collection)
    {
        await Load(collection);
        var rule = await CollectionRule.Read(db, gazetteer, Kind, Typed, HttpContext.RequestAborted);
        if (Collection.Rules.Count >= Collection.MostRules)
            throw new Refused(422, "รวมเรื่องหนึ่งรวมได้จาก 60 แห่ง แบ่งเป็นสองชุดได้");
        if (!Collection.Rules.Exists(r => (r.Kind, r.Key) == (rule.Kind, rule.Key)))
            Collection.Rules.Add(rule);
        return await Saved();
    }

    /// <summary>Takes a rule away.</summary>
    public async Task<IActionResult> OnPostDropAsync(long collection, long rule)
    {
        await Load(collection);
        Collection.Rules.Remove(Collection.Rules.Find(r => r.Id == rule) ?? throw Refused.NotFound());
        return await Saved();
    }

    /// <summary>Puts an item in or takes it out by hand.</summary>
    public async Task<IActionResult> OnPostPieceAsync(long collection)
    {
        await Load(collection);
        var number = Numbered().Match(ThaiDigits.ToArabic(Number ?? "")) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        if (!await db.Items.VisibleTo(viewer).Listed().AnyAsync(i => i.Number == number, HttpContext.RequestAborted))
            throw new Refused(422, "ไม่พบเรื่องเลขที่นี้ คัดลอกที่อยู่ของหน้าเรื่องมาวางก็ได้", "Number");
        CollectionPiece.Place(Collection, number, IsIn, Reason, viewer.Id, clock.GetUtcNow());
        return await Saved();
    }

    /// <summary>Lets the rules decide again.</summary>
    public async Task<IActionResult> OnPostUndoAsync(long collection, long number)
    {
        await Load(collection);
        Collection.Pieces.Remove(Collection.Pieces.Find(p => p.Number == number) ?? throw Refused.NotFound());
        return await Saved();
    }

    /// <summary>Asks somebody to keep it too.</summary>
    public async Task<IActionResult> OnPostAskAsync(long collection)
    {
        await Load(collection);
        Collection.Ask((await Member.Named(db, Who, "Who", HttpContext.RequestAborted)).Id, viewer.Id);
        return await Saved();
    }

    /// <summary>The viewer keeps it no longer.</summary>
    public async Task<IActionResult> OnPostLeaveAsync(long collection)
    {
        // Two who leave at one moment must not both be the last but one
        await db.Database.ExecuteSqlAsync($"select 1 from planet.collection where id = {collection} for update", HttpContext.RequestAborted);
        await Load(collection);
        Collection.LetGo(viewer.Id);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("ท่านไม่ได้เป็นเจ้าของรวมเรื่องนี้แล้ว");
        return Redirect(Collection.Url);
    }

    /// <summary>Ends the collection.</summary>
    public async Task<IActionResult> OnPostCloseAsync(long collection)
    {
        await Load(collection);
        db.Remove(Collection);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("เลิกรวมเรื่องแล้ว เรื่องทุกเรื่องยังอยู่ในสมุดเดิม");
        return Redirect("/collections");
    }

    async Task<IActionResult> Saved()
    {
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        HttpContext.Say("บันทึกแล้ว");
        return Redirect(Collection.Url + "/keep");
    }

    async Task Load(long collection)
    {
        var stop = HttpContext.RequestAborted;
        Collection = await Collection.Find(db, collection, stop);
        viewer.Must(Deed.KeepCollection, Collection.GroundFor(viewer));
        Gathering = await Gathering.Of(db, gazetteer, Collection, clock.GetUtcNow(), stop);
        Circles = await db.Circles.AsNoTracking().Where(c => !c.IsClosed).OrderBy(c => c.Name).ToListAsync(stop);
        var numbers = Collection.Pieces.Select(p => p.Number).ToArray();
        titles = await db.Items.VisibleTo(viewer).Where(i => numbers.Contains(i.Number)).Select(i => new { i.Number, i.Title }).ToDictionaryAsync(i => i.Number, i => i.Title, stop);
    }

    [GeneratedRegex(@"(?:^|/n/)\s*([0-9]{1,12})(?:$|[/?#\s])")]
    private static partial Regex Numbered();
}
