using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;

namespace KmCommons.Writing;

/// <summary>Whose work a note is when it is not all its author's: told by one, written by another, photographed by a third. Where it was told is the place of the item.</summary>
public sealed record Credits
{
    /// <summary>Nobody but the author.</summary>
    public static readonly Credits None = new();

    /// <summary>The longest list of names, in letters.</summary>
    public const int Longest = 200;

    /// <summary>ผู้เล่า: who told it, one name or several with commas; may be empty.</summary>
    public string Narrator { get; private init; } = "";
    /// <summary>ผู้เขียน: who wrote down what was told, when that was not the author; may be empty.</summary>
    public string Writer { get; private init; } = "";
    /// <summary>ผู้ถ่ายภาพ: may be empty.</summary>
    public string Photographer { get; private init; } = "";
    /// <summary>When a writer said that the narrators agree to being named and read (UTC); null while nobody did.</summary>
    public DateTimeOffset? AgreedAt { get; private init; }
    /// <summary>Who said so.</summary>
    public long? AgreedById { get; private init; }

    /// <summary>Whether there is anything to say.</summary>
    public bool IsEmpty => Narrator.Length + Writer.Length + Photographer.Length == 0;

    /// <summary>What was typed. An agreement belongs to the names it was given for: it is kept while they stay, and asked for anew when they change.</summary>
    /// <exception cref="Refused">422: a list of names is too long.</exception>
    public Credits Changed(string? narrator, string? writer, string? photographer, bool agreed, Viewer viewer, DateTimeOffset now)
    {
        var told = Names(narrator, "Narrator");
        var stays = agreed && AgreedAt is not null && told == Narrator;
        return new()
        {
            Narrator = told,
            Writer = Names(writer, "WrittenBy"),
            Photographer = Names(photographer, "Photographer"),
            AgreedAt = stays ? AgreedAt : agreed && told.Length > 0 ? now : null,
            AgreedById = stays ? AgreedById : agreed && told.Length > 0 ? viewer.Id : null,
        };
    }

    /// <summary>The words of an older revision: other narrators have not agreed yet.</summary>
    public Credits PutBack(string narrator, string writer, string photographer) =>
        this with { Narrator = narrator, Writer = writer, Photographer = photographer, AgreedAt = narrator == Narrator ? AgreedAt : null, AgreedById = narrator == Narrator ? AgreedById : null };

    /// <summary>Asked before readers see it: nobody is named as a narrator without having agreed.</summary>
    /// <exception cref="Refused">422: nobody said so.</exception>
    public void MustBeAgreed()
    {
        if (Narrator.Length > 0 && AgreedAt is null)
            throw new Refused(422, "ถามผู้เล่าก่อนว่ายอมให้บอกชื่อและเผยแพร่เรื่องนี้หรือไม่ แล้วทำเครื่องหมายไว้ ระหว่างนี้เก็บเป็นร่างได้ ข้อความอยู่ครบ", "AgreesFor");
    }

    static string Names(string? typed, string field)
    {
        var names = ThaiText.Normalise(typed ?? "").ReplaceLineEndings(" ").Trim();
        return ThaiText.CountClusters(names) <= Longest ? names : throw new Refused(422, "ชื่อคนยาวเกิน 200 ตัวอักษร เล่าชื่อที่เหลือในเนื้อเรื่องได้", field);
    }
}
