namespace KmCommons.Media;

/// <summary>A kind of document that is let in: told by its bytes, never by its name.</summary>
/// <param name="Key">What its name ends in: pdf, docx, odt, doc, txt.</param>
/// <param name="Type">The content type it is served with.</param>
/// <param name="Thai">What it is called; the key of the string localizer.</param>
public sealed record AttachmentKind(string Key, string Type, string Thai)
{
    /// <summary>The five of them.</summary>
    public static readonly AttachmentKind Pdf = new("pdf", "application/pdf", "เอกสาร PDF"),
        Docx = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "เอกสาร Word"),
        Odt = new("odt", "application/vnd.oasis.opendocument.text", "เอกสาร OpenDocument"),
        Doc = new("doc", "application/msword", "เอกสาร Word รุ่นเก่า"),
        Txt = new("txt", "text/plain", "ข้อความล้วน");

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<AttachmentKind> All = [Pdf, Docx, Odt, Doc, Txt];

    /// <summary>The kind of a key that a row has.</summary>
    public static AttachmentKind Of(string key) => All.First(k => k.Key == key);
}
