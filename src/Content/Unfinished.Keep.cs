using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

// POST /unfinished: the form as it stands, its files left out, sent by the page while somebody types
public sealed partial class Unfinished
{
    static readonly HashSet<string> OwnFields = ["once", "work", "came", "turn", "who", "address"];
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps the form. It publishes nothing and shows nothing to anybody. Answers whether an older save came late, what the work became meanwhile, and whether somebody else saved the item since the form was opened.</summary>
    internal static async Task<IResult> Keep(HttpContext http, CommonsDb db, Viewer viewer, Paces paces, TimeProvider clock, CancellationToken stop)
    {
        if (!http.Request.HasFormContentType)
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        var (form, now) = (await http.Request.ReadFormAsync(stop), clock.GetUtcNow());
        MustBeFor(viewer, form);
        if (KeyIn(form, "once") is not { } key || WorkOf(form) is not { } work || !Page().IsMatch(form["address"].ToString()))
            throw new Refused(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
        paces.Count(Saves, viewer.Id);
        var fields = JsonSerializer.Serialize(form.Where(f => !OwnFields.Contains(f.Key)).SelectMany(f => f.Value, (f, text) => new[] { f.Key, text ?? "" }), Plain);
        if (fields.Length > Longest)
            throw new Refused(413, "ร่างนี้ยาวเกินกว่าจะเก็บที่เว็บ แบ่งเป็นสองเรื่องได้ ร่างยังอยู่ในเครื่องของท่าน");
        var (address, title, turn) = (form["address"].ToString(), ThaiText.Cut(ThaiText.Normalise((form["Title"].ToString() is { Length: > 0 } t ? t : form["EventName"].ToString()).Replace("\0", "", StringComparison.Ordinal)).ReplaceLineEndings(" ").Trim(), 200), TurnOf(form["turn"]));
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var kept = await db.Database.ExecuteSqlAsync($"""
            insert into content.unfinished as u (member_id, key, work, address, title, fields, turn, begun_at, at)
            select {viewer.Id}, {key}, {work}, {address}, {title}, {fields}, {turn}, {now}, {now}
            where exists (select 1 from content.unfinished where member_id = {viewer.Id} and key = {key}) or (select count(*) from content.unfinished where member_id = {viewer.Id} and done_at is null) < {Most}
            on conflict (member_id, key) do update set title = excluded.title, fields = excluded.fields, turn = excluded.turn, at = excluded.at, done_at = null where u.turn < excluded.turn
            """, stop) > 0;
        var known = await db.Unfinished.AsNoTracking().SingleOrDefaultAsync(u => u.MemberId == viewer.Id && u.Key == key, stop)
            ?? throw new Refused(409, "ท่านมีงานที่ยังเขียนไม่เสร็จ 100 ชิ้นแล้ว ทิ้งชิ้นที่ไม่ใช้ก่อน ร่างนี้ยังอยู่ในเครื่องของท่าน");
        if (kept)
            await Continued(db, viewer, form, now, stop);
        await transaction.CommitAsync(stop);
        return Results.Json(new { kept, became = await UrlOfWork(db, viewer, work, stop), changed = await IsChanged(db, viewer, known, form["Version"].ToString(), stop) });
    }

    static async Task<string?> UrlOfWork(CommonsDb db, Viewer viewer, string work, CancellationToken stop)
    {
        var became = db.Unfinished.Where(u => u.MemberId == viewer.Id && u.Work == work && u.Became != null).Select(u => u.Became);
        return await db.Items.VisibleTo(viewer).Where(i => became.Contains(i.Number)).OrderBy(i => i.Number).Select(i => new { i.Number, i.Slug }).FirstOrDefaultAsync(stop) is { } item ? ContentItem.UrlOf(item.Number, item.Slug) : null;
    }

    static async Task<bool> IsChanged(CommonsDb db, Viewer viewer, Unfinished known, string version, CancellationToken stop) =>
        int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen) && long.TryParse(known.Address.Split('/')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await db.Items.VisibleTo(viewer).AnyAsync(i => i.Number == number && i.Version != seen, stop);

    [GeneratedRegex(@"^/(write|quick|reflect|tell)(/[1-9][0-9]{0,17})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Page();
}
