using KmCommons.Foundation;

namespace KmCommons.Digests;

/// <summary>The weekly digest: who wants it, what goes in, how to leave.</summary>
public sealed class DigestsModule : Module;
