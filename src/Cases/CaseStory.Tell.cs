using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Cases;

public sealed partial class CaseStory
{
    /// <summary>Tells a new one, as a draft. The one door: the page and the seed both come here. The caller saves.</summary>
    /// <param name="teller">Who tells; the caller has asked whether they may. Only what they may see can be cited.</param>
    /// <exception cref="Refused">413 or 422: something is missing, too long or not there; the sentence says what.</exception>
    public static async Task<CaseStory> Tell(CommonsDb db, Viewer teller, CaseSaid said, DateTimeOffset now, CancellationToken stop = default)
    {
        var story = new CaseStory { Item = new() { Number = said.Number, Kind = Kind.Key, AuthorId = teller.Id, CreatedAt = now } };
        await story.Take(db, teller, said, mends: true, now, stop);
        db.Add(story);
        return story;
    }

    /// <summary>Tells on. Who may not mend the whole changes only the parts they may tell, and adds sources and figures behind those that are there.
    /// What was checked is to be checked again once the story or a figure changed. Everything of it must be loaded (<see cref="Whole"/>). The caller saves.</summary>
    /// <exception cref="Refused">As <see cref="Tell"/>; also when nothing would be left of one that is already published.</exception>
    public Task Revise(CommonsDb db, Viewer teller, CaseSaid said, DateTimeOffset now, CancellationToken stop = default) => Take(db, teller, said, MayMend(teller), now, stop);

    /// <summary>Renders anew what an older renderer made of case stories.</summary>
    public static Task RenderAnew(IServiceProvider things, CancellationToken stop) => Anew.Render(things, after => $"""
        select t.number as "Value" from cases.text t join content.item i on i.number = t.number where t.renderer_version < {Prose.Version} and t.number > {after}
        order by t.number limit {Anew.BatchSize} for no key update skip locked
        """, async (db, numbers) => await Whole(db).Where(s => numbers.Contains(s.Number)).ToDictionaryAsync(s => s.Number, s => (Action)s.RenderAnew, stop), stop);

    void RenderAnew()
    {
        foreach (var text in Texts)
            text.Write(text.Markdown);
        Item.Reword(ReadingOf(Item.Title));
    }

    async Task Take(CommonsDb db, Viewer teller, CaseSaid said, bool mends, DateTimeOffset now, CancellationToken stop)
    {
        var before = Account();
        if (mends)
            Place(said);
        foreach (var (part, markdown) in said.Texts.Where(t => mends || MayTell(teller, t.Key)).ToList())
            Write(part, ThaiText.Normalise(markdown).Trim(), said.Tellers.GetValueOrDefault(part, teller.Id));
        var (sources, positions) = await CaseSource.Read(db, teller, mends ? said.Sources : [.. Sources.OrderBy(s => s.Position).Select(s => s.Typed), .. said.Sources.Skip(Sources.Count)],
            [.. Sources.Where(s => s.Cites is not null).Select(s => s.Cites!.Value)], stop);
        var figures = CaseFigure.Read(mends ? said.Figures : [.. Figures.OrderBy(f => f.Position).Select(f => f.Typed), .. said.Figures.Skip(Figures.Count)], positions);
        Sources.Clear();
        Sources.AddRange(sources);
        Figures.Clear();
        Figures.AddRange(figures);
        if (Texts.Count == 0 && Item.State != ItemState.Draft)
            throw Empty();
        Settle(changed: before != Account());
        Item.Describe(mends ? said.Title : Item.Title, ReadingOf(mends ? said.Title : Item.Title), new(teller.Id, CaseHistory.PartsOf(this)), now);
    }

    void Place(CaseSaid said)
    {
        (Themes, Example) = (said.ThemesKept(), said.Example);
        (Item.PlaceCode, Item.PlaceName, Item.Audience) = (said.PlaceCode ?? said.Blog?.PlaceCode, CaseSaid.OneLine(said.PlaceName), said.Audience);
        if (Item.PlaceName.Length > 120)
            throw new Refused(422, "ชื่อสถานที่ยาวเกิน 120 ตัวอักษร", "PlaceName");
        if (said.Blog is not null)
            Item.Blog = said.Blog;
        Item.TagWith(Themes);
    }

    void Write(CasePart part, string markdown, long tellerId)
    {
        var text = Of(part);
        if (markdown.Length == 0)
            Texts.RemoveAll(t => t == text);
        else
        {
            if (text is null)
                Texts.Add(text = new() { Part = part, TellerId = tellerId });
            text.Write(markdown);
        }
    }

    void Settle(bool changed)
    {
        if (CaseParts.Story.All(p => Of(p) is null))
            State = CaseState.Stub;
        else if (State == CaseState.Stub || changed)
            State = CaseState.Told;
        if (State is CaseState.Stub or CaseState.Told)
            (CheckedBy, CheckedAt) = (null, null);
    }

    string Account() => string.Join('\0', (string?[])[.. CaseParts.Story.Select(p => Of(p)?.Markdown), .. Figures.OrderBy(f => f.Position).SelectMany(f => new[] { f.Label, f.Value, f.Unit })]);

    // Citing is leading there too
    Reading ReadingOf(string title) => new(WordsOf(title), Summary(), [.. Texts.SelectMany(t => Link.In(t.Html)), .. Sources.Where(s => s.Cites is not null).Select(s => ContentItem.UrlOf(s.Cites!.Value, ""))]);

    // What a source cites is searched under its own number, where it is asked who may see it
    string WordsOf(string title) => string.Join('\n', ((string[])[title, .. Themes, .. Enum.GetValues<CasePart>().Select(p => Of(p)?.Words ?? ""), .. Figures.Select(f => $"{f.Label} {f.Value} {f.Unit}"),
        .. Sources.Select(s => s.Words), Item.PlaceName]).Where(w => w.Length > 0));

    string Summary()
    {
        var first = Enum.GetValues<CasePart>().Select(Of).FirstOrDefault(t => t is not null)?.Words.ReplaceLineEndings(" ") ?? "";
        return ThaiText.Cut(Example ? "ตัวอย่างสมมุติ: " + first : first, 160);
    }
}
