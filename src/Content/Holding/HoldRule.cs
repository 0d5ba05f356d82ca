using System.Text.RegularExpressions;

namespace KmCommons.Content;

/// <summary>What somebody wrote, as the hold rules look at it.</summary>
/// <param name="Text">All of it, as typed.</param>
/// <param name="Trust">How well we know who wrote it.</param>
/// <param name="Lately">How much they wrote just before.</param>
/// <param name="CameBefore">Whether something of this guest was let stand before; true for a member.</param>
/// <param name="Spam">The words that mostly stand in advertisements.</param>
public sealed record Written(string Text, Trust Trust, int Lately, bool CameBefore, SpamWords Spam)
{
    /// <summary>The address of this site: links to it are no links elsewhere.</summary>
    public string Home { get; init; } = "";
}

/// <summary>One reason to let somebody read it first. What a known member writes is held by none.</summary>
/// <param name="Key">Its name in the database; never changes.</param>
/// <param name="Thai">What the writer is told: why, what happens next, what lifts it. The key of the string localizer.</param>
/// <param name="Reason">The short word for it, for who decides; the key of the string localizer.</param>
/// <param name="Finds">What it finds, such as the hosts of the links; nothing when it does not hold.</param>
public sealed partial record HoldRule(string Key, string Thai, string Reason, Func<Written, IEnumerable<string>> Finds)
{
    /// <summary>Links elsewhere that a newcomer may use at once; a guest none.</summary>
    public const int FewLinks = 2;

    /// <summary>So much in <see cref="Moment"/> is a lot.</summary>
    public const int Many = 10;

    /// <summary>The time in which <see cref="Many"/> is a lot.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    /// <summary>All of them, in the order in which they are said.</summary>
    public static readonly IReadOnlyList<HoldRule> All =
    [
        new("words", "รอเจ้าของสมุดดู เพราะมีคำที่มักอยู่ในโฆษณาหรือการพนัน ถ้าเป็นเรื่องของชุมชน เมื่ออ่านแล้วจะให้ขึ้น", "มีคำในรายการคำโฆษณา",
            w => w.Spam.In(w.Text)),
        new("links", "รอเจ้าของสมุดดู เพราะมีลิงก์ไปเว็บอื่น เมื่ออ่านแล้วจะให้ขึ้น เมื่อคุ้นเคยกันแล้วใส่ลิงก์ได้โดยไม่ต้องรอ", "มีลิงก์ไปเว็บอื่น",
            w => Elsewhere(w) is var links && links.Count > (w.Trust.Level == TrustLevel.Guest ? 0 : FewLinks) ? links : []),
        new("often", "รอเจ้าของสมุดดู เพราะมีข้อความส่งติดกันมาก เว้นสักครู่แล้วเขียนต่อ จะขึ้นตามปกติ", "ส่งติดกันมาก",
            w => w.Lately >= Many ? [""] : []),
        new("watched", "รอเจ้าของสมุดดู เพราะเรื่องหรือความเห็นของท่านถูกซ่อนเมื่อไม่นานนี้ เมื่อครบ 30 วัน หรือเมื่อทบทวนแล้วเปิดให้อ่านอีก จะกลับมาขึ้นทันที", "เพิ่งมีเรื่องถูกซ่อน",
            w => w.Trust.Level == TrustLevel.Watched ? [""] : []),
        new("first", "รอเจ้าของสมุดดู เพราะท่านเขียนที่นี่เป็นครั้งแรก เมื่อให้ขึ้นแล้ว ครั้งต่อไปจะขึ้นทันที", "ผู้มาเยือนครั้งแรก",
            w => w.CameBefore ? [] : [""]),
    ];

    /// <summary>What the rules find, as <c>links:example.com</c>; nothing for what may be read at once.</summary>
    public static string[] Judge(Written written) => written.Trust.Level == TrustLevel.Known ? []
        : [.. from rule in All from found in rule.Finds(written).Distinct().Take(20) select found.Length == 0 ? rule.Key : $"{rule.Key}:{found}"];

    /// <summary>The rules that found this, in their order.</summary>
    public static IEnumerable<HoldRule> Of(IReadOnlyList<string> heldFor) => All.Where(rule => heldFor.Any(f => f.Split(':')[0] == rule.Key));

    // Schools, offices and foundations of this country advertise nothing
    static List<string> Elsewhere(Written written) => [.. from Match link in Link().Matches(written.Text)
        let host = link.Groups["host"].Value.ToLowerInvariant()
        where host.Length > 0 && !PublicHost().IsMatch(host) && !written.Home.Contains("//" + host, StringComparison.OrdinalIgnoreCase)
        select host];

    [GeneratedRegex(@"(?:https?://|www\.)(?<host>[^\s/<>()\[\]""']{1,200})|(?<![\w@.])(?<host>[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}\.(?:com|net|org|info|biz|xyz|vip|top|club|site|online|bet|win|cc|me|ly|ee|link|asia|shop))(?![\w.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"(?:^|\.)(?:go|ac|or|mi)\.th(?::\d+)?$")]
    private static partial Regex PublicHost();
}
