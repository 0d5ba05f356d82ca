using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>People of a meeting as lines of a table: pasted, read from a CSV file, saved by a desk at the door, and written out.</summary>
/// <param name="Lines">A person a line, each line once.</param>
public sealed partial record NameTable(IReadOnlyList<NameTable.Line> Lines)
{
    /// <summary>At most so many lines, and bytes of a file, at once.</summary>
    public const int Most = 1000, MostBytes = 512 * 1024;

    /// <summary>A line.</summary>
    /// <param name="Name">The name.</param>
    /// <param name="Sector">The sector; may be empty.</param>
    /// <param name="Office">The office, village or group; may be empty.</param>
    /// <param name="Came">Whether they came; null when the line does not say.</param>
    /// <param name="At">When, where the line says so (UTC).</param>
    /// <param name="Record">The number that a desk gave it, or null.</param>
    /// <param name="Who">Who on the list it is, by that desk.</param>
    public sealed record Line(string Name, string Sector, string Office, bool? Came, DateTimeOffset? At, Guid? Record, long? Who);

    static readonly string[] Heads = ["^(ชื่อ|ชื่อ[- ]?สกุล|ชื่อ[- ]นามสกุล|name)$", "^(ภาคส่วน|sector)$", "^(หน่วยงาน|หมู่บ้าน กลุ่ม หรือหน่วยงาน|office|village, group or office)$", "^(มาแล้ว|มา|came)$", "^(รหัสแถว|record)$", "^(เลขในรายชื่อ|who)$"];

    /// <summary>The text of a file.</summary>
    /// <exception cref="Refused">413: too long; 415: no text.</exception>
    public static string Decode(byte[] bytes) =>
        bytes.Length > MostBytes ? throw new Refused(413, "ไฟล์รายชื่อใหญ่เกิน 512 กิโลไบต์ ตรวจว่าเป็นไฟล์ CSV", "Listed")
        : bytes.Contains((byte)0) ? throw new Refused(415, "ไฟล์นี้ไม่ใช่ CSV ในโปรแกรมตารางเลือก บันทึกเป็น แล้วเลือก CSV", "Listed") : CsvText.Decode(bytes);

    /// <summary>Reads it: name, sector, office, came, in this order or by the names in the first line.</summary>
    /// <param name="day">The day of the meeting: what a time without a day means.</param>
    /// <exception cref="Refused">413: too long.</exception>
    public static NameTable Read(string text, DateOnly day)
    {
        if (text.Length > MostBytes)
            throw new Refused(413, "ไฟล์รายชื่อใหญ่เกิน 512 กิโลไบต์ ตรวจว่าเป็นไฟล์ CSV", "Lines");
        var isHead = false;
        var rows = CsvText.Rows(ThaiText.Normalise(text), cells => isHead = Place(cells, 0) >= 0);
        var places = isHead ? [.. Heads.Select((_, i) => Place(rows[0], i))] : new[] { 0, 1, 2, 3, -1, -1 };
        return new([.. rows.Skip(isHead ? 1 : 0).Select(One).Distinct()]);

        Line One(List<string> cells)
        {
            string At(int i) => places[i] >= 0 && places[i] < cells.Count ? cells[places[i]] : "";
            var (office, said) = (At(2), At(3));
            var (came, at) = Seen(said, day);
            if (!isHead && cells.Count > 3 && (cells.Count > 4 || came is null))
                (office, came, at) = (string.Join(", ", cells.Skip(2)), null, null);
            Guid? id = Guid.TryParse(At(4), out var record) ? record : null;
            // An empty cell under «came» says no; only of what a desk saved nothing is taken for a mistake that does not say so
            return new(ThaiText.OneLine(At(0)), At(1), office, id is null && isHead && places[3] >= 0 ? came ?? false : came, at, id, long.TryParse(At(5), NumberStyles.None, CultureInfo.InvariantCulture, out var who) ? who : null);
        }
    }

    static int Place(List<string> cells, int nth) => cells.FindIndex(c => Regex.IsMatch(c.ToLowerInvariant(), Heads[nth], RegexOptions.CultureInvariant));

