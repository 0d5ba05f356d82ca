namespace KmCommons.Foundation;

/// <summary>How a letter stands among others.</summary>
public sealed record Correspondence
{
    /// <summary>The list it belongs to, such as <c>circle-12</c>, by which mail readers sort; letters, digits and dashes. Null for none.</summary>
    public string? List { get; init; }
    /// <summary>What the list is called, on one line.</summary>
    public string ListName { get; init; } = "";
    /// <summary>The link that leads out of the list (RFC 8058); null for none.</summary>
    public string? Leave { get; init; }
    /// <summary>The address that leads out of it too; null for none.</summary>
    public string? LeaveByMail { get; init; }
    /// <summary>The address that gets the answers; null for the site's.</summary>
    public string? AnswersTo { get; init; }
    /// <summary>Whose address that is, on one line.</summary>
    public string AnswersToName { get; init; } = "";
    /// <summary>The thread it is shown in, such as <c>circle-12</c>: mail readers put letters with the same one together. Letters, digits and dashes. Null for none.</summary>
    public string? Thread { get; init; }
}
