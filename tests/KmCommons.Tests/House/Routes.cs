using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>One address, one page. The framework finds two pages at one address out only when somebody asks for it, and of two page files at one path it silently takes one.</summary>
public sealed class Routes(Village village) : IClassFixture<Village>
{
    // Names of parameters and optional ends do not make two routes different; constraints do
    static IEnumerable<string> Templates(RoutePattern pattern)
    {
        var segments = pattern.PathSegments.Select(s => string.Concat(s.Parts.Select(part => part switch
        {
            RoutePatternParameterPart parameter => $"{{{string.Join(':', parameter.ParameterPolicies.Select(p => p.Content).Order(StringComparer.Ordinal))}{(parameter.IsCatchAll ? "*" : "")}}}",
            RoutePatternLiteralPart literal => literal.Content.ToLowerInvariant(),
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        }))).ToList();
        var optional = pattern.PathSegments.Reverse().TakeWhile(s => s.Parts is [RoutePatternParameterPart { IsOptional: true }]).Count();
        return Enumerable.Range(0, optional + 1).Select(left => "/" + string.Join('/', segments.Take(segments.Count - left)));
    }

    static IEnumerable<string> Clashes(IEnumerable<RouteEndpoint> endpoints) =>
        from way in from endpoint in endpoints
                    from template in Templates(endpoint.RoutePattern)
                    from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
                    group endpoint by (template, method)
        where way.Count() > 1
        select $"{way.Key.method} {way.Key.template}: {string.Join(" and ", way.Select(e => e.DisplayName))}";

    [Fact]
    public void No_two_pages_have_one_route() => Findings.None(Clashes(Door.Endpoints(village.Services)));

    [Theory]
    [InlineData("/n/{number:long}/{slug?}", "/N/{id:long}")]
    [InlineData("/write/{number:long?}", "/write")]
    [InlineData("/tag/{tag}", "tag/{name}")]
    public void Two_pages_with_one_route_are_noticed(string one, string other) => Assert.NotEmpty(Clashes([Endpoint(one), Endpoint(other)]));

    [Theory]
    [InlineData("/n/{number:long}", "/n/{number:long}/feed")]
    [InlineData("/write/{number:long?}", "/write/preview")]
    public void Two_routes_are_not_taken_for_one(string one, string other) => Assert.Empty(Clashes([Endpoint(one), Endpoint(other)]));

    static RouteEndpoint Endpoint(string pattern) => new(_ => Task.CompletedTask, RoutePatternFactory.Parse(pattern), 0, EndpointMetadataCollection.Empty, pattern);

    // What _ViewImports.cshtml says is worked into each page when that is compiled: the one file that every module has
    static IEnumerable<string> Hidden(IEnumerable<(string Path, string Owner)> files) =>
        from file in files.Distinct()
        where !file.Path.EndsWith("/_ViewImports.cshtml", StringComparison.Ordinal)
        group file.Owner by file.Path.ToLowerInvariant() into path
        where path.Count() > 1
        select $"{path.Key}: {string.Join(" and ", path)}";

    [Fact]
    public void No_two_page_files_lie_at_one_path()
    {
        var compiled = from part in village.Services.GetRequiredService<ApplicationPartManager>().ApplicationParts.OfType<IRazorCompiledItemProvider>()
                       from item in part.CompiledItems
                       select (item.Identifier, item.Type.Assembly.GetName().Name!);
        Assert.Contains(("/Content/Item.cshtml", "KmCommons.Content"), compiled);
        Findings.None(Hidden(compiled));
        Assert.NotEmpty(Hidden([.. compiled, ("/Content/Item.cshtml", "KmCommons.Cases")]));
    }

    [Fact]
    public void Every_page_on_disk_is_a_page_of_the_site()
    {
        var written = from file in Disk.Files("src", ".cshtml").Concat(Disk.Files("themes", ".cshtml"))
                      where file.Text.StartsWith("@page", StringComparison.Ordinal)
                      select file.Path[file.Path.IndexOf('/', StringComparison.Ordinal)..];
        var served = Door.Endpoints(village.Services).Select(e => e.Metadata.GetMetadata<PageActionDescriptor>()?.RelativePath).OfType<string>();
        Assert.NotEmpty(written);
        Findings.None(written.Except(served));
    }
}