    // «มาแล้ว», a tick, or a time; null when it is none of these
    static (bool? Came, DateTimeOffset? At) Seen(string said, DateOnly day)
    {
        if (said.Length > 60)
            return (null, null);
        var text = ThaiDigits.ToArabic(said).Trim().ToLowerInvariant();
        if (Yes().IsMatch(text))
            return (true, null);
        if (No().IsMatch(text))
            return (false, null);
        if (Clock().Match(text) is not { Success: true } clock || !int.TryParse(clock.Groups[2].ValueSpan, out var hour) || !int.TryParse(clock.Groups[3].ValueSpan, out var minute) || hour > 23 || minute > 59)
            return (null, null);
        if (clock.Groups[1].Length > 0 && !(ThaiDate.TryParse(clock.Groups[1].Value, out var read) && read.Date is { } on && (day = on).Year > 0))
            return (null, null);
        return (true, ThaiDate.Instant(day, new(hour, minute)));
    }

    /// <summary>Puts them on the list of a meeting, nobody twice: what a desk numbered goes by its number, whoever is on the list by name is ticked, and others are new. The caller holds the meeting's row, and saves.</summary>
    /// <param name="people">All who are on the list.</param>
    /// <param name="came">Whether those came whose line does not say.</param>
    /// <exception cref="Refused">409: no seat, or the list is full; 422: none, too many, or a name too long.</exception>
    public async Task PutOn(CommonsDb db, Meeting meeting, IReadOnlyList<Attendee> people, bool came, DateTimeOffset now, CancellationToken stop)
    {
        if (Lines.Count is 0 or > Most)
            throw new Refused(422, "เขียนบรรทัดละคน ครั้งละไม่เกิน 1,000 คน", "Lines");
        if (people.Count + Lines.Count > Attendee.Most && Lines.Count(l => l.Record is null && !people.Any(p => p.Name == l.Name)) + people.Count > Attendee.Most)
            throw new Refused(409, "รายชื่อของงานนี้เต็ม 3,000 คนแล้ว", "Lines");
        foreach (var line in Lines.Where(l => l.Record is null))
        {
            // Who is on the list is ticked, not written down again
            var known = people.FirstOrDefault(p => p.Name == line.Name && (line.Office.Length == 0 || p.Office == line.Office));
            var at = line.At is { } then && then < now ? then : now;
            if (known is not null && (line.Came ?? came))
                known.Come(at);
            else if (known is null && (line.Came ?? came))
                db.Add(Attendee.WalkIn(meeting.Number, null, line.Name, line.Sector, line.Office, AttendeeWay.Keeper, at));
            else if (known is null)
            {
                await Attendee.Sign(db, meeting, null, line.Name, line.Sector, line.Office, AttendeeWay.Keeper, now, stop);
                await db.SaveChangesAsync(stop);
            }
        }
        await db.SaveChangesAsync(stop);
        var records = Lines.Where(l => l.Record is not null).Select(l => new DoorSaid(l.Record!.Value, l.Who, l.Name, l.Sector, l.Office, l.At ?? now, l.Came is false)).ToList();
        if (records.Count > 0 && (await DoorRecord.Take(db, meeting.Number, records, now, stop)).Refused.Values.FirstOrDefault() is { } refused)
            throw new Refused(refused.Status, refused.Message, "Lines");
    }

    /// <summary>A CSV file that Excel reads in Thai: UTF-8 with its mark, times in Bangkok.</summary>
    public static byte[] Write(IEnumerable<Attendee> people, Words words)
    {
        var text = new StringBuilder("\uFEFF").Append(CsvText.Row(new[] { "ชื่อ", "ภาคส่วน", "หมู่บ้าน กลุ่ม หรือหน่วยงาน", "ตอบรับเมื่อ", "มาแล้ว", "สละที่แล้ว" }.Select(h => words[h].Value)));
        foreach (var one in people)
            text.Append(CsvText.Row([one.Name, one.Sector, one.Office, When(one.SignedAt), When(one.CameAt), When(one.LeftAt)]));
        return Encoding.UTF8.GetBytes(text.ToString());

        string When(DateTimeOffset? at) => at is not { } instant ? "" : ThaiDate.Bangkok(instant) is var local && words.English ? local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{local.Day:00}/{local.Month:00}/{ThaiDate.BuddhistYear(DateOnly.FromDateTime(local.DateTime))} {local:HH:mm}");
    }

    [GeneratedRegex(@"^(มา|มาแล้ว|ใช่|ลงชื่อแล้ว|1|x|/|✓|✔|yes|y|true|came)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Yes();

    [GeneratedRegex(@"^(ไม่มา|ไม่|ยังไม่มา|กดผิด|0|-|no|n|false)\z", RegexOptions.CultureInvariant)]
    private static partial Regex No();

    [GeneratedRegex(@"^(.*?)[\s@]*(\d{1,2})[:.](\d{2})(?::\d{2})?(?:\s*น\.?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Clock();
}
