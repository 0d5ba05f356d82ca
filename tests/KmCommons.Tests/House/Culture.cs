using System.Globalization;
using System.Text.RegularExpressions;

namespace KmCommons.Tests.House;

/// <summary>In Thailand's culture 2026 is 2569 and texts compare otherwise: the process has no culture, and every conversion says which it means.</summary>
public sealed class Culture(Village village) : IClassFixture<Village>
{
    static readonly string[] Rules = ["CA1304", "CA1305", "CA1307", "CA1310", "CA1311"];

    static readonly (string Path, string Text)[] Sources = [.. Disk.Files("src", Endings), .. Disk.Files("themes", Endings), .. Disk.Files("tests", Endings), .. Disk.Files("tools", "")];

    static string[] Endings => [".cs", ".cshtml", ".ts", ".css", ".sql", ".csproj", ".props", ".targets"];

    [Fact]
    public async Task The_site_runs_without_a_culture_of_its_own()
    {
        Assert.Equal(200, (int)(await village.Guest().Open("/health")).Status);
        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.DefaultThreadCurrentCulture);
        Assert.Equal(CultureInfo.InvariantCulture, CultureInfo.DefaultThreadCurrentUICulture);
    }

    static IEnumerable<string> Unguarded(string editorconfig) => Rules.Where(rule => !Regex.IsMatch(editorconfig, $@"^dotnet_diagnostic\.{rule}\.severity = error$", RegexOptions.Multiline));

    [Fact]
    public void A_conversion_that_does_not_say_its_culture_does_not_compile()
    {
        var guarded = File.ReadAllText(Path.Combine(Disk.Root, ".editorconfig"));
        Assert.Empty(Unguarded(guarded));
        Assert.Equal(["CA1305"], Unguarded(guarded.Replace("CA1305.severity = error", "CA1305.severity = warning", StringComparison.Ordinal)));
    }

    // Put together here, so that this file is no finding itself
    static readonly (string Pattern, string Why)[] Unwanted =
    [
        ("Thread" + @"\.Sleep", "await a condition"),
        (@"\bTO" + @"DO\b", "do it, or make an issue of it"),
        ("NotImplemented" + "Exception", "no stub that pretends"),
        (@"\[(Fact|Theory)[^\]]*\bSk" + @"ip\s*=", "a test that does not run proves nothing"),
        (@"(pragma warning disable|NoWarn|SuppressMessage)[^\n]*CA13" + @"\d\d", "say which culture is meant"),
    ];

    static IEnumerable<string> Unwelcome(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from unwanted in Unwanted
        from Match found in Regex.Matches(file.Text, unwanted.Pattern)
        select $"{file.Path}:{file.Text.AsSpan(0, found.Index).Count('\n') + 1} {found.Value}: {unwanted.Why}";

    [Fact]
    public void No_source_sleeps_promises_pretends_or_skips() => Findings.None(Unwelcome(Sources));

    [Theory]
    [InlineData("Thread.", "Sleep(100);")]
    [InlineData("// TO", "DO: later")]
    [InlineData("throw new NotImplemented", "Exception();")]
    [InlineData("[Fact(Sk", "ip = \"slow\")]")]
    [InlineData("#pragma warning disable CA13", "05")]
    public void A_source_that_does_is_noticed(string one, string other) => Assert.Equal(["x.cs:2"], Unwelcome([("x.cs", "\n" + one + other)]).Select(f => f.Split(' ')[0]));
}
