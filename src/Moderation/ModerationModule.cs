using KmCommons.Foundation;

namespace KmCommons.Moderation;

/// <summary>Comments that wait, reports, hiding and restoring in public.</summary>
public sealed class ModerationModule : Module;
