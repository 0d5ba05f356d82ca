using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.House;

/// <summary>A way into the running site: a method, a route and, on a page, a handler. Static files are none.</summary>
/// <param name="Method">GET (HEAD goes with it) or POST.</param>
/// <param name="Route">The route without its constraints, and <c>?handler=…</c>: <c>/n/{number}/{slug?}?handler=Show</c>.</param>
/// <param name="Where">The page's path, or what the endpoint calls itself.</param>
/// <param name="Metadata">What the endpoint says of itself, as the gate reads it.</param>
sealed record Door(string Method, string Route, string Where, IReadOnlyList<object> Metadata)
{
    /// <summary>Something the endpoint says of itself, or null.</summary>
    public T? Says<T>() where T : class => Metadata.OfType<T>().LastOrDefault();

    /// <summary>Every door of this site.</summary>
    public static IReadOnlyList<Door> All(IServiceProvider site) => [.. Endpoints(site).SelectMany(Of)];

    /// <summary>The endpoints that the site answers at, static files left out.</summary>
    public static IEnumerable<RouteEndpoint> Endpoints(IServiceProvider site) => site.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null && e.Metadata.GetMetadata<ISuppressMatchingMetadata>()?.SuppressMatching is not true);

    static IEnumerable<Door> Of(RouteEndpoint endpoint)
    {
        var route = Simple(endpoint.RoutePattern);
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } page)
            return from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
                   where method != "HEAD"
                   select new Door(method, route, endpoint.DisplayName ?? route, [.. endpoint.Metadata]);
        // Every page of the site is compiled with its module, and so known with its handlers from the start
        var handlers = ((CompiledPageActionDescriptor)page).HandlerMethods.Select(h => (Method: h.HttpMethod.ToUpperInvariant(), h.Name)).Append(("GET", null)).Distinct();
        return from handler in handlers
               select new Door(handler.Method, route + (handler.Name is null ? "" : "?handler=" + handler.Name), page.RelativePath, [.. endpoint.Metadata]);
    }

    static string Simple(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternParameterPart parameter => $"{{{(parameter.IsCatchAll ? "*" : "")}{parameter.Name}{(parameter.IsOptional ? "?" : "")}}}",
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        _ => "",
    }))));

    /// <summary>Whether the door says who may come; one that does not is closed to all.</summary>
    public bool SaysWhoMayCome => Says<OpenToAllAttribute>() is not null || Says<NeedsAttribute>() is not null;

    /// <summary>Whether its answers to anonymous readers are kept.</summary>
    public bool IsCached => Says<CachedAttribute>() is not null;
}
