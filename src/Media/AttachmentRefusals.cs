using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>Everything that can be said against a document and against an upload in pieces.</summary>
static class AttachmentRefusals
{
    public static Refused TooManyBytes() => new(413, "ไฟล์นี้ใหญ่เกิน 20 เมกะไบต์ แบ่งเป็นหลายไฟล์ หรือบันทึกเป็น PDF ขนาดเล็กแล้วส่งใหม่", "Files");
    public static Refused Empty() => new(422, "ไฟล์นี้ว่างเปล่า โปรดเลือกไฟล์แล้วส่งใหม่อีกครั้ง", "Files");
    public static Refused Unknown() => new(415, "ไฟล์นี้ไม่ใช่ชนิดที่รับแนบ รับ PDF, Word (doc, docx), OpenDocument (odt) และข้อความล้วน (txt) โปรดบันทึกเป็นชนิดเหล่านี้แล้วส่งใหม่", "Files");
    public static Refused Picture() => new(415, "ไฟล์นี้เป็นรูป โปรดใส่ในช่องภาพแทน", "Files");
    public static Refused Macros() => new(415, "เอกสาร Word นี้มีโปรแกรมเล็ก ๆ (แมโคร) อยู่ข้างใน ซึ่งอาจเป็นอันตรายต่อผู้อ่าน โปรดบันทึกเป็น .docx แบบไม่มีแมโคร หรือเป็น PDF แล้วส่งใหม่", "Files");
    public static Refused Broken() => new(422, "ไฟล์นี้เสียหายหรือมาไม่ครบ โปรดเปิดดูในเครื่องของท่าน บันทึกใหม่ แล้วส่งอีกครั้ง", "Files");
    public static Refused TooHeavy() => new(422, "ไฟล์นี้พองใหญ่ผิดปกติเมื่อเปิดออก จึงไม่รับไว้เพื่อความปลอดภัย โปรดบันทึกเป็น PDF แล้วส่งใหม่", "Files");
    public static Refused NoRoom() => new(503, "ที่เก็บไฟล์ของระบบเต็ม จึงยังเก็บไม่ได้ โปรดแจ้งผู้ดูแลระบบแล้วลองใหม่ภายหลัง");
    public static Refused Unreadable() => new(400, "บางช่องอ่านไม่ออก ตรวจดูแล้วส่งอีกครั้ง");
    public static Refused TooManyOpen() => new(409, "ท่านมีไฟล์ที่ส่งค้างอยู่มากแล้ว รอให้ส่งครบ หรือเอาบางไฟล์ออกก่อน");
    public static Refused NotWhole() => new(409, "ไฟล์ยังมาไม่ครบ ส่งต่อจากที่ค้างไว้ได้");
    public static Refused NotTheSame() => new(409, "ไฟล์ที่มาถึงไม่ตรงกับในเครื่องของท่าน โปรดเลือกไฟล์นี้อีกครั้ง");
}
