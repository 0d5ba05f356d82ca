using KmCommons.Foundation;

namespace KmCommons.Learning;

/// <summary>Circles, and after action reviews (AAR).</summary>
public sealed class LearningModule : Module;
