using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Places;
using KmCommons.Thai;

namespace KmCommons.Training;

/// <summary>A list of learners as an office keeps it: CSV with name, e-mail and tambon, in UTF-8 or Windows-874, with commas, semicolons or tabs between.</summary>
/// <param name="Text">The text, as read.</param>
/// <param name="Lines">Its learners, line by line.</param>
public sealed record LearnerList(string Text, IReadOnlyList<LearnerList.Line> Lines)
{
    /// <summary>A line of it.</summary>
    /// <param name="Number">The how-manieth line, from 1.</param>
    /// <param name="Key">What makes it the same learner as another line.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Email">The address; null when none.</param>
    /// <param name="Tambon">The code; null when none.</param>
    /// <param name="Wrong">What is wrong with it, in Thai, the key of the string localizer; empty when nothing is.</param>
    public sealed record Line(int Number, string Key, string Name, string? Email, string? Tambon, string Wrong);

    const int MostBytes = 256 * 1024;
    const string Names = "^(ชื่อ|ชื่อ[- ]?สกุล|name)$", Emails = "^(อีเมล์?|e-?mail)$", Tambons = "^(ตำบล|tambon)$", TambonBefore = @"^(ตำบล|ต\.)\s*";

    /// <summary>The text of a file: UTF-8 when it is that, else Windows-874, as old programs write Thai.</summary>
    /// <exception cref="Refused">413: it is too long; 415: it is no text.</exception>
    public static string Decode(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
            throw new Refused(413, "ไฟล์รายชื่อใหญ่เกิน 256 กิโลไบต์ ตรวจว่าเป็นไฟล์ CSV", "Listed");
        if (bytes.Contains((byte)0))
            throw new Refused(415, "ไฟล์นี้ไม่ใช่ CSV ในโปรแกรมตารางเลือก บันทึกเป็น แล้วเลือก CSV", "Listed");
        return CsvText.Decode(bytes);
    }

    /// <summary>Reads it; what cannot be taken says why, line by line.</summary>
    public static LearnerList Read(string text, Gazetteer gazetteer)
    {
        var rows = text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (Number: i + 1, Cells: Cells(line))).Where(r => r.Cells.Exists(c => c.Length > 0)).ToList();
        var head = rows.Count == 0 ? [] : rows[0].Cells.ConvertAll(c => c.ToLowerInvariant());
        var hasHead = Place(Names) >= 0;
        var (name, email, tambon) = hasHead ? (Place(Names), Place(Emails), Place(Tambons)) : (0, 1, 2);
        int Place(string pattern) => head.FindIndex(c => Regex.IsMatch(c, pattern));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return new(text, [.. rows.Skip(hasHead ? 1 : 0).Select(row => One(row.Number, At(row.Cells, name), At(row.Cells, email), At(row.Cells, tambon), gazetteer, seen))]);
    }

    static Line One(int number, string name, string email, string tambon, Gazetteer gazetteer, HashSet<string> seen)
    {
        name = ThaiText.Normalise(name);
        var bare = Regex.Replace(ThaiText.Normalise(tambon), TambonBefore, "").Trim();
        var places = bare.Length == 0 ? [] : gazetteer.All.Values.Where(p => p.Level == PlaceLevel.Tambon && p.ValidTo is null && (p.Code == bare || p.NameThai == bare)).ToList();
        var key = email.Length > 0 ? email.ToLowerInvariant() : $"{name} {(places.Count == 1 ? places[0].Code : "")}";
        var wrong = name.Length == 0 ? "ไม่มีชื่อ"
            : name.Length > 80 ? "ชื่อยาวเกิน 80 ตัวอักษร"
            : email.Length > 0 && (email.Length > 200 || email.Any(c => c > 126) || !Outbox.CanReach(email)) ? "อีเมลไม่ถูกรูป"
            : bare.Length > 0 && places.Count == 0 ? "ไม่พบตำบลนี้"
            : places.Count > 1 ? "มีหลายตำบลชื่อนี้ ใส่รหัสตำบล 6 หลักแทน"
            : !seen.Add(key) ? "ซ้ำกับบรรทัดก่อนหน้า" : "";
        return new(number, key, name, email.Length == 0 ? null : email, places.Count == 1 ? places[0].Code : null, wrong);
    }

    static string At(List<string> cells, int place) => place >= 0 && place < cells.Count ? cells[place] : "";

    // Quotes as programs write them; a line's end inside quotes is nobody's name
    static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var c in line)
            if (c == '"') quoted = !quoted;
            else if (!quoted && c is ',' or ';' or '\t') { cells.Add(cell.ToString().Trim()); cell.Clear(); }
            else cell.Append(c);
        cells.Add(cell.ToString().Trim());
        return cells;
    }

    /// <summary>Puts the good lines on a cohort's list, each with a code of its own, and writes to those who have an address; who is there already stays as they are. The caller saves.</summary>
    /// <returns>Who is new.</returns>
    /// <exception cref="Refused">422: too many.</exception>
    public async Task<int> AddTo(CommonsDb db, Cohort cohort, Outbox outbox, Site site, Wording w, long by, DateTimeOffset now)
    {
        var fresh = Lines.Where(l => l.Wrong.Length == 0 && !cohort.Learners.Exists(x => x.Key == l.Key)).ToList();
        if (cohort.Learners.Count + fresh.Count > Cohort.MostLearners)
            throw new Refused(422, "รุ่นหนึ่งรับได้ 200 คน แบ่งเป็นสองรุ่น", "Listed");
        foreach (var line in fresh)
        {
            var invitation = new Invitation { InvitedBy = by, UsesLeft = 1, ExpiresAt = ThaiDate.Instant(cohort.LastDay.AddDays(2)) };
            db.Invitations.Add(invitation);
            cohort.Learners.Add(new() { Key = line.Key, Name = line.Name, Email = line.Email, TambonCode = line.Tambon, Code = invitation.Code, AddedAt = now });
            if (line.Email is not null)
                await outbox.Put("training", invitation.Code, line.Email, line.Name, w["ชวนเข้าอบรม {0}", cohort.Name],
                    $"{w["สวัสดี {0}", line.Name]}\n\n{w["มีที่สำหรับท่านในการอบรมเขียนบันทึก {0} เริ่ม {1}", cohort.Name, ThaiDate.Long(cohort.FirstDay)]}\n{w["กดลิงก์นี้เพื่อเข้าร่วม ใช้ได้ครั้งเดียว"]}\n{site.Address}/j/{invitation.Code}\n");
        }
        return fresh.Count;
    }
}
