using System.Globalization;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

// What a form says of itself when it is sent: once (its key), work (the key it was begun under), came (the form it continues, and its turn), turn, who (for whom it was made)
public sealed partial class Unfinished
{
    /// <summary>To be asked first by every door that takes such a form: whether the same work was taken already, from another form, tab, device or before a cut. A second sending at the same moment waits here.</summary>
    /// <returns>The number of the item that the work became; null when it was not taken yet.</returns>
    /// <exception cref="Refused">403: the form was made for somebody else.</exception>
    public static async Task<long?> Begin(CommonsDb db, Viewer viewer, HttpRequest request, CancellationToken stop)
    {
        MustBeFor(viewer, request.Form);
        if (WorkOf(request.Form) is not { } work)
            return null;
        await db.Database.ExecuteSqlAsync($"select 1 from pg_advisory_xact_lock(hashtextextended({work}, {viewer.Id}))", stop);
        return await db.Unfinished.AsNoTracking().Where(u => u.MemberId == viewer.Id && u.Work == work && u.Became != null).OrderBy(u => u.At).ThenBy(u => u.Key).Select(u => u.Became).FirstOrDefaultAsync(stop);
    }

    /// <summary>Remembers, in the transaction of the door, that the form was taken and which item it is. What was typed after the button was pressed goes on waiting.</summary>
    public static async Task End(CommonsDb db, Viewer viewer, HttpRequest request, ContentItem item, DateTimeOffset now, CancellationToken stop)
    {
        var form = request.Form;
        if (KeyIn(form, "once") is not { } key || WorkOf(form) is not { } work)
            return;
        var (turn, address) = (TurnOf(form["turn"]), request.Path.Value ?? "");
        await db.Database.ExecuteSqlAsync($"""
            insert into content.unfinished as u (member_id, key, work, address, title, fields, turn, begun_at, at, done_at, became)
            values ({viewer.Id}, {key}, {work}, {address}, '', '[]', {turn}, {now}, {now}, {now}, {item.Number})
            on conflict (member_id, key) do update set became = excluded.became, turn = greatest(u.turn, excluded.turn), done_at = case when u.turn > excluded.turn then null else excluded.done_at end,
                title = case when u.turn > excluded.turn then u.title else '' end, fields = case when u.turn > excluded.turn then u.fields else '[]' end
            """, stop);
        await Continued(db, viewer, form, now, stop);
    }

    // The form that this one continues is done with, unless somebody wrote on in it
    static Task Continued(CommonsDb db, Viewer viewer, IFormCollection form, DateTimeOffset now, CancellationToken stop)
    {
        var (came, turn) = form["came"].ToString().Split(':') is [var key, var nth] ? (key, TurnOf(nth)) : ("", 0);
        return db.Database.ExecuteSqlAsync($"update content.unfinished set done_at = {now}, fields = '[]', title = '' where member_id = {viewer.Id} and key = {came} and turn <= {turn} and done_at is null", stop);
    }

    static void MustBeFor(Viewer viewer, IFormCollection form)
    {
        if (form["who"].ToString() is { Length: > 0 } who && who != viewer.Id.ToString(CultureInfo.InvariantCulture))
            throw new Refused(403, "ข้อความนี้เขียนไว้ในชื่อของสมาชิกอีกคน จึงยังไม่รับไว้ในชื่อของท่าน ให้คนเขียนเข้าสู่ระบบแล้วส่งเอง");
    }

    static string? WorkOf(IFormCollection form) => KeyIn(form, "work") ?? KeyIn(form, "once");

    static string? KeyIn(IFormCollection form, string field) => form[field].ToString() is { Length: 32 } key && key.All(char.IsAsciiHexDigitLower) ? key : null;

    static long TurnOf(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var turn) ? turn : 0;
}
