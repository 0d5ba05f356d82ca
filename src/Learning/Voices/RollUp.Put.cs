using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Learning;

// From voices into the review
public sealed partial class RollUp
{
    /// <summary>Puts what was picked into the review, as lines under this question; what stands there already is not put twice. The one door from voices into a review, which goes through <see cref="Aar.Revise"/>. The caller saves.</summary>
    /// <exception cref="Refused">422: nothing was picked, or the review would have too many lines.</exception>
    public async Task Put(Viewer keeper, IReadOnlyList<string> picked, DateTimeOffset now, CancellationToken stop)
    {
        var (lines, points) = Picked(picked);
        if (lines.Count + points.Count == 0)
            throw new Refused(422, "เลือกบรรทัดที่จะใส่ลงใบก่อน", "Picked");
        foreach (var line in lines)
        {
            (line.Point, line.LeftOut) = (Begin(line.Text), null);
            points.Add(line.Point);
        }
        var texts = points.ConvertAll(p => VoiceLine.Settled(question, p.Text)!);
        var known = aar.Of(question).Select(l => l.Text).ToHashSet(StringComparer.Ordinal);
        var said = AarSaid.Of(aar);
        await aar.Revise(db, keeper, said with { Answers = [.. Enum.GetValues<AarQuestion>().Select(q => q != question ? said.Answer(q) : string.Join('\n', [said.Answer(q), .. texts.Where(t => known.Add(t.Text)).Select(t => t.Whole)]))] }, now, stop);
        foreach (var (point, text) in points.Zip(texts))
            Stand(point, aar.Of(question).First(l => l.Text == text.Text));
    }

    // Two points of one text are one line: what was said of it comes together
    void Stand(VoicePoint point, AarLine line)
    {
        if (Points.Find(p => p != point && p.Line == line) is not { } there)
        {
            point.Line = line;
            return;
        }
        foreach (var source in Lines.Where(l => l.Point == point).ToList())
            source.Point = there;
        End([point]);
    }
}
