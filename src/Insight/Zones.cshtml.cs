using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Insight;

/// <summary>The administrator's ground: which district lies in which zone, villages, and new names, each from a day on: <c>/zones</c>.</summary>
[Needs(Deed.ManagePlaces)]
public sealed class ZonesPage(CommonsDb db, Viewer viewer, Gazetteer gazetteer, TimeProvider clock) : PageModel
{
    /// <summary>The zones.</summary>
    public IReadOnlyList<Zone> Zones { get; private set; } = [];
    /// <summary>The zone of each district now, by district code.</summary>
    public IReadOnlyDictionary<string, long> ZoneOf { get; private set; } = new Dictionary<string, long>();
    /// <summary>All places.</summary>
    public Gazetteer Gazetteer => gazetteer;
    /// <summary>The district or tambon meant.</summary>
    [BindProperty] public string? Code { get; set; }
    /// <summary>The zone to put it in; 0 for none.</summary>
    [BindProperty] public long Zone { get; set; }
    /// <summary>A name in Thai: of a village, or a place's new name.</summary>
    [BindProperty] public string? Name { get; set; }
    /// <summary>A place's new name in roman letters.</summary>
    [BindProperty] public string? English { get; set; }
    /// <summary>A village's number (หมู่ที่).</summary>
    [BindProperty] public int? Moo { get; set; }
    /// <summary>From which day a new name holds.</summary>
    [BindProperty] public DateOnly? From { get; set; }

    DateOnly Today => ThaiDate.Day(clock.GetUtcNow());

    /// <summary>Shows the ground.</summary>
    public async Task OnGetAsync()
    {
        Zones = await db.Set<Zone>().OrderBy(z => z.Id).ToListAsync();
        ZoneOf = await db.Set<ZoneDistrict>().Where(z => z.ValidTo == null).ToDictionaryAsync(z => z.DistrictCode, z => z.ZoneId);
    }

    /// <summary>Puts a district into a zone from today on; where it lay before ends yesterday.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var district = await Asked(PlaceLevel.District);
        foreach (var before in await db.Set<ZoneDistrict>().Where(z => z.DistrictCode == district.Code && z.ValidTo == null).ToListAsync())
            if (before.ValidFrom >= Today)
                db.Remove(before);
            else
                before.ValidTo = Today.AddDays(-1);
        await db.SaveChangesAsync();
        if (Zone != 0)
            db.Add(new ZoneDistrict { ZoneId = Zones.Any(z => z.Id == Zone) ? Zone : throw Refused.NotFound(), DistrictCode = district.Code, ValidFrom = Today });
        return await Saved();
    }

    /// <summary>Enters a village.</summary>
    public async Task<IActionResult> OnPostVillageAsync()
    {
        var tambon = await Asked(PlaceLevel.Tambon);
        db.Add(new Village { TambonCode = tambon.Code, Name = Typed(), Moo = Moo is > 0 and < 100 ? Moo : null, ValidFrom = Today });
        return await Saved();
    }

    /// <summary>Gives a place a new name from a day on; the old one stays in its history.</summary>
    public async Task<IActionResult> OnPostRenameAsync()
    {
        var place = await Asked(PlaceLevel.Tambon);
        var kept = await db.Set<Place>().Include(p => p.Eras).SingleAsync(p => p.Code == place.Code);
        kept.Call(Typed(), string.IsNullOrWhiteSpace(English) ? kept.NameEnglish : English.Trim(), kept.ParentCode, From ?? Today);
        return await Saved();
    }

    async Task<Place> Asked(PlaceLevel level)
    {
        await OnGetAsync();
        viewer.Must(Deed.ManagePlaces, new(Code));
        if (!ModelState.IsValid)
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        return gazetteer.Find(Code) is { } place && place.Level == level ? place : throw new Refused(422, "เลือกพื้นที่จากรายการ", "Code");
    }

    string Typed() => ThaiText.Normalise(Name ?? "").ReplaceLineEndings(" ").Trim() is { Length: > 0 and <= 80 } name ? name : throw new Refused(422, "ชื่อต้องมี และไม่เกิน 80 ตัวอักษร", "Name");

    async Task<IActionResult> Saved()
    {
        await db.SaveChangesAsync();
        HttpContext.Say("บันทึกแล้ว");
        return Redirect("/zones");
    }
}
