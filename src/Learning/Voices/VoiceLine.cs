using KmCommons.Foundation;

namespace KmCommons.Learning;

/// <summary>One point of a voice.</summary>
public sealed class VoiceLine : IQuiet
{
    /// <summary>A random key.</summary>
    public Guid Id { get; private init; } = Guid.NewGuid();
    /// <summary>Whose.</summary>
    public Guid VoiceId { get; private init; }
    /// <summary>The voice; loaded on demand.</summary>
    public Voice Voice { get; private init; } = null!;
    /// <summary>The review.</summary>
    public long Number { get; init; }
    /// <summary>The question it answers.</summary>
    public AarQuestion Question { get; init; }
    /// <summary>Its place in that answer, from 1.</summary>
    public int Position { get; init; }
    /// <summary>What was said, with who and when behind a dash.</summary>
    public string Text { get; init; } = "";
    /// <summary>The point that it was joined into, or null.</summary>
    public long? PointId { get; private set; }
    /// <summary>That point; loaded on demand.</summary>
    public VoicePoint? Point { get; set; }
    /// <summary>Why it was left out; null when it was not.</summary>
    public string? LeftOut { get; set; }

    // Read until it stays as it is, since a line that begins with two signs loses one at each reading; null when nothing is left
    internal static AarLine? Settled(AarQuestion question, string text)
    {
        while (AarLine.Read(question, text) is [var line, ..])
        {
            if (line.Whole == text)
                return line;
            text = line.Whole;
        }
        return null;
    }

    internal VoiceLine Anew() => new() { Number = Number, Question = Question, Position = Position, Text = Text };
}
