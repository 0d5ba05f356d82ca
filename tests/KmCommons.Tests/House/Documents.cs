using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KmCommons.Tests.House;

/// <summary>What the documents say against what is there. A document that is no longer true is a bug.</summary>
public sealed partial class Documents
{
    static string Read(string path) => File.ReadAllText(Path.Combine(Disk.Root, path));

    static IEnumerable<(string Path, string Text)> Pages => Written.Where(f => f.Path.EndsWith(".md", StringComparison.Ordinal));

    // Without what a running site or a measurement left in the folder
    static readonly (string Path, string Text)[] Written =
    [
        .. Directory.EnumerateFiles(Disk.Root).Where(f => Path.GetFileName(f) is not ".git").Select(f => (Path.GetFileName(f), File.ReadAllText(f))),
        .. Disk.Folders("").Except(["data", "tmp", "TestResults", ".vs", ".idea"]).SelectMany(f => Disk.Files(f, "")).Where(f => !f.Text.Contains('\0', StringComparison.Ordinal)),
    ];

    /// <summary>Which of these names the text does not say between backticks or as a whole word.</summary>
    static List<string> Unsaid(IEnumerable<string> names, string text) =>
        [.. names.Distinct().Where(name => !Regex.IsMatch(text, $@"(?<![\w.:-]){Regex.Escape(name)}(?![\w:-]|\.\w)"))];

    [Fact]
    public void Every_module_is_in_the_page_about_the_house()
    {
        var modules = Disk.Folders("src").Select(m => "src/" + m).Concat(Disk.Folders("themes").Select(m => "themes/" + m)).ToList();
        Assert.Contains("src/Content", modules);
        Assert.Empty(Unsaid(modules, Read("docs/house.md")));
    }

    [Fact]
    public void The_page_about_the_house_and_the_test_say_the_same_about_who_may_know_whom()
    {
        var table = Regex.Match(Read("tests/KmCommons.Tests/House/Walls.cs"), "May = \"\"\"\n(.*?)\n *\"\"\"", RegexOptions.Singleline).Groups[1].Value.Split('\n').Select(l => l.Trim()).ToList();
        Assert.Contains("Media: People", table);
        Assert.Equal(table, Regex.Match(Read("docs/house.md"), "\n```\n(Thai:.*?)\n```\n", RegexOptions.Singleline).Groups[1].Value.Split('\n'));
    }

    [Fact]
    public void Every_package_has_its_reason()
    {
        var packages = XDocument.Parse(Read("Directory.Packages.props")).Descendants("PackageVersion").Select(p => p.Attribute("Include")!.Value).ToList();
        using var theme = JsonDocument.Parse(Read("themes/Village/package.json"));
        foreach (var part in (string[])["dependencies", "devDependencies", "overrides"])
            if (theme.RootElement.TryGetProperty(part, out var named))
                packages.AddRange(named.EnumerateObject().Select(p => p.Name));
        Assert.Contains("Markdig", packages);
        Assert.Contains("vite", packages);
        Assert.Empty(Unsaid(packages, Read("docs/decisions/0008-packages.md")));
    }

    [Fact]
    public void Every_setting_that_is_read_is_explained()
    {
        var settings = Settings(Disk.Files("src", ".cs").Select(f => f.Text)).ToList();
        Assert.Superset(new HashSet<string> { "data", "ConnectionStrings:KmCommons", "Mail:From", "Mail:Smtp:Port" }, settings.ToHashSet());
        Assert.Empty(Unsaid(settings, Read("docs/running.md")));
    }

    static IEnumerable<string> Settings(IEnumerable<string> sources) =>
        from source in sources
        from Match read in ReadSetting().Matches(source)
        select read.Groups["connection"].Success ? "ConnectionStrings:" + read.Groups["connection"].Value : read.Groups["key"].Value;

    // configuration["key"], but not where one is set; and the mail's own reading
    [GeneratedRegex(@"onfiguration(?:\.GetValue<\w+>\(|\.GetSection\(|\[)""(?<key>[^""]+)""[\])](?!\s*=[^=])|GetConnectionString\(""(?<connection>[^""]+)""|\b[vV]alue\(""(?<key>[A-Z]\w+:[^""]+)""\)")]
    private static partial Regex ReadSetting();

    [Fact]
    public void Every_tool_is_explained()
    {
        var tools = Directory.EnumerateFiles(Path.Combine(Disk.Root, "tools")).Select(t => "tools/" + Path.GetFileName(t)).ToList();
        Assert.Contains("tools/run", tools);
        Assert.Empty(Unsaid(tools, Read("README.md") + Read("docs/running.md")));
    }

    [Fact]
    public void Every_tool_a_page_speaks_of_is_there() => Assert.Empty(
        from page in Pages
        from Match tool in Regex.Matches(page.Text, @"(?<![\w/])tools/[a-z-]+")
        where !File.Exists(Path.Combine(Disk.Root, tool.Value))
        select $"{page.Path}: {tool.Value}");

    [Fact]
    public void Every_link_inside_leads_somewhere()
    {
        var links = Pages.SelectMany(Links).ToList();
        Assert.Contains(links, link => link.Target == "docs/house.md");
        Assert.Empty(from link in links where !Path.Exists(Path.Combine(Disk.Root, link.Target)) select $"{link.Page}: {link.Target}");
    }

    static IEnumerable<(string Page, string Target)> Links((string Path, string Text) page) =>
        from Match link in Regex.Matches(Regex.Replace(page.Text, "```.*?```", "", RegexOptions.Singleline), @"(?<!`)\[[^\]\n]*\]\((?<to>[^)\s#]+)[^)]*\)")
        let to = link.Groups["to"].Value
        where !Regex.IsMatch(to, "^[a-z]+:")
        select (page.Path, Path.GetRelativePath(Disk.Root, Path.GetFullPath(Path.Combine(Disk.Root, Path.GetDirectoryName(page.Path) ?? "", to))));

    [Fact]
    public void Every_word_of_the_dictionary_that_stands_for_code_is_in_the_code()
    {
        var sources = Disk.Files("src", ".cs").Concat(Disk.Files("themes", ".cs")).Select(f => f.Text).ToList();
        var words = Regex.Matches(Read("docs/words.md"), @"`([A-Z]\w+(?:\.[A-Z]\w+)?)`").Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains("ContentItem", words);
        Assert.Empty(from word in words where !sources.Exists(source => Declares(source, word)) select word);
    }

    // A word of two parts is a member of the type before the dot, in the file that has the type
    static bool Declares(string source, string word) => word.Split('.') is [var type, var member]
        ? Regex.IsMatch(source, $@"\b(class|enum|record|extension\(\w+) {type}\b") && Regex.IsMatch(source, $@"\b{member}\b")
        : Regex.IsMatch(source, $@"\b{word}\b");

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine_or_where_packages_come_from()
    {
        Assert.Contains(Written, f => f.Path == "LICENSE");
        Assert.Empty(Findings(Written));
        Assert.Equal(2, Findings([("a.md", "see /ho" + "me/noi/x"), ("b.json", "https://reg" + "istry.example.org/vite"), ("c.md", "src/home/x and /homes")]).Count());
    }

    static IEnumerable<string> Findings(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from Match found in Private().Matches(file.Text)
        select $"{file.Path}:{file.Text.AsSpan(0, found.Index).Count('\n') + 1} {found.Value}";

    [GeneratedRegex(@"(?<![\w.}$)/])/(work|root|home)/\w|https?://[^/\s""'<>]*(registry|nuget|npm|nexus|artifactory|pypi|mirror|proxy\.golang)[^/\s""'<>]*")]
    private static partial Regex Private();
}
