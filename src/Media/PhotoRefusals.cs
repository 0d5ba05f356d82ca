using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>Everything that can be said against an upload, each with its status: 413 too large, 415 another kind of file, 422 a photo that cannot be read, 503 not now.</summary>
static class PhotoRefusals
{
    public static Refused Empty() => new(422, "ไฟล์นี้ว่างเปล่า โปรดเลือกรูปแล้วส่งใหม่อีกครั้ง");
    public static Refused TooManyBytes() => new(413, "รูปนี้ใหญ่เกิน 15 เมกะไบต์ โปรดย่อรูปแล้วส่งใหม่");
    public static Refused TooManyPixels() => new(413, "รูปนี้ละเอียดเกิน 64 ล้านจุด โปรดย่อรูปแล้วส่งใหม่");
    public static Refused TooMuchText() => new(422, "รูป PNG นี้มีข้อความแนบมามากเกินไป โปรดบันทึกเป็น JPEG แล้วส่งใหม่");
    public static Refused TooHeavy() => new(422, "รูปนี้ซับซ้อนเกินกว่าที่ระบบจะเปิดได้ โปรดย่อรูปหรือบันทึกเป็น JPEG แบบธรรมดาแล้วส่งใหม่");
    public static Refused Truncated() => new(422, "รูปนี้มาไม่ครบ อาจเพราะสัญญาณขาดระหว่างทาง โปรดส่งใหม่อีกครั้ง");
    public static Refused Broken() => new(422, "ไฟล์รูปนี้เสียหาย ระบบเปิดไม่ได้ โปรดเปิดดูในเครื่องของท่านแล้วบันทึกใหม่ หรือเลือกรูปอื่น");
    public static Refused Animated() => new(415, "ระบบรับเฉพาะภาพนิ่ง ยังไม่รับภาพเคลื่อนไหว โปรดส่งเป็นรูป JPEG หรือ PNG");
    public static Refused Heic() => new(415, "รูปนี้เป็นชนิด HEIC ซึ่งหลายเครื่องเปิดไม่ได้ ในไอโฟนให้เข้า การตั้งค่า > กล้อง > รูปแบบ แล้วเลือก “เข้ากันได้มากที่สุด” รูปที่ถ่ายใหม่จะเป็น JPEG ที่ส่งได้ทันที");
    public static Refused Avif() => new(415, "รูปนี้เป็นชนิด AVIF ซึ่งระบบยังไม่รับ โปรดบันทึกเป็น JPEG แล้วส่งใหม่");
    public static Refused Gif() => new(415, "รูปนี้เป็นชนิด GIF ซึ่งระบบไม่รับ โปรดบันทึกเป็น JPEG หรือ PNG แล้วส่งใหม่");
    public static Refused Svg() => new(415, "ไฟล์นี้เป็นภาพวาด SVG ซึ่งระบบไม่รับเพื่อความปลอดภัยของผู้อ่าน โปรดบันทึกเป็น PNG แล้วส่งใหม่");
    public static Refused Tiff() => new(415, "รูปนี้เป็นชนิด TIFF หรือไฟล์ดิบจากกล้อง โปรดบันทึกเป็น JPEG แล้วส่งใหม่");
    public static Refused Bmp() => new(415, "รูปนี้เป็นชนิด BMP ซึ่งระบบไม่รับ โปรดบันทึกเป็น JPEG หรือ PNG แล้วส่งใหม่");
    public static Refused Pdf() => new(415, "ไฟล์นี้เป็นเอกสาร PDF ไม่ใช่รูป โปรดถ่ายหรือบันทึกหน้าที่ต้องการเป็นรูป JPEG");
    public static Refused Html() => new(415, "ไฟล์นี้เป็นหน้าเว็บ ไม่ใช่รูป โปรดกดค้างที่รูปในหน้านั้น บันทึกรูป แล้วส่งเฉพาะรูป");
    public static Refused Zip() => new(415, "ไฟล์นี้เป็นไฟล์บีบอัดหรือเอกสาร ไม่ใช่รูป โปรดเปิดไฟล์นั้นแล้วส่งรูปข้างในทีละรูป");
    public static Refused Video() => new(415, "ไฟล์นี้เป็นวิดีโอ ไม่ใช่รูป ช่องนี้รับเฉพาะรูป JPEG, PNG และ WebP");
    public static Refused Text() => new(415, "ไฟล์นี้เป็นข้อความ ไม่ใช่รูป แม้ชื่อไฟล์จะเหมือนรูป โปรดเลือกไฟล์รูปแล้วส่งใหม่");
    public static Refused Unknown() => new(415, "ไฟล์นี้ไม่ใช่รูปที่ระบบรู้จัก ระบบรับเฉพาะรูป JPEG, PNG และ WebP");
    public static Refused NotBare() => new(422, "ระบบลบข้อมูลส่วนตัว เช่น พิกัดที่ถ่าย ออกจากรูปนี้ไม่ได้ จึงไม่เก็บรูปไว้ โปรดบันทึกเป็น JPEG ใหม่แล้วส่งอีกครั้ง");
    public static Refused NoRoom() => new(503, "ที่เก็บรูปของระบบเต็ม จึงยังเก็บรูปนี้ไม่ได้ โปรดแจ้งผู้ดูแลระบบแล้วลองใหม่ภายหลัง");
    public static Refused Busy() => new(503, "ขณะนี้มีคนส่งรูปพร้อมกันหลายคน โปรดรอสักครู่แล้วส่งใหม่");
    public static Refused NoTool() => new(503, "ระบบยังจัดการรูปไม่ได้ในขณะนี้ โปรดแจ้งผู้ดูแลระบบแล้วลองใหม่ภายหลัง");
    public static Refused LongWords() => new(422, "คำบรรยายรูปยาวเกิน 500 ตัวอักษร โปรดย่อให้สั้นลง");
}
