using KmCommons.Foundation;

namespace KmCommons.Content;

/// <summary>What a module knows of honours that were given, for letters; said once by the module that has them.</summary>
/// <param name="Of">The items that tell of them, published or not.</param>
public sealed record Honours(Func<CommonsDb, IQueryable<Honour>> Of);

/// <summary>An item that tells of an honour.</summary>
public sealed class Honour
{
    /// <summary>The item.</summary>
    public long Number { get; init; }
    /// <summary>The place that it is for; null for the whole site.</summary>
    public string? PlaceCode { get; init; }
}
