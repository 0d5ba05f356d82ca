using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>What a host sees to.</summary>
public enum KitPart
{
    /// <summary>ออกแบบวง.</summary>
    Design,
    /// <summary>ชวนคุย.</summary>
    Facilitate,
    /// <summary>จดบันทึก.</summary>
    Notes,
    /// <summary>งานเอกสาร.</summary>
    Paperwork,
    /// <summary>อาหาร.</summary>
    Food,
    /// <summary>เรื่องเปิดวง.</summary>
    Story,
}

/// <summary>One thing that the host of a meeting sees to: who does it, and whether it is done. What nobody spoke of has no row.</summary>
public sealed class KitItem : IQuiet
{
    /// <summary>The longest name in UTF-16 units.</summary>
    public const int Longest = 120;

    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>What.</summary>
    public KitPart Part { get; init; }
    /// <summary>Who, in words; may be empty.</summary>
    public string Who { get; private set; } = "";
    /// <summary>Whether it is done.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Whether it is still to be thought of: nobody is named and it is not done. The opening story is there too when the meeting tells it.</summary>
    public bool IsOpen(Meeting meeting) => Who.Length == 0 && !IsDone && !(Part == KitPart.Story && meeting.Story.Length > 0);

    /// <summary>Says who does it and whether it is done. The caller has asked whether the viewer may, and saves.</summary>
    /// <exception cref="Refused">422: the name is too long.</exception>
    public void Say(string? who, bool isDone)
    {
        var name = string.Join(' ', ThaiText.Normalise(who ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        (Who, IsDone) = (name.Length <= Longest ? name : throw new Refused(422, "ชื่อยาวเกินไป ช่องละไม่เกิน 120 ตัวอักษร"), isDone);
    }

    /// <summary>All six of a meeting in their order, those without a row empty; not tracked.</summary>
    public static async Task<List<KitItem>> Of(CommonsDb db, long number, CancellationToken stop)
    {
        var said = await db.KitItems.AsNoTracking().Where(i => i.Number == number).ToListAsync(stop);
        return [.. Enum.GetValues<KitPart>().Select(part => said.Find(i => i.Part == part) ?? new KitItem { Number = number, Part = part })];
    }
}

/// <summary>That the host was reminded; once for each day that the meeting is on.</summary>
public sealed class KitReminder : IQuiet
{
    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>The day it was to be on.</summary>
    public DateOnly Day { get; init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What the parts of the kit are called.</summary>
public static class KitParts
{
    extension(KitPart part)
    {
        /// <summary>The part in Thai; the key of the string localizer.</summary>
        public string Thai => part switch
        {
            KitPart.Design => "ออกแบบวง",
            KitPart.Facilitate => "ชวนคุย",
            KitPart.Notes => "จดบันทึก",
            KitPart.Paperwork => "งานเอกสาร",
            KitPart.Food => "อาหาร",
            _ => "เรื่องเปิดวง",
        };

        /// <summary>What belongs to it, in Thai; the key of the string localizer.</summary>
        public string Means => part switch
        {
            KitPart.Design => "คุยเรื่องไหนก่อน นานเท่าไร จัดที่นั่งอย่างไร",
            KitPart.Facilitate => "ชวนให้ทุกคนได้พูด และดูเวลา",
            KitPart.Notes => "จดว่าตกลงอะไร ใครรับไปทำ",
            KitPart.Paperwork => "หนังสือเชิญ ใบลงชื่อ ค่าเดินทาง",
            KitPart.Food => "ข้าว น้ำ ของว่าง",
            _ => "เจ้าภาพเล่าเรื่องเด่นของตัวเองก่อน",
        };
    }
}
