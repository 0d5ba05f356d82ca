using KmCommons.Thai;

namespace KmCommons.Learning;

/// <summary>The words of a text that say what it is about: whole words, and two that stand together (น้ำ|เสีย is น้ำเสีย). Words that stand in any text of any meeting are left out.</summary>
public static class LessonWords
{
    /// <summary>At most so many of one text.</summary>
    public const int Most = 80;

    // A word so short says something only beside another
    const int Shortest = 3;

    static readonly HashSet<string> Empty = [.. """
        การ ความ ที่ ซึ่ง อัน และ หรือ แต่ กับ แก่ แด่ ต่อ ของ ใน นอก บน ใต้ จาก ถึง ให้ ได้ ไม่ มี เป็น อยู่ คือ ว่า จะ แล้ว ก็ ยัง กัน ไป มา ขึ้น ลง เข้า ออก นี้ นั้น โน้น ทุก บาง หลาย แต่ละ เอง ด้วย โดย เพื่อ เพราะ ถ้า เมื่อ ก่อน หลัง
        ตาม เรา เขา ท่าน ฉัน ผม มัน คน ทำ ทำให้ ใช้ เอา ต้อง ควร อยาก เคย กำลัง พร้อม เช่น อย่าง แบบ มาก น้อย กว่า ที่สุด เท่า ครั้ง วัน เดือน ปี เวลา ชั่วโมง นาที หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ ร้อย พัน
        เรื่อง สิ่ง อะไร ใคร ไหน อย่างไร เท่าไร ทำไม ชุมชน หมู่บ้าน บ้าน ตำบล อำเภอ จังหวัด พื้นที่ ชาวบ้าน ประชุม วง กลุ่ม ทีม โครงการ กิจกรรม งาน ทำงาน ร่วม ร่วมกัน ด้วยกัน ช่วย ช่วยกัน ปัญหา แก้ แก้ปัญหา ข้อมูล บทเรียน ความรู้ เรียนรู้ แลกเปลี่ยน
        คุณ คุณกิจ คุณอำนวย คุณลิขิต คุณเอื้อ เล่า บอก ถาม ตอบ คุย พูด ฟัง ดู เห็น รู้ คิด เริ่ม เริ่มต้น ต่อไป ครอบครัว ครัวเรือน สามารถ ต้องการ สำคัญ ใหม่ เก่า ดี ดีขึ้น เพิ่ม ลด ตกลง ผล ได้ผล นัด เป้าหมาย สรุป
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>The words of a text, each once, in the order in which they come; small letters.</summary>
    public static string[] Of(string text)
    {
        var normal = ThaiText.Normalise(text).ToLowerInvariant();
        var (found, before) = (new List<string>(), default(Word?));
        foreach (var word in ThaiWords.Split(normal))
        {
            var said = word.In(normal).ToString();
            if (Empty.Contains(said) || char.IsDigit(said[0]))
            {
                before = null;
                continue;
            }
            if (ThaiText.CountClusters(said) >= Shortest)
                found.Add(said);
            if (before is { } first && first.End == word.Start)
                found.Add(normal[first.Start..word.End]);
            before = word;
        }
        return [.. found.Distinct().Take(Most)];
    }
}
