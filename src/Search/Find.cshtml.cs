using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Search.Index;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Search;

/// <summary>The find page, <c>/find?q=</c>, and with <c>&amp;format=json</c> the same for machines: <c>total</c> and <c>hits</c> of number, title, kind, place, score, snippet, url.
/// Not kept by the page cache: that forgets at the ring of the bell, and the index hears the same ring a moment later.</summary>
[OpenToAll]
public sealed class Find(CommonsDb db, Viewer viewer, Catalogue catalogue, Gazetteer gazetteer) : PageModel
{
    const int Newest = 5;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(ThaiHtml.Allowed) };

    /// <summary>A hit as the page shows it.</summary>
    /// <param name="Why">Hits in title, body, tags, place and names.</param>
    public sealed record Result(Row Row, Marked Title, Marked Snippet, bool CutBefore, bool CutAfter, float Score, int[] Why);

    /// <summary>A hit as a machine reads it.</summary>
    sealed record Answer(long Number, string Title, string Kind, string Place, float Score, string Snippet, string Url);

    /// <summary>What the address asks.</summary>
    public FindAddress Address { get; private set; } = null!;
    /// <summary>How many answer, and the counts to narrow by. With nothing asked: the counts over everything.</summary>
    public Found Found { get; private set; } = Found.Nothing;
    /// <summary>The hits of this page.</summary>
    public IReadOnlyList<Result> Results { get; private set; } = [];
    /// <summary>The item that has what was typed as its number.</summary>
    public Row? ByNumber { get; private set; }
    /// <summary>When nothing was found: each run of letters that is found by itself, and how often.</summary>
    public IReadOnlyList<(string Run, int Count)> Parts { get; private set; } = [];
    /// <summary>When nothing was found: places that are named in what was typed.</summary>
    public IReadOnlyList<Place> Named { get; private set; } = [];

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
        Found = Address.IsEmpty ? view.All(request with { Take = Newest }) : view.Find(query, request);
        await Show(view.Marker(query), stop);
        if (format == "json")
            return new JsonResult(new { query = Address.Typed, total = Found.Total, hits = Results.Select(Machine) }, Json);
        if (Address.Page == 1) ByNumber = await Numbered(stop);
        if (Found.Total == 0) Help(view, query, request);
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
        var texts = Published.Read(db.Items.Where(item => numbers.Contains(item.Number)), gazetteer).ToDictionary(text => text.Number);
        var rows = await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(item => numbers.Contains(item.Number))).ToDictionaryAsync(row => row.Number, stop);
        Results = [.. from hit in Found.Hits
                      where rows.ContainsKey(hit.Number) && texts.ContainsKey(hit.Number)
                      let passage = marker.Passage(texts[hit.Number].Words)
                      let row = rows[hit.Number]
                      select new Result(row, new(row.Title, marker.Marks(row.Title)), new(passage.Text, passage.Marks), passage.CutBefore, passage.CutAfter, hit.Score, marker.HitsByField(texts[hit.Number]))];
    }

    async Task<Row?> Numbered(CancellationToken stop) => long.TryParse(ThaiDigits.ToArabic(Address.Typed.Trim()), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
        ? await Row.Project(db.Items.VisibleTo(viewer).Listed().Where(item => item.Number == number)).SingleOrDefaultAsync(stop) : null;

    void Help(IndexView view, FindQuery query, FindRequest request)
    {
        var alone = request with { Only = [], Skip = 0, Take = 0 };
        if (query.Runs.Count + query.Phrases.Count > 1)
            Parts = [.. query.Runs.Concat(query.Phrases).Distinct().Select(run => (run, view.Find(FindQuery.Parse(run), alone).Total)).Where(part => part.Total > 0).Take(5)];
        var typed = Address.Typed.Length <= FindQuery.Longest ? ThaiText.Normalise(Address.Typed) : "";
        Named = [.. gazetteer.All.Values.Where(place => place.Level != PlaceLevel.Province && place.NameThai.Length > 2
            && (typed.Contains(place.NameThai, StringComparison.Ordinal) || typed.Contains(place.NameEnglish, StringComparison.OrdinalIgnoreCase))).OrderBy(place => place.Code, StringComparer.Ordinal).Take(5)];
    }

    Answer Machine(Result result) => new(result.Row.Number, result.Row.Title, result.Row.Kind, gazetteer.Says(result.Row.PlaceCode), result.Score,
        (result.CutBefore ? "…" : "") + result.Snippet.Text + (result.CutAfter ? "…" : ""), result.Row.Url);
}
