namespace KmCommons.Moderation;

/// <summary>What the words of the audit trail are called on a page. The trail itself keeps words of the code: its hash must not change when a sentence does.</summary>
public static class AuditWords
{
    /// <summary>What was done, in Thai; the key of the string localizer. What nobody named here is shown as it is kept.</summary>
    public static string Deed(string deed) => deed.StartsWith("ruling.", StringComparison.Ordinal) && Enum.TryParse<RulingDeed>(deed[7..], out var ruled) ? ruled.Thai : deed switch
    {
        "role.give" => "ให้บทบาท",
        "role.end" => "ให้บทบาทสิ้นสุด",
        "password.link" => "ออกลิงก์ตั้งรหัสผ่านใหม่",
        "member.withdraw" => "ขอถอนชื่อ",
        "invitation.make" => "ออกรหัสเชิญ",
        "blog.open" => "เปิดสมุด",
        "blog.describe" => "แก้ชื่อหรือคำอธิบายสมุด",
        "blog.hand" => "เปลี่ยนคนในสมุด",
        "item.revise" => "แก้เรื่องของคนอื่น",
        "case.check" => "ตรวจเรื่องเล่า",
        "word.add" => "เพิ่มคำของการค้นหา",
        "word.remove" => "เอาคำของการค้นหาออก",
        "place.name" => "เปลี่ยนชื่อพื้นที่",
        "place.zone" => "ย้ายโซน",
        "village.add" => "เพิ่มหมู่บ้าน",
        "collection.owner" => "เปลี่ยนคนดูแลรวมเรื่อง",
        "collection.take-out" => "เอาเรื่องออกจากรวมเรื่อง",
        "collection.close" => "เลิกรวมเรื่องทั้งชุด",
        "letters.pause" => "หยุดส่งจดหมายชั่วคราว",
        "letters.resume" => "ส่งจดหมายต่อ",
        "circle.begin" => "ตั้งวง",
        "circle.keep" => "แก้เรื่องของวง",
        "lesson.revise" => "แก้บัตรบทเรียนของคนอื่น",
        "lesson.take-back" => "เก็บบัตรบทเรียนกลับ",
        "lesson.open" => "เปิดบัตรบทเรียนให้อ่านอีก",
        "lesson.adoption" => "เอาที่บอกไว้ใต้บัตรบทเรียนออก",
        "host.join" => "เพิ่มเจ้าภาพ",
        "host.leave" => "เอาเจ้าภาพออกจากลำดับ",
        "host.excuse" => "ขอเว้นเจ้าภาพ",
        "host.swap" => "สลับคิวเจ้าภาพ",
        "training.open" => "เปิดรุ่นอบรม",
        "training.empty" => "ล้างสมุดฝึกเขียน",
        "practice.reader" => "เปลี่ยนคนอ่านสมุดฝึกเขียน",
        "award.open" => "เปิดรอบ Blog ดีเด่น",
        "award.juror" => "เปลี่ยนกรรมการ Blog ดีเด่น",
        "award.close" => "ปิดรอบ Blog ดีเด่น",
        _ => deed,
    };

    /// <summary>What kind of thing it was done to, in Thai, and which; the first is the key of the string localizer, with the second as its value. Null for what nobody named here.</summary>
    /// <param name="thing">As the trail keeps it: <c>member 7</c>.</param>
    public static (string Thai, string Which)? Thing(string thing) => thing.Split(' ', 2) is [var kind, var which] ? kind switch
    {
        "member" => ("สมาชิกเลขที่ {0}", which),
        "item" => ("เรื่องเลขที่ {0}", which),
        "comment" => ("ความเห็นเลขที่ {0}", which),
        "blog" => ("สมุดเลขที่ {0}", which),
        "place" => ("พื้นที่รหัส {0}", which),
        "collection" => ("รวมเรื่องเลขที่ {0}", which),
        "letters" => ("จดหมายทั้งเว็บ ตั้งแต่ {0} UTC", which),
        "circle" => ("วงเลขที่ {0}", which),
        "lesson" => ("บัตรบทเรียนเลขที่ {0}", which),
        "host" => ("เจ้าภาพเลขที่ {0}", which),
        "practice" => ("สมุดฝึกเขียนของรุ่นเลขที่ {0}", which),
        "award" => ("รอบ Blog ดีเด่น เลขที่ {0}", which),
        "search" => ("คำของการค้นหาเลขที่ {0}", which["word ".Length..]),
        _ => null,
    } : null;
}
