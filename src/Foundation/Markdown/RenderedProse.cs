namespace KmCommons.Foundation.Markdown;

/// <summary>A text as it is stored beside its Markdown: made once on save, shown as it is.</summary>
/// <param name="Html">Only elements and attributes of an allow-list; safe inside a page body. Headings start at h2.</param>
/// <param name="Words">What a reader reads, without markup, for search and snippets: one block a line, captions included.</param>
/// <param name="Summary">The beginning of the running text in one line, at most <see cref="Prose.SummaryClusters"/> clusters and an ellipsis.</param>
/// <param name="Links">Where its links lead, in order, each once, as they stand in the HTML.</param>
/// <param name="Photos">The photos it shows, by the names it gave them, in order, each once; names that found no photo are left out.</param>
/// <param name="RendererVersion"><see cref="Prose.Version"/> of the renderer; older ones are to be rendered again.</param>
public sealed record RenderedProse(
    string Html, string Words, string Summary, IReadOnlyList<string> Links, IReadOnlyList<string> Photos, int RendererVersion);
