using System.Reflection;
using System.Xml.Linq;

namespace KmCommons.Tests.House;

/// <summary>Who may know whom. The modules and what they refer to come from the disk; only this table is written by hand.</summary>
public class Walls
{
    // Every module above Foundation may also know Foundation and Thai. Foundation knows Mail because letters on their way (Outbox) are its own
    static readonly Dictionary<string, HashSet<string>> May = """
        Thai:
        Mail:
        Foundation: Thai Mail
        Places:
        People: Places
        Media: People
        Content: Places People Media
        Writing: Places People Media Content
        Learning: Places People Media Content
        Cases: Places People Media Content
        Planet: Places People Content Learning
        Training: Places People Media Content
        Awards: Places People Media Content Writing
        Search: Places People Content
        Insight: Places People Content
        Digests: Places People Content Search Mail
        Moderation: People Content
        Transfer: Places People Media Content Writing Learning Cases Planet Training Awards Search Digests Moderation
        Village:
        Host: Thai Mail Foundation Places People Media Content Writing Learning Cases Planet Training Awards Search Insight Digests Moderation Transfer Village
        """.Split('\n').Select(line => line.Split(':')).ToDictionary(line => line[0], line =>
            line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(line[0] is "Thai" or "Mail" or "Foundation" ? [] : ["Foundation", "Thai"]).ToHashSet());

    /// <summary>A module as it lies on disk.</summary>
    sealed record Project(string Folder, string Name, XDocument Xml);

    static IEnumerable<Project> OnDisk() =>
        from folder in new[] { "src", "themes" }
        from module in Disk.Folders(folder)
        let path = Path.Combine(folder, module, module + ".csproj")
        select new Project(Path.Combine(folder, module), module, File.Exists(Path.Combine(Disk.Root, path)) ? XDocument.Load(Path.Combine(Disk.Root, path)) : new XDocument(new XElement("Missing")));

    static IEnumerable<string> Breaches(IReadOnlyList<Project> projects)
    {
        foreach (var missing in May.Keys.Except(projects.Select(p => p.Name)))
            yield return $"{missing}: the table knows it, but there is no such module.";
        foreach (var project in projects)
        {
            if (project.Xml.Root!.Name.LocalName == "Missing")
                yield return $"{project.Folder}: a module is a folder with a project of its own name in it.";
            if (!May.TryGetValue(project.Name, out var may))
            {
                yield return $"{project.Folder}: the table does not know this module. Say in the design who may know whom, then in House/Walls.cs.";
                continue;
            }
            foreach (var (kind, reference) in References(project.Xml))
                if (kind != "ProjectReference")
                    yield return $"{project.Name} reaches around the wall: <{kind}> {reference}.";
                else if (!may.Contains(Path.GetFileNameWithoutExtension(reference)))
                    yield return $"{project.Name} knows {Path.GetFileNameWithoutExtension(reference)}; it may know only: {string.Join(' ', may.Order(StringComparer.Ordinal))}.";
        }
    }

    // A path that leaves the folder by another element is a neighbour's file or library taken without asking
    static IEnumerable<(string Kind, string Path)> References(XDocument xml) =>
        from element in xml.Descendants()
        from value in element.Attributes().Select(a => a.Value).Concat(element.HasElements ? [] : [element.Value])
        where element.Name.LocalName == "ProjectReference" || value.Contains("../", StringComparison.Ordinal) || value.Contains("..\\", StringComparison.Ordinal)
        from path in value.Split(';', StringSplitOptions.RemoveEmptyEntries)
        select (element.Name.LocalName, path.Replace('\\', '/'));

    [Fact]
    public void Every_module_knows_only_those_it_may_know() => Findings.None(Breaches([.. OnDisk()]));

    [Fact]
    public void Nobody_knows_the_host() => Findings.None(from project in OnDisk() from reference in References(project.Xml) where reference.Path.EndsWith("/Host.csproj", StringComparison.Ordinal) select project.Name);

    [Fact]
    public void What_was_compiled_knows_no_more_than_the_projects_say() => Findings.None(
        from file in Directory.EnumerateFiles(AppContext.BaseDirectory, "KmCommons.*.dll")
        let name = Path.GetFileNameWithoutExtension(file)["KmCommons.".Length..]
        where May.ContainsKey(name)
        from known in Assembly.LoadFrom(file).GetReferencedAssemblies()
        where known.Name!.StartsWith("KmCommons.", StringComparison.Ordinal) && !May[name].Contains(known.Name["KmCommons.".Length..])
        select $"{name} uses {known.Name}");

    [Theory]
    [InlineData("src", "Writing", "<ProjectReference Include='../Learning/Learning.csproj' />", "Writing knows Learning")]
    [InlineData("src", "Search", "<ProjectReference Include='../Host/Host.csproj' />", "Search knows Host")]
    [InlineData("src", "Thai", "<ProjectReference Include='..\\Foundation\\Foundation.csproj' />", "Thai knows Foundation")]
    [InlineData("themes", "Village", "<ProjectReference Include='../../src/Foundation/Foundation.csproj;../../src/Content/Content.csproj' />", "Village knows Content")]
    [InlineData("src", "Cases", "<Compile Include='../Learning/Circle.cs' />", "Cases reaches around the wall")]
    [InlineData("src", "Cases", "<Reference Include='x'><HintPath>../Learning/bin/x.dll</HintPath></Reference>", "Cases reaches around the wall")]
    [InlineData("src", "Gossip", "", "the table does not know this module")]
    public void A_forbidden_acquaintance_is_noticed(string folder, string name, string item, string said) =>
        Assert.Contains(Breaches([.. OnDisk().Where(p => p.Name != name), new(folder + "/" + name, name, XDocument.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>"))]), b => b.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void A_module_that_went_away_and_a_folder_without_a_project_are_noticed()
    {
        Assert.Contains(Breaches([.. OnDisk().Where(p => p.Name != "Media")]), b => b.StartsWith("Media: the table knows it", StringComparison.Ordinal));
        Assert.Contains(Breaches([.. OnDisk(), new("src/Loose", "Loose", new(new XElement("Missing")))]), b => b.StartsWith("src/Loose: a module is a folder", StringComparison.Ordinal));
    }

    // Without this a reference to Content would quietly let a module use everything that Content stands on
    static IEnumerable<string> Leaks(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from element in XDocument.Parse(file.Text).Descendants("DisableTransitiveProjectReferences")
        where element.Value.Trim() != "true"
        select $"{file.Path} lets a module know whom its neighbours know.";

    [Fact]
    public void What_a_neighbour_knows_is_not_known_by_that()
    {
        Assert.Contains("<DisableTransitiveProjectReferences>true</DisableTransitiveProjectReferences>", File.ReadAllText(Path.Combine(Disk.Root, "Directory.Build.props")), StringComparison.Ordinal);
        Findings.None(Leaks([.. Disk.Files("src", ".csproj", ".props", ".targets"), .. Disk.Files("themes", ".csproj", ".props", ".targets")]));
        Assert.NotEmpty(Leaks([("src/Cases/Cases.csproj", "<Project><PropertyGroup><DisableTransitiveProjectReferences>false</DisableTransitiveProjectReferences></PropertyGroup></Project>")]));
    }
}
