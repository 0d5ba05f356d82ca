namespace KmCommons.Learning;

/// <summary>The words in which the four questions are put. Answers are stored once, under their meaning; whoever writes or reads chooses the words.
/// <para>Thai headings (คาดหวัง, ได้เกินคาด, ได้น้อยกว่าคาด, จะกลับไปทำ): the sheet that the province's facilitators use.</para>
/// <para>The U.S. Army asks: what was supposed to happen; what did happen; why, that is what was right or wrong with it; how to do it the next time
/// (Training Circular 25-20, A Leader's Guide to After-Action Reviews, 1993). Its first is <see cref="AarQuestion.Expected"/>, its fourth
/// <see cref="AarQuestion.Next"/>. Its second and third, what happened and why, are asked together, once for what went better than the plan (sustain)
/// and once for what fell short of it (improve): so an answer given in one form stands under the right question of the other, and none is guessed.</para></summary>
/// <param name="Key">What stands in an address: <c>thai</c>, <c>army</c>.</param>
/// <param name="Name">What it is called; the key of the string localizer, as are all words of a form.</param>
/// <param name="Words">The words of the four questions, in their order.</param>
public sealed record AarForm(string Key, string Name, IReadOnlyList<AarWords> Words)
{
    /// <summary>แบบไทย, the one used when nobody chose.</summary>
    public static readonly AarForm Thai = new("thai", "แบบไทย",
    [
        new("คาดหวัง", "ก่อนเริ่ม เราหวังให้เกิดอะไร"),
        new("ได้เกินคาด", "อะไรดีกว่าที่หวัง เพราะอะไร เก็บไว้ทำอีก"),
        new("ได้น้อยกว่าคาด", "อะไรไม่ถึงที่หวัง เพราะอะไร ไม่โทษใคร มองที่วิธี"),
        new("จะกลับไปทำ", "กลับไปแล้วจะทำอะไร ใคร เมื่อไร"),
    ]);

    /// <summary>แบบกองทัพ.</summary>
    public static readonly AarForm Army = new("army", "แบบกองทัพ",
    [
        new("ตามแผนต้องเกิดอะไร", "เป้าหมายและแผนที่ตกลงกันไว้"),
        new("เกิดอะไรขึ้นจริงที่ดีกว่าแผน", "เกิดอะไร ทำไมจึงดี รักษาไว้"),
        new("เกิดอะไรขึ้นจริงที่ไม่ถึงแผน", "เกิดอะไร ทำไมจึงไม่ถึง ปรับปรุงตรงไหน"),
        new("ครั้งหน้าจะทำอย่างไร", "ทำอะไรต่างจากเดิม ใคร เมื่อไร"),
    ]);

    /// <summary>Every form there is.</summary>
    public static readonly IReadOnlyList<AarForm> All = [Thai, Army];

    /// <summary>The form of a key; the Thai one for any other.</summary>
    public static AarForm Of(string? key) => All.FirstOrDefault(f => f.Key == key) ?? Thai;

    /// <summary>The question whose heading this is, in any form; null for any other text. For reading written files.</summary>
    public static AarQuestion? QuestionOf(string heading) =>
        Enum.GetValues<AarQuestion>().Cast<AarQuestion?>().FirstOrDefault(q => All.Any(f => f[q!.Value].Heading == heading.Trim()));

    /// <summary>The four answers of a Markdown text that has the headings of any form (<c>## คาดหวัง</c>), in their order; ready for <see cref="AarSaid.Answers"/>.</summary>
    public static IReadOnlyList<string> AnswersIn(string markdown)
    {
        var answers = new string[] { "", "", "", "" };
        AarQuestion? under = null;
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
            if (line.StartsWith('#'))
                under = QuestionOf(line.TrimStart('#'));
            else if (under is { } question)
                answers[(int)question - 1] += line + "\n";
        return answers;
    }

    /// <summary>The words of a question.</summary>
    public AarWords this[AarQuestion question] => Words[(int)question - 1];
}

/// <summary>The words of one question.</summary>
/// <param name="Heading">The heading a reader sees.</param>
/// <param name="Ask">One line more: what belongs here.</param>
public sealed record AarWords(string Heading, string Ask);
