namespace KmCommons.Foundation;

/// <summary>What every module stands on and no more: database, jobs, web basics, Markdown. It knows no word of the field.</summary>
public static class FoundationModule;
