namespace KmCommons.Foundation;

/// <summary>A file that a letter carries.</summary>
/// <param name="FileName">What it is saved as; without control characters and slashes.</param>
/// <param name="ContentType">Its media type in printable ASCII, with parameters if any.</param>
/// <param name="Bytes">The content.</param>
public sealed record Enclosed(string FileName, string ContentType, byte[] Bytes);
