using System.Globalization;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Places;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Planet;

/// <summary>What a collection gathers by one of its rules.</summary>
public enum RuleKind
{
    /// <summary>With this tag.</summary>
    Tag,
    /// <summary>About this place and what lies in it.</summary>
    Place,
    /// <summary>By this person.</summary>
    Person,
    /// <summary>Of this circle and by who is in it.</summary>
    Circle,
    /// <summary>In this blog.</summary>
    Blog,
}

/// <summary>A rule of a collection: everything of one tag, place, person, circle or blog.</summary>
public sealed class CollectionRule
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The collection.</summary>
    public long CollectionId { get; init; }
    /// <summary>Of what.</summary>
    public RuleKind Kind { get; init; }
    /// <summary>A tag's key, a place's code; for the others the number.</summary>
    public string Key { get; init; } = "";
    /// <summary>The person, when it is a person's rule.</summary>
    public long? MemberId { get; init; }

    /// <summary>The number that <see cref="Key"/> is.</summary>
    public long Number => long.Parse(Key, CultureInfo.InvariantCulture);

    /// <summary>Makes a rule of what was typed or chosen.</summary>
    /// <param name="typed">A tag, a place's code, a user name or address of a person, the address of a circle or a blog.</param>
    /// <exception cref="Refused">422: there is no such thing.</exception>
    public static async Task<CollectionRule> Read(CommonsDb db, Gazetteer gazetteer, RuleKind kind, string? typed, CancellationToken stop)
    {
        var text = (typed ?? "").Trim();
        switch (kind)
        {
            case RuleKind.Tag:
                return new() { Kind = kind, Key = Content.Tag.Of(text)?.Key ?? throw new Refused(422, "พิมพ์คำสำคัญหนึ่งคำ เช่น กองทุน", "Typed") };
            case RuleKind.Place:
                return new() { Kind = kind, Key = gazetteer.Find(text)?.Code ?? throw new Refused(422, "เลือกพื้นที่จากรายการ", "Typed") };
            case RuleKind.Person:
                var member = await Member.Named(db, text, "Typed", stop);
                return new() { Kind = kind, Key = Say(member.Id), MemberId = member.Id };
            case RuleKind.Circle:
                return new() { Kind = kind, Key = Say(await db.Circles.Where(c => c.Address == text && !c.IsClosed).Select(c => c.Id).SingleOrDefaultAsync(stop) is > 0 and var circle ? circle : throw new Refused(422, "เลือกวงจากรายการ", "Typed")) };
            default:
                var address = text.Split('/')[^1];
                return new() { Kind = kind, Key = Say(await db.Blogs.SeenBy(Viewer.Anonymous).Where(b => b.Address == address).Select(b => b.Id).SingleOrDefaultAsync(stop) is > 0 and var blog ? blog : throw new Refused(422, "ไม่พบสมุดนี้ ใส่ส่วนท้ายของที่อยู่สมุด เช่น bangchak", "Typed")) };
        }
    }

    static string Say(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What rules are called.</summary>
public static class RuleNames
{
    extension(RuleKind kind)
    {
        /// <summary>The kind in Thai; the key of the string localizer.</summary>
        public string Thai => kind switch
        {
            RuleKind.Tag => "คำสำคัญ",
            RuleKind.Place => "พื้นที่",
            RuleKind.Person => "คนเขียน",
            RuleKind.Circle => "วง",
            _ => "สมุด",
        };
    }
}
