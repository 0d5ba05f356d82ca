using KmCommons.Thai;

namespace KmCommons.Foundation.Markdown;

/// <summary>The walls of the renderer; both stand, except in a test of one of them alone.</summary>
[Flags]
internal enum Walls
{
    None = 0,
    Syntax = 1,
    Html = 2,
    Both = Syntax | Html,
}

/// <summary>Markdown as people of the province write it, made into HTML that is safe to show: Thai-safe emphasis, bare links, heading ids and photos;
/// a bound on the work before it is done; an allow-list on the syntax tree and a second one on the result.</summary>
public static class Prose
{
    /// <summary>The version of the renderer, stored beside what it made; raised when the same text comes out differently; the timetable then renders anew what is older. 2: pictures with JPEG behind the WebP. 3: <c>[[1042]]</c> is a link. 4: <c>@noi</c> is one. 5: ๆ stays with its word.</summary>
    public const int Version = 5;

    /// <summary>The longest text, in bytes of UTF-8: 256 KB, some 87,000 Thai characters.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>The most lines, blank ones included.</summary>
    public const int MaxLines = 10_000;

    /// <summary>The longest summary, in clusters (letters with their marks), without the ellipsis.</summary>
    public const int SummaryClusters = 160;

    /// <summary>What the link of a bare number says by itself: it is stored before anybody asks who reads, so it tells no title.</summary>
    public static string SaidOfNumber(long number) => string.Format(System.Globalization.CultureInfo.InvariantCulture, "เลขที่ {0}", number);

    /// <summary>Where the link of somebody who is named leads, by the last part of their page's address.</summary>
    public static string CallOf(string address) => "/@" + Uri.EscapeDataString(address.ToLowerInvariant());

    /// <summary>The address of who is named by such a link; null for any other link.</summary>
    public static string? CalledBy(string href) => href.StartsWith("/@", StringComparison.Ordinal) ? Uri.UnescapeDataString(href[2..]) : null;

    /// <summary>Renders a note, a case, an AAR voice: anything with headings, lists, tables and photos. Pure: same text and photos, same result.</summary>
    /// <param name="markdown">The text as typed; it is normalised first (<see cref="ThaiText.Normalise"/>).</param>
    /// <exception cref="Refused">413 or 422, with a Thai sentence: <see cref="ProseRefused"/>.</exception>
    public static RenderedProse Render(string markdown, ProseOptions options) => Render(markdown, options, Walls.Both);

    internal static RenderedProse Render(string markdown, ProseOptions options, Walls walls)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        if (IsLongerThan(markdown, MaxBytes)) throw ProseRefused.TooLong(options.Field);
        var text = ThaiText.Normalise(markdown);
        if (text.AsSpan().Count('\n') >= MaxLines) throw ProseRefused.TooManyLines(options.Field);
        if (TableBound.IsExceeded(text)) throw ProseRefused.TableTooWide(options.Field);
        var rawHtml = !walls.HasFlag(Walls.Syntax);
        var work = new ParseWork(options.Field);
        var document = Grammar.Parse(text, rawHtml ? Grammar.NotesWithRawHtml : Grammar.Notes, work, options.Field);
        if (!rawHtml) new SyntaxWall(options, work, photos: true).Guard(document);
        var writer = new ProseWriter(options, HeadingIds.Give(document), breakLines: false, rawHtml);
        return Finish(writer.Write(document), [.. writer.Photos.Keys], walls);
    }

    internal static RenderedProse Finish(string html, IReadOnlyList<string> photos, Walls walls)
    {
        var wall = HtmlWall.Rebuild(html);
        var words = wall.Words.ToString();
        var running = wall.Words.Running is { Length: > 0 } some ? some : words.Replace('\n', ' ');
        return new(walls.HasFlag(Walls.Html) ? wall.Html : html, words, Summary.Of(running, SummaryClusters), wall.Links, photos, Version);
    }

    // A character is at least one byte, so most long texts need no counting
    internal static bool IsLongerThan(string text, int bytes) =>
        text.Length > bytes || (text.Length > bytes / 3 && System.Text.Encoding.UTF8.GetByteCount(text) > bytes);
}
