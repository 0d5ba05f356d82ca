using KmCommons.Foundation;
using KmCommons.Foundation.Markdown;
using KmCommons.People;

namespace KmCommons.Cases;

/// <summary>What was told under one part of a story.</summary>
public sealed class CaseText
{
    /// <summary>The longest part, in UTF-16 units.</summary>
    public const int Longest = 30_000;

    /// <summary>The story.</summary>
    public long Number { get; private set; }
    /// <summary>The part.</summary>
    public CasePart Part { get; init; }
    /// <summary>Who told it; they may mend it.</summary>
    public long TellerId { get; init; }
    /// <summary>Who told it; loaded on demand.</summary>
    public Member Teller { get; init; } = null!;
    /// <summary>The text as typed.</summary>
    public string Markdown { get; private set; } = "";
    /// <summary>The text rendered; safe to show.</summary>
    public string Html { get; private set; } = "";
    /// <summary>What a reader reads, without markup: what is searched.</summary>
    public string Words { get; private set; } = "";
    /// <summary>The renderer that made <see cref="Html"/>.</summary>
    public int RendererVersion { get; private set; }

    /// <summary>Puts the text there.</summary>
    /// <exception cref="Refused">413 or 422: too long, or too tangled to render.</exception>
    public void Write(string markdown)
    {
        var field = $"Texts[{(int)Part}]";
        if (markdown.Length > Longest)
            throw new Refused(422, "ตอนนี้ยาวเกิน 30,000 ตัวอักษร แยกรายละเอียดไปเขียนเป็นบันทึก แล้วอ้างเป็นที่มาได้", field);
        var prose = Prose.Render(markdown, new() { Field = field });
        (Markdown, Html, Words, RendererVersion) = (markdown, prose.Html, prose.Words, prose.RendererVersion);
    }
}
