namespace KmCommons.Mail;

/// <summary>What somebody typed into an answer, without the letter they answer, without their signature and without what their telephone adds. Made for Thai and English letters.</summary>
public static class ReplyText
{
    /// <summary>
    /// The answer. Quoted lines are left out wherever they stand, and what was typed between and below them stays. What nobody marked as quoted is cut only
    /// below a line that a mail program writes: better a line of the old letter too much than a line of the answer too little.
    /// </summary>
    /// <param name="body">The text of a letter, such as <see cref="IncomingLetter.Text"/>.</param>
    /// <returns>The answer without empty lines around it; empty when nothing was typed.</returns>
    public static string Of(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var lines = body.ReplaceLineEndings("\n").Split('\n');
        var lastQuoted = Array.FindLastIndex(lines, QuoteMarks.IsQuoted);
        var (kept, inSignature) = (new List<string>(), false);
        for (var at = 0; at < lines.Length; at++)
        {
            if (QuoteMarks.IsQuoted(lines[at]))
            {
                kept.Add("");
                inSignature = false;
            }
            else if (QuoteMarks.BeginsOldLetter(lines, at)) break;
            else if (Attribution.At(lines, at) is { } attribution)
            {
                // Without a mark on any line below, all below is the old letter; otherwise the marks say what is
                if (attribution.NamesAddress && at > lastQuoted) break;
                kept.Add("");
                (inSignature, at) = (false, at + attribution.Lines - 1);
            }
            else if (QuoteMarks.IsSignature(lines[at])) inSignature = true;
            else if (!inSignature && !(QuoteMarks.IsOfDevice(lines[at]) && EndsHere(lines, at + 1))) kept.Add(lines[at].TrimEnd());
        }
        return Tidy(kept);
    }

    // Whether nothing that was typed follows before the old letter or the end
    private static bool EndsHere(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at])) at++;
        return at == lines.Length || QuoteMarks.IsQuoted(lines[at]) || QuoteMarks.IsSignature(lines[at]) || QuoteMarks.BeginsOldLetter(lines, at) || Attribution.At(lines, at) is not null;
    }

    private static string Tidy(List<string> lines)
    {
        var tidy = lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0));
        return string.Join('\n', tidy).Trim('\n');
    }
}
