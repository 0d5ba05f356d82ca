using KmCommons.Foundation;

namespace KmCommons.Learning;

/// <summary>Lines of voices that say the same, under one wording that a person chose.</summary>
public sealed class VoicePoint : IQuiet
{
    /// <summary>Identity.</summary>
    public long Id { get; private set; }
    /// <summary>The review.</summary>
    public long Number { get; init; }
    /// <summary>The question.</summary>
    public AarQuestion Question { get; init; }
    /// <summary>The wording.</summary>
    public string Text { get; set; } = "";
    /// <summary>The line of the review that it became, or null.</summary>
    public long? LineId { get; private set; }
    /// <summary>That line; loaded on demand.</summary>
    public AarLine? Line { get; set; }
    /// <summary>The lines of voices in it.</summary>
    public List<VoiceLine> Sources { get; } = [];
}
