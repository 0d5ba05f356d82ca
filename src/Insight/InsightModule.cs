using KmCommons.Foundation;

namespace KmCommons.Insight;

/// <summary>What the whole looks like. Now: the administrator's ground (zones, villages, new names). It has no table of its own: it reads Places.</summary>
public sealed class InsightModule : Module;
