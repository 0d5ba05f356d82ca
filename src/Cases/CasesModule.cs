using KmCommons.Foundation;

namespace KmCommons.Cases;

/// <summary>Case stories: from an honest stub to a learning source.</summary>
public sealed class CasesModule : Module;
