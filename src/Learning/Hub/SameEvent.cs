using System.Collections.Frozen;
using KmCommons.Content;
using KmCommons.Places;
using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>What may be about one event with what is being looked at, with the reasons in words. Only a guess: a person says whether it is so (<see cref="Telling"/>).</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Its address.</param>
/// <param name="Author">Who wrote it.</param>
/// <param name="Why">The reasons.</param>
/// <param name="Weight">How much they weigh together.</param>
public sealed record SameEvent(long Number, string Title, string Url, string Author, IReadOnlyList<Phrase> Why, int Weight)
{
    /// <summary>At most so many are shown at once.</summary>
    public const int Most = 5;

    /// <summary>Below it nothing is asked: a day and nothing else is no reason.</summary>
    public const int Enough = 4;

    /// <summary>How many days after its event a text is looked for by its publishing alone.</summary>
    public const int DaysAfter = 14;

    /// <summary>What is known of an item that matters here.</summary>
    /// <param name="Place">The code of its place, or null.</param>
    /// <param name="PlaceName">A nearer place in words; may be empty.</param>
    /// <param name="IsBlogs">Whether the place is only that of the blog it lies in: then nobody said that it happened there.</param>
    /// <param name="Title">Its title.</param>
    /// <param name="Tags">Its tags.</param>
    public sealed record Signs(string? Place, string PlaceName, bool IsBlogs, string Title, IReadOnlyList<Tag> Tags);

    // Words that every second title of the field has
    static readonly FrozenSet<string> Everyday = "ประชุม การประชุม เวที บันทึก สรุป เรื่อง เรื่องเล่า วันที่ ครั้งที่ จังหวัด อำเภอ ตำบล หมู่บ้าน ชุมชน แลกเปลี่ยน เรียนรู้ การเรียนรู้ บทเรียน ถอดบทเรียน กลุ่ม กลุ่มย่อย ชาวบ้าน โครงการ พัฒนา การพัฒนา จัดการ การจัดการ ความรู้ สมาชิก นครศรีธรรมราช ทำงาน ดำเนินงาน ร่วมกัน ด้วยกัน วันนี้ เมื่อวาน วานนี้ พื้นที่ หน่วยงาน คุณอำนวย คุณลิขิต คุณเอื้อ คุณกิจ สำหรับ ระหว่าง ทั้งหมด หอประชุม meeting workshop"
        .Split(' ').Concat(Enumerable.Range(1, 12).Select(month => ThaiDate.MonthName(month))).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What speaks for a text being about an event, and how much.</summary>
    /// <param name="day">The day of the event.</param>
    /// <param name="ofEvent">What is known of the event.</param>
    /// <param name="named">The days that the text names.</param>
    /// <param name="published">The day on which readers got the text, or null.</param>
    /// <param name="ofText">What is known of the text.</param>
    /// <param name="places">All places.</param>
    public static (int Weight, List<Phrase> Why) Weigh(DateOnly day, Signs ofEvent, IReadOnlyCollection<DateOnly> named, DateOnly? published, Signs ofText, Gazetteer places)
    {
        var (weight, why) = (0, new List<Phrase>());
        var isNamed = named.Contains(day);
        if (isNamed)
            Add(3, new("พูดถึงวันที่ {0}", day));
        else if (named.Contains(day.AddDays(1)) || named.Contains(day.AddDays(-1)))
            Add(2, new("พูดถึงวันที่ {0} ห่างจากวันงานหนึ่งวัน", named.Contains(day.AddDays(1)) ? day.AddDays(1) : day.AddDays(-1)));
        else if (published is { } at && at >= day && at <= day.AddDays(DaysAfter))
            Add(at <= day.AddDays(3) ? 2 : 1, at == day ? new("เผยแพร่ในวันงาน") : new("เผยแพร่หลังวันงาน {0} วัน", at.DayNumber - day.DayNumber));
        else
            return (0, why);
        Place(ofEvent, ofText, isNamed, places, Add);
        if (ofEvent.Tags.Where(t => ofText.Tags.Any(o => o.Key == t.Key)).Select(t => t.Label).ToList() is { Count: > 0 } tags)
            Add(Math.Min(4, 2 * tags.Count), new("คำสำคัญเดียวกัน: {0}", string.Join(", ", tags)));
        // A word that a shared tag says already is no second reason
        if (SharedWords(ofEvent, ofText).Where(w => !ofEvent.Tags.Any(t => t.Key.Contains(w, StringComparison.Ordinal) && ofText.Tags.Any(o => o.Key == t.Key))).Take(3).ToList() is { Count: > 0 } words)
            Add(Math.Min(3, words.Count), new("ชื่อเรื่องพูดถึงสิ่งเดียวกัน: {0}", string.Join(", ", words)));
        return (weight, why);

        void Add(int much, Phrase? because)
        {
            weight += much;
            if (because is not null)
                why.Add(because);
        }
    }

    /// <summary>Whether two are said to be at one place: the same tambon or district, or the same temple or hall by its name.</summary>
    public static bool IsOnePlace(Signs a, Signs b) => a.Place is { Length: > 2 } code && code == b.Place || a.PlaceName.Length > 2 && a.PlaceName == b.PlaceName;

    static void Place(Signs ofEvent, Signs ofText, bool isNamed, Gazetteer places, Action<int, Phrase?> add)
    {
        if (ofEvent.PlaceName.Length > 2 && ofEvent.PlaceName == ofText.PlaceName)
            add(3, new("ที่เดียวกัน: {0}", ofEvent.PlaceName));
        else if (IsOnePlace(ofEvent, ofText))
            add(3, new("ที่เดียวกัน: {0}", places.Says(ofEvent.Place)));
        else if (ofEvent.Place is not { } here || ofText.Place is not { } there)
            return;
        else if (here == there)
            add(isNamed ? 1 : 0, isNamed ? new("เป็นเรื่องของทั้งจังหวัดเหมือนกัน") : null);
        else if (here.Length > 2 && there.StartsWith(here, StringComparison.Ordinal) || there.Length > 2 && here.StartsWith(there, StringComparison.Ordinal))
            add(2, new("อยู่ในอำเภอเดียวกัน: {0}", places.Says(here.Length < there.Length ? here : there)));
        else if (here.Length > 2 && there.Length > 2 && !ofText.IsBlogs && !ofEvent.IsBlogs)
            add(-3, null);
    }

    static IEnumerable<string> SharedWords(Signs ofEvent, Signs ofText) => Words(ofEvent.Title).Intersect(Words(ofText.Title + " " + string.Join(' ', ofText.Tags.Select(t => t.Label))));

    static IEnumerable<string> Words(string text) => ThaiWords.Split(text).Select(w => text.Substring(w.Start, w.Length).ToLowerInvariant()).Where(w => ThaiText.CountClusters(w) >= 4 && !char.IsDigit(w[0]) && !Everyday.Contains(w)).Distinct();
}
