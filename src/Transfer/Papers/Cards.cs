using System.Text.Json.Serialization;
using KmCommons.Learning;
using KmCommons.People;

namespace KmCommons.Transfer;

/// <summary>A person in a copy: what anybody can read of them on the site.</summary>
public sealed record PersonCard(string Address, string Name, string? Tambon, string About);

/// <summary>A blog in a copy; <paramref name="Owner"/> is whose own it is.</summary>
public sealed record BlogCard(string Address, string Title, string About, string? Place, string? Owner, IReadOnlyList<HandCard> Writers, string? Circle = null);

/// <summary>Somebody's hand in a blog.</summary>
public sealed record HandCard(string Person, [property: JsonConverter(typeof(JsonStringEnumConverter))] BlogHand Hand);

/// <summary>A circle in a copy, without who is in it: roles are given, not carried along.</summary>
public sealed record CircleCard(string Address, string Name, [property: JsonConverter(typeof(JsonStringEnumConverter))] CircleKind Kind, string? Place, string About, bool Closed = false);
