using System.IO.Compression;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>The copy of the whole site, as somebody unpacks it on their own machine.</summary>
sealed class Copies(string folder) : IDisposable
{
    /// <summary>Names of entries that a machine may not take, or that lead out of the folder.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>The pages in it.</summary>
    public IReadOnlyList<string> Pages => [.. Directory.EnumerateFiles(folder, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>All texts in it that are no pages.</summary>
    public IReadOnlyList<string> Texts => [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".md" or ".json" or ".csv" or ".txt").Order(StringComparer.Ordinal)];

    /// <summary>Takes the copy of everything, as an administrator.</summary>
    public static async Task<Copies> Take(Target target)
    {
        var copies = new Copies(Directory.CreateTempSubdirectory("copy-").FullName);
        using var answer = await target.Come("administrator", "/export/copy.zip?site=all");
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        if (Names.Wrong(answer.Content.Headers.ContentDisposition!.ToString()) is { } wrong)
            copies.Wrong.Add(wrong);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        copies.Wrong.AddRange(zip.Entries.Where(e => !e.FullName.Split('/').All(Names.IsPlain)).Select(e => "an entry of the copy: " + e.FullName));
        if (copies.Wrong.Count == 0)
            zip.ExtractToDirectory(copies.Folder);
        return copies;
    }

    string Folder => folder;

    /// <summary>What is wrong with its pages: a node that is not the copy's own, or no policy of their own.</summary>
    public IEnumerable<string> WrongPages()
    {
        // What the copy's own pages are made of can be told from those without anything of people in them: the look, and no script at all
        foreach (var page in Pages)
        {
            var html = File.ReadAllText(page);
            foreach (var finding in Judge.OfCopy.Page(html))
                yield return $"{Path.GetFileName(page)} of the copy: {finding}";
            if (!html.Contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';", StringComparison.Ordinal))
                yield return $"{Path.GetFileName(page)} of the copy has no policy";
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
