namespace KmCommons.Learning;

/// <summary>One time that somebody, an organisation or a person, is in the list of hosts. Who comes again has one row for each time.</summary>
/// <param name="Id">Whose; the same each time.</param>
/// <param name="JoinedOn">The first day in it.</param>
/// <param name="LeftOn">The first day no longer in it; null while they stay.</param>
public sealed record RotaHost(long Id, DateOnly JoinedOn, DateOnly? LeftOn = null);

/// <summary>Something that happened, for <see cref="Rota.Of"/>.</summary>
public abstract record RotaEvent;

/// <summary>A host hosted a meeting: who was asked, or somebody who took it.</summary>
/// <param name="HostId">Who. Two who host together are two hostings.</param>
/// <param name="On">The day on which it was held.</param>
public sealed record RotaHosting(long HostId, DateOnly On) : RotaEvent;

/// <summary>A host asked to be left out for one meeting.</summary>
/// <param name="HostId">Who.</param>
/// <param name="Meeting">The day for which the meeting is set; when it moves, this moves along.</param>
/// <param name="Reason">Why, as typed; shown where the host is skipped.</param>
public sealed record RotaExcuse(long HostId, DateOnly Meeting, string Reason) : RotaEvent;

/// <summary>Two hosts exchanged their places in the line.</summary>
/// <param name="OneId">The one.</param>
/// <param name="OtherId">The other.</param>
/// <param name="On">The day on which they did so.</param>
public sealed record RotaSwap(long OneId, long OtherId, DateOnly On) : RotaEvent;
