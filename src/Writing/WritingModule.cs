using KmCommons.Foundation;

namespace KmCommons.Writing;

/// <summary>Notes in blogs: write, revise, publish, take back, schedule.</summary>
public sealed class WritingModule : Module;
