using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>Somebody who was there and spoke: a member, or plain words such as a role (<c>ครูประถม</c>).</summary>
public sealed class AarPerson
{
    /// <summary>The most people, and the longest name in UTF-16 units.</summary>
    public const int Most = 80, Longest = 120;

    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The review.</summary>
    public long Number { get; private set; }
    /// <summary>Place in the row, from 1.</summary>
    public int Position { get; init; }
    /// <summary>The member; null for plain words.</summary>
    public long? MemberId { get; init; }
    /// <summary>The member; loaded on demand.</summary>
    public Member? Member { get; init; }
    /// <summary>The name as it was then.</summary>
    public string Words { get; init; } = "";

    /// <summary>The name to show: a member's present one.</summary>
    public string Name => Member?.DisplayName ?? Words;

    /// <summary>The people of a typed text: one line, one person. A line that is a member's name (of one member only) or address is that member;
    /// any other stays the words it is.</summary>
    /// <exception cref="Refused">422: too many, or a line too long.</exception>
    public static async Task<List<AarPerson>> Read(CommonsDb db, string text, CancellationToken stop = default)
    {
        var names = ThaiText.Normalise(text).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => n.TrimStart('-', '*', '•').Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length > Most || names.Any(n => n.Length > Longest))
            throw new Refused(422, "ช่องคนในวงรับได้ 80 บรรทัด บรรทัดละไม่เกิน 120 ตัวอักษร", "People");
        var members = await db.Members.AsNoTracking().Where(m => names.Contains(m.DisplayName) || names.Contains(m.Address)).Select(m => new { m.Id, m.DisplayName, m.Address }).ToListAsync(stop);
        return [.. names.Select((name, i) =>
        {
            var member = members.Find(m => m.Address == name) ?? (members.FindAll(m => m.DisplayName == name) is [var one] ? one : null);
            return new AarPerson { Position = i + 1, MemberId = member?.Id, Words = member?.DisplayName ?? name };
        })];
    }
}
