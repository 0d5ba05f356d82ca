namespace KmCommons.Cases;

/// <summary>A part of a case story. The first four are the story; the last two are what a stub has instead.</summary>
public enum CasePart
{
    /// <summary>What it was like before.</summary>
    Situation,
    /// <summary>What was done.</summary>
    Done,
    /// <summary>What came of it, what did not work included.</summary>
    Result,
    /// <summary>How others can do the same.</summary>
    Copy,
    /// <summary>What is known while nobody has told the story.</summary>
    Known,
    /// <summary>What still waits for someone to tell it.</summary>
    Waiting,
}

/// <summary>What the parts are called.</summary>
public static class CaseParts
{
    /// <summary>The four parts of the story itself.</summary>
    public static readonly IReadOnlyList<CasePart> Story = [CasePart.Situation, CasePart.Done, CasePart.Result, CasePart.Copy];

    extension(CasePart part)
    {
        /// <summary>The heading in Thai; the key of the string localizer.</summary>
        public string Heading => part switch
        {
            CasePart.Situation => "สถานการณ์",
            CasePart.Done => "ทำอะไรไป",
            CasePart.Result => "ผลที่เกิด",
            CasePart.Copy => "ถ้าจะเอาไปทำบ้าง",
            CasePart.Known => "ที่รู้แล้ว",
            _ => "ยังรอคนเล่า",
        };

        /// <summary>One line more: what belongs there; the key of the string localizer.</summary>
        public string Ask => part switch
        {
            CasePart.Situation => "เดิมเป็นอย่างไร ใครเดือดร้อน ทำไมจึงลุกขึ้นมาทำ",
            CasePart.Done => "ทำทีละขั้นอย่างไร ใครทำ ใช้อะไร ติดตรงไหน",
            CasePart.Result => "ได้อะไร อะไรยังไม่ได้ผล บอกตามจริง",
            CasePart.Copy => "คนอื่นจะทำตาม ต้องเริ่มจากอะไร ระวังอะไร",
            CasePart.Known => "ตอนนี้เรารู้อะไรแล้วบ้าง รู้จากไหน",
            _ => "ข้อไหนที่อยากให้คนในเหตุการณ์มาเล่า",
        };
    }

    /// <summary>The parts of a Markdown text that has their headings (<c>## สถานการณ์</c>); ready for <see cref="CaseSaid.Texts"/>. What stands before the first
    /// heading, or under another, is left out.</summary>
    public static IReadOnlyDictionary<CasePart, string> In(string markdown)
    {
        var texts = new Dictionary<CasePart, string>();
        CasePart? under = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
            if (line.StartsWith("## ", StringComparison.Ordinal))
                under = Enum.GetValues<CasePart>().Cast<CasePart?>().FirstOrDefault(p => p!.Value.Heading == line[3..].Trim());
            else if (under is { } part)
                texts[part] = texts.GetValueOrDefault(part, "") + line + "\n";
        return texts;
    }
}
