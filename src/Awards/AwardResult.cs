using System.Globalization;
using System.Text;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Writing;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Awards;

/// <summary>The note about a round's result, as a draft through the one door of notes. A person reads it over and publishes it, or does not.</summary>
static class AwardResult
{
    /// <summary>Drafts it; the caller has closed the round and saves.</summary>
    /// <param name="titles">What the blogs are called.</param>
    public static Entry Draft(CommonsDb db, AwardRound round, Blog blog, IReadOnlyDictionary<long, (string Title, string Url)> titles, Viewer chair, DateTimeOffset now)
    {
        var entry = Entry.Begin(db, chair.Id, blog, now);
        entry.Item.TagWith(["Blog ดีเด่น"]);
        entry.Write($"ผล Blog ดีเด่น {round.Name}", Text(round, titles), chair.Id, now);
        return entry;
    }

    static string Text(AwardRound round, IReadOnlyDictionary<long, (string Title, string Url)> titles)
    {
        var (text, winners, seats) = (new StringBuilder(), round.Winners, round.Jurors.Count(j => j.ChosenBlog is not null));
        string Link(long blog) => $"[{titles[blog].Title.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)}]({titles[blog].Url})";
        text.Append(CultureInfo.InvariantCulture, $"กรรมการ {seats} คนเลือกคนละหนึ่งสมุดจาก {round.Nominees.Count} สมุดที่เสนอมา สมุดที่มีคนเลือกมากที่สุดได้ Blog ดีเด่น{(winners.Count > 1 ? " รอบนี้ได้เท่ากัน จึงดีเด่นทุกสมุดที่เท่ากัน" : "")}\n\n");
        foreach (var winner in winners)
        {
            text.Append(CultureInfo.InvariantCulture, $"## {Link(winner)}\n\n");
            foreach (var juror in round.Jurors.Where(j => j.ChosenBlog == winner).OrderBy(j => j.Reason, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"- {juror.Reason}\n");
            text.Append('\n');
            var counts = round.Nominees.Find(n => n.BlogId == winner)!.Counts!;
            foreach (var criterion in round.Criteria.OrderBy(c => c.Kind))
                text.Append(CultureInfo.InvariantCulture, $"- {criterion.Kind.Thai}{(criterion.Kind.IsYesOrNo ? "" : $" {counts[(int)criterion.Kind]} (เกณฑ์ {criterion.AtLeast})")}\n");
            text.Append('\n');
        }
        if (round.Nominees.Count > winners.Count)
            text.Append("## สมุดที่เสนอมาด้วยกัน\n\n").AppendJoin('\n', round.Nominees.Where(n => !winners.Contains(n.BlogId)).Select(n => "- " + Link(n.BlogId))).Append('\n');
        return text.ToString();
    }
}
