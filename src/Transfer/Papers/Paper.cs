using System.Text.Json.Serialization;

namespace KmCommons.Transfer;

/// <summary>One written thing outside the site: what its Markdown file, its JSON and its static page hold, and what an import makes it of. Names of people, blogs and circles are the last parts of their addresses;
/// times are moments; texts are as typed. What is null or empty was not said.</summary>
public sealed record Paper
{
    /// <summary>The number it has where it comes from; null when it has none of ours.</summary>
    public long? Number { get; init; }
    /// <summary>The key of its kind.</summary>
    public string Kind { get; init; } = "note";
    /// <summary>The title.</summary>
    public string Title { get; init; } = "";
    /// <summary>The address of its blog.</summary>
    public string? Blog { get; init; }
    /// <summary>The address of its author.</summary>
    public string? Author { get; init; }
    /// <summary>What the author is called; from elsewhere, where there are no addresses of ours.</summary>
    public string? AuthorName { get; init; }
    /// <summary>The address of its circle.</summary>
    public string? Circle { get; init; }
    /// <summary>The official code of its place.</summary>
    public string? Place { get; init; }
    /// <summary>A nearer place in words.</summary>
    public string PlaceName { get; init; } = "";
    /// <summary>When it was first published, or begun when it never was; null when nobody knows.</summary>
    public DateTimeOffset? Date { get; init; }
    /// <summary>When it was begun, where that is not <see cref="Date"/>.</summary>
    public DateTimeOffset? Created { get; init; }
    /// <summary>When it was last changed after publishing.</summary>
    public DateTimeOffset? Edited { get; init; }
    /// <summary>Where it stands: published, draft, withdrawn (published once, a draft now), scheduled.</summary>
    public string State { get; init; } = "published";
    /// <summary>When it shall be published by itself.</summary>
    public DateTimeOffset? PublishAt { get; init; }
    /// <summary>When a moderator hid it.</summary>
    public DateTimeOffset? Hidden { get; init; }
    /// <summary>Who may read it: everyone, members, circle.</summary>
    public string Audience { get; init; } = "everyone";
    /// <summary>What others may do with it: CC BY-SA 4.0, CC BY 4.0, or anything else, which is all rights reserved; null is the site's own custom.</summary>
    public string? Licence { get; init; }
    /// <summary>The tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>The series it is a part of.</summary>
    public PaperSeries? Series { get; init; }
    /// <summary>Whether it is a quick note that has not grown.</summary>
    public bool Quick { get; init; }
    /// <summary>Whose work it is beside its author's.</summary>
    public PaperCredits? Credits { get; init; }
    /// <summary>Its photos in their order.</summary>
    public IReadOnlyList<PaperPhoto> Photos { get; init; } = [];
    /// <summary>The documents attached, in their order.</summary>
    public IReadOnlyList<PaperAttachment> Files { get; init; } = [];
    /// <summary>The numbers it had elsewhere.</summary>
    public IReadOnlyList<PaperOrigin> Old { get; init; } = [];
    /// <summary>An AAR's event.</summary>
    public string? Event { get; init; }
    /// <summary>The day of that event, <c>2007-02-26</c>.</summary>
    public string? EventDate { get; init; }
    /// <summary>How many took part.</summary>
    public int? Participants { get; init; }
    /// <summary>The whole in one line.</summary>
    public string? Gist { get; init; }
    /// <summary>Who was there: addresses, or words.</summary>
    public IReadOnlyList<string> People { get; init; } = [];
    /// <summary>How far a case story is: stub, told, checked, learningsource.</summary>
    public string? Story { get; init; }
    /// <summary>Whether it is made up.</summary>
    public bool Example { get; init; }
    /// <summary>Who checked it.</summary>
    public string? CheckedBy { get; init; }
    /// <summary>When it was checked.</summary>
    public DateTimeOffset? CheckedAt { get; init; }
    /// <summary>A case story's sources: numbers of items, or words.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];
    /// <summary>A case story's figures.</summary>
    public IReadOnlyList<PaperFigure> Figures { get; init; } = [];
    /// <summary>Who told which part, where it was not the author.</summary>
    public IReadOnlyList<PaperTeller> Tellers { get; init; } = [];
    /// <summary>The comments, oldest first.</summary>
    public IReadOnlyList<PaperComment> Comments { get; init; } = [];
    /// <summary>What answers the questions among them.</summary>
    public IReadOnlyList<PaperAnswer> Answers { get; init; } = [];
    /// <summary>Who said thank you.</summary>
    public IReadOnlyList<PaperThanks> Thanks { get; init; } = [];
    /// <summary>The events that it tells of.</summary>
    public IReadOnlyList<PaperTelling> TellsOf { get; init; } = [];
    /// <summary>The text in Markdown.</summary>
    public string Body { get; init; } = "";

