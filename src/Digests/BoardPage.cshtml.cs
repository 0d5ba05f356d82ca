using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Digests;

/// <summary>A sheet for the wall, and the text to be read out (<c>?aloud=true</c>). Anybody may read it: it tells only what everybody may.</summary>
[OpenToAll]
public sealed class BoardPage(CommonsDb db, IEnumerable<CircleCalendar> calendars, Site site, Words words) : PageModel
{
    /// <summary>When it was made.</summary>
    public Board Board { get; private set; } = null!;
    /// <summary>What it is called.</summary>
    public string Name { get; private set; } = "";
    /// <summary>Headings and what stands below them.</summary>
    public IReadOnlyList<(string Heading, IReadOnlyList<DigestLine> Lines)> Sections { get; private set; } = [];
    /// <summary>The text to be read out; null for the sheet.</summary>
    public ReadAloud? Aloud { get; private set; }
    /// <summary>Its own address, to be scanned and typed.</summary>
    public string Address => site.Address + Board.Url;
    /// <summary>The day it was made on.</summary>
    public DateOnly Day => ThaiDate.Day(Board.MadeAt);

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string code, bool aloud)
    {
        var (w, stop) = (words.In(words.Language), HttpContext.RequestAborted);
        (Board, var digest) = await Board.Find(db, calendars, code, stop);
        var letter = DigestLetter.Of(digest, new(site.Address, "", "", "", _ => null), w);
        (Name, Sections) = (digest.Issue.Name(w), [.. letter.Sections]);
        Aloud = aloud ? ReadAloud.Of(Name, Sections, w) : null;
    }
}
