using System.Text.Json;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

// How it is kept, and what may still be read of it
public sealed partial record Digest
{
    // What is told by others of its properties is not kept twice
    static readonly JsonSerializerOptions Json = new() { IgnoreReadOnlyProperties = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(ThaiHtml.Allowed) };

    /// <summary>As it is kept in the database.</summary>
    public string Written => JsonSerializer.Serialize(this, Json);

    /// <summary>What was kept.</summary>
    public static Digest Read(string written) => JsonSerializer.Deserialize<Digest>(written, Json)!;

    /// <summary>What a viewer may still see of it, as it was told then; but with the words that stand there now, and without the name of who withdrew it.</summary>
    public async Task<Digest> SeenBy(CommonsDb db, Viewer viewer, CancellationToken stop)
    {
        var comments = ShownComments;
        var numbers = ShownItems.Union(Told).Union(Circles.SelectMany(c => c.Days).Select(d => d.Number)).ToArray();
        var items = await DigestLook.Readable(db, viewer).Where(i => numbers.Contains(i.Number))
            .Select(i => new { i.Number, i.Title, i.Summary, Gone = i.Author.WithdrawnAt != null }).ToDictionaryAsync(i => i.Number, stop);
        var said = comments.Length == 0 ? [] : await db.Comments.VisibleTo(viewer).Where(c => comments.Contains(c.Id) && c.State == CommentState.Shown).Select(c => new { c.Id, c.Text, Gone = c.Member!.WithdrawnAt != null }).ToDictionaryAsync(c => c.Id, stop);
        IReadOnlyList<DigestLine> Seen(IReadOnlyList<DigestLine> lines, bool anew = true) => [.. from line in lines
            where (line.Number == 0 || items.ContainsKey(line.Number)) && (line.Comment == 0 || said.ContainsKey(line.Comment))
            select !anew || line.Number == 0 ? line : line.Comment > 0 ? line.Anew(items[line.Number].Title, $"“{said[line.Comment].Text}”", said[line.Comment].Gone) : line.Anew(items[line.Number].Title, line.On is null ? items[line.Number].Summary : null, line.On is null && items[line.Number].Gone)];
        var (lines, duties, asked) = (Seen(Lines), Seen(Duties, anew: false), Seen(Asked));
        int Fewer(Func<DigestLine, bool> which) => Lines.Count(which) - lines.Count(which);
        return this with
        {
            Coming = Seen(Coming), Duties = duties, Asked = asked, Lines = lines, Told = [.. Told.Where(items.ContainsKey)], Circles = [.. Circles.Select(c => c with { Days = [.. c.Days.Where(d => items.ContainsKey(d.Number))] })],
            AllDuties = AllDuties - (Duties.Count - duties.Count), AllAsked = AllAsked - (Asked.Count - asked.Count), Answered = Answered - Fewer(l => l is { IsAnswer: true, IsFollowed: false }), TalkedOf = TalkedOf - Fewer(l => l.IsFollowed),
        };
    }

    /// <summary>What everybody may read of it, for a sheet on a wall: nothing that is only the reader's own, and no meeting on a day that it is no longer on.</summary>
    /// <param name="db">Where it is.</param>
    /// <param name="calendars">Who knows on which day a meeting is now.</param>
    /// <param name="stop">Stops asking.</param>
    public async Task<Digest> ForAll(CommonsDb db, IEnumerable<CircleCalendar> calendars, CancellationToken stop)
    {
        var (numbers, days) = (Coming.Select(l => l.Number).ToArray(), new List<(long, DateOnly)>());
        foreach (var calendar in numbers.Length == 0 ? [] : calendars)
            days.AddRange((await calendar.Days(db, numbers, stop)).Select(d => (d.Key, d.Value)));
        static DigestLine Open(DigestLine line) => line with { Circle = null, Because = "", Part = line.Part == NewsPart.Search ? NewsPart.News : line.Part };
        return await (this with
        {
            Coming = [.. Coming.Where(l => l.On is { } on && days.Contains((l.Number, on))).Select(Open)], Asked = [.. Asked.Select(Open)], Lines = [.. Lines.Where(l => !l.IsAnswer).Select(Open)],
            Duties = [], Circles = [], AllDuties = 0, Answered = 0, TalkedOf = 0,
        }).SeenBy(db, Viewer.Anonymous, stop);
    }
}
