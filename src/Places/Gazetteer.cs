using System.Collections.Frozen;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Places;

/// <summary>All places at hand, without asking the database each time: about two hundred rows, read again when something changed.</summary>
public sealed class Gazetteer(IServiceScopeFactory scopes, Bell bell)
{
    sealed record Reading(long Rings, FrozenDictionary<string, Place> Places);

    Reading reading = new(-1, FrozenDictionary<string, Place>.Empty);

    /// <summary>Every place by its code. While the database is away, the last reading.</summary>
    public FrozenDictionary<string, Place> All
    {
        get
        {
            var now = Volatile.Read(ref reading);
            if (now.Rings == bell.Rings && now.Places.Count > 0 || now.Places.Count > 0 && !bell.Connected)
                return now.Places;
            var rings = bell.Rings;
            using var scope = scopes.CreateScope();
            var places = scope.ServiceProvider.GetRequiredService<CommonsDb>().Set<Place>().AsNoTracking().ToFrozenDictionary(p => p.Code);
            Volatile.Write(ref reading, new(rings, places));
            return places;
        }
    }

    /// <summary>The place of a code, or null.</summary>
    public Place? Find(string? code) => code is null ? null : All.GetValueOrDefault(code);

    /// <summary>The places directly inside, in code order.</summary>
    public IEnumerable<Place> Inside(string code) => All.Values.Where(p => p.ParentCode == code && p.ValidTo is null).OrderBy(p => p.Code, StringComparer.Ordinal);

    /// <summary>The districts of the province, in code order.</summary>
    public IEnumerable<Place> Districts => All.Values.Where(p => p.Level == PlaceLevel.District && p.ValidTo is null).OrderBy(p => p.Code, StringComparer.Ordinal);

    /// <summary>The district that a tambon or district code lies in, or null.</summary>
    public Place? DistrictOf(string? code) => Find(code) switch
    {
        { Level: PlaceLevel.District } district => district,
        { ParentCode: { } parent } => Find(parent) is { Level: PlaceLevel.District } district ? district : null,
        _ => null,
    };

    /// <summary>Where it is, for a reader: <c>ต.บางจาก อ.เมืองนครศรีธรรมราช</c>, in English <c>Bang Chak, Mueang Nakhon Si Thammarat</c>; empty when the code is unknown.</summary>
    public string Says(string? code, bool english = false) => Find(code) is not { } place ? ""
        : place.Level == PlaceLevel.Tambon && Find(place.ParentCode) is { } district ? $"{place.Name(english)}{(english ? "," : "")} {district.Name(english)}" : place.Name(english);

    /// <summary>The nearest other tambons, by straight distance on the approximate coordinates.</summary>
    public IEnumerable<Place> Neighbours(Place place, int most = 6) =>
        place is not { Latitude: { } north, Longitude: { } east } ? [] :
        All.Values.Where(p => p.Level == PlaceLevel.Tambon && p.Code != place.Code && p is { Latitude: not null, ValidTo: null })
            .OrderBy(p => Math.Pow(p.Latitude!.Value - north, 2) + Math.Pow((p.Longitude!.Value - east) * Math.Cos(north * Math.PI / 180), 2)).Take(most);
}
