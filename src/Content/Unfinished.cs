using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Content;

/// <summary>What a member types and has not sent yet (งานที่ยังเขียนไม่เสร็จ), kept by itself while they type, under the key of the form. It is no item, and nobody else ever sees it:
/// readers of a published note go on reading what was published. Done when the form was taken.</summary>
public sealed partial class Unfinished : IQuiet
{
    /// <summary>Forms of one member that can wait at once.</summary>
    public const int Most = 100;
    /// <summary>Letters in all fields of one form.</summary>
    public const int Longest = 600_000;

    /// <summary>Saves by themselves of one member: one after each pause of typing.</summary>
    internal static readonly Pace Saves = new("AutomaticSave", 3000, TimeSpan.FromHours(1), "เก็บร่างที่เว็บบ่อยเกินไปในชั่วโมงนี้ ร่างยังอยู่ในเครื่องของท่าน");

    /// <summary>Whose it is.</summary>
    public long MemberId { get; private init; }
    /// <summary>The key of the form (its field <c>once</c>).</summary>
    public string Key { get; private init; } = "";
    /// <summary>The key of the form in which the work was begun.</summary>
    public string Work { get; private init; } = "";
    /// <summary>The page of the form: <c>/write</c>, <c>/write/1042</c>, <c>/reflect</c>, <c>/tell</c>.</summary>
    public string Address { get; private init; } = "";
    /// <summary>The title as typed; may be empty.</summary>
    public string Title { get; private init; } = "";
    /// <summary>The fields as JSON: pairs of name and text, in their order.</summary>
    public string Fields { get; private init; } = "";
    /// <summary>How many changes of the form it holds.</summary>
    public long Turn { get; private init; }
    /// <summary>When it was first kept (UTC).</summary>
    public DateTimeOffset BegunAt { get; private init; }
    /// <summary>When it was last kept (UTC).</summary>
    public DateTimeOffset At { get; private init; }
    /// <summary>When the form was taken, thrown away or continued in another (UTC); null while it waits.</summary>
    public DateTimeOffset? DoneAt { get; private init; }
    /// <summary>The number of the item that it became, or null.</summary>
    public long? Became { get; private init; }

    /// <summary>Where it is written on.</summary>
    public string Url => $"{Address}?unfinished={Key}";

    /// <summary>What waits for this member, the newest first; of one form's page, or of all.</summary>
    public static Task<List<Unfinished>> Of(CommonsDb db, long member, string? address, CancellationToken stop) =>
        db.Unfinished.AsNoTracking().Where(u => u.MemberId == member && u.DoneAt == null && (address == null || u.Address == address)).OrderByDescending(u => u.At).ThenBy(u => u.Key).Take(Most).ToListAsync(stop);

    /// <summary>The keys of this member's forms of one page that were taken or thrown away since a moment, with their turns: what a browser need not offer again, though its tab died before it heard.</summary>
    public static async Task<IReadOnlyList<string>> DoneSince(CommonsDb db, long member, string address, DateTimeOffset since, CancellationToken stop) =>
        await db.Unfinished.Where(u => u.MemberId == member && u.Address == address && u.DoneAt > since).OrderByDescending(u => u.DoneAt).ThenBy(u => u.Key).Take(Most).Select(u => u.Key + ":" + u.Turn).ToListAsync(stop);

    /// <summary>Throws one away; one that is not there is gone already.</summary>
    public static Task Drop(CommonsDb db, long member, string? key, DateTimeOffset now, CancellationToken stop) => db.Database.ExecuteSqlAsync(
        $"update content.unfinished set done_at = {now}, fields = '[]', title = '' where member_id = {member} and key = {key ?? ""} and done_at is null", stop);

    /// <summary>Lets go of what was done three months ago, and of what nobody wrote on for two years.</summary>
    public static Task Forget(CommonsDb db, DateTimeOffset now, CancellationToken stop) => db.Database.ExecuteSqlAsync(
        $"delete from content.unfinished where done_at < {now.AddDays(-90)} or at < {now.AddYears(-2)}", stop);
}