    /// <summary>The folder that papers of its kind lie in.</summary>
    [JsonIgnore] public string Folder => Kind switch { "aar" => "aars", "case" => "cases", "meeting" => "meetings", _ => "notes" };
}

/// <summary>A series and the part in it.</summary>
public sealed record PaperSeries(string Name, int? Part);

/// <summary>Who told, wrote and photographed it, and that the narrators agreed to be named: when, and who said so.</summary>
public sealed record PaperCredits(string Narrator, string Writer, string Photographer, DateTimeOffset? Agreed, string? AgreedBy);

/// <summary>A photo in use.</summary>
/// <param name="File">The name that the text knows it by.</param>
/// <param name="Photo">Its file in <c>photos/</c>, where that is not <paramref name="File"/>.</param>
/// <param name="Caption">What stands below it.</param>
/// <param name="Alt">What it shows.</param>
/// <param name="Place">Its place in the row, by which <c>photo:3</c> in the text knows it, where one before it was taken out.</param>
public sealed record PaperPhoto(string File, string? Photo, string Caption, string Alt, int? Place = null);

/// <summary>A document attached.</summary>
/// <param name="File">Its name for readers.</param>
/// <param name="Stored">Its file in <c>files/</c>: its SHA-256 with the ending of its kind.</param>
public sealed record PaperAttachment(string File, string Stored);

/// <summary>A comment. Of a guest only the name goes along: never an address of any kind.</summary>
/// <param name="By">The address of a member; null for a guest.</param>
/// <param name="Guest">The name of a guest.</param>
/// <param name="At">When; null when nobody knows.</param>
/// <param name="Text">As typed.</param>
/// <param name="ReplyTo">The comments it answers, by their places from 0.</param>
/// <param name="Question">Whether it asks.</param>
public sealed record PaperComment(string? By, string? Guest, DateTimeOffset? At, string Text, IReadOnlyList<int> ReplyTo, bool Question = false);

/// <summary>What answers a question.</summary>
/// <param name="Question">The comment that asks, by its place from 0.</param>
/// <param name="Item">The number of the item that answers.</param>
/// <param name="Comment">The comment that answers, by its place from 0.</param>
/// <param name="By">The address of who said so; null when nobody knows any more.</param>
/// <param name="At">When.</param>
public sealed record PaperAnswer(int Question, long? Item, int? Comment, string? By, DateTimeOffset? At);

/// <summary>Somebody's thanks: for the whole, or for the comment at this place from 0.</summary>
public sealed record PaperThanks(string By, int? Comment, DateTimeOffset? At);

/// <summary>That it tells of an event: the number of the meeting, whether it is the review that closes it, who said so (null when nobody knows any more), and when.</summary>
public sealed record PaperTelling(long Meeting, bool Closing, string? By, DateTimeOffset? At);

/// <summary>Where a thing was before it came here.</summary>
public sealed record PaperOrigin(string Source, string Key, long? Number, string Address);

/// <summary>A figure of a case story; <paramref name="Source"/> is the place of its source, from 0.</summary>
public sealed record PaperFigure(string Label, string Value, string Unit, int? Source);

/// <summary>Who told a part of a case story.</summary>
public sealed record PaperTeller(string Part, string By);
