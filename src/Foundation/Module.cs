using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Foundation;

/// <summary>A part of the house with its own pages and tables. The class that derives from it is the module's door plate.</summary>
public abstract class Module
{
    /// <summary>The module's name: the assembly's last word, the folder of its pages, and in lower case its PostgreSQL schema.</summary>
    public string Name => GetType().Assembly.GetName().Name!["KmCommons.".Length..];

    /// <summary>Puts the module's things into the container; nothing by default.</summary>
    public virtual void Register(IServiceCollection services, IConfiguration configuration) { }

    /// <summary>Maps what is not a page: feeds, pictures; nothing by default. Every endpoint says who may come (<c>NeedsAttribute</c>, <c>OpenToAllAttribute</c>).</summary>
    public virtual void Map(IEndpointRouteBuilder routes) { }

    /// <summary>Maps the module's things to its tables; nothing by default. Columns become snake_case by themselves.</summary>
    public virtual void Tables(ModelBuilder model) { }

    /// <summary>Looks at what is about to be saved, and may add to it; nothing by default. For what must not be forgotten by any door.</summary>
    public virtual Task Saving(CommonsDb db, CancellationToken stop) => Task.CompletedTask;
}
