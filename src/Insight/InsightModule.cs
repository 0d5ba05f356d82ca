using KmCommons.Foundation;

namespace KmCommons.Insight;

/// <summary>What the whole looks like: places, zones, and what goes on where.</summary>
public sealed class InsightModule : Module;
