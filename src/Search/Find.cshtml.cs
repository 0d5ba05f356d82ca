using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search.Asked;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>The find page, <c>/find?q=</c>, and with <c>&amp;format=json</c> the same for machines: <c>total</c> and <c>hits</c> of number, title, kind, place, score, snippet, url.
/// Not kept by the page cache: that forgets at the ring of the bell, and the index hears the same ring a moment later.</summary>
[OpenToAll]
public sealed class Find(CommonsDb db, Viewer viewer, Catalogue catalogue, Gazetteer gazetteer, Misses misses) : PageModel
{
    const int Newest = 5, Few = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(ThaiHtml.Allowed) };

    /// <summary>The most letters that the field takes. In an address a Thai letter is nine, and web servers and proxies refuse a line of more than 8 KB with an empty page.</summary>
    public const int LongestTyped = 800;

    /// <summary>A hit as the page shows it.</summary>
    /// <param name="Why">Hits in title, body, tags, place, names, and in attached documents where there are any.</param>
    /// <param name="InFile">Whether the snippet is from an attached document, since that holds more of what was typed than the text itself.</param>
    public sealed record Result(Row Row, Marked Title, Marked Snippet, bool CutBefore, bool CutAfter, float Score, int[] Why, bool InFile);

    /// <summary>A hit as a machine reads it.</summary>
    // The score is a share of the first one's: as a number by itself it tells of words in texts that the viewer may not see
    sealed record Answer(long Number, string Title, string Kind, string Place, double Score, string Snippet, string Url);

    /// <summary>What the address asks.</summary>
    public FindAddress Address { get; private set; } = null!;
    /// <summary>How many answer, and the counts to narrow by. With nothing asked: the counts over everything.</summary>
    public Found Found { get; private set; } = Found.Nothing;
    /// <summary>The hits of this page.</summary>
    public IReadOnlyList<Result> Results { get; private set; } = [];
    /// <summary>The item that has what was typed as its number.</summary>
    public Row? ByNumber { get; private set; }
    /// <summary>What was perhaps meant instead of what was typed; null for nothing.</summary>
    public string? Meant { get; private set; }
    /// <summary>When nothing was found: what may help.</summary>
    public NothingFound? Help { get; private set; }
    /// <summary>When nothing was found: whether the words are noted for the note-takers.</summary>
    public bool Noted { get; private set; }
    /// <summary>Titles of the blogs that can be chosen, by their addresses.</summary>
    public IReadOnlyDictionary<string, string> Blogs { get; private set; } = new Dictionary<string, string>();
    /// <summary>Whether the page brings the script that suggests. Who comes to a result from elsewhere has neither style sheet nor font nor icon yet, and has come to read:
    /// the script would be a fifth request. Who comes from a page of ours has them.</summary>
    public bool Suggests => Address.IsEmpty || Request.Headers["Sec-Fetch-Site"].ToString() is not ("none" or "cross-site" or "same-site");
    /// <summary>Whether words were typed, which some texts answer better than others. Choices alone, and fields such as year:2550, hold or do not: newest first.</summary>
    public bool Ranked { get; private set; }
    /// <summary>Whether somebody is signed in, who could keep this search.</summary>
    public bool MayKeep => viewer.IsMember && !Address.IsEmpty;
    /// <summary>Whether it is kept already.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Searches.</summary>
    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken stop)
    {
        await Ready(stop);
        Address = FindAddress.Of(Request.Query);
        var (view, query) = (catalogue.View, FindQuery.Parse(Address.Typed));
        var request = new FindRequest
        {
            Only = Address.Chosen, MaySee = AudienceKey.OpenTo(viewer), ByDate = Address.ByDate, Skip = (Address.Page - 1) * FindAddress.PerPage, Take = FindAddress.PerPage,
        };
        Ranked = !query.IsEmpty;
        Found = Address.IsEmpty ? view.All(request with { Skip = 0, Take = Newest }) : view.Find(query, request);
        // Beyond the last page there is nothing to read but its number
        if (Found is { Total: > 0, Hits.Count: 0 } && format != "json")
            return Redirect((Address with { Page = Math.Min(FindAddress.LastPage, (Found.Total - 1) / FindAddress.PerPage + 1) }).ToString());
        await Show(view.Marker(query), stop);
        if (format == "json")
            return new JsonResult(new { query = Address.Typed, total = Found.Total, hits = Results.Select(Machine) }, Json);
        if (Address.Page == 1) ByNumber = await Numbered(stop);
        if (!Address.IsEmpty && Found.Total <= Few) Meant = Found.Instead ?? view.DidYouMean(query);
        if (Found.Total == 0) HelpOut(view, query, request);
        Blogs = await FacetGroups.Blogs(db, viewer, Found.Facets, Address, stop);
        IsKept = MayKeep && await SavedSearch.IsKept(db, viewer.Id, Address, stop);
        return Page();
    }

    async Task Ready(CancellationToken stop)
    {
        try { await catalogue.Filled.WaitAsync(Patience, stop); }
        catch (TimeoutException) { throw new Refused(503, "กำลังเรียงเรื่องเข้าชั้นหนังสือ อีกสักครู่ค้นได้ โปรดลองใหม่"); }
    }

    // The index has chosen; the database has the last word on who may see it
    async Task Show(Marker marker, CancellationToken stop)
    {
        var numbers = Found.Hits.Select(hit => hit.Number).ToArray();
        var items = numbers.Length == 0 ? [] : await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(item => numbers.Contains(item.Number)), Published.FieldsOf).ToDictionaryAsync(item => item.Row.Number, stop);
        Results = [.. from hit in Found.Hits
                      where items.ContainsKey(hit.Number)
                      let row = items[hit.Number].Row
                      let text = Published.Text(items[hit.Number], gazetteer)
                      let why = marker.HitsByField(text)
                      let inFile = why.Length > 5 && why[5] > 0 && (why[1] == 0 || marker.Longest(text.Attached) > marker.Longest(text.Words))
                      let passage = marker.Passage(inFile ? text.Attached : Told(text))
                      let title = string.Join(' ', row.Title.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                      select new Result(row, new(title, marker.Marks(title), Headline: true), new(passage.Text, passage.Marks), passage.CutBefore, passage.CutAfter, hit.Score, why, inFile)];
    }

    // The words of an AAR and of a case begin with its title and themes, which stand above the passage already
    static string Told(IndexedText text) =>
        string.Join('\n', text.Words.Split('\n').SkipWhile(line => line.Trim() is var said && (said == text.Title.Trim() || text.Tags.Contains(said)))) is { Length: > 0 } told ? told : text.Words;

    // Its number here, or the one it had where it was before
    async Task<Row?> Numbered(CancellationToken stop)
    {
        if (TypedNumber.In(Address.Typed) is not { } number)
            return null;
        var origins = db.Origins;
        return await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(item => item.Number == number || origins.Any(old => old.OldNumber == number && old.Number == item.Number))
            .OrderByDescending(item => item.Number == number).ThenBy(item => item.Number)).FirstOrDefaultAsync(stop);
    }

    void HelpOut(IndexView view, FindQuery query, FindRequest request)
    {
        Help = NothingFound.For(view, query, request, Address, gazetteer);
        // Nothing is missed where another spelling or another choice finds it
        Noted = Meant is null && ByNumber is null && Help.Unnarrowed == 0 && Missed.WordsOf(query) is { } words && misses.Note(HttpContext, words);
    }

    Answer Machine(Result result) => new(result.Row.Number, result.Row.Title, result.Row.Kind, gazetteer.Says(result.Row.PlaceCode), Math.Round(result.Score / Math.Max(float.Epsilon, Results[0].Score), 2),
        (result.CutBefore ? "…" : "") + result.Snippet.Text + (result.CutAfter ? "…" : ""), result.Row.Url);
}
