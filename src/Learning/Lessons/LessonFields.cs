using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Places;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Learning;

/// <summary>What the form of a new card and that of an old one have in common.</summary>
public abstract class LessonFields(Gazetteer gazetteer, Site site) : PageModel
{
    /// <summary>What works.</summary>
    [BindProperty] public string? Claim { get; set; }
    /// <summary>The code of the place where it holds; empty for everywhere.</summary>
    [BindProperty] public string? Place { get; set; }
    /// <summary>What it is about, with commas between.</summary>
    [BindProperty] public string? Tags { get; set; }
    /// <summary>More evidence in words.</summary>
    [BindProperty] public string? Evidence { get; set; }
    /// <summary>Another item where it was seen: its number or address, as typed.</summary>
    [BindProperty] public string? EvidenceItem { get; set; }

    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;

    /// <summary>What the form says.</summary>
    /// <exception cref="Refused">422: a place that is not there, or no number of an item.</exception>
    protected LessonSaid Said() => new()
    {
        Claim = Claim ?? "", Evidence = Evidence ?? "", Tags = [.. Tag.Split(Tags)], EvidenceNumber = LessonSaid.NumberIn(EvidenceItem, site, nameof(EvidenceItem)),
        PlaceCode = string.IsNullOrEmpty(Place) ? null : gazetteer.Find(Place)?.Code ?? throw new Refused(422, "ไม่พบตำบลหรืออำเภอนี้ โปรดเลือกจากรายการ", nameof(Place)),
    };

    /// <summary>All that was typed, for the hold rules.</summary>
    protected string Typed => string.Join('\n', Claim, Tags, Evidence);
}
