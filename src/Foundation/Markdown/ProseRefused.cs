namespace KmCommons.Foundation.Markdown;

/// <summary>The ways in which a text is refused before it costs the server anything. The caller still holds the text: nothing is lost.</summary>
public static class ProseRefused
{
    /// <summary>413: more than <see cref="Prose.MaxBytes"/>.</summary>
    public static Refused TooLong(string field) => new(413,
        "ข้อความยาวเกิน 256 กิโลไบต์ ข้อความของท่านยังอยู่ครบ โปรดแบ่งเป็นหลายบันทึกแล้วบันทึกอีกครั้ง", field);

    /// <summary>413: a comment of more than <see cref="InlineProse.MaxBytes"/>.</summary>
    public static Refused CommentTooLong(string field) => new(413,
        "ความเห็นยาวเกิน 32 กิโลไบต์ ข้อความของท่านยังอยู่ครบ โปรดย่อลง หรือเขียนเป็นบันทึกแทน", field);

    /// <summary>413: more than <see cref="Prose.MaxLines"/>.</summary>
    public static Refused TooManyLines(string field) => new(413,
        "ข้อความยาวเกิน 10,000 บรรทัด ข้อความของท่านยังอยู่ครบ โปรดแบ่งเป็นหลายบันทึกแล้วบันทึกอีกครั้ง", field);

    /// <summary>422: the signs of markup are so many or so nested that reading them would take more than <see cref="ParseWork.Limit"/> steps.</summary>
    public static Refused TooTangled(string field) => new(422,
        "ข้อความมีเครื่องหมายจัดรูปแบบ เช่น [ * _ ` ซ้อนกันแน่นเกินกว่าจะอ่านได้ ข้อความของท่านยังอยู่ครบ โปรดลบเครื่องหมายที่ไม่ใช้แล้วบันทึกอีกครั้ง", field);

    /// <summary>422: a table of more columns or more empty cells than <see cref="TableBound"/> allows.</summary>
    public static Refused TableTooWide(string field) => new(422,
        "ตารางกว้างเกิน 40 ช่อง หรือมีช่องว่างมากเกินไป ข้อความของท่านยังอยู่ครบ โปรดแบ่งตารางแล้วบันทึกอีกครั้ง", field);
}
