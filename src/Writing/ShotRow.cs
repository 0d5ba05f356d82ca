using System.Globalization;
using KmCommons.Content;
using KmCommons.Media;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace KmCommons.Writing;

/// <summary>A photo as its row in the writing form shows it.</summary>
/// <param name="Name">How the names of its fields begin.</param>
/// <param name="Words">What is said of it.</param>
/// <param name="Photo">The photo; null in the shape that the script fills.</param>
/// <param name="Nth">Its place, from 1.</param>
/// <param name="Key">The key of its upload; null for one that the note has.</param>
/// <param name="Id">Its number when the note has it.</param>
public sealed record ShotRow(string Name, WriteForm.PhotoWords Words, Photo? Photo, int Nth, string? Key, long? Id)
{
    /// <summary>What the script makes a row from: <c>ID</c> stands for the key.</summary>
    public static readonly ShotRow Shape = new("Sent[ID]", new(), null, 0, "ID", null);

    /// <summary>The rows of a form: the photos that the note has, then those that were sent.</summary>
    public static IEnumerable<ShotRow> Of(WriteForm form, ContentItem? item) =>
        form.Kept.Select((kept, at) => new ShotRow(string.Create(CultureInfo.InvariantCulture, $"Kept[{at}]"), kept, item?.Photos.Find(p => p.PhotoId == kept.Id)?.Photo, at + 1, null, kept.Id))
            .Concat(form.Sent.Where(s => form.Uploads.ContainsKey(s.Key)).Select((sent, at) => new ShotRow($"Sent[{sent.Key}]", sent.Value, form.Uploads[sent.Key].Photo, form.Kept.Count + at + 1, sent.Key, null)));

    /// <summary>The id of one of its fields, as a refusal links to it.</summary>
    public string For(string field) => TagBuilder.CreateSanitizedId($"{Name}.{field}", "_");
}
