using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The answers of all voices under one question, and what a person does with them: join what says the same, leave out, put into the review. Only of a round that is closed.</summary>
public sealed partial class RollUp
{
    readonly Aar aar;
    readonly AarQuestion question;
    readonly CommonsDb db;

    RollUp(CommonsDb db, Aar aar, AarQuestion question, List<VoiceLine> lines, List<VoicePoint> points) => (this.db, this.aar, this.question, Lines, Points) = (db, aar, question, lines, points);

    /// <summary>All lines, in the order of the alphabet, which brings like to like and says nothing of who came when.</summary>
    public List<VoiceLine> Lines { get; }
    /// <summary>What was joined.</summary>
    public List<VoicePoint> Points { get; }

    /// <summary>Loads it.</summary>
    /// <exception cref="Refused">409: the round is open: nobody reads it yet.</exception>
    public static async Task<RollUp> Of(CommonsDb db, Aar aar, VoiceRound round, AarQuestion question, CancellationToken stop)
    {
        if (!round.IsClosed)
            throw new Refused(409, "ยังไม่ปิดรอบ จึงยังไม่มีใครอ่านคำของใครได้");
        var points = await db.VoicePoints.Where(p => p.Number == aar.Number && p.Question == question).OrderBy(p => p.Id).ToListAsync(stop);
        var lines = await db.VoiceLines.Include(l => l.Voice).Where(l => l.Number == aar.Number && l.Question == question).OrderBy(l => l.Id).ToListAsync(stop);
        lines.Sort((a, b) => ThaiOrder.Instance.Compare(a.Text, b.Text) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        return new(db, aar, question, lines, points);
    }

    /// <summary>Joins what was picked into one point. By hand only: nothing is ever joined by itself. One point alone gets another wording.</summary>
    /// <param name="picked">Lines by their keys, points as <c>p7</c>.</param>
    /// <param name="wording">The wording; empty for that of the first.</param>
    /// <exception cref="Refused">422: too few, or the wording is no single line; 409: two are in the review already, or one is and gets another wording.</exception>
    public VoicePoint Join(IReadOnlyList<string> picked, string? wording)
    {
        var (lines, points) = Picked(picked);
        var typed = Line(wording);
        if (lines.Count + points.Count < (points.Count == 1 && typed.Length > 0 ? 1 : 2))
            throw new Refused(422, "เลือกอย่างน้อยสองบรรทัดที่พูดเรื่องเดียวกัน", "Picked");
        if (points.Count(p => p.LineId is not null) is var inReview and > 0 && (inReview > 1 || typed.Length > 0))
            throw new Refused(409, "มีเรื่องที่อยู่ในใบแล้ว แก้คำหรือรวมบรรทัดในใบก่อน ที่นี่เพิ่มเสียงเข้าไปได้", "Picked");
        var first = points.Select(p => p.Text).Concat(lines.Select(l => l.Text)).First();
        var point = points.Find(p => p.LineId is not null) ?? points.FirstOrDefault() ?? Begin(first);
        if (typed.Length > 0)
            point.Text = typed;
        foreach (var line in lines.Concat(Lines.Where(l => l.Point is { } other && other != point && points.Contains(other)).ToList()))
            (line.Point, line.LeftOut) = (point, null);
        End(points.Where(p => p != point));
        return point;
    }

    /// <summary>Takes a point apart again: its lines stand alone as before.</summary>
    /// <exception cref="Refused">404: there is none; 409: it is in the review.</exception>
    public void Part(long id)
    {
        var point = Points.Find(p => p.Id == id) ?? throw Refused.NotFound();
        if (point.LineId is not null)
            throw new Refused(409, "เรื่องนี้อยู่ในใบแล้ว ลบบรรทัดนั้นจากใบก่อน แล้วจึงแยกได้");
        foreach (var line in Lines.Where(l => l.Point == point).ToList())
            line.Point = null;
        End([point]);
    }

    /// <summary>Leaves lines out, with a reason that stays beside them.</summary>
    /// <exception cref="Refused">422: nothing was picked, or no reason given.</exception>
    public void LeaveOut(IReadOnlyList<string> picked, string? reason)
    {
        var (lines, points) = Picked(picked);
        var said = Line(reason);
        if (lines.Count == 0 || points.Count > 0)
            throw new Refused(422, "เลือกบรรทัดที่จะไม่ใช้ ถ้ารวมไว้แล้วให้แยกออกก่อน", "Picked");
        if (said.Length == 0)
            throw new Refused(422, "บอกเหตุที่ไม่ใช้สั้น ๆ เช่น มีเบอร์โทรของคนอื่น", "Reason");
        foreach (var line in lines)
            line.LeftOut = said;
    }

    /// <summary>Takes back that a line was left out.</summary>
    public void TakeBack(string id)
    {
        foreach (var line in Picked([id]).Lines)
            line.LeftOut = null;
    }

    VoicePoint Begin(string text)
    {
        var point = new VoicePoint { Number = aar.Number, Question = question, Text = text };
        db.VoicePoints.Add(point);
        Points.Add(point);
        return point;
    }

    void End(IEnumerable<VoicePoint> over)
    {
        foreach (var point in over.ToList())
        {
            db.VoicePoints.Remove(point);
            Points.Remove(point);
        }
    }

    (List<VoiceLine> Lines, List<VoicePoint> Points) Picked(IReadOnlyList<string> picked)
    {
        var keys = picked.ToHashSet(StringComparer.Ordinal);
        return (Lines.FindAll(l => l.Point is null && keys.Contains(l.Id.ToString())), Points.FindAll(p => keys.Contains(string.Create(CultureInfo.InvariantCulture, $"p{p.Id}"))));
    }

    string Line(string? text)
    {
        var read = AarLine.Read(question, text ?? "");
        return read.Count > 1 ? throw new Refused(422, "ใช้คำบรรทัดเดียว", "Wording") : VoiceLine.Settled(question, read.FirstOrDefault()?.Whole ?? "")?.Whole ?? "";
    }
}
